"""The list and the labelled texts that screening by words is measured with: written for these tests."""

from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Text:
    """A text, whether it is a ``hit`` or ``innocent``, its language, and what is done in it (or what it resembles)."""

    label: str
    language: str
    how: str
    text: str


def a_list() -> str:
    """A newsroom's list as it might be typed."""
    return (_HERE / "list.txt").read_text(encoding="utf-8")


def texts() -> list[Text]:
    """The labelled texts."""
    lines = (_HERE / "texts.tsv").read_text(encoding="utf-8").splitlines()
    return [Text(*line.split("\t")) for line in lines]
