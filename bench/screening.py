"""What screening a comment costs the posting path, with every check switched on and 5,000 listed words."""

import random
import time
from datetime import timedelta

import pymorphy3
from flask import Flask
from sqlalchemy import insert, select

from bench import data, desk
from bench.desk_history import history
from commentsvc.adapters.morphology import Inflection
from commentsvc.db import db, unit_of_work
from commentsvc.domain import likeness, markup
from commentsvc.domain.errors import Invalid
from commentsvc.domain.moderation import Actor
from commentsvc.domain.safety import Detail
from commentsvc.domain.sanctions import GOOD
from commentsvc.models.article import Thread
from commentsvc.models.reader import Reader
from commentsvc.models.screening import RecentPost
from commentsvc.models.site import Site
from commentsvc.services import comments, listed_words, screening, site_rules, word_lists
from commentsvc.services.context import Context

WORDS = 5_000
SEED = "screening"
TEXTS = 2_000
# One in so many is as long as this: several texts after another. The rest are some 140 characters.
LENGTHS = {1_000: 4_500, 100: 2_000, 10: 700}
LATELY = 5_000
EVERYTHING = {
    "safety": [detail.value for detail in Detail],
    "text_min_chars": 2,
    "text_max_chars": 5_000,
    "hold_shape": True,
    "links_max": 3,
    "link_hosts_free": ["news.example", "wikipedia.org"],
    "link_hosts_held": ["t.me", "bit.ly"],
    "hold_repeats": True,
    "repeats_of_many": 3,
    "new_reader_comments": 3,
    "refused_comments": 3,
    "pre_moderated_sections": ["War"],
    "burst_network": 50,
    "burst_times": 10,
    "hold_hidden_field": True,
    "trap_seconds": 3,
}


def run() -> str:
    """Measure and return the table as Markdown."""
    words, texts = _words(), _texts()
    rows, made = [], {}
    with desk.applications() as apps:
        for name, app in apps.items():
            made = _fill(app, words)
            rows += [
                (f"all checks, {name}: with what they look up", _figures(_measured(app, texts, whole=True))),
                (f"all checks, {name}: without", _figures(_measured(app, texts, whole=False))),
            ]
    told = "\n".join(f"| {name} | {median:.2f} | {p99:.2f} | {most:.2f} |" for name, (median, p99, most) in rows)
    return (
        "## Screening on the posting path\n\n"
        "| processor time of one comment | median, ms | 99 of 100, ms | most, ms |\n|---|---:|---:|---:|\n"
        f"{told}\n\n"
        f"{TEXTS:,} comments made up as for the scorer (docs/scorer.md), some 140 characters long, one in ten 700, one "
        f"in a hundred 2,000, one in a thousand 4,500, on a site with all checks switched on and a list of {WORDS:,} "
        f"words of the dictionaries, {made['forms']:,} forms; {LATELY:,} comments came within the hour. "
        f"Finding the forms when the list is saved took {made['inflecting']:.1f} s, "
        f"putting it together in each process {made['joining']:.2f} s.\n"
    )


def _words() -> list[str]:
    """Words of the Ukrainian and Russian dictionaries, chosen at random, and English ones made of syllables."""
    choose = random.Random(SEED)
    found = []
    for language in ("uk", "ru"):
        known = pymorphy3.MorphAnalyzer(lang=language).dictionary.words.iterkeys()
        plain = sorted({word for word in known if word.isalpha() and 4 <= len(word) <= 14})
        found += choose.sample(plain, WORDS * 2 // 5)
    parts = ("ba", "cor", "den", "fli", "gro", "ham", "jen", "kip", "lor", "mus", "nat", "pel")
    while len(found) < WORDS:
        found.append("".join(choose.choices(parts, k=3)) + choose.choice("bdgnt"))
    return list(dict.fromkeys(found))[:WORDS]


def _texts() -> list[comments.Text]:
    cases, made = history(SEED, TEXTS * 3), []
    for number in range(TEXTS):
        source = cases[number].source
        long = next((chars for each, chars in LENGTHS.items() if number % each == 0), 0)
        if long:
            source = "\n\n".join(case.source for case in cases[number : number + 80])[:long]
        try:
            made.append(comments.Text(source, markup.parse(source)))
        except Invalid:
            made.append(comments.prepare_text(cases[number].source))
    return made


def _fill(app: Flask, words: list[str]) -> dict:
    with app.test_request_context("/"):
        site_id = data.make_site()
        data.make_thread(site_id, "busy", 5_000)
        began = time.process_time()
        draft = word_lists.Draft.read(
            {"name": "Bench", "action": "hold", "text": "\n".join(words), "active": "yes"}, Inflection().forms
        )
        inflecting = time.process_time() - began
        with unit_of_work():
            context = _context(app)
            site_rules.change(context, EVERYTHING, Actor("operator"))
            word_lists.add(context, draft, Actor("operator"))
            readers = list(db.session.scalars(select(Reader.id)))
            db.session.execute(insert(RecentPost), [_post(site_id, readers, number) for number in range(LATELY)])
        desk.settle()
        began = time.process_time()
        with unit_of_work():
            listed_words.of_site(_context(app))
        joining = time.process_time() - began
    return {
        "forms": sum(map(len, draft.forms.values())),
        "inflecting": inflecting,
        "joining": joining,
    }


def _post(site_id: int, readers: list[int], number: int) -> dict:
    return {
        "site_id": site_id,
        "reader_id": readers[number % len(readers)],
        "likeness": likeness.telling_key(f"A comment like no other, of the number {number:x} among many of this hour"),
        "network": f"network {number % 700}",
        "created_at": data.now() - timedelta(seconds=number % 3_500),
    }


def _context(app: Flask, reader: Reader | None = None) -> Context:
    site = db.session.scalar(select(Site))
    return Context(site, data.now(), app.extensions["commentsvc"].keys, reader, whence=lambda: "network 7")


def _measured(app: Flask, texts: list[comments.Text], *, whole: bool) -> list[float]:
    """Milliseconds of processor time for each text; ``whole``: with the facts that are looked up for the checks."""
    times = []
    with app.test_request_context("/"), unit_of_work():
        thread = db.session.scalar(select(Thread))
        readers = list(db.session.scalars(select(Reader)))
        context = _context(app)
        for number, text in enumerate(texts):
            context.reader = readers[number % len(readers)]
            opening = screening.Opening(seconds=30)
            began = time.thread_time()
            draft = screening.drafted(context, thread, text, GOOD, opening, raided=False)
            if not whole:
                began = time.thread_time()
            screening.examine(draft)
            times.append((time.thread_time() - began) * 1000)
    return times


def _figures(times: list[float]) -> tuple[float, float, float]:
    ordered = sorted(times)
    return ordered[len(ordered) // 2], ordered[len(ordered) * 99 // 100], ordered[-1]
