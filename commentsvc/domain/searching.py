"""What is looked for, and where: words in one form on every database.

Databases cut and fold text each in their own way, and some know the letters of one language only. Here the words are
cut and folded before a database sees them, so that the same search finds the same on all of them.
"""

import re
import unicodedata
from dataclasses import dataclass

# Longer ones are cut in the index and in a search alike.
WORD_MAX_CHARS = 64
# More words of one search are not looked for.
TERMS_MAX = 12
# A word that is not finished: fewer letters begin so much that nothing is found by them.
BEGINNING_MIN_CHARS = 2
# Stands before each word of a name where only names are looked for; between texts, so that no phrase reaches over; and
# before the row id of the article. All are of Unicode's private use, which no word is made of.
NAME_MARK, GAP, ARTICLE_MARK = "\ue000", "\ue001", "\ue002"

_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ‘`´ʹ](?=\w)")
# Stress marks of textbooks. Those of the letters themselves were joined with them before.
_STRESS = re.compile("[\u0300\u0301]")
_CUT = re.compile(r"[^ ]+")
_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)(["“”„«»]|$)')


class _Cutting(dict):
    """What becomes of a character: letters, digits and their marks stay, anything else parts words."""

    def __missing__(self, code: int) -> int:
        letter = chr(code)
        kept = letter.isalnum() or unicodedata.category(letter).startswith("M")
        self[code] = code if kept else 32
        return self[code]


_CUTTING = _Cutting()


@dataclass(frozen=True)
class Term:
    """Words that stand one after another; with ``begins`` the last one need only begin so."""

    words: tuple[str, ...]
    begins: bool = False


def words(text: str) -> list[str]:
    """The words of a text in the form in which they are looked for.

    Compatibility forms are one (NFKC) and so are cases; accents that make a letter (й, ї, é) count, stress marks and
    apostrophes do not.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    plain = _STRESS.sub("", _APOSTROPHE.sub("", folded))
    return [word[:WORD_MAX_CHARS] for word in plain.translate(_CUTTING).split()]


def indexed(source: str, author: str, article_id: int, title: str | None, key: str, section: str | None) -> list[str]:
    """What the index holds of a comment and its article, in order."""
    named = words(author)
    about = [words(title or ""), words(key), words(section or "")]
    marks = [*(NAME_MARK + word for word in named), f"{ARTICLE_MARK}{article_id}"]
    texts = [words(source), named, *about, marks]
    return [word for text in texts if text for word in (*text, GAP)][:-1]


def read(query: str) -> list[Term]:
    """What somebody typed: words, of which the last may be unfinished, and phrases in quotes. Nothing is an error."""
    terms, at = [], 0
    for quoted in _QUOTED.finditer(query):
        terms += [Term((word,)) for word in words(query[at : quoted.start()])]
        terms.append(Term(tuple(words(quoted[1]))))
        at = quoted.end()
    rest = [Term((word,)) for word in words(query[at:])]
    if rest and len(rest[-1].words[0]) >= BEGINNING_MIN_CHARS:
        rest[-1] = Term(rest[-1].words, begins=True)
    return list(dict.fromkeys(term for term in [*terms, *rest] if term.words))[-TERMS_MAX:]


def names(query: str) -> list[Term]:
    """The same, looked for in authors' names only."""
    return [Term(tuple(NAME_MARK + word for word in term.words), term.begins) for term in read(query)]


def for_fts5(terms: list[Term]) -> str:
    """All of the terms in the words of SQLite's FTS5 (https://www.sqlite.org/fts5.html#full_text_query_syntax)."""
    return " AND ".join(f'"{" ".join(term.words)}"{" *" if term.begins else ""}' for term in terms)


def for_postgresql(terms: list[Term]) -> str:
    """All of the terms as a ``tsquery`` (https://www.postgresql.org/docs/current/datatype-textsearch.html)."""
    return " & ".join(
        "(" + " <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.begins else "") + ")" for term in terms
    )


def as_vector(indexed: list[str]) -> str:
    """What the index holds as a ``tsvector``: each word with its place."""
    return " ".join(f"'{word}':{place}" for place, word in enumerate(indexed, 1))


def places(text: str, terms: list[Term]) -> list[tuple[int, int]]:
    """Where words of the terms stand in a text, those of phrases each for itself: start and end."""
    whole = {word for term in terms for word in (term.words[:-1] if term.begins else term.words)}
    begun = tuple(term.words[-1] for term in terms if term.begins)
    return [
        (start, end)
        for start, end in cut(text)
        if any(word in whole or word.startswith(begun) for word in words(text[start:end]))
    ]


def cut(text: str) -> list[tuple[int, int]]:
    """Where the words of a text stand: start and end."""
    # Letter for letter as long as the text: an apostrophe inside a word becomes a letter of it.
    plain = _APOSTROPHE.sub("ʼ", text).translate(_CUTTING)
    return [found.span() for found in _CUT.finditer(plain)]
