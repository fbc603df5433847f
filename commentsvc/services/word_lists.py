"""Lists of words, changed by people of the newsroom: every change is a row of the log and holds from the next comment.

Which lists there are is no secret among colleagues, and what each change added and took away stands in the log.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.errors import FieldError, Invalid, LostRace, NotFound, invalid
from commentsvc.domain.limits import WORD_LIST_NAME_MAX_CHARS, WORD_LIST_TEXT_MAX_CHARS, WORD_LISTS_MAX
from commentsvc.domain.listed_words import ListedWords, ListRule, inflected
from commentsvc.domain.moderation import Actor
from commentsvc.domain.text import clean_line
from commentsvc.domain.word_lists import ENTRIES_MAX, parse
from commentsvc.models.log import LogEntry
from commentsvc.models.word_list import WordList
from commentsvc.services import log, reasons, sites
from commentsvc.services.context import Context

ACTIONS = ("hold", "reject")
# Of what a change added or took away the log tells so much.
_TOLD_MAX_CHARS = 4_000

Forms = Callable[[str], Iterable[str]]


@dataclass(frozen=True)
class Draft:
    """A list as somebody typed it, checked, with all forms of its words."""

    name: str
    action: str
    reason: str | None
    text: str
    active: bool
    forms: dict[str, list[str]]

    @classmethod
    def read(cls, typed: dict, forms: Forms) -> "Draft":
        """Check what was typed: ``name``, ``action``, ``reason``, ``text``, ``active``.

        Raises Invalid with all that is wrong.
        ``forms`` tells all forms of a word (``ports.WordForms``). A thousand words take a fifth of a second: do it
        before a unit of work begins.
        """
        wrong: list[FieldError] = []
        name = _checked(wrong, lambda: clean_line("name", typed.get("name"), WORD_LIST_NAME_MAX_CHARS))
        text = _checked(wrong, lambda: _text(typed.get("text")))
        action = typed.get("action")
        if action not in ACTIONS:
            wrong.append(FieldError("action", "unknown_choice", {}))
        if wrong:
            raise Invalid(errors=tuple(wrong))
        reason = (typed.get("reason") or None) if action == "reject" else None
        inflections = {word: sorted(forms(word)) for word in sorted(inflected(text))}
        return cls(name, action, reason, text, bool(typed.get("active")), inflections)

    def alone(self) -> ListedWords:
        """What the list finds, before it is kept."""
        return ListedWords([(ListRule(self.name, self.action == "reject", self.reason), self.text, self.forms)])


def add(context: Context, draft: Draft, actor: Actor) -> WordList:
    """Keep a new list. Raises Invalid ``too_many_entries``, ``name_taken``, ``unknown_reason``."""
    others = _locked(context)
    if len(others) >= WORD_LISTS_MAX:
        raise invalid("name", "too_many_entries", max=WORD_LISTS_MAX)
    _require_good(context, others, draft)
    row = WordList(site_id=context.site.id, **vars(draft), created_at=context.now, updated_at=context.now)
    db.session.add(row)
    _saved(context, actor, _differences(None, draft))
    return row


def change(context: Context, public_id: str, draft: Draft, actor: Actor, *, seen_version: int) -> LogEntry | None:
    """Let a list be another; None where nothing is different.

    Raises NotFound ``unknown_word_list``, Invalid as ``add``, and LostRace ``word_list_changed``.
    """
    others = _locked(context)
    row = _named(others, public_id)
    if row.version != seen_version:
        raise LostRace("word_list_changed")
    _require_good(context, [one for one in others if one is not row], draft)
    told = _differences(row, draft)
    if not told:
        return None
    for name, value in vars(draft).items():
        setattr(row, name, value)
    row.version += 1
    row.updated_at = context.now
    return _saved(context, actor, told)


def remove(context: Context, public_id: str, actor: Actor) -> None:
    """Forget a list; the log keeps what it was. Repeating it changes nothing."""
    row = next((one for one in _locked(context) if one.public_id == public_id), None)
    if row is None:
        return
    gone = {"action": (row.action, ""), "text": (_told(row.text.splitlines()), "")}
    db.session.delete(row)
    _saved(context, actor, {f"words.{part}:{row.name}": pair for part, pair in gone.items()})


def _locked(context: Context) -> list[WordList]:
    """All lists of the site, as long as nobody else changes any of them."""
    site = context.site
    sites.hold_anew(site, "version")
    mine = select(WordList).where(WordList.site_id == site.id).order_by(WordList.id)
    return list(db.session.scalars(mine.execution_options(populate_existing=True)))


def _saved(context: Context, actor: Actor, told: dict) -> LogEntry:
    # Kept lists are renewed by it.
    sites.changed(context.site)
    db.session.flush()
    return log.configured(context, actor, told)


def _named(rows: list[WordList], public_id: str) -> WordList:
    row = next((one for one in rows if one.public_id == public_id), None)
    if row is None:
        raise NotFound("unknown_word_list")
    return row


def _require_good(context: Context, others: list[WordList], draft: Draft) -> None:
    if any(one.name.casefold() == draft.name.casefold() for one in others):
        raise invalid("name", "list_name_taken")
    if sum(len(parse("text", one.text)) for one in others if one.active) + len(parse("text", draft.text)) > ENTRIES_MAX:
        raise invalid("text", "too_many_entries", max=ENTRIES_MAX)
    if draft.action == "reject":
        if draft.reason is None:
            raise invalid("reason", "unknown_reason")
        reasons.require_active(context, draft.reason)


def _checked(wrong: list[FieldError], read: Callable[[], str]) -> str:
    try:
        return read()
    except Invalid as error:
        wrong += error.errors
        return ""


def _text(value: object) -> str:
    text = value if isinstance(value, str) else ""
    if len(text) > WORD_LIST_TEXT_MAX_CHARS:
        raise invalid("text", "too_long", max=WORD_LIST_TEXT_MAX_CHARS)
    lines = "\n".join(" ".join(line.split()) for line in text.splitlines())
    if not parse("text", lines):
        raise invalid("text", "empty")
    return lines.strip("\n")


def _differences(row: WordList | None, draft: Draft) -> dict[str, tuple]:
    """What is otherwise now, as the log tells it: of the words those that went and those that came."""
    pairs = {
        part: ("" if row is None else getattr(row, part) or "", getattr(draft, part) or "")
        for part in ("name", "action", "reason")
    }
    if row is None or row.active != draft.active:
        pairs["active"] = (row is not None and row.active, draft.active)
    before, after = ([] if row is None else row.text.splitlines()), draft.text.splitlines()
    gone, come = set(before) - set(after), set(after) - set(before)
    if gone or come:
        pairs["text"] = (
            _told([line for line in before if line in gone]),
            _told([line for line in after if line in come]),
        )
    return {f"words.{part}:{draft.name}": pair for part, pair in pairs.items() if pair[0] != pair[1]}


def _told(lines: list[str]) -> str:
    words = ", ".join(line for line in lines if line and not line.startswith("#"))
    return words if len(words) <= _TOLD_MAX_CHARS else words[:_TOLD_MAX_CHARS] + " …"
