"""Notice of illegal content, by anybody, without an account and without JavaScript; in a frame too."""

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.exceptions import HTTPException

from commentsvc.db import unit_of_work
from commentsvc.domain import content_notice
from commentsvc.domain.errors import Forbidden, NotFound, ServiceError
from commentsvc.domain.limits import CORRECTION_BODY_MAX_BYTES
from commentsvc.queries import threads as thread_queries
from commentsvc.services import content_notices
from commentsvc.web import legal_words, rate_limits
from commentsvc.web.api import presenters
from commentsvc.web.embed import refusals
from commentsvc.web.embed.once import once
from commentsvc.web.embed.showing import shown
from commentsvc.web.embed.visit import Visit, open_visit
from commentsvc.web.rate_limits import limiter
from commentsvc.web.request_context import keys, network, now, runtime

blueprint = Blueprint("content_notice_page", __name__)
refusals.attach(blueprint)

_ABOUT = "content-notice"
_RECEIPT = "content-notice-receipt"
_RECEIPT_SECONDS = 3600
_TYPED = ("comments", "kind", "law", "explanation", "name", "email")


@blueprint.before_request
def _allow_long_forms() -> None:
    """A form with every field full, percent-encoded, is larger than a comment."""
    request.max_content_length = CORRECTION_BODY_MAX_BYTES
    request.max_form_memory_size = CORRECTION_BODY_MAX_BYTES


@blueprint.get("/embed/<site>/notice")
def form(site: str) -> Response:
    """The empty form; ``comment`` names the one that it was opened from."""
    return _form(open_visit(site))


@blueprint.post("/embed/<site>/notice")
def give(site: str) -> Response:
    """Send the notice; then the receipt."""
    try:
        with limiter.limit(rate_limits.CONTENT_NOTICES, key_func=network), unit_of_work():
            visit = open_visit(site)
            nonce = visit.check_form(_ABOUT)
            typed = {name: request.form.get(name, "") for name in _TYPED}
            new = _read(typed)

            def act():
                return {"id": content_notices.give(visit.context, new, "page").public_id}, None

            answer, _token = once(visit.context, nonce, _ABOUT, tuple(typed.values()), act)
    except (ServiceError, HTTPException) as error:
        return _form(open_visit(site), refusals.refusal(error))
    receipt = keys().token(_RECEIPT, f"{answer['id']}~{int(now().timestamp())}~{bool(new.address):d}")
    return visit.send(redirect(visit.link("content_notice_page.receipt", receipt=receipt), 303))


@blueprint.get("/embed/<site>/notice/receipt")
def receipt(site: str) -> Response:
    """The reference, and where the decision will be seen. The address opens for an hour."""
    visit = open_visit(site)
    notice_id, mailed = _read_receipt(request.args.get("receipt", ""))
    status_url = f"{runtime().settings.base_url}/report/legal/{content_notices.token(keys(), notice_id)}"
    html = render_template(
        "embed/content_notice_receipt.html",
        visit=visit,
        framed=visit.framed,
        site=visit.context.site,
        status_url=status_url,
        reference=legal_words.reference(notice_id),
        mailed=mailed,
    )
    response = visit.send(Response(html, mimetype="text/html"))
    # The address and the page both lead to a secret.
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


def _read(typed: dict[str, str]) -> content_notice.NewNotice:
    rest = {name: typed[name] for name in ("law", "name", "email")}
    return content_notice.prepare(
        typed["comments"].split(),
        typed["kind"],
        typed["explanation"],
        **rest,
        good_faith=request.form.get("good_faith") == "yes",
    )


def _form(visit: Visit, refusal: refusals.Refusal | None = None) -> Response:
    if not visit.context.settings.legal_notices:
        raise Forbidden("legal_notices_off")
    sent = request.method == "POST"
    about = None if sent else _comment(visit)
    html = render_template(
        "embed/content_notice.html",
        visit=visit,
        framed=visit.framed,
        site=visit.context.site,
        comment=about,
        kinds=legal_words.KINDS,
        token=visit.form_token(_ABOUT),
        typed=request.form if sent else {"comments": presenters.permalink(about["id"]) if about else ""},
        refusal=refusal,
    )
    response = Response(html, mimetype="text/html")
    return visit.send(refusal.stamp(response) if refusal else response)


def _comment(visit: Visit) -> dict | None:
    """The comment that the address names, as readers see it; none for one that is not on the page."""
    named = request.args.get("comment")
    if not named:
        return None
    try:
        row = thread_queries.public_row(named, visit.context.site.id)
    except NotFound:
        return None
    return shown(thread_queries.single(row, thread_queries.ancestors(row)), visit.framed)


def _read_receipt(receipt: str) -> tuple[str, bool]:
    """The notice, and whether a mail confirms it."""
    value = keys().read(_RECEIPT, receipt)
    if value is None:
        raise NotFound("unknown_content_notice")
    notice_id, issued, mailed = value.split("~")
    if now().timestamp() - int(issued) > _RECEIPT_SECONDS:
        raise NotFound("unknown_content_notice")
    return notice_id, mailed == "1"
