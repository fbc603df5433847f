"""The correction notices of the demo newspaper, read from ``content/`` and checked once."""

import json
from dataclasses import dataclass
from functools import cache

from commentsvc.demo.articles import CONTENT
from commentsvc.demo.content import reports
from commentsvc.domain import notice_kinds
from commentsvc.domain.notice_kinds import Wording


@dataclass(frozen=True)
class Later:
    """What happened to a published notice ``minutes_ago``: other words, or, with a ``reason``, its withdrawal."""

    minutes_ago: int
    text: str = ""
    reason: str = ""


@dataclass(frozen=True)
class DemoNotice:
    """One notice in answer to ``reports`` (their ids), or to none; somebody else than its ``writer`` publishes it.

    One that ``waits`` has been handed over for approval, and nothing more.
    """

    id: str
    article_key: str
    writer: str
    minutes_ago: int
    wording: Wording
    reports: tuple[str, ...] = ()
    later: tuple[Later, ...] = ()
    waits: bool = False


@cache
def notices() -> tuple[DemoNotice, ...]:
    """Return every notice. Raises ``ValueError`` or Invalid when the data file contradicts itself."""
    data = json.loads((CONTENT / "notices.json").read_text(encoding="utf-8"))
    loaded = tuple(_notice(key, dict(row)) for key, rows in data.items() for row in rows)
    known = {(one.article_key, one.id) for one in reports()}
    for one in loaded:
        if unknown := [report for report in one.reports if (one.article_key, report) not in known]:
            raise ValueError(f"{one.id}: answers no report: {unknown}")
    return loaded


def _notice(key: str, rest: dict) -> DemoNotice:
    words = notice_kinds.prepare(rest.pop("kind"), rest.pop("text", ""), rest.pop("before", ""), rest.pop("after", ""))
    later = tuple(Later(**one) for one in rest.pop("later", ()))
    return DemoNotice(article_key=key, wording=words, later=later, reports=tuple(rest.pop("reports", ())), **rest)
