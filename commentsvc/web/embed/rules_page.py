"""The house rules of a site: those in force, and every version before them with its dates and what it changed."""

from flask import Blueprint, Response, render_template, request

from commentsvc.domain import markup
from commentsvc.domain.errors import Invalid
from commentsvc.queries import house_rules
from commentsvc.web.embed import refusals
from commentsvc.web.embed.showing import safe_html
from commentsvc.web.embed.words import on_day
from commentsvc.web.request_context import site_context

# Who follows a link from a decision may see a version that was published this minute a minute late.
_CACHE = "public, max-age=60"
_VERSIONS = 20

blueprint = Blueprint("rules_page", __name__)
refusals.attach(blueprint)


@blueprint.get("/embed/<site>/rules")
def page(site: str) -> Response:
    """All versions, newest first; ``before``: those older than a version."""
    found = site_context(site).site
    below = _number(request.args.get("before", ""))
    editions = house_rules.newest(found.id, _VERSIONS + 1, below)
    html = render_template(
        "embed/rules.html",
        site=found,
        below=below,
        editions=editions[:_VERSIONS],
        more=editions[_VERSIONS - 1].number if len(editions) > _VERSIONS else None,
        shown=_shown,
        on_day=on_day,
        home=f"{found.origins[0].origin}/" if found.origins else None,
        lang=request.args.get("lang"),
    )
    response = Response(html, mimetype="text/html")
    response.headers["Cache-Control"] = _CACHE
    return response


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else None


def _shown(text: str):
    """The rules of a version as readers read them; what an older release let through is shown as it was typed."""
    try:
        return safe_html(markup.parse(text).nodes)
    except Invalid:
        return text
