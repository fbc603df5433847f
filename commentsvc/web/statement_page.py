"""A reader's private page about one decision: the statement of reasons, the appeal against it, and what became of it.

The token in the address is the only key to it, as with the status page of a correction report.
"""

from flask import Blueprint, Response, render_template, request, url_for

from commentsvc.queries import statements as queries
from commentsvc.services import appeals, statements
from commentsvc.web import private_pages, statement_words
from commentsvc.web.embed import form_tokens, refusals
from commentsvc.web.embed.showing import safe_html
from commentsvc.web.embed.words import exactly, when
from commentsvc.web.request_context import context_of, keys

blueprint = Blueprint("statement_page", __name__, url_prefix="/statement")
private_pages.attach(blueprint)

_ABOUT = "statement"


@blueprint.get("/<token>")
def page(token: str) -> Response:
    """The statement as its reader sees it."""
    return _page(token)


@blueprint.post("/<token>")
def appeal(token: str) -> Response:
    """Appeal against the decision."""
    return private_pages.change(
        lambda: _file(token),
        lambda error: _page(token, error),
        url_for("statement_page.page", token=token, done="appeal"),
    )


def _file(token: str) -> None:
    row = statements.opened(keys(), token)
    form_tokens.check(request.form.get("form", ""), token, _ABOUT)
    words = appeals.prepare(request.form.get("words", ""))
    appeals.file(context_of(queries.site_of(row)), row, words)


def _page(token: str, error=None) -> Response:
    row = statements.opened(keys(), token)
    context = context_of(queries.site_of(row))
    refusal = refusals.refusal(error) if error else None
    told = queries.told(row)
    html = render_template(
        "statement/page.html",
        site=context.site,
        token=token,
        form_token=form_tokens.issue(token, _ABOUT),
        row=row,
        said=statement_words.said(context, told),
        appeal=told.appeal,
        appeal_state=statement_words.state_text(told.appeal.state) if told.appeal else None,
        comment=safe_html(told.comment.body) if told.comment is not None else None,
        when=when,
        exactly=exactly,
        refusal=refusal,
        typed=request.form,
    )
    response = Response(html, mimetype="text/html")
    return refusal.stamp(response) if refusal else response
