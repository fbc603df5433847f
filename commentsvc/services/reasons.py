"""The catalogue of reasons that a site gives: for rejecting a comment, and for a sanction on a reader.

A site that has changed nothing has the reasons that are built in, and no rows; with the first change it gets rows for
all of them. A reason is switched off and never deleted: comments that were refused for it go on saying so.
"""

import hashlib
import json
from collections.abc import Mapping

from sqlalchemy import select

from commentsvc.db import db, new_public_id
from commentsvc.domain.errors import FieldError, Forbidden, Invalid, LostRace, NotFound, invalid
from commentsvc.domain.languages import LANGUAGES
from commentsvc.domain.limits import (
    REASON_NAME_MAX_CHARS,
    REASON_RULE_MAX_CHARS,
    REASONS_MAX,
    STAFF_WORDS_MAX_CHARS,
)
from commentsvc.domain.moderation import Action, Actor, RejectReason
from commentsvc.domain.text import clean_line, clean_text
from commentsvc.models.log import LogEntry
from commentsvc.models.sanction import SiteReason
from commentsvc.services import log, sites
from commentsvc.services.context import Context

PARTS = {"name": REASON_NAME_MAX_CHARS, "rule": REASON_RULE_MAX_CHARS, "message": STAFF_WORDS_MAX_CHARS}
"""What a reason says in each language, and how many characters of it."""


def require_active(context: Context, code: str) -> None:
    """Raise Invalid ``reason`` for one that the site does not give (any more)."""
    rows = db.session.execute(select(SiteReason.code, SiteReason.active).where(SiteReason.site_id == context.site.id))
    present = {row.code: row.active for row in rows} or dict.fromkeys(RejectReason, True)
    if not present.get(code):
        raise invalid("reason", "unknown_reason")


def prepare(typed: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """What a form holds (``name_en``, ``rule_uk`` …) as texts by language, empty ones left out.

    Raises Invalid with every field that is wrong.
    """
    texts, wrong = {}, []
    for language in LANGUAGES:
        said = {}
        for part, most in PARTS.items():
            field, clean = f"{part}_{language}", clean_text if part == "message" else clean_line
            try:
                said[part] = clean(field, typed.get(field, ""), most, required=False)
            except Invalid as error:
                wrong += error.errors
        texts[language] = {part: text for part, text in said.items() if text}
    if wrong:
        raise Invalid(errors=tuple(wrong))
    return {language: said for language, said in texts.items() if said}


def version(texts: Mapping) -> str:
    """A name for what a reason says, so that nobody saves over what they have not seen."""
    return hashlib.sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()[:16]


def add(context: Context, texts: dict, actor: Actor) -> LogEntry:
    """Add a reason at the end. Raises Invalid without a name in the site's language, Forbidden ``too_many_reasons``."""
    rows = _locked(context)
    if len(rows) >= REASONS_MAX:
        raise Forbidden("too_many_reasons", max=REASONS_MAX)
    _require_name(context, texts)
    row = SiteReason(
        site_id=context.site.id, code=f"own_{new_public_id()}", position=len(rows), active=True, texts=texts
    )
    db.session.add(row)
    return _log(context, row, actor, _differences({}, texts))


def change(context: Context, code: str, texts: dict, actor: Actor, seen: str) -> LogEntry | None:
    """Let a reason say something else; None where nothing is different.

    ``seen``: the ``version`` of what it said when the form was opened. Raises LostRace ``reason_changed``, Invalid
    for a reason of the site's own without a name, NotFound ``unknown_reason_code``.
    """
    row = _find(_locked(context), code)
    if version(row.texts) != seen:
        raise LostRace("reason_changed")
    if code not in set(RejectReason):
        _require_name(context, texts)
    told = _differences(row.texts, texts)
    if not told:
        return None
    row.texts = texts
    return _log(context, row, actor, told)


def switch(context: Context, code: str, actor: Actor, *, on: bool) -> LogEntry | None:
    """Give a reason (again), or no longer; None where it stands so. Raises Forbidden ``last_reason``."""
    rows = _locked(context)
    row = _find(rows, code)
    if row.active == on:
        return None
    if not on and sum(one.active for one in rows) == 1:
        raise Forbidden("last_reason")
    row.active = on
    return _log(context, row, actor, {"active": (not on, on)})


def move(context: Context, code: str, by: int, actor: Actor) -> LogEntry | None:
    """Let a reason stand one place earlier (−1) or later (1); None where there is none. Digits follow the order."""
    rows = _locked(context)
    row = _find(rows, code)
    at = rows.index(row)
    to = at + by
    if not 0 <= to < len(rows):
        return None
    rows.insert(to, rows.pop(at))
    for position, one in enumerate(rows):
        one.position = position
    return _log(context, row, actor, {"place": (str(at + 1), str(to + 1))})


def _locked(context: Context) -> list[SiteReason]:
    """All reasons in their order, made of those built in where there are none; others who change them wait."""
    sites.hold(context.site.id)
    mine = select(SiteReason).where(SiteReason.site_id == context.site.id)
    ordered = mine.order_by(SiteReason.position, SiteReason.id).execution_options(populate_existing=True)
    rows = list(db.session.scalars(ordered))
    if not rows:
        rows = [
            SiteReason(site_id=context.site.id, code=str(code), position=position, active=True, texts={})
            for position, code in enumerate(RejectReason)
        ]
        db.session.add_all(rows)
        db.session.flush()
    return rows


def _find(rows: list[SiteReason], code: str) -> SiteReason:
    found = next((row for row in rows if row.code == code), None)
    if found is None:
        raise NotFound("unknown_reason_code")
    return found


def _require_name(context: Context, texts: dict) -> None:
    language = context.site.language[:2]
    language = language if language in LANGUAGES else LANGUAGES[0]
    if not texts.get(language, {}).get("name"):
        raise Invalid(errors=(FieldError(f"name_{language}", "empty"),))


def _differences(before: Mapping, after: Mapping) -> dict[str, tuple[str, str]]:
    """What is said otherwise now: ``rule.uk`` and the like -> what was said and what is."""
    pairs = {
        f"{part}.{language}": (before.get(language, {}).get(part, ""), after.get(language, {}).get(part, ""))
        for language in LANGUAGES
        for part in PARTS
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _log(context: Context, row: SiteReason, actor: Actor, told: Mapping) -> LogEntry:
    """The row's note is JSON: part -> before and after (rows of earlier versions have lines of words)."""
    db.session.flush()
    site = context.site
    change = log.Change("site", site.id, Action.CHANGE_REASONS, None, None, site.version, reason=row.code)
    return log.append(context, actor, change, log.in_note(told))
