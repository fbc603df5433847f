"""Cases made of our own texts: a quote in an article, the article after an edit, and where the quote is then."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.anchoring.carried import Article, Span
from bench.anchoring.cuts import GONE
from bench.anchoring.edits import LIVE
from commentsvc.domain.anchoring import Sought

TEXTS = Path(__file__).parent / "texts"
_CONTEXT = 32
_TRIES = 40


@dataclass(frozen=True)
class Case:
    """One reader's quote. ``truth`` is None where the words are gone."""

    kind: str
    language: str
    sought: Sought
    original: str
    edited: str
    truth: Span | None


def articles() -> list[Article]:
    """Return the texts of this folder."""
    return [Article(path.stem, path.read_text(encoding="utf-8").strip()) for path in sorted(TEXTS.glob("*.txt"))]


def make(seed: int, each: int) -> Iterator[Case]:
    """Yield ``each`` cases of every kind; the same for the same seed."""
    texts = articles()
    for edit in (*LIVE, *GONE):
        made = tries = 0
        while made < each and tries < each * _TRIES:
            tries += 1
            case = _case(Random(f"{seed}/{edit.__name__}/{tries}"), texts, edit)
            if case:
                made += 1
                yield case


def _case(random: Random, texts: list[Article], edit) -> Case | None:
    article = random.choice(texts)
    others = random.sample([text for text in texts if text is not article], 3)
    quote = _quote(random, article)
    done = quote and edit(random, article, others, quote)
    if not done:
        return None
    article, carried = done if isinstance(done, tuple) else (article, done)
    truth = carried.place(*quote)
    words = article.text[slice(*quote)]
    if (truth is None) != (edit in GONE) or (article.text == carried.text and edit is not LIVE[0]):
        return None
    start, end = quote
    prefix, suffix = article.text[max(0, start - _CONTEXT) : start], article.text[end : end + _CONTEXT]
    sought = Sought(words, prefix, suffix, start, end)
    return Case(edit.__name__.replace("_", " "), article.language, sought, article.text, carried.text, truth)


def _quote(random: Random, article: Article) -> Span | None:
    """A word, some words, a sentence, or two."""
    kind = random.choice(["word", "words", "words", "sentence", "sentences"])
    if kind == "word":
        return random.choice(article.words)
    if kind == "sentence":
        return random.choice(article.sentences)
    if kind == "sentences":
        within = article.within(article.sentences, random.choice(article.paragraphs))
        return (within[0][0], within[1][1]) if len(within) > 1 else None
    words = article.within(article.words, random.choice(article.sentences))
    size = random.randint(2, 6)
    if len(words) < size:
        return None
    first = random.randrange(len(words) - size + 1)
    return words[first][0], words[first + size - 1][1]
