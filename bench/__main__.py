"""Run the benchmarks and write their tables: ``make bench``, or ``make bench BENCH=name`` for one of them."""

import sys
from pathlib import Path

from bench import (
    anchoring_figures,
    best_order,
    desk_comments,
    desk_demo,
    desk_reports,
    desk_search,
    load,
    page_weight,
    raid,
    rechecking,
    scorer,
    screening,
    thread_size,
)

DOCS = Path(__file__).parent.parent / "docs"
# Each report and the benchmarks whose tables stand in it, in their order.
REPORTS = {
    "performance.md": [
        load,
        thread_size,
        page_weight,
        rechecking,
        desk_reports,
        desk_comments,
        desk_demo,
        desk_search,
        raid,
        screening,
    ],
    "ranking.md": [best_order],
    "anchoring.md": [anchoring_figures],
    "scorer.md": [scorer],
}


def main(wanted: list[str]) -> None:
    """Measure, print, and put each benchmark's figures between its marks; all benchmarks, or the named ones."""
    known = {each.__name__.removeprefix("bench."): each for benchmarks in REPORTS.values() for each in benchmarks}
    if set(wanted) - known.keys():
        sys.exit(f"There are these benchmarks: {', '.join(known)}.")
    for report, benchmarks in REPORTS.items():
        for each in benchmarks:
            name = each.__name__.removeprefix("bench.")
            if not wanted or name in wanted:
                figures = each.run()
                print(figures)
                _put(DOCS / report, name, figures)


def _put(path: Path, name: str, figures: str) -> None:
    begin, end = f"<!-- figures of {name}: written by `make bench` -->", f"<!-- end of {name} -->"
    before, _, rest = path.read_text(encoding="utf-8").partition(begin)
    after = rest.partition(end)[2]
    path.write_text(f"{before}{begin}\n\n{figures}\n{end}{after}", encoding="utf-8")


main(sys.argv[1:])
