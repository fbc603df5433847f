"""The public page of a site's corrections: every notice, newest first, by kind if wanted."""

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext

from commentsvc.domain.notice_kinds import NoticeKind
from commentsvc.queries import notices as notice_queries
from commentsvc.web import notice_words
from commentsvc.web.embed import refusals
from commentsvc.web.request_context import site_context

# A newspaper's reader may see a notice a minute late here; the article's own page shows it at once.
_CACHE = "public, max-age=60"

blueprint = Blueprint("notices_page", __name__)
refusals.attach(blueprint)


@blueprint.get("/corrections/<site>")
def corrections(site: str) -> Response:
    """The list, one page of it; ``at`` names a notice that is shown above where the page has it not."""
    found = site_context(site).site
    kind = request.args.get("kind")
    chosen = kind if kind in set(NoticeKind) else None
    after, at = request.args.get("after") or None, request.args.get("at")
    rows, cursor = notice_queries.page(found, chosen, after)
    pointed = None
    if at and not any(row.id == at for row in rows):
        pointed = notice_queries.one(found, at)
    html = render_template(
        "notices/page.html",
        site=found,
        home=f"{found.origins[0].origin}/" if found.origins else None,
        kinds=_choices(found, chosen),
        chosen=chosen,
        after=after,
        lang=request.args.get("lang"),
        pointed=notice_words.shown(site, pointed) if pointed else None,
        shown=[notice_words.shown(site, row) for row in rows],
        cursor=cursor,
    )
    response = Response(html, mimetype="text/html")
    response.headers["Cache-Control"] = _CACHE
    return response


def _choices(site, chosen: str | None) -> dict:
    """The kinds to choose from, in their own order: those that show something, and the one at hand."""
    there = {*notice_queries.kinds(site), chosen}
    named = {kind.value: words for kind, words in notice_words.KINDS.items() if kind.value in there}
    return {None: gettext("All")} | named
