"""Run the benchmarks and write their tables: ``make bench`` or ``python -m bench [name …]``."""

import sys
from pathlib import Path

from bench import best_order, thread_size

DOCS = Path(__file__).parent.parent / "docs"
BEGIN = "<!-- figures: written by `make bench` -->"
# Each report and the benchmarks whose tables stand in it, one after the other.
REPORTS = {"performance.md": [thread_size], "ranking.md": [best_order]}


def main(wanted: list[str]) -> None:
    """Measure, print, and put the figures below the marker in each report; all reports, or those of the named ones."""
    for report, benchmarks in REPORTS.items():
        if wanted and not any(each.__name__.removeprefix("bench.") in wanted for each in benchmarks):
            continue
        figures = "\n".join(each.run() for each in benchmarks)
        print(figures)
        path = DOCS / report
        head = path.read_text(encoding="utf-8").partition(BEGIN)[0]
        path.write_text(f"{head}{BEGIN}\n\n{figures}", encoding="utf-8")


main(sys.argv[1:])
