"""A reader's private status page: what became of a correction report.

The token in the address is the only key to it, so it leaves this page in no header, link or log. Forms are bound to
the token: whoever does not know the address cannot make one.
"""

from collections.abc import Callable

from flask import Blueprint, Response, render_template, request, url_for

from commentsvc.domain import correction_text, selectors
from commentsvc.domain.correction_states import OPEN, SEEN_BY_READER, Kind, State
from commentsvc.queries import corrections as report_queries
from commentsvc.queries import notices
from commentsvc.queries import sites as site_queries
from commentsvc.services import corrections, report_places
from commentsvc.web import notice_words, private_pages
from commentsvc.web.embed import form_tokens, refusals
from commentsvc.web.embed.words import KINDS, exactly, when
from commentsvc.web.messages import reason_text
from commentsvc.web.request_context import context_of, keys

blueprint = Blueprint("report_page", __name__, url_prefix="/report")
private_pages.attach(blueprint)

_ABOUT = "report"


@blueprint.get("/<token>")
def status(token: str) -> Response:
    """The report as its reader sees it."""
    return _page("report/status.html", token)


@blueprint.post("/<token>")
def add_remark(token: str) -> Response:
    """Add a further remark to an open report."""
    words = request.form.get("remark", "")
    return _change(token, "remark", lambda context, row: corrections.add_remark(context, row, words))


@blueprint.post("/<token>/contact")
def leave_contact(token: str) -> Response:
    """Say how to be reached, where that was left out."""
    contact = request.form.get("contact", "")
    done = "asked" if "@" in contact else "reachable"
    return _change(token, done, lambda context, row: corrections.leave_contact(context, row, contact))


@blueprint.get("/<token>/withdraw")
def withdraw_form(token: str) -> Response:
    """Asks once more."""
    return _page("report/withdraw.html", token)


@blueprint.post("/<token>/withdraw")
def withdraw(token: str) -> Response:
    """Take an open report back."""
    return _change(token, "withdrawn", corrections.withdraw, "report/withdraw.html")


def _change(token: str, done: str, change: Callable, page: str = "report/status.html") -> Response:
    """Let a form of this page change the report, and lead back; what is refused is said on the page it came from."""
    return private_pages.change(
        lambda: change(*_opened_by_form(token)),
        lambda error: _page(page, token, error),
        url_for("report_page.status", token=token, done=done),
    )


def _opened_by_form(token: str):
    row = corrections.open_by_token(keys(), token)
    form_tokens.check(request.form.get("form", ""), token, _ABOUT)
    return context_of(site_queries.of_report(row)), row


def _page(template: str, token: str, error=None) -> Response:
    row = corrections.open_by_token(keys(), token)
    site = context_of(site_queries.of_report(row)).site
    seen = report_queries.seen_by_reader(row)
    refusal = refusals.refusal(error) if error else None
    html = render_template(
        template,
        site=site,
        report=row,
        token=token,
        form_token=form_tokens.issue(token, _ABOUT),
        article=seen.article,
        remarks=seen.remarks,
        reachable=seen.reachable,
        about_me=row.kind == Kind.ABOUT_ME,
        status=SEEN_BY_READER[State(row.state)],
        open=State(row.state) in OPEN,
        reason=_reason(row),
        notice=_notice(site, row),
        kind=KINDS[Kind(row.kind)],
        sentence=selectors.in_sentence(report_places.target_of(row), seen.article_text),
        difference=correction_text.difference(row.exact, row.replacement) if row.exact and row.replacement else [],
        when=when,
        exactly=exactly,
        refusal=refusal,
        typed=request.form,
    )
    response = Response(html, mimetype="text/html")
    return refusal.stamp(response) if refusal else response


def _notice(site, row) -> dict | None:
    found = notices.of_report(row.id)
    return notice_words.shown(site.slug, found) if found is not None else None


def _reason(row) -> str | None:
    if row.state not in (State.DECLINED, State.SPAM):
        return None
    return reason_text(row.reason) or reason_text("not_an_error")
