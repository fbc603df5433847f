"""A reader asks the newsroom to be erased: found by address or id, shown what would go, erased after one more yes."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from commentsvc.db import unit_of_work
from commentsvc.domain.erasure import Mode
from commentsvc.domain.errors import Forbidden, NotFound
from commentsvc.domain.limits import EMAIL_MAX_CHARS
from commentsvc.domain.roles import Power
from commentsvc.queries import erasable
from commentsvc.services import erasure_requests
from commentsvc.web.dashboard import step_up
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.messages import error_text
from commentsvc.web.request_context import runtime

MODES = {
    Mode.DETACH: _l("The texts stay, under “a former reader”"),
    Mode.DELETE: _l("The texts go as well"),
}
KINDS = {"guest": _l("Guest"), "account": _l("Account"), "erasing": _l("Is being erased")}


@blueprint.get("/<site>/erasure")
@needs(Power.CONFIGURE)
def erasure_page():
    """Asks whom it is about."""
    return _page("")


@blueprint.post("/<site>/erasure/search")
@needs(Power.CONFIGURE)
def find_reader_to_erase():
    """Show what would go. The address stands in no address of ours, so that no log of a web server has it."""
    step_up.prove()
    return _show(_named())


@blueprint.post("/<site>/erasure")
@needs(Power.CONFIGURE)
def erase_reader():
    """Begin to erase whoever was found, once it is said how and confirmed."""
    step_up.prove()
    named, mode = _named(), request.form.get("mode")
    if mode not in MODES or not request.form.get("sure"):
        return _show(named, _("Nothing was erased yet. Please choose what is to become of the texts, and confirm."))
    try:
        with unit_of_work():
            context = at_desk().context()
            person = erasure_requests.find(context, named)
            erasure_requests.begin(context, person, Mode(mode), at_desk().actor, runtime().ledger)
    except (NotFound, Forbidden) as error:
        return _page(named, wrong=error_text(error.code, {})), 422
    flash(
        {"text": _("Every way in is closed; the rest goes within minutes. It is noted in the log."), "undo": None},
        "done",
    )
    return redirect(url_for("dashboard.erasure_page"), 303)


def _named() -> str:
    return request.form.get("who", "").strip()[:EMAIL_MAX_CHARS]


def _show(named: str, unsure: str = ""):
    try:
        person = erasure_requests.find(at_desk().context(), named)
    except (NotFound, Forbidden) as error:
        return _page(named, wrong=error_text(error.code, {})), 422
    return _page(named, person, unsure=unsure), 422 if unsure else 200


def _page(named: str, person=None, *, wrong: str = "", unsure: str = ""):
    return render_template(
        "dashboard/erasure.html",
        named=named,
        person=person,
        wrong=wrong,
        unsure=unsure,
        traces=erasable.of_reader,
        modes=MODES,
        kinds=KINDS,
    )
