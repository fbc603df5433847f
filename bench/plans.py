"""What is asked of the servers, request by request; drawn at random, but the same in every run."""

import json
import random

from bench import data
from bench.filled import NEWS, Filled
from bench.wrk import Call

_JSON = ("Content-Type", "application/json")
_TEXT = "The council's figures {n} are *wrong*: the bridge cost twice as much, says the report of the mayor's office."
_DRAW = random.Random(17)
NEWS_CALLS = 40_000
WRITE_SHARE = 0.05


def page(key: str) -> str:
    """The address of a thread's first page."""
    return f"/api/v1/sites/bench/thread?key={key}"


def counts(site: Filled) -> Call:
    """Counts of 20 articles drawn at random."""
    keys = "&".join(f"key={key}" for key in _DRAW.sample(site.articles, 20))
    return Call("GET", f"/api/v1/sites/bench/counts?{keys}")


def posts(key: str = NEWS, token: str | None = None) -> list[Call]:
    """A comment to one thread, by a new guest each time, or by one reader."""
    about = {"key": key, "url": f"{data.ORIGIN}/{key}", "title": key}
    sent = {"thread": about, "source": _TEXT, "author": {"name": "Ann"}}
    headers = (_JSON, ("Origin", data.ORIGIN))
    if token is not None:
        headers += (("Authorization", f"Bearer {token}"),)
    return [Call("POST", "/api/v1/sites/bench/comments", headers, json.dumps(sent))]


def votes(site: Filled, turn: int, number: int = 20_000) -> list[Call]:
    """Votes, each of another reader or on another comment than those before; turns change their minds."""
    drawn = random.Random(5).sample(range(len(site.tokens) * len(site.comments)), 2 * number)
    # Nobody votes on what he wrote himself: comments were written by the readers in turn.
    pairs = [divmod(pair, len(site.comments)) for pair in drawn]
    chosen = [(reader, comment) for reader, comment in pairs if comment % data.READERS != reader]
    return [_vote(site, reader, comment, turn) for reader, comment in chosen[:number]]


def breaking_news(site: Filled, turn: int) -> list[Call]:
    """95 % reads of one thread's first page; posts and votes in equal parts are the rest."""
    read = Call("GET", page(NEWS))
    cast = iter(votes(site, turn, NEWS_CALLS // 20))
    calls = []
    for _ in range(NEWS_CALLS):
        if _DRAW.random() >= WRITE_SHARE:
            calls.append(read)
        elif _DRAW.random() < 0.5:
            calls += posts(token=_DRAW.choice(site.tokens))
        else:
            calls.append(next(cast))
    return calls


def isso_posts() -> list[Call]:
    """The same comment for Isso."""
    sent = {"author": "Ann", "email": None, "website": None, "parent": None, "title": NEWS, "text": _TEXT}
    return [Call("POST", f"/new?uri=%2F{NEWS}%2F", (_JSON,), json.dumps(sent))]


def isso_likes(comments: int) -> list[Call]:
    """Votes for Isso's comments, of which there are so many, each from another address."""
    return [
        Call(
            "POST",
            f"/id/{_DRAW.randint(1, comments)}/like",
            (_JSON, ("X-Forwarded-For", f"10.{_DRAW.randint(0, 255)}.{_DRAW.randint(0, 255)}.{_DRAW.randint(1, 254)}")),
            "{}",
        )
        for _ in range(20_000)
    ]


def _vote(site: Filled, reader: int, comment: int, turn: int) -> Call:
    headers = (_JSON, ("Origin", data.ORIGIN), ("Authorization", f"Bearer {site.tokens[reader]}"))
    path = f"/api/v1/comments/{site.comments[comment]}/vote"
    return Call("PUT", path, headers, json.dumps({"value": 1 if turn % 2 == 0 else -1}))
