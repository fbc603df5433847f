"""How long looking for words takes at the desk among 100,000 comments: for rare words and for those of all of them."""

import random
import time
from datetime import timedelta

from sqlalchemy import insert

from bench import data, desk
from commentsvc.db import db, new_public_id, unit_of_work
from commentsvc.domain import likeness
from commentsvc.domain.ranking import best_score
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment
from commentsvc.services import search_index

COMMENTS = 100_000
ARTICLES = 500
SECTIONS = 20
WORDS_EACH = 30
VOCABULARY = 20_000
# Comments indexed in one go: the service takes fewer, so that writers wait less.
_GO = 1000
_SYLLABLES = ("ka", "lo", "mi", "ne", "pra", "ru", "sto", "ti", "vo", "ze")
_EVERYWHERE = "bridge"
_PAGES = {
    "a word of one comment": "words=zeppelin",
    "a word of no comment": "words=nowhere",
    "a word of a hundred comments": "words=quagmire",
    "a word of every tenth comment": "words=lantern",
    "a word of every comment": f"words={_EVERYWHERE}",
    "two words of every comment": f"words={_EVERYWHERE}+council",
    "a phrase of every comment": 'words="bridge+of+the+council"',
    "a word that begins like a tenth of all words": "words=pra",
    "a word that begins like half of the comments": "words=lan",
    "a word of one article": "words=aqueduct",
    "a word of every article": "words=headline",
    "one author": "name=reader+77",
    "every author": "name=reader",
    "a word of every comment, one section": f"words={_EVERYWHERE}&section=Section+3",
    "a word of every comment, rejected ones": f"words={_EVERYWHERE}&status=rejected",
    "a word of every comment, one day of the past": f"words={_EVERYWHERE}&since={{day}}&until={{day}}",
    "one day of the past": "since={day}&until={day}",
    "one reason": "reason=abuse",
}


def run() -> str:
    """Measure and return the tables as Markdown."""
    with desk.applications() as apps:
        measured = {name: _measure(app) for name, app in apps.items()}
    pages = {name: figures[0] for name, figures in measured.items()}
    indexing = {name: figures[1] for name, figures in measured.items()}
    return (
        "## Looking for words at the desk (in one process)\n\n"
        + desk.table(pages, f"page, among {COMMENTS:,} comments on {ARTICLES} articles, best of {desk.TRIES}")
        + f"\nA comment has {WORDS_EACH} words of {VOCABULARY:,}. Each page is that of all comments, the newest first,"
        + " where nothing else is said, and counts what was found in the other lists. A hundredth of the comments is"
        + " flagged, a tenth held.\n\n"
        + desk.table(indexing, "taking comments into the index")
    )


def _measure(app) -> tuple[dict[str, float], dict[str, float]]:
    with app.test_request_context("/"):
        _fill(data.make_site())
        indexing = _index()
        desk.settle()
    browser = desk.signed_in(app, "moderator")
    day = (data.now() - timedelta(days=30)).date().isoformat()
    pages = {}
    for name, narrowed in _PAGES.items():
        pages[name] = desk.best(browser, f"comments?queue=all&{narrowed.format(day=day)}")
    for name, of_words in {"of every comment": _EVERYWHERE, "of a hundred comments": "quagmire"}.items():
        for queue, order in {
            "waiting": "oldest",
            "waiting, the most urgent first": "urgent",
            "flagged": "oldest",
        }.items():
            path = f"comments?queue={queue.partition(',')[0]}&order={order}&words={of_words}"
            pages[f"a word {name}, {queue}"] = desk.best(browser, path)
    return pages, indexing


def _index() -> dict[str, float]:
    began, taken = time.perf_counter(), []
    with unit_of_work():
        search_index.take_in()
    one = time.perf_counter() - began
    began = time.perf_counter()
    while not taken or taken[-1]:
        with unit_of_work():
            taken.append(search_index.take_in(_GO))
    return {
        f"a batch of {search_index.BATCH}, ms": one * 1000,
        f"all the others, {_GO:,} at a time, ms": (time.perf_counter() - began) * 1000,
    }


def _fill(site_id: int) -> None:
    choose, now = random.Random(6), data.now()
    words = sorted({"".join(choose.choices(_SYLLABLES, k=choose.randint(2, 5))) for _ in range(2 * VOCABULARY)})
    choose.shuffle(words)
    words = words[:VOCABULARY]
    # Few words are everywhere and most are rare, as in life.
    weights = [1 / (rank + 10) for rank in range(len(words))]
    about = {"site_id": site_id, "created_at": now}
    with unit_of_work():
        articles = [
            {"id": n, "key": f"a{n}", "title": f"Headline {n}" + " of the aqueduct" * (n == 7), **about}
            | {"section": f"Section {n % SECTIONS}"}
            for n in range(1, ARTICLES + 1)
        ]
        db.session.execute(insert(Article), articles)
        db.session.execute(insert(Thread), [{"id": n, "article_id": n, **about} for n in range(1, ARTICLES + 1)])
        for start in range(0, COMMENTS, data.BATCH):
            texts = choose.choices(words, weights, k=WORDS_EACH * data.BATCH)
            rows = [
                _comment(choose, site_id, start + n + 1, now, texts[n * WORDS_EACH : (n + 1) * WORDS_EACH])
                for n in range(data.BATCH)
            ]
            db.session.execute(insert(Comment.__table__), rows)


def _comment(choose: random.Random, site_id: int, number: int, now, texts: list[str]) -> dict:
    source = f"The {_EVERYWHERE} of the council: " + " ".join(texts)
    source += " lantern" * (number % 10 == 0) + " quagmire" * (number % 1000 == 0) + " zeppelin" * (number == 77)
    held, flagged = number % 10 == 1, number % 100 == 2
    status = "pending" if held else "rejected" if number % 50 == 3 else "approved"
    created = now - timedelta(minutes=COMMENTS - number)
    reader = 1 + number % data.READERS
    return {
        "id": number,
        "public_id": new_public_id(),
        "site_id": site_id,
        "thread_id": 1 + choose.randrange(ARTICLES),
        "depth": 0,
        "reader_id": reader,
        "author_name": f"Reader {reader}",
        "source": source,
        "body": [{"t": "p", "c": [source]}],
        "status": status,
        "reason": {"pending": "link", "rejected": "abuse"}.get(status),
        "best_score": best_score(0, 0),
        "visible": status == "approved",
        "open_flags": 1 if flagged else 0,
        "urgent_at": created + timedelta(minutes=choose.uniform(5, 60)) if held or flagged else None,
        "likeness": likeness.key(source) if held or flagged else None,
        "unreviewed": status == "approved" and not flagged,
        "version": 1,
        "created_at": created,
    }
