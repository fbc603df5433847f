"""Correction reports as W3C Web Annotations with the motivation ``editing``.

Format: https://www.w3.org/TR/annotation-model/ with the context http://www.w3.org/ns/anno.jsonld.
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'


@dataclass(frozen=True)
class Reported:
    """What of a report goes out: nothing of who sent it. ``start`` and ``end`` count characters of the article."""

    id: str
    kind: str
    article_key: str
    article_url: str | None
    exact: str
    prefix: str
    suffix: str
    start: int | None
    end: int | None
    replacement: str
    remark: str
    language: str
    created_at: datetime
    updated_at: datetime


def annotation(report: Reported, desk_address: str) -> dict:
    """One report as an annotation; ``desk_address`` is where the newsroom's desk begins for its site."""
    return {
        "@context": CONTEXT,
        "id": f"{desk_address}/reports/{report.id}",
        "type": "Annotation",
        "motivation": "editing",
        "created": _moment(report.created_at),
        "modified": _moment(report.updated_at),
        "body": _bodies(report),
        "target": _target(report),
    }


def _bodies(report: Reported) -> list[dict]:
    bodies = [{"type": "TextualBody", "purpose": "tagging", "value": report.kind}]
    if report.replacement:
        bodies.append(_text("editing", report.replacement, report.language))
    if report.remark:
        bodies.append(_text("commenting", report.remark, report.language))
    return bodies


def _text(purpose: str, value: str, language: str) -> dict:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "language": language, "value": value}


def _target(report: Reported) -> dict:
    # An article that is known by its key alone still needs an IRI.
    source = report.article_url or f"urn:article:{quote(report.article_key, safe='')}"
    selectors = []
    if report.exact:
        named = {"exact": report.exact, "prefix": report.prefix, "suffix": report.suffix}
        selectors.append({"type": "TextQuoteSelector"} | {name: words for name, words in named.items() if words})
    if report.start is not None and report.end is not None:
        selectors.append({"type": "TextPositionSelector", "start": report.start, "end": report.end})
    return {"source": source} | ({"selector": selectors} if selectors else {})


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
