"""How long it takes to look for a thousand open reports of one article again, when another wording becomes known."""

import random
import statistics
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, insert, select, text, update

from bench import data
from commentsvc import settings
from commentsvc.app import create_app
from commentsvc.db import db, new_public_id, unit_of_work
from commentsvc.domain.provenance import Provenance
from commentsvc.jobs import dispatch
from commentsvc.models.article import Article
from commentsvc.models.correction import CorrectionReport
from commentsvc.services import articles, sites
from commentsvc.services.context import Context

REPORTS = 1_000
# Words of the article; readers had this many different wordings of it.
SIZES = (600, 1_200, 6_000, 20_000)
WORDINGS = 4
ROUNDS = 3
_WORDS = Path(__file__).parent / "anchoring" / "texts" / "en.txt"
_CONTEXT = 32


def run() -> str:
    """Measure and return the table as Markdown."""
    lines = [
        f"## {REPORTS:,} open reports of one article, looked for again (SQLite, one worker, the whole job)",
        "",
        "| words of the article | seconds | ms each | exact, moved, changed, gone, uncertain |",
        "|--:|--:|--:|---|",
    ]
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            app = create_app(settings.load({"data_dir": folder}))
            with app.app_context():
                db.create_all()
                wordings = _wordings(random.Random(size), size)
                article_id = _fill(data.make_site(), wordings[:-1], random.Random(size))
                seconds = statistics.median(_measure(app, article_id, wordings[-1]) for _ in range(ROUNDS))
                found = dict(db.session.execute(_BY_VERDICT).all())
                db.session.remove()
                db.engine.dispose()
        counts = ", ".join(str(found.get(name, 0)) for name in ("exact", "moved", "changed", "gone", "uncertain"))
        lines.append(f"| {size:,} | {seconds:.2f} | {seconds / REPORTS * 1000:.2f} | {counts} |")
    note = f"Reports of {WORDINGS} wordings in turn, at places all over the text; between any two wordings every"
    lines += ["", f"{note} twentieth sentence was changed. Median of {ROUNDS} rounds.", ""]
    return "\n".join(lines)


_BY_VERDICT = select(CorrectionReport.found, func.count()).group_by(CorrectionReport.found)


def _wordings(choose: random.Random, size: int) -> list[str]:
    """An article and its next wordings: in each, one sentence in twenty has words replaced, or is gone."""
    words = _WORDS.read_text(encoding="utf-8").split()
    sentences, count = [], 0
    while count < size:
        length = choose.randint(8, 25)
        sentences.append(" ".join(choose.choice(words) for _ in range(length)) + ".")
        count += length
    made = [sentences]
    for _ in range(WORDINGS):
        made.append([_edited(one, words, choose) if choose.random() < 0.05 else one for one in made[-1]])
    return [_text(one) for one in made]


def _edited(sentence: str, words: list[str], choose: random.Random) -> str:
    if not sentence or choose.random() < 0.2:
        return ""
    parts = sentence.split()
    for _ in range(choose.randint(1, 3)):
        parts[choose.randrange(len(parts))] = choose.choice(words)
    return " ".join(parts)


def _text(sentences: list[str]) -> str:
    """Paragraphs of five sentences."""
    kept = [one for one in sentences if one]
    return "\n".join(" ".join(kept[at : at + 5]) for at in range(0, len(kept), 5))


def _fill(site_id: int, wordings: list[str], choose: random.Random) -> int:
    with unit_of_work():
        context = Context(sites.by_id(site_id), data.now(), None)
        article = Article(site_id=site_id, key="bench", provenance=Provenance.PUBLISHER, created_at=data.now())
        db.session.add(article)
        db.session.flush()
        versions = [(articles.know_text(context, article, one, Provenance.PUBLISHER).id, one) for one in wordings]
        rows = [_report(site_id, article.id, *versions[number % len(versions)], choose) for number in range(REPORTS)]
        db.session.execute(insert(CorrectionReport), rows)
        db.session.execute(text("ANALYZE"))
        return article.id


def _report(site_id: int, article_id: int, version_id: int, wording: str, choose: random.Random) -> dict:
    start = wording.index(" ", choose.randrange(len(wording) * 9 // 10)) + 1
    end = min(len(wording), wording.find(" ", start + choose.randint(3, 40)))
    return {
        "public_id": new_public_id(),
        "site_id": site_id,
        "article_id": article_id,
        "article_version_id": version_id,
        "network": "",
        "kind": "typo",
        "exact": wording[start:end],
        "prefix": wording[max(0, start - _CONTEXT) : start],
        "suffix": wording[end : end + _CONTEXT],
        "start": start,
        "end": end,
        "replacement": "anything",
        "fingerprint": "",
        "created_at": data.now(),
        "updated_at": data.now(),
    }


def _measure(app, article_id: int, wording: str) -> float:
    """Seconds of the background work that follows when the newest wording becomes known."""
    with unit_of_work():
        article = db.session.get_one(Article, article_id)
        # Back to before: the round before this one has found them all.
        db.session.execute(update(CorrectionReport).values(found=None, found_version_id=None))
        article.current_version_id = None
        context = Context(sites.by_id(article.site_id), data.now() - timedelta(seconds=1), None)
        articles.know_text(context, article, wording, Provenance.PUBLISHER)
    began = time.perf_counter()
    dispatch.run_due(app)
    seconds = time.perf_counter() - began
    left = select(func.count()).where(CorrectionReport.found_version_id.is_(None), CorrectionReport.exact != "")
    assert db.session.scalar(left) == 0, "some reports were not looked for"
    return seconds
