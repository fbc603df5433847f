"""The words of corrections: what a replacement changes, and when two reports say the same."""

import hashlib
import json
import re
from difflib import SequenceMatcher

from commentsvc.domain.limits import DIFFERENCE_MAX_PAIRS
from commentsvc.domain.selectors import Target

# Combining marks belong to the letter before them: accents, and the vowels of Hebrew and Arabic.
_LETTER = r"[\w\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05c1-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]"
_TOKEN = re.compile(rf"\s+|{_LETTER}+(?:['’ʼ-]{_LETTER}+)*|[^\s]")
_CONTEXT_COMPARED = 30
_DISTINCTIVE_CHARS = 20
_ONE_SPELLING = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "…": "..."}
)


def difference(old: str, new: str) -> list[tuple[str, str]]:
    """Return what turns ``old`` into ``new``, word by word: ("same" | "del" | "ins", words), in reading order.

    The words of "same" and "del" joined are ``old``, those of "same" and "ins" are ``new``. The cost is bounded: where
    too much differs, the differing middle is one deletion and one insertion.
    """
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    head = _common_head(a, b)
    tail = _common_head(a[head:][::-1], b[head:][::-1])
    end_a, end_b = len(a) - tail, len(b) - tail
    steps: list[tuple[str, str]] = [("same", "".join(a[:head]))]
    steps += _middle(a[head:end_a], b[head:end_b])
    steps.append(("same", "".join(a[end_a:])))
    return _joined(steps)


def same_place(a: Target, b: Target) -> bool:
    """Tell whether two reports point at the same words of one article.

    The quotes must be the same words (case, spacing, and the shape of quotation marks and dashes aside) in the same
    part of the article, and what is known of their surroundings must agree. Without surroundings, positions decide;
    without those, only a quote so long that it will not stand there twice.
    """
    if a.quote is None or b.quote is None:
        return a.quote is None and b.quote is None and a.scope == b.scope
    if (a.scope or "body") != (b.scope or "body"):
        return False
    exact = _plain(a.quote.exact)
    if exact != _plain(b.quote.exact):
        return False
    before = _agrees(_plain(a.quote.prefix)[::-1], _plain(b.quote.prefix)[::-1])
    after = _agrees(_plain(a.quote.suffix), _plain(b.quote.suffix))
    if before is False or after is False:
        return False
    if before or after:
        return True
    if a.start is not None and b.start is not None:
        return a.start < b.end and b.start < a.end
    return len(exact) >= _DISTINCTIVE_CHARS


def fingerprint(target: Target, replacement: str | None, kind: str) -> str:
    """Return the SHA-256 (hex) of what a report says, the same for every identical report on one article.

    The spelling of spaces, quotation marks and dashes in the place is ignored; in the replacement it counts, for
    it may be the very correction.
    """
    quote = target.quote
    place = [_plain(quote.exact), _plain(quote.prefix), _plain(quote.suffix)] if quote else []
    said = [kind, target.scope or "body", place, (replacement or "").strip()]
    return hashlib.sha256(json.dumps(said, ensure_ascii=True).encode()).hexdigest()


def _common_head(a: list[str], b: list[str]) -> int:
    return next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _middle(a: list[str], b: list[str]) -> list[tuple[str, str]]:
    if len(a) * len(b) > DIFFERENCE_MAX_PAIRS:
        return [("del", "".join(a)), ("ins", "".join(b))]
    steps = []
    for step, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if step == "equal":
            steps.append(("same", "".join(a[a1:a2])))
        else:
            steps += [("del", "".join(a[a1:a2])), ("ins", "".join(b[b1:b2]))]
    return steps


def _joined(steps: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Drop empty steps, and read a change broken only by spaces as one change of a phrase."""
    kept: list[list[str]] = []
    for at, (step, words) in enumerate(steps):
        if not words:
            continue
        bridges = step == "same" and words.isspace() and 0 < at < len(steps) - 1 and len(kept) >= 2
        if bridges and kept[-2][0] == "del" and kept[-1][0] == "ins" and _changes_on(steps, at):
            kept[-2][1] += words
            kept[-1][1] += words
        elif step != "same" and len(kept) >= 2 and kept[-2][0] == "del" and kept[-1][0] == "ins":
            kept[-2 if step == "del" else -1][1] += words
        elif kept and kept[-1][0] == step:
            kept[-1][1] += words
        else:
            kept.append([step, words])
    return [(step, words) for step, words in kept]


def _changes_on(steps: list[tuple[str, str]], at: int) -> bool:
    """Tell whether both a deletion and an insertion follow directly."""
    following = steps[at + 1 : at + 3]
    return [step for step, words in following if words] == ["del", "ins"]


def _plain(text: str) -> str:
    return " ".join(text.translate(_ONE_SPELLING).casefold().split())


def _agrees(a: str, b: str) -> bool | None:
    """Whether two contexts read outwards from the quote agree as far as both are known; None if one is not."""
    shared = min(len(a), len(b), _CONTEXT_COMPARED)
    return a[:shared] == b[:shared] if shared else None
