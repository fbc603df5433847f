"""Answers to readers that a newsroom keeps ready: every change is a row of the log."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.errors import FieldError, Invalid, LostRace, NotFound, invalid
from commentsvc.domain.languages import LANGUAGES, spoken
from commentsvc.domain.moderation import Actor
from commentsvc.domain.ready_answers import (
    ANSWERS_MAX,
    NAME_MAX_CHARS,
    WORDS_MAX_CHARS,
    Purpose,
    check_placeholders,
)
from commentsvc.domain.text import clean_line, clean_text
from commentsvc.models.answer import ReadyAnswer
from commentsvc.models.site import Site
from commentsvc.services import log, sites
from commentsvc.services.context import Context


@dataclass(frozen=True)
class Draft:
    """An answer as somebody wrote it, checked; ``words`` by language, without those that were left empty."""

    name: str
    purpose: Purpose
    words: dict[str, str]

    @classmethod
    def read(cls, site: Site, name: object, purpose: object, words: Mapping[str, object]) -> "Draft":
        """Check what was typed. Raises Invalid with all that is wrong: ``name``, ``purpose``, ``words_en``, …

        Words in the site's language are needed: they are what readers of other languages get.
        """
        wrong: list[FieldError] = []
        cleaned = _checked(wrong, lambda: clean_line("name", name, NAME_MAX_CHARS))
        if purpose not in set(Purpose):
            wrong.append(FieldError("purpose", "unknown_choice", {}))
        said = {one: _checked(wrong, lambda one=one: _words(one, words.get(one, ""))) for one in LANGUAGES}
        if not any(error.field.startswith("words_") for error in wrong) and not said[spoken(site.language)]:
            wrong.append(FieldError(f"words_{spoken(site.language)}", "required", {}))
        if wrong:
            raise Invalid(errors=tuple(wrong))
        return cls(cleaned, Purpose(purpose), {one: text for one, text in said.items() if text})


def add(context: Context, draft: Draft, actor: Actor) -> ReadyAnswer:
    """Keep a new answer, after all others. Raises Invalid ``too_many_entries``, ``name_taken``."""
    others = _locked(context)
    if len(others) >= ANSWERS_MAX:
        raise invalid("name", "too_many_entries", max=ANSWERS_MAX)
    _require_free(others, draft.name)
    row = ReadyAnswer(
        site_id=context.site.id,
        name=draft.name,
        purpose=draft.purpose,
        words=draft.words,
        place=max((one.place for one in others), default=0) + 1,
        created_at=context.now,
        updated_at=context.now,
    )
    db.session.add(row)
    db.session.flush()
    log.configured(context, actor, {f"answer.purpose:{row.name}": ["", row.purpose], **_texts(row.name, {}, row.words)})
    return row


def change(context: Context, public_id: str, draft: Draft, actor: Actor, *, seen_version: int) -> bool:
    """Let an answer say something else; whether anything is different.

    Raises NotFound, Invalid ``name_taken``, and LostRace ``answer_changed`` when somebody was faster.
    """
    others = _locked(context)
    row = _named(others, public_id)
    if row.version != seen_version:
        raise LostRace("answer_changed")
    _require_free([one for one in others if one is not row], draft.name)
    told = _texts(draft.name, row.words, draft.words)
    if row.purpose != draft.purpose:
        told |= {f"answer.purpose:{draft.name}": [row.purpose, draft.purpose]}
    if row.name != draft.name:
        told |= {f"answer.name:{draft.name}": [row.name, draft.name]}
    if not told:
        return False
    row.name, row.purpose, row.words = draft.name, draft.purpose, draft.words
    row.version += 1
    row.updated_at = context.now
    log.configured(context, actor, told)
    return True


def move(context: Context, public_id: str, by: int, actor: Actor) -> bool:
    """Let an answer change places with the one before (-1) or after it (1); False where there is none."""
    others = _locked(context)
    row = _named(others, public_id)
    at = others.index(row)
    if by not in (-1, 1) or not 0 <= at + by < len(others):
        return False
    others[at], others[at + by] = others[at + by], others[at]
    for place, one in enumerate(others, 1):
        one.place = place
    log.configured(context, actor, {f"answer.place:{row.name}": [str(at + 1), str(at + by + 1)]})
    return True


def remove(context: Context, public_id: str, actor: Actor) -> None:
    """Forget an answer; the log keeps its words. Repeating it changes nothing."""
    row = next((one for one in _locked(context) if one.public_id == public_id), None)
    if row is None:
        return
    log.configured(context, actor, {f"answer.purpose:{row.name}": [row.purpose, ""], **_texts(row.name, row.words, {})})
    db.session.delete(row)


def _checked(wrong: list[FieldError], read) -> str:
    try:
        return read()
    except Invalid as error:
        wrong += error.errors
        return ""


def _words(language: str, value: object) -> str:
    field = f"words_{language}"
    text = clean_text(field, value, WORDS_MAX_CHARS, required=False).strip()
    check_placeholders(field, text)
    return text


def _locked(context: Context) -> list[ReadyAnswer]:
    """All answers of the site, in order, as long as nobody else changes any of them."""
    sites.hold(context.site.id)
    mine = select(ReadyAnswer).where(ReadyAnswer.site_id == context.site.id)
    ordered = mine.order_by(ReadyAnswer.place, ReadyAnswer.id).execution_options(populate_existing=True)
    return list(db.session.scalars(ordered))


def _named(rows: list[ReadyAnswer], public_id: str) -> ReadyAnswer:
    row = next((one for one in rows if one.public_id == public_id), None)
    if row is None:
        raise NotFound("unknown_answer")
    return row


def _require_free(others: list[ReadyAnswer], name: str) -> None:
    if any(one.name.casefold() == name.casefold() for one in others):
        raise invalid("name", "answer_name_taken")


def _texts(name: str, before: Mapping, after: Mapping) -> dict[str, list[str]]:
    pairs = {one: [before.get(one, ""), after.get(one, "")] for one in LANGUAGES}
    return {f"answer.{one}:{name}": pair for one, pair in pairs.items() if pair[0] != pair[1]}
