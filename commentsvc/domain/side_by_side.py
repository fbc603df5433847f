"""Two wordings of an article side by side, paragraph by paragraph: what differs, and where reports point."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import pairwise

from commentsvc.domain.correction_text import difference
from commentsvc.domain.limits import SIDES_MAX_PAIRS, SIDES_MAX_ROWS


@dataclass(frozen=True)
class Mark:
    """A place in one wording to which a report points, in characters of it; ``name`` is the report's."""

    start: int
    end: int
    name: str


@dataclass(frozen=True)
class Piece:
    """Some words of a paragraph: whether the other wording has none like them, and the report that points at them."""

    text: str
    differs: bool = False
    mark: str | None = None


@dataclass(frozen=True)
class Row:
    """One paragraph: in ``both`` wordings the same, or ``then`` and ``now`` (None: it is not in that one).

    With ``skipped`` it stands for so many that are the same.
    """

    then: tuple[Piece, ...] | None = None
    now: tuple[Piece, ...] | None = None
    both: tuple[Piece, ...] | None = None
    skipped: int = 0


@dataclass(frozen=True)
class Sides:
    """The rows to show, and whether there would be more than can be shown."""

    rows: list[Row] = field(default_factory=list)
    cut: bool = False


@dataclass(frozen=True)
class _Paragraph:
    text: str
    start: int


def side_by_side(then: str, now: str, marks_then: Iterable[Mark], marks_now: Iterable[Mark]) -> Sides:
    """Compare two wordings; paragraphs are lines, as ``article_text`` joins them.

    Shown are paragraphs that differ, with one on each side of them, and those with a mark; the rest is counted. The
    cost is bounded: what is too long to compare paragraph by paragraph counts as changed as a whole.
    """
    marks_then, marks_now = list(marks_then), list(marks_now)
    rows = [_row(a, b, marks_then, marks_now) for a, b in _pairs(_paragraphs(then), _paragraphs(now))]
    telling = {
        at + near
        for at, row in enumerate(rows)
        for near in ((-1, 0, 1) if row.both is None else (0,))
        if row.both is None or any(piece.mark for piece in row.both)
    }
    shown: list[Row] = []
    for at, row in enumerate(rows):
        if at in telling:
            if len(shown) >= SIDES_MAX_ROWS:
                return Sides(shown, cut=True)
            shown.append(row)
        elif shown and shown[-1].skipped:
            shown[-1] = Row(skipped=shown[-1].skipped + 1)
        else:
            shown.append(Row(skipped=1))
    return Sides(shown)


def _paragraphs(text: str) -> list[_Paragraph]:
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append(_Paragraph(line, start))
        start += len(line) + 1
    return found


def _pairs(then: list[_Paragraph], now: list[_Paragraph]) -> Iterator[tuple[_Paragraph | None, _Paragraph | None]]:
    if len(then) * len(now) > SIDES_MAX_PAIRS:
        steps = [("replace", 0, len(then), 0, len(now))]
    else:
        lines = [one.text for one in then], [one.text for one in now]
        steps = SequenceMatcher(None, *lines, autojunk=False).get_opcodes()
    for _step, a1, a2, b1, b2 in steps:
        for at in range(max(a2 - a1, b2 - b1)):
            yield then[a1 + at] if a1 + at < a2 else None, now[b1 + at] if b1 + at < b2 else None


def _row(then: _Paragraph | None, now: _Paragraph | None, marks_then: list[Mark], marks_now: list[Mark]) -> Row:
    if then and now and then.text == now.text:
        known = {mark.name for mark in marks_now}
        moved = [replace(one, start=one.start - then.start, end=one.end - then.start) for one in marks_then]
        here = [replace(one, start=one.start - now.start, end=one.end - now.start) for one in marks_now]
        text = _Paragraph(now.text, 0)
        return Row(both=_pieces(text, [], [*here, *(one for one in moved if one.name not in known)]))
    steps = difference(then.text, now.text) if then and now else []
    return Row(
        _pieces(then, [words for words in steps if words[0] != "ins"], marks_then) if then else None,
        _pieces(now, [words for words in steps if words[0] != "del"], marks_now) if now else None,
    )


def _pieces(paragraph: _Paragraph, steps: list[tuple[str, str]], marks: list[Mark]) -> tuple[Piece, ...]:
    length = len(paragraph.text)
    changed, at = [], 0
    for step, words in steps:
        if step != "same":
            changed.append((at, at + len(words)))
        at += len(words)
    here = [
        (max(0, mark.start - paragraph.start), min(length, mark.end - paragraph.start), mark.name)
        for mark in marks
        if mark.start < paragraph.start + length and mark.end > paragraph.start
    ]
    cuts = sorted(
        {0, length, *(cut for start, end in changed for cut in (start, end)), *(c for m in here for c in m[:2])}
    )
    return tuple(
        Piece(
            paragraph.text[start:end],
            any(a <= start and end <= b for a, b in changed),
            next((name for a, b, name in here if a <= start and end <= b), None),
        )
        for start, end in pairwise(cuts)
    )
