"""Find the quotes of a file of cases again, and write what was found: ``python -m bench.anchoring CASES RESULTS``.

CASES has a JSON object a line, of which ``id``, ``quote`` {``exact``, ``prefix``, ``suffix``}, ``position`` {``start``,
``end``}, ``original`` and ``edited`` are read, nothing else; offsets are code points. RESULTS gets ``{"id", "start",
"end", "ms"}`` a line: nulls where no place would be proposed (gone, or not sure enough).
"""

import argparse
import json
import time
from pathlib import Path

from commentsvc.domain.anchoring import Anchor, Sought, anchor


def main() -> None:
    """Read the cases, measure each alone, with both texts not seen before, and write the results."""
    parser = argparse.ArgumentParser(prog="python -m bench.anchoring", description=__doc__.splitlines()[0])
    parser.add_argument("cases", type=Path)
    parser.add_argument("results", type=Path)
    parser.add_argument("--without-original", action="store_true", help="as if the older text had not been kept")
    given = parser.parse_args()
    with given.cases.open(encoding="utf-8") as lines, given.results.open("w", encoding="utf-8") as out:
        for line in lines:
            case = json.loads(line)
            original = None if given.without_original else case["original"]
            began = time.perf_counter()
            found = anchor(sought(case), original, case["edited"])
            ms = (time.perf_counter() - began) * 1000
            start, end = proposed(found)
            out.write(json.dumps({"id": case["id"], "start": start, "end": end, "ms": round(ms, 4)}) + "\n")


def sought(case: dict) -> Sought:
    """Return what a case asks for."""
    quote, position = case["quote"], case.get("position") or {}
    return Sought(quote["exact"], quote["prefix"], quote["suffix"], position.get("start"), position.get("end"))


def proposed(found: Anchor) -> tuple[int | None, int | None]:
    """Return the range that an editor would be shown; nulls where nothing would be."""
    return (None, None) if found.verdict in ("gone", "uncertain") else (found.start, found.end)


if __name__ == "__main__":
    main()
