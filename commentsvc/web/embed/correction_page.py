"""The correction form without JavaScript: words quoted by hand instead of highlighted."""

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.exceptions import HTTPException

from commentsvc.db import unit_of_work
from commentsvc.domain.correction_states import Kind
from commentsvc.domain.errors import NotFound, ServiceError, invalid
from commentsvc.domain.limits import CORRECTION_BODY_MAX_BYTES
from commentsvc.domain.selectors import Target, TextQuoteSelector
from commentsvc.services import corrections
from commentsvc.web import rate_limits
from commentsvc.web.embed import refusals, words
from commentsvc.web.embed.once import once
from commentsvc.web.embed.thread_view import about_of
from commentsvc.web.embed.visit import Visit, open_visit
from commentsvc.web.rate_limits import limiter
from commentsvc.web.request_context import keys, now, runtime

blueprint = Blueprint("plain_correction", __name__)
refusals.attach(blueprint)

_RECEIPT = "correction-receipt"
_RECEIPT_SECONDS = 3600
_TYPED = ("kind", "replacement", "remark", "source_url", "contact")


@blueprint.before_request
def _allow_long_forms() -> None:
    """A form with every field full, percent-encoded, is larger than a comment."""
    request.max_content_length = CORRECTION_BODY_MAX_BYTES
    request.max_form_memory_size = CORRECTION_BODY_MAX_BYTES


@blueprint.get("/embed/<site>/correction")
def form(site: str) -> Response:
    """The empty form, or one with the words in question filled in."""
    return _form(open_visit(site))


@blueprint.post("/embed/<site>/correction")
def report(site: str) -> Response:
    """Send the report; then the page that says so."""
    try:
        with limiter.limit(rate_limits.CORRECTIONS), unit_of_work():
            visit = open_visit(site)
            about = about_of(visit)
            nonce = visit.check_form(about.key)
            typed = tuple(request.form.get(name, "") for name in ("quote", *_TYPED))
            _require_contact()
            new = corrections.prepare(_target(), **{name: request.form.get(name, "") for name in _TYPED})

            def act():
                row, already = corrections.report(visit.context, about, new)
                return {"id": row.public_id, "already": already}, None

            answer, _token = once(visit.context, nonce, "correction", (about.key, *typed), act)
    except (ServiceError, HTTPException) as error:
        return _form(open_visit(site), refusals.refusal(error))
    asked = "@" in request.form.get("contact", "")
    receipt = keys().token(_RECEIPT, f"{answer['id']}~{answer['already']}~{int(now().timestamp())}~{asked:d}")
    return visit.send(redirect(visit.link("plain_correction.thanks", receipt=receipt), 303))


@blueprint.get("/embed/<site>/correction/thanks")
def thanks(site: str) -> Response:
    """Where the report arrived, and where its outcome will be seen. The address opens for an hour."""
    visit = open_visit(site)
    report_id, already, asked = _read_receipt(request.args.get("receipt", ""))
    status_url = f"{runtime().settings.base_url}/report/{corrections.token(keys(), report_id)}"
    response = _answer(visit, "embed/correction_thanks.html", status_url=status_url, already=already, asked=asked)
    # The address and the page both lead to a secret.
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return visit.send(response)


def _require_contact() -> None:
    """Whoever says that the article is about them has to be asked before it is changed."""
    if request.form.get("kind") == Kind.ABOUT_ME and not request.form.get("contact", "").strip():
        raise invalid("contact", "contact_needed")


def _target() -> Target:
    quote = request.form.get("quote", "")
    return Target(TextQuoteSelector(quote)) if quote.strip() else Target()


def _form(visit: Visit, refusal: refusals.Refusal | None = None) -> Response:
    about = about_of(visit)
    sent = request.method == "POST"
    response = _answer(
        visit,
        "embed/correction.html",
        about=about,
        kinds=words.KINDS,
        token=visit.form_token(about.key),
        typed=request.form if sent else {"quote": request.args.get("quote", "")},
        refusal=refusal,
    )
    return visit.send(refusal.stamp(response) if refusal else response)


def _answer(visit: Visit, template: str, **values) -> Response:
    html = render_template(template, visit=visit, framed=visit.framed, site=visit.context.site, **values)
    return Response(html, mimetype="text/html")


def _read_receipt(receipt: str) -> tuple[str, int, bool]:
    """The report, how many had reported the same before, and whether an address is to be confirmed by mail."""
    value = keys().read(_RECEIPT, receipt)
    if value is None:
        raise NotFound("unknown_report")
    report_id, already, issued, *asked = value.split("~")
    if now().timestamp() - int(issued) > _RECEIPT_SECONDS:
        raise NotFound("unknown_report")
    return report_id, int(already), asked == ["1"]
