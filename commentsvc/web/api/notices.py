"""Correction notices of an article, for its page and for the publisher's own programs."""

import orjson
from flask import Response, render_template, request

from commentsvc.queries import notices as notice_queries
from commentsvc.services.threads import hint
from commentsvc.web import languages, notice_documents, notice_words
from commentsvc.web.api import notice_schemas
from commentsvc.web.api.answers import public_as
from commentsvc.web.json_body import ApiBlueprint
from commentsvc.web.request_context import site_context

# Every page of an article asks; what shared caches are allowed anyway (``answers.PUBLIC_CACHE``).
KEPT_SECONDS = 1

blueprint = ApiBlueprint("notices", __name__, url_prefix="/api/v1", description="Correction notices")


@blueprint.get("/sites/<site>/notices")
@blueprint.arguments(notice_schemas.NoticesQuery, location="query")
@blueprint.response(200, notice_schemas.Notices)
def notices(query: dict, site: str) -> Response:
    """The published correction notices of an article, newest first, and the traces of withdrawn ones."""
    context = site_context(site)
    about = hint(context.site, query.get("key"), query.get("url"))
    article, found = notice_queries.of_article(context.site, about.key)
    form = query["format"] or _preferred()
    body = _FORMS[form](context.site, article, found)
    return public_as(_MEDIA_TYPES[form], body, KEPT_SECONDS if query["format"] else None)


def _preferred() -> str:
    best = request.accept_mimetypes.best_match(["application/json", notice_documents.LINKED_DATA])
    return "jsonld" if best == notice_documents.LINKED_DATA else "json"


def _json(site, article, found: list) -> bytes:
    shown = [notice_documents.document(site.slug, one) for one in found]
    return orjson.dumps({"article": vars(article) if article is not None else None, "notices": shown})


def _linked_data(site, article, found: list) -> bytes:
    return orjson.dumps(notice_documents.linked_data(site.slug, article, found))


def _fragment(site, article, found: list) -> str:
    """The same for everyone, in the site's language unless the address asks for another; empty without notices."""
    languages.same_for_everyone()
    return render_template(
        "notices/fragment.html",
        shown=[notice_words.shown(site.slug, one) for one in found],
        data=notice_documents.inert(notice_documents.linked_data(site.slug, article, found)),
    )


_FORMS = {"json": _json, "jsonld": _linked_data, "html": _fragment}
_MEDIA_TYPES = {"json": "application/json", "jsonld": notice_documents.LINKED_DATA, "html": "text/html"}
