"""Counts what an anchor got right, as the larger set of real texts does: right means IoU of 0.8 and more."""

from collections import Counter
from collections.abc import Callable, Iterable

from bench.anchoring.carried import Span
from bench.anchoring.cases import Case

Finder = Callable[[Case], Span | None]
RIGHT = 0.8


def count(cases: Iterable[Case], find: Finder) -> dict[str, Counter]:
    """Return for each kind, and for "all", how many were right, wrong, missed, known to be gone, or falsely found."""
    counts: dict[str, Counter] = {}
    for case in cases:
        outcome = judge(case.truth, find(case))
        for kind in (case.kind, "all"):
            counts.setdefault(kind, Counter())[outcome] += 1
    return counts


def judge(truth: Span | None, found: Span | None) -> str:
    """Return ``right``, ``wrong``, ``missed``, ``known gone`` or ``falsely found``."""
    if truth is None:
        return "known gone" if found is None else "falsely found"
    if found is None:
        return "missed"
    shared = min(truth[1], found[1]) - max(truth[0], found[0])
    together = max(truth[1], found[1]) - min(truth[0], found[0])
    return "right" if shared >= RIGHT * together else "wrong"


def shares(counts: Counter) -> tuple[float, float, float]:
    """Return the shares of live cases that are right and wrong, and of gone cases that are falsely found."""
    live = counts["right"] + counts["wrong"] + counts["missed"]
    gone = counts["known gone"] + counts["falsely found"]
    return counts["right"] / (live or 1), counts["wrong"] / (live or 1), counts["falsely found"] / (gone or 1)


def nearest(case: Case) -> Span | None:
    """The plain way to compare with: the literal occurrence nearest to where the quote was."""
    words, best = case.sought.exact, None
    at = case.edited.find(words)
    while at >= 0:
        if best is None or abs(at - case.sought.start) < abs(best - case.sought.start):
            best = at
        at = case.edited.find(words, at + 1)
    return None if best is None else (best, best + len(words))
