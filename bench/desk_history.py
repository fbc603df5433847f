"""A made-up history of a moderators' desk, in the order of time, with what was decided and what should have been.

How it is made stands in ``docs/scorer.md``. Everything follows from the seed.
"""

import math
from dataclasses import dataclass
from random import Random

from bench.desk_history_words import (
    ATTACKS,
    CLOSERS,
    INSULTS,
    LANGUAGES,
    NEIGHBOURS,
    REMARKS,
    SHOUTS,
    SPAM,
    TOPICS,
)

_LANGUAGE_WEIGHTS = (55, 25, 20)
REFUSED = 0.15
# Of what should be refused: which kind how often. "quiet" reads like any other comment: no text tells why.
_KINDS = {"insult": 50, "disguised": 15, "spam": 15, "shout": 8, "quiet": 12}
# Of what is fine: how often it has an insult's very word in it.
_NEIGHBOURS = 0.06
# Each moderator decides so often otherwise than the house rules say.
MISTAKES = (0.04, 0.07, 0.10)
_LOOKS = {"а": "a", "о": "o", "е": "e", "і": "i", "р": "p", "с": "c", "у": "y", "х": "x", "и": "u", "к": "k"}
_LOOKS_BACK = {latin: letter for letter, latin in _LOOKS.items()}
_DIGITS = {"о": "0", "o": "0", "i": "1", "l": "1", "і": "1", "s": "5", "а": "@", "a": "@", "з": "3"}


@dataclass(frozen=True)
class Case:
    """A comment of the history: its text, what was decided, what should have been, and how it was made (``kind``)."""

    source: str
    decided: bool
    refused: bool
    kind: str


def history(seed: str, number: int, span: int | None = None) -> list[Case]:
    """So many cases in the order of time. ``span``: after how many the topics and insults have changed over wholly."""
    random = Random(seed)
    span = span or number
    return [_case(random, place / span) for place in range(number)]


def _case(random: Random, time: float) -> Case:
    language = random.choices(LANGUAGES, _LANGUAGE_WEIGHTS)[0]
    refused = random.random() < REFUSED
    if refused:
        kind = random.choices(list(_KINDS), list(_KINDS.values()))[0]
    else:
        kind = "neighbour" if random.random() < _NEIGHBOURS else "plain"
    source = _typed(random, _MAKERS[kind](random, language, time))
    wrong = random.random() < random.choice(MISTAKES)
    return Case(source, refused != wrong, refused, kind)


def _thing(random: Random, language: str, time: float) -> str:
    """What is talked about: each topic comes and goes, at its own time."""
    names = list(TOPICS)
    weights = [0.08 + math.exp(-((time - place / len(names)) ** 2) / 0.02) for place in range(len(names))]
    return _one(random, TOPICS[random.choices(names, weights)[0]][language])


def _plain(random: Random, language: str, time: float) -> str:
    said = [_one(random, REMARKS[language]).format(_thing(random, language, time)) for _ in range(random.randint(1, 3))]
    if random.random() < 0.4:
        said.append(_one(random, CLOSERS[language]).format(n=random.randint(100, 99_999)))
    return ". ".join(said)


def _insult(random: Random, language: str, time: float) -> str:
    """An insulting word; new ones come up as time goes by."""
    known = max(4, round((0.4 + 0.6 * min(time, 1.0)) * len(INSULTS[language])))
    stem, _, endings = random.choice(INSULTS[language][:known]).partition(":")
    return stem + _one(random, endings)


def _attack(random: Random, language: str, time: float, word: str | None = None) -> str:
    word = word or _insult(random, language, time)
    said = _one(random, ATTACKS[language]).format(word, t=_thing(random, language, time))
    if random.random() < 0.45:
        said = f"{_plain(random, language, time)}. {said}"
    return said


def _disguised(random: Random, language: str, time: float) -> str:
    word = _insult(random, language, time)
    return _attack(random, language, time, random.choice(_DISGUISES)(random, word))


def _neighbour(random: Random, language: str, time: float) -> str:
    word = _insult(random, language, time)
    return _one(random, NEIGHBOURS[language]).format(word, t=_thing(random, language, time))


def _spam(random: Random, language: str, _time: float) -> str:
    return _one(random, SPAM[language]).format(n=random.randint(100, 99_999))


def _shout(random: Random, language: str, time: float) -> str:
    return _one(random, SHOUTS[language]).format(t=_thing(random, language, time))


def _typed(random: Random, text: str) -> str:
    """As hands type it: now and then without capitals or full stops, with a letter missing or doubled."""
    if random.random() < 0.3:
        text = text.lower()
    if random.random() < 0.25 and len(text) > 20:
        place = random.randrange(1, len(text) - 1)
        text = text[:place] + random.choice(("", text[place] * 2)) + text[place + 1 :]
    if random.random() < 0.15:
        text += random.choice(("!", "!!!", "...", " :)", " 🙂", "?"))
    return text


def _look_alike(random: Random, word: str) -> str:
    swapped = {**_LOOKS, **_LOOKS_BACK}
    return "".join(swapped.get(letter, letter) if random.random() < 0.7 else letter for letter in word)


def _digits(_random: Random, word: str) -> str:
    return "".join(_DIGITS.get(letter, letter) for letter in word)


_DISGUISES = (
    _look_alike,
    _digits,
    lambda _random, word: " ".join(word),
    lambda random, word: word[: (place := random.randrange(1, len(word)))] + "\u200b" + word[place:],
    lambda random, word: word[: (place := random.randrange(1, len(word) - 1))] + word[place] * 4 + word[place:],
    lambda random, word: word[: (place := random.randrange(1, len(word)))] + "*" + word[place:],
)
_MAKERS = {
    "plain": _plain,
    "quiet": _plain,
    "neighbour": _neighbour,
    "insult": _attack,
    "disguised": _disguised,
    "spam": _spam,
    "shout": _shout,
}


def _one(random: Random, alternatives: str) -> str:
    return random.choice(alternatives.split("|"))
