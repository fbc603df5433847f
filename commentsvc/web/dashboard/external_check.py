"""A check of the publisher's own, on the page of webhooks: added, switched, removed, and how it has fared."""

from flask import Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import Invalid, OutgoingFailed
from commentsvc.domain.external_check import FAILURES_MAX, SECONDS
from commentsvc.domain.roles import Power
from commentsvc.services import external_check
from commentsvc.web.dashboard import step_up, webhook_words
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.messages import error_text
from commentsvc.web.request_context import keys, runtime

_NUMBER_MAX_CHARS = 3


@blueprint.get("/<site>/settings/external-check")
@needs(Power.CONFIGURE)
def external_check_page():
    """The check that there is, and the form for another one."""
    return _page()


@blueprint.post("/<site>/settings/external-check")
@needs(Power.CONFIGURE)
def put_external_check():
    """Ask a check at an address from now on, and show its secret: once, and never again."""
    url, typed = request.form.get("url", "").strip(), request.form.get("seconds", "").strip()
    step_up.prove()
    try:
        external_check.checked(url, _number(typed))
        # Looked up outside of the unit of work: nobody waits for somebody's name server.
        runtime().outgoing.check(url)
        with unit_of_work():
            check = external_check.put(at_desk().context(), url, _number(typed), at_desk().actor)
    except OutgoingFailed as error:
        return _page({"url": error_text(error.code, error.params)}), 422
    except Invalid as error:
        return _page({one.field: error_text(one.code, one.params) for one in error.errors}), 422
    return _page(secret=external_check.secret_for_people(keys(), check)), 201


@blueprint.post("/<site>/settings/external-check/switch")
@needs(Power.CONFIGURE)
def switch_external_check():
    """Switch it off (``on=no``), or on again."""
    step_up.prove()
    on = request.form.get("on") == "yes"
    with unit_of_work():
        external_check.switch(at_desk().context(), at_desk().actor, on=on)
    return _done(_("Switched on.") if on else _("Switched off. Comments appear without it."))


@blueprint.post("/<site>/settings/external-check/deletion")
@needs(Power.CONFIGURE)
def delete_external_check():
    """Forget it."""
    step_up.prove()
    with unit_of_work():
        external_check.remove(at_desk().context(), at_desk().actor)
    return _done(_("The external check is deleted."))


def _number(typed: str) -> int | None:
    plain = typed.isascii() and typed.isdecimal() and len(typed) <= _NUMBER_MAX_CHARS
    return int(typed) if plain else None


def _done(message: str) -> Response:
    flash({"text": message, "undo": None}, "done")
    return redirect(url_for("dashboard.external_check_page"), 303)


def _page(wrong: dict | None = None, secret: str = "") -> str:
    check = external_check.of(g.site)
    return render_template(
        "dashboard/external_check.html",
        check=check,
        host=external_check.host(keys(), check) if check else "",
        problem=webhook_words.problem(check.error) if check and check.error else "",
        failures_max=FAILURES_MAX,
        seconds=SECONDS,
        secret=secret,
        wrong=wrong or {},
        typed=request.form,
    )
