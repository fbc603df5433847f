"""The outside corpus of hostile and unusual inputs; its tests are skipped where the folder is absent."""

import json
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "shared" / "corpora"


def rows(name: str, *kinds: str) -> list[dict]:
    """Return the rows of one corpus file, of the kinds given or all; skips the caller where there is no file."""
    file = FOLDER / f"{name}.jsonl"
    if not file.exists():
        pytest.skip(f"no corpus {name}", allow_module_level=True)
    every = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [row for row in every if not kinds or row["kind"] in kinds]


def expand(row: dict) -> str | None:
    """Return the text that a row of ``pathological`` describes, or None where it is no text."""
    unit, repeat = row["unit"], row["repeat"]
    bodies = {
        "repeat": lambda: unit * repeat + row["middle"] + row["closing"] * repeat,
        "indexed": lambda: "".join(unit.replace("{i}", str(i)) for i in range(repeat)),
        "indent": lambda: "".join("  " * i + unit for i in range(repeat)),
        "growing": lambda: "".join(row["prefix"] + unit * i for i in range(1, repeat + 1)),
    }
    if row["gen"] not in bodies:
        return None
    prefix = "" if row["gen"] == "growing" else row["prefix"]
    return prefix + bodies[row["gen"]]() + row["suffix"]
