"""Run every benchmark and write the table: ``make bench`` or ``python -m bench``."""

from pathlib import Path

from bench import thread_size

REPORT = Path(__file__).parent.parent / "docs" / "performance.md"
BEGIN = "<!-- figures: written by `make bench` -->"


def main() -> None:
    """Measure, print, and put the figures below the marker in the report."""
    figures = thread_size.run()
    print(figures)
    head = REPORT.read_text(encoding="utf-8").partition(BEGIN)[0]
    REPORT.write_text(f"{head}{BEGIN}\n\n{figures}", encoding="utf-8")


main()
