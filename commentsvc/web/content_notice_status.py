"""The private status page of who gave notice of illegal content: what became of it, and how to contest that.

The token in the address is the only key to it, as with the page of a correction report.
"""

from collections.abc import Callable

from flask import Blueprint, Response, render_template, request, url_for
from markupsafe import Markup

from commentsvc.domain import markup
from commentsvc.domain.legal import DECIDED_NOTICES, OPEN_NOTICES, SEEN_BY_NOTIFIER, LegalAction, LegalState, may
from commentsvc.queries import content_notices as notice_queries
from commentsvc.queries import sites as site_queries
from commentsvc.services import content_notices
from commentsvc.web import legal_words, private_pages, reason_words
from commentsvc.web.api import presenters
from commentsvc.web.embed import form_tokens, refusals
from commentsvc.web.embed.words import exactly, when
from commentsvc.web.messages import until_text
from commentsvc.web.request_context import context_of, keys

# Under /report/: what is below it is kept out of the log (problems.py, deploy/nginx.conf).
blueprint = Blueprint("content_notice_status", __name__, url_prefix="/report/legal")
private_pages.attach(blueprint)

_ABOUT = "content-notice"


@blueprint.get("/<token>")
def status(token: str) -> Response:
    """The notice as its sender sees it."""
    return _page(token)


@blueprint.post("/<token>")
def add_remark(token: str) -> Response:
    """Add to an open notice, or answer what was asked."""
    words = request.form.get("remark", "")
    return _change(token, "remark", lambda context, row: content_notices.add_remark(context, row, words))


@blueprint.post("/<token>/withdraw")
def withdraw(token: str) -> Response:
    """Take an undecided notice back."""
    return _change(token, "withdrawn", content_notices.withdraw)


def _change(token: str, done: str, change: Callable) -> Response:
    return private_pages.change(
        lambda: change(*_opened_by_form(token)),
        lambda error: _page(token, error),
        url_for("content_notice_status.status", token=token, done=done),
    )


def _opened_by_form(token: str):
    row = content_notices.open_by_token(keys(), token)
    form_tokens.check(request.form.get("form", ""), token, _ABOUT)
    return context_of(site_queries.of_content_notice(row)), row


def _page(token: str, error=None) -> Response:
    row = content_notices.open_by_token(keys(), token)
    context = context_of(site_queries.of_content_notice(row))
    seen = notice_queries.seen_by_notifier(row)
    state = LegalState(row.state)
    refusal = refusals.refusal(error) if error else None
    html = render_template(
        "report/content_notice.html",
        site=context.site,
        notice=row,
        state=state,
        seen=seen,
        status=SEEN_BY_NOTIFIER[state],
        heading=legal_words.HEADINGS[state],
        reference=legal_words.reference(row.public_id),
        kind=legal_words.kind(row.kind),
        outcomes=legal_words.OUTCOMES,
        reason_of=lambda item: reason_words.told(item.reason).name,
        permalink=presenters.permalink,
        decided=state in DECIDED_NOTICES,
        open=state in OPEN_NOTICES,
        can_withdraw=may(LegalAction.WITHDRAW, state),
        redress=redress(context),
        due=until_text(row.due_at),
        until_text=until_text,
        token=token,
        form_token=form_tokens.issue(token, _ABOUT),
        when=when,
        exactly=exactly,
        refusal=refusal,
        typed=request.form,
    )
    response = Response(html, mimetype="text/html")
    return refusal.stamp(response) if refusal else response


def redress(context) -> Markup:
    """How a decision can be contested: the newsroom's own words, or those that are built in."""
    own = context.settings.legal_redress
    if not own:
        return Markup("<p>{}</p>").format(str(legal_words.REDRESS))
    return Markup(markup.render_html(markup.parse(own).nodes))  # noqa: S704 - written from the tree and cleaned
