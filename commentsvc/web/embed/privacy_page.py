"""What is known of readers at a site, and for how long: a page made from what is switched on at this moment."""

from flask import Blueprint, Response, render_template, url_for

from commentsvc.queries import practices
from commentsvc.services import own_page
from commentsvc.web.embed import privacy_times, privacy_words, refusals
from commentsvc.web.embed.visit import Visit, allow_framing, open_visit
from commentsvc.web.request_context import runtime

blueprint = Blueprint("privacy", __name__)
refusals.attach(blueprint)


@blueprint.get("/embed/<site>/privacy")
def page(site: str) -> Response:
    """The privacy page of a site. Looking at it sets no cookie."""
    visit = open_visit(site)
    here = visit.context.site
    now = practices.of(here, runtime().settings)
    html = render_template(
        "embed/privacy.html",
        site=here,
        framed=visit.framed,
        sections=privacy_words.sections(now, here.name),
        agreements=privacy_words.agreements(now, here.name),
        kept=privacy_times.kept(now),
        rights=privacy_words.rights(now),
        own=_own(visit),
    )
    response = Response(html, mimetype="text/html")
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Referrer-Policy"] = "same-origin"
    return allow_framing(response, here) if visit.framed else response


def _own(visit: Visit) -> str | None:
    """The address of the reader's own page, where the reader is known by the cookie."""
    if visit.framed or visit.context.reader is None:
        return None
    token, _until = own_page.link(visit.context, visit.bearer)
    return url_for("own_data.page", token=token, lang=visit.state.get("lang"))
