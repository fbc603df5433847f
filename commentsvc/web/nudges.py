"""A writer is asked to read the words once more: the sentences, the words marked, and the count of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import g
from flask_babel import lazy_gettext as _

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import Reconsider
from commentsvc.services.screening import nudging
from commentsvc.services.screening.nudging import Nudge
from commentsvc.web.held_words import held_text
from commentsvc.web.request_context import context_of

_REFUSED = {"listed_word": _("Comments with these words do not appear here.")}


def wanted(value: object) -> Nudge | None:
    """What a client asks for; anything else than its two words is nothing."""
    return Nudge(value) if value in set(Nudge) else None


@contextmanager
def counted() -> Iterator[None]:
    """Count that a writer was asked; around the unit of work, which ends without having stored anything."""
    try:
        yield
    except Reconsider:
        with unit_of_work():
            nudging.count(context_of(g.site), nudging.Outcome.ASKED)
        raise


def objections(error: Reconsider) -> list[dict]:
    """What is objected to: a code, a sentence, and the ``places`` of the words in characters of the source, if any."""
    told: dict[str, dict] = {}
    for found in error.findings:
        refusing = _REFUSED.get(found.check) if error.refused else None
        code = str(found.detail or found.check)
        one = told.setdefault(code, {"code": code, "message": "", "places": []})
        one["message"] = str(refusing or held_text(found.check, [found.to_mapping()]))
        if found.start is not None:
            one["places"].append({"start": found.start, "end": found.end, "check": str(found.check)})
    return list(told.values())


def places(error: Reconsider) -> list[dict]:
    """Where the words stand that are objected to, in their order."""
    return sorted((place for one in objections(error) for place in one["places"]), key=lambda one: one["start"])


def marked(error: Reconsider) -> list[tuple[bool, str]]:
    """The source in pieces, each with whether it is objected to; nothing where no words are."""
    pieces, past = [], 0
    for place in places(error):
        start = max(past, place["start"])
        if place["end"] <= start:
            continue
        pieces += [(False, error.source[past:start])] if start > past else []
        pieces.append((True, error.source[start : place["end"]]))
        past = place["end"]
    return [*pieces, (False, error.source[past:])] if pieces else []
