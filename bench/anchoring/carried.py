"""A text that is edited while each character knows where it came from, so that nobody has to search for the truth."""

import re
from dataclasses import dataclass
from functools import cached_property

NEW = -1
_CJK = "\u3040-\u30ff\u3400-\u9fff"
_SIGNS = "\u0300-\u036f\u05b0-\u05c7\u064b-\u0655\u0900-\u0963"
_WORDS = re.compile(rf"[{_CJK}]{{1,2}}|(?:[^\W_{_CJK}]|[{_SIGNS}])+(?:['’ʼ][^\W_]+)*")
_SENTENCES = re.compile(r"[^。]+。[」”]?|\S.*?(?:[.!?؟]+[\"»“”]*(?=\s|$)|$)")

Span = tuple[int, int]


class Carried:
    """Characters with the offset of the original that each came from (or ``NEW``)."""

    def __init__(self, text: str):
        self._characters = [(character, at) for at, character in enumerate(text)]

    @property
    def text(self) -> str:
        """The text as it is now."""
        return "".join(character for character, _origin in self._characters)

    def put(self, at: int, text: str) -> None:
        """Insert new text."""
        self._characters[at:at] = [(character, NEW) for character in text]

    def cut(self, start: int, end: int) -> None:
        """Take text out."""
        del self._characters[start:end]

    def rewrite(self, start: int, end: int, text: str) -> None:
        """Write a word or mark in the place of another one, which it comes from."""
        last = end - start - 1
        origins = [self._characters[start + min(last, at)][1] for at in range(len(text))]
        if text:
            origins[-1] = self._characters[end - 1][1]
        self._characters[start:end] = list(zip(text, origins, strict=True))

    def respell(self, change) -> None:
        """Write each character, with the marks after it, as ``change`` says."""
        text, origins, at = self.text, [origin for _character, origin in self._characters], 0
        written = []
        for cluster in re.findall(r"(?s).[\u0300-\u036f\u0591-\u05c7\u064b-\u0655]*", text):
            for step, character in enumerate(change(cluster)):
                written.append((character, origins[at + min(step, len(cluster) - 1)]))
            at += len(cluster)
        self._characters = written

    def reorder(self, parts: list[Span], joined: str) -> None:
        """Put parts of the text in another order, which is all that is kept."""
        written = []
        for number, (start, end) in enumerate(parts):
            written += [(character, NEW) for character in (joined if number else "")] + self._characters[start:end]
        self._characters = written

    def place(self, start: int, end: int) -> Span | None:
        """Return where the characters ``start:end`` of the original are now; None if all are gone."""
        there = [at for at, (_character, origin) in enumerate(self._characters) if start <= origin < end]
        return (there[0], there[-1] + 1) if there else None


@dataclass(frozen=True)
class Article:
    """A text with its language, and where its paragraphs, sentences and words are."""

    language: str
    text: str

    @cached_property
    def paragraphs(self) -> list[Span]:
        """The ranges between empty lines."""
        return [match.span() for match in re.finditer(r"[^\n]+", self.text)]

    @cached_property
    def sentences(self) -> list[Span]:
        """Ranges that end with a full stop or a paragraph; good enough for these texts."""
        return [
            (start + match.start(), start + match.end())
            for start, end in self.paragraphs
            for match in _SENTENCES.finditer(self.text[start:end])
        ]

    @cached_property
    def words(self) -> list[Span]:
        """Words; of Chinese and Japanese, characters in twos."""
        return [match.span() for match in _WORDS.finditer(self.text)]

    @property
    def gap(self) -> str:
        """What stands between words."""
        return "" if self.language in ("ja", "zh") else " "

    def within(self, spans: list[Span], part: Span) -> list[Span]:
        """Return those of the spans that lie inside a part."""
        return [span for span in spans if part[0] <= span[0] and span[1] <= part[1]]

    def around(self, spans: list[Span], at: int) -> Span | None:
        """Return the one of the spans that holds an offset."""
        return next((span for span in spans if span[0] <= at < span[1]), None)
