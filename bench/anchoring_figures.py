"""How often a quote is found again, by kind of edit, and how long that takes; written to ``docs/anchoring.md``."""

import statistics
import time
from collections import Counter
from random import Random

from bench.anchoring.__main__ import proposed
from bench.anchoring.cases import Case, articles, make
from bench.anchoring.score import count, nearest, shares
from commentsvc.domain.anchoring import Prepared, Sought, anchor

SEEDS = range(1, 6)
EACH = 40
LARGE_WORDS = 20_000
REPORTS = 1_000
ROUNDS = 15


def with_original(case: Case) -> tuple[int, int] | None:
    """Find the quote of a case as the service does, with the article as the reader saw it."""
    return _range(anchor(case.sought, case.original, case.edited))


def without_original(case: Case) -> tuple[int, int] | None:
    """The same as if only the quote and its context had been kept."""
    return _range(anchor(case.sought, None, case.edited))


def run() -> str:
    """Measure and return the tables as Markdown."""
    cases = [case for seed in SEEDS for case in make(seed, EACH)]
    finders = {"ours": with_original, "ours without the older text": without_original, "nearest literal": nearest}
    counts = {name: count(cases, find) for name, find in finders.items()}
    lines = [
        f"## {len(cases):,} cases of our own texts, seeds {SEEDS[0]} to {SEEDS[-1]}",
        "",
        "| edit | cases | " + " | ".join(f"{name}: right" for name in finders) + " |",
        "|---|---:|" + "---:|" * len(finders),
    ]
    for kind in [kind for kind in counts["ours"] if kind != "all"]:
        right = (
            f"{(each[kind]['right'] + each[kind]['known gone']) / each[kind].total():.1%}" for each in counts.values()
        )
        lines.append(f"| {kind} | {counts['ours'][kind].total()} | {' | '.join(right)} |")
    lines += ["", "| | right of live cases | wrong of live cases | found of gone cases |", "|---|---:|---:|---:|"]
    lines += [_totals(name, each["all"]) for name, each in counts.items()]
    return "\n".join([*lines, "", *_times(cases)]) + "\n"


def _range(found) -> tuple[int, int] | None:
    start, end = proposed(found)
    return None if start is None else (start, end)


def _totals(name: str, counts: Counter) -> str:
    return f"| {name} | " + " | ".join(f"{share:.1%}" for share in shares(counts)) + " |"


def _times(cases: list[Case]) -> list[str]:
    single = sorted(_took(lambda case=case: with_original(case)) for case in cases)
    old, new, quotes = large()
    one = [_took(lambda: anchor(quotes[0], old, new)) for _ in range(ROUNDS)]
    thousand = [_took(lambda: _all(quotes, old, new)) for _ in range(3)]
    return [
        "| what | milliseconds of processor time |",
        "|---|---:|",
        f"| one quote, both texts not seen before: median | {statistics.median(single):.2f} |",
        f"| the same: 99 of 100 are faster than | {single[int(0.99 * len(single))]:.2f} |",
        f"| one quote of an article of {LARGE_WORDS:,} words: median of {ROUNDS} | {statistics.median(one):.0f} |",
        f"| {REPORTS:,} quotes of that article, one after the other | {min(thousand):.0f} |",
    ]


def large() -> tuple[str, str, list[Sought]]:
    """Return a long article of Ukrainian words, the same with an edit in every seventh paragraph, and quotes of it."""
    random = Random(20)
    words = [article.text[slice(*word)] for article in articles() if article.language == "uk" for word in article.words]
    paragraphs = [
        " ".join(" ".join(random.choices(words, k=16)).capitalize() + "." for _ in range(5))
        for _ in range(LARGE_WORDS // 80)
    ]
    edited = list(paragraphs)
    for at in range(0, len(edited), 7):
        edited[at] = edited[at].replace(" ", f" {random.choice(words)} ", 1)
    del edited[5]
    old, quotes = "\n\n".join(paragraphs), []
    while len(quotes) < REPORTS:
        start = random.randrange(len(old) - 100)
        end = start + random.randrange(4, 80)
        quotes.append(Sought(old[start:end], old[max(0, start - 32) : start], old[end : end + 32], start, end))
    return old, "\n\n".join(edited), quotes


def _all(quotes: list[Sought], old: str, new: str) -> None:
    before, after = Prepared(old), Prepared(new)
    for quote in quotes:
        anchor(quote, before, after)


def _took(work) -> float:
    # Of the processor, so that other work on the machine counts little.
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000
