"""How soon the scorer is of use, whether its per cent can be believed, and what it costs (see ``docs/scorer.md``)."""

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import mean

import numpy as np

from bench.best_measures import with_error
from bench.desk_history import Case, history
from commentsvc.domain import scorer_figures as figures
from commentsvc.domain import scorer_training as training
from commentsvc.domain.scorer import Model
from commentsvc.domain.scorer_features import Hashing
from commentsvc.domain.scorer_training import Decision, Texts

# The strength of learning was looked for on "tuning …" only; everything here comes from these.
SEEDS = [f"fresh {number}" for number in range(10)]
# Of the longest lessons fewer are enough: they differ less from each other.
LESSONS = {50: 10, 100: 10, 200: 10, 500: 10, 1000: 5, 5000: 3}
# A history is as long as this for topics and insults to have changed over; what is tried on comes right after.
SPAN = 6_000
LATER = 1_000
# A queue of so many, of which somebody reads the first ones.
QUEUE, READ = 200, 20
CALIBRATED = (200, 1000, 5000)
KEY = b"bench".ljust(32, b"\0")


def run() -> str:
    """Learn and try everything; returns the tables as Markdown."""
    curve: dict[int, dict[str, list[float]]] = {number: {} for number in LESSONS}
    told: dict[int, list[tuple[float, bool]]] = {number: [] for number in CALIBRATED}
    for place, seed in enumerate(SEEDS):
        cases = history(seed, SPAN, SPAN)
        for number, seeds in LESSONS.items():
            if place < seeds:
                later = cases[number : number + LATER]
                probabilities = _estimates(cases[:number], later)
                for name, value in _measures(probabilities, later).items():
                    curve[number].setdefault(name, []).append(value)
                if number in told:
                    told[number] += zip(probabilities, (one.decided for one in later), strict=True)
    return "\n".join([_curve(curve), _calibration(told), _costs()])


def _estimates(lesson: list[Case], later: list[Case]) -> list[float]:
    """What a model that learnt the lesson says of what came later; with one kind only, nothing is told apart."""
    refused = np.array([float(one.decided) for one in lesson])
    if not 0 < refused.sum() < len(refused):
        return [float(refused.mean())] * len(later)
    hashing = Hashing(KEY)
    texts = Texts.of([hashing.vector(one.source) for one in lesson])
    model, _ = training.calibrated(texts, refused, hashing)
    return [model.probability(one.source) for one in later]


def _measures(probabilities: list[float], later: list[Case]) -> dict[str, float]:
    true, decided = ([getattr(one, name) for one in later] for name in ("refused", "decided"))
    firsts, latest = [], []
    for start in range(0, len(later), QUEUE):
        queue = range(start, start + QUEUE)
        likeliest = sorted(queue, key=lambda place: probabilities[place], reverse=True)[:READ]
        firsts.append(mean(true[place] for place in likeliest))
        latest.append(mean(true[place] for place in queue[:READ]))
    return {
        "auc": figures.auc(probabilities, true),
        "auc_decided": figures.auc(probabilities, decided),
        "first": mean(firsts),
        "chronological": mean(latest),
        "fifth": figures.top_recall(probabilities, true),
        "brier": figures.brier(probabilities, decided),
        "base": mean(decided) * (1 - mean(decided)),
    }


def _curve(curve: dict[int, dict[str, list[float]]]) -> str:
    lines = [
        "### The learning curve (mean ± standard error over the seeds)",
        "",
        f"| decisions | seeds | ROC AUC, house rules | ROC AUC, decisions | refused of the first {READ} of {QUEUE}, "
        "likeliest first | the same, oldest first | refused found in the first fifth | Brier score | of the mean |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for number, found in curve.items():
        cells = [_figure(found[name], "{:.3f}") for name in ("auc", "auc_decided")]
        cells += [_percent(found[name]) for name in ("first", "chronological", "fifth")]
        cells += [_figure(found[name], "{:.3f}") for name in ("brier", "base")]
        lines.append(f"| {number:,} | {len(found['auc'])} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _calibration(told: dict[int, list[tuple[float, bool]]]) -> str:
    parts = []
    for number, pairs in told.items():
        table = figures.bins([one for one, _ in pairs], [label for _, label in pairs])
        error = figures.calibration_error(table)
        parts += [
            f"### Calibration after {number:,} decisions (all seeds together; expected calibration error {error:.3f})",
            "",
            "| it said, on average | the moderators refused | comments |",
            "|---:|---:|---:|",
            *(f"| {one.estimated:.1%} | {one.refused:.1%} | {one.number:,} |" for one in table),
            "",
        ]
    return "\n".join(parts)


def _costs() -> str:
    """What learning and estimating take on this machine."""
    cases = history("costs", 5_000)
    rows = []
    for number in (200, 1_000, 5_000):
        lesson = [Decision(one.source, one.decided) for one in cases[:number]]
        begun = time.process_time()
        learnt = training.learn(lesson, KEY)
        rows.append((f"learning {number:,} decisions, trial included", f"{time.process_time() - begun:.1f} s of CPU"))
    kept = learnt.model.kept()
    rows.append(("a model as it is kept", f"{len(kept) / 1000:.0f} kB"))
    model = Model.read(kept, KEY)
    rows.append(("a model in memory", f"{len(memoryview(model._weights).cast('B')) / 1000:.0f} kB"))
    texts = [one.source for one in cases[:1_000]]
    length = mean(len(text) for text in texts)
    rows.append((f"one estimate ({length:.0f} characters on average)", f"{_each(model.probability, texts):.0f} µs"))
    rows.append(("the same with the words that weighed", f"{_each(model.estimate, texts):.0f} µs"))
    for name, module in (("what estimates", "scorer"), ("what learns (numpy)", "scorer_training")):
        rows.append((f"memory that importing {name} takes", f"{_memory(f'commentsvc.domain.{module}'):.0f} MB"))
    rows.append(
        ("largest memory of this benchmark", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB")
    )
    return "\n".join(["### Costs", "", "| what | how much |", "|---|---:|", *(f"| {a} | {b} |" for a, b in rows), ""])


def _each(act: Callable[[str], object], texts: list[str]) -> float:
    """Microseconds of CPU for one text."""
    begun = time.process_time()
    for text in texts:
        act(text)
    return (time.process_time() - begun) / len(texts) * 1e6


def _memory(module: str) -> float:
    """Megabytes that a fresh process grows by when it imports a module."""
    resident = "int(open('/proc/self/statm').read().split()[1])"
    program = f"a = {resident}; import {module}; print({resident} - a)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return int(done.stdout) * resource.getpagesize() / 1e6


def _figure(values: list[float], form: str) -> str:
    middle, error = with_error(values)
    return f"{form.format(middle)} ± {form.format(error)}"


def _percent(values: list[float]) -> str:
    middle, error = with_error(values)
    return f"{100 * middle:.0f} ± {100 * error:.0f} %"
