"""Correction notices for programs: the API's JSON, and schema.org's ``CorrectionComment`` as JSON-LD.

``NewsArticle.correction`` and ``CorrectionComment``: https://schema.org/correction, https://schema.org/CorrectionComment.
"""

import orjson
from markupsafe import Markup

from commentsvc.queries.notices import NoticedArticle, PublicNotice
from commentsvc.web.api import presenters
from commentsvc.web.notice_words import address

LINKED_DATA = "application/ld+json"
# Inside strings only, where an escape means the same: no text of anybody's ends an element or opens a comment.
_ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def document(slug: str, notice: PublicNotice) -> dict:
    """One notice as the API gives it. Of a withdrawn one only the trace is left."""
    gone = notice.withdrawn_at is not None
    return {
        "id": notice.id,
        "kind": notice.kind,
        "status": "withdrawn" if gone else "published",
        "text": notice.text,
        "before": notice.before,
        "after": notice.after,
        "target": notice.target,
        "language": notice.language,
        "version": notice.version,
        "published_at": presenters.moment(notice.published_at),
        "changed_at": presenters.moment(notice.changed_at),
        "withdrawn_at": presenters.moment(notice.withdrawn_at),
        "reason": notice.withdrawn_because or None,
        "url": address(slug, notice),
    }


def linked_data(slug: str, article: NoticedArticle | None, notices: list[PublicNotice]) -> dict:
    """The article with its corrections, for search engines; withdrawn notices are none any more."""
    standing = [one for one in notices if one.withdrawn_at is None]
    found = {"@context": "https://schema.org", "@type": "NewsArticle"}
    if article is not None and article.url:
        found |= {"@id": article.url, "url": article.url}
    if article is not None and article.title:
        found["headline"] = article.title
    if standing:
        found["dateModified"] = presenters.moment(max(one.updated_at for one in standing))
    return found | {"correction": [_correction(slug, one) for one in standing]}


def _correction(slug: str, notice: PublicNotice) -> dict:
    told = {
        "@type": "CorrectionComment",
        "@id": address(slug, notice),
        "url": address(slug, notice),
        "text": words(notice),
        "inLanguage": notice.language,
        "datePublished": presenters.moment(notice.published_at),
    }
    if notice.changed_at:
        told["dateModified"] = presenters.moment(notice.changed_at)
    return told


def words(notice: PublicNotice) -> str:
    """A notice as one text: its words, else the article's before and after."""
    if notice.text:
        return notice.text
    return f"{notice.before} → {notice.after}" if notice.before or notice.after else ""


def inert(found: dict) -> Markup:
    """A document as JSON that can stand inside an element of a page."""
    return Markup(orjson.dumps(found).decode().translate(_ESCAPED))  # noqa: S704
