"""The demo newspaper's articles: typed, read from ``content/`` and checked once.

An article is a short list of blocks. Text that carries inline markup is a tuple of runs, so that the page has text
nodes split by elements, as pages in life have, and anchoring has something to prove.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CONTENT = Path(__file__).parent / "content"
ARTICLE_KEYS = ("article-17", "article-18", "article-19", "article-20")
BLOCK_KINDS = frozenset({"p", "h2", "quote", "list", "table", "note"})


@dataclass(frozen=True)
class Run:
    """A stretch of text; ``tag`` is empty for plain text, or ``em``."""

    text: str
    tag: str = ""


@dataclass(frozen=True)
class Block:
    """One part of an article's body; which fields are filled depends on ``kind`` (one of ``BLOCK_KINDS``)."""

    kind: str
    runs: tuple[Run, ...] = ()
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    cite: str = ""

    def passages(self) -> Iterator[str]:
        """Yield the block's texts in reading order, one for each innermost element of the page."""
        if self.runs:
            yield "".join(run.text for run in self.runs)
        yield from self.items
        for row in self.rows:
            yield from row
        if self.cite:
            yield self.cite


@dataclass(frozen=True)
class Picture:
    """The drawing that stands where a photograph would; ``file`` lies among the demo's static files."""

    file: str
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True)
class Article:
    """One article; its age is counted in minutes before the edition was printed."""

    key: str
    slug: str
    lang: str
    section: str
    headline: str
    lead: str
    byline: str
    byline_note: str
    published_minutes_ago: int
    picture: Picture
    blocks: tuple[Block, ...]

    def passages(self) -> Iterator[tuple[str, str]]:
        """Yield ``(scope, text)`` in the page's order; scope is ``headline``, ``lead``, ``caption`` or ``body``."""
        yield "headline", self.headline
        yield "lead", self.lead
        yield "caption", f"{self.picture.caption} {self.picture.credit}"
        for block in self.blocks:
            for text in block.passages():
                yield "body", text

    @property
    def text(self) -> str:
        """The article as the widget reads it from the page, one line to a passage, without author and date."""
        return "\n".join(text for _, text in self.passages())


@dataclass(frozen=True)
class Edition:
    """The newspaper's own words in one language (masthead, labels, footer)."""

    lang: str
    dir: str
    words: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.words[name]


@cache
def articles() -> tuple[Article, ...]:
    """Return the four articles in the order of the front page.

    Raises ``ValueError`` when the data files contradict themselves.
    """
    loaded = tuple(_article(_read(f"{key}.json")) for key in ARTICLE_KEYS)
    slugs = {article.slug for article in loaded}
    if len(slugs) != len(loaded):
        raise ValueError("two articles share a slug")
    for article in loaded:
        if article.lang not in editions():
            raise ValueError(f"{article.key}: no edition in {article.lang}")
    return loaded


@cache
def editions() -> dict[str, Edition]:
    """Return the newspaper's own words by language code; every edition has the same set of words."""
    loaded = {}
    for lang, words in _read("edition.json").items():
        rest = dict(words)
        loaded[lang] = Edition(lang=lang, dir=rest.pop("dir"), words=rest)
    names = {frozenset(edition.words) for edition in loaded.values()}
    if len(names) != 1:
        raise ValueError("the editions do not have the same words")
    return loaded


def _read(name: str) -> dict:
    return json.loads((CONTENT / name).read_text(encoding="utf-8"))


def _article(data: dict) -> Article:
    rest = dict(data)
    picture = Picture(**rest.pop("picture"))
    blocks = tuple(_block(block) for block in rest.pop("blocks"))
    return Article(picture=picture, blocks=blocks, **rest)


def _block(data: dict) -> Block:
    kind = data["kind"]
    if kind not in BLOCK_KINDS:
        raise ValueError(f"unknown kind of block: {kind}")
    return Block(
        kind=kind,
        runs=tuple(Run(run) if isinstance(run, str) else Run(run["s"], run["t"]) for run in data.get("runs", ())),
        items=tuple(data.get("items", ())),
        rows=tuple(tuple(row) for row in data.get("rows", ())),
        cite=data.get("cite", ""),
    )
