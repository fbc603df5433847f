"""How long the desk's pages of correction reports take when 10,000 are open."""

import random
from datetime import timedelta

from sqlalchemy import insert, select

from bench import data, desk
from commentsvc.db import db, new_public_id, unit_of_work
from commentsvc.domain.correction_states import Kind
from commentsvc.models.article import Article, ArticleVersion
from commentsvc.models.correction import CorrectionReport, ReportSupport
from commentsvc.models.reader import Reader

REPORTS = 10_000
ARTICLES = 500
_WORDS = "The bridge was closed in {} after the flood and nobody in the town missed it. "
_LISTS = {
    "all open, the oldest first": "reports",
    "by due time": "reports?order=due",
    "by weight": "reports?order=weight",
    "article by article": "reports?order=article",
    "mine": "reports?state=mine",
    "looks fixed": "reports?state=fixed",
    "overdue": "reports?state=overdue",
    "reader asked": "reports?state=asked",
    "search for words": "reports?q=bridge+1993",
    "search, nothing found": "reports?q=zeppelin",
    "one section": "reports?section=Section+3",
    "overview": "",
}


def run() -> str:
    """Measure and return the table as Markdown."""
    with desk.applications() as apps:
        measured = {name: _measure(app) for name, app in apps.items()}
    head = "## The desk's pages of correction reports (in one process)\n\n"
    return head + desk.table(
        measured, f"page, with {REPORTS:,} open reports on {ARTICLES} articles, best of {desk.TRIES}"
    )


def _measure(app) -> dict[str, float]:
    with app.test_request_context("/"):
        _fill(data.make_site())
        desk.settle()
        last = db.session.scalar(select(CorrectionReport.public_id).order_by(CorrectionReport.id.desc()))
    pages = _LISTS | {
        "a later page by weight": f"reports?order=weight&after={last}",
        "one report, both wordings": f"reports/{last}",
    }
    browser = desk.signed_in(app, "editor")
    measured = {name: desk.best(browser, path) for name, path in pages.items()}
    author = desk.signed_in(app, "journalist")
    return measured | {
        "a journalist's: all on own stories": desk.best(author, "reports?state=open"),
        "a journalist's overview": desk.best(author, ""),
    }


def _fill(site_id: int) -> None:
    """Reports all over the articles, one in ten on a place reported before, with readers who only agreed."""
    choose, now = random.Random(5), data.now()
    kinds = [kind.value for kind in Kind]
    with unit_of_work():
        for number in range(1, ARTICLES + 1):
            about = {"site_id": site_id, "created_at": now}
            db.session.add(
                Article(
                    id=number,
                    key=f"a{number}",
                    url=f"{data.ORIGIN}/a{number}",
                    title=f"Article {number}",
                    section=f"Section {number % 20}",
                    authors=["Ann"] if number % 20 == 0 else [f"Author {number % 20}"],
                    current_version_id=number,
                    **about,
                )
            )
            db.session.flush()
            text = "\n".join(_WORDS.format(1900 + line) for line in range(100))
            db.session.add(ArticleVersion(id=number, article_id=number, sha256=f"{number:064}", text=text, **about))
        db.session.flush()
        readers = list(db.session.scalars(select(Reader.id)))
        rows = [_report(choose, site_id, number, kinds, readers, now) for number in range(1, REPORTS + 1)]
        for start in range(0, REPORTS, data.BATCH):
            db.session.execute(insert(CorrectionReport), rows[start : start + data.BATCH])
        agreed = [
            {
                "site_id": site_id,
                "report_id": number,
                "reader_id": choose.choice(readers),
                "network": "n",
                "created_at": now,
            }
            for number in range(1, REPORTS, 20)
        ]
        db.session.execute(insert(ReportSupport), agreed)


def _report(choose, site_id: int, number: int, kinds: list[str], readers: list[int], now) -> dict:
    year = choose.randrange(1900, 2000)
    start = (year - 1900) * (len(_WORDS.format(1900)) + 1) + _WORDS.index("{")
    created = now - timedelta(minutes=REPORTS - number)
    # A place is named by its first report, which is on the same article.
    first = number - ARTICLES if number > ARTICLES and number % 10 == 0 else None
    return {
        "id": number,
        "public_id": new_public_id(),
        "site_id": site_id,
        "article_id": number % ARTICLES + 1,
        "article_version_id": number % ARTICLES + 1,
        "group_id": first if first is None or first <= ARTICLES else None,
        "reader_id": choose.choice(readers),
        "network": f"n{number % 997}",
        "state": choose.choice(("new", "new", "new", "assigned", "verifying", "needs_information")),
        "kind": choose.choice(kinds),
        "exact": str(year),
        "prefix": "The bridge was closed in ",
        "suffix": " after the flood",
        "start": start,
        "end": start + 4,
        "replacement": str(year + 1),
        "remark": "I was there.",
        "fingerprint": f"{number:064}",
        "looks_fixed": number % 40 == 0,
        "due_at": created + timedelta(hours=24),
        "created_at": created,
        "updated_at": created,
    }
