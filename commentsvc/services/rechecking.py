"""Open reports looked for again in the known wording of their article: proposals for editors, never decisions."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, bindparam, or_, select, update

from commentsvc.db import db
from commentsvc.domain.anchoring import Anchor, Prepared, Sought, anchor, looks_fixed
from commentsvc.domain.correction_states import OPEN
from commentsvc.models.article import Article, ArticleVersion
from commentsvc.models.correction import CorrectionReport
from commentsvc.services import articles
from commentsvc.services.context import Context

# So many reports are written in one unit of work; readers and editors write in between.
BATCH = 200

_REPORTS = CorrectionReport.__table__
# In bulk, and only where the report is still open: whoever was faster has decided about it.
_NOTE = (
    update(_REPORTS)
    # One by one: a list of states would not go with many rows.
    .where(_REPORTS.c.id == bindparam("report_id"), or_(*(_REPORTS.c.state == str(state) for state in OPEN)))
    .values({name: bindparam(name) for name in ("found", "found_version_id", "found_start", "found_end")})
    .values({name: bindparam(name) for name in ("found_score", "found_words", "looks_fixed")})
)


@dataclass(frozen=True)
class Looked:
    """A batch of reports as found in one version of their article: rows to be written by ``note``."""

    article_id: int
    version_id: int
    rows: list[dict]


def of_key(context: Context, key: str) -> Article | None:
    """The article of that key, or that had it; None when it has gone."""
    own = select(Article).where(Article.site_id == context.site.id, Article.key == key)
    return db.session.scalar(own) or articles.by_former_key(context, key)


def of_report(context: Context, public_id: str) -> Article | None:
    """The article of a report."""
    return db.session.scalar(
        select(Article)
        .join(CorrectionReport, CorrectionReport.article_id == Article.id)
        .where(CorrectionReport.site_id == context.site.id, CorrectionReport.public_id == public_id)
    )


def look(article: Article, most: int) -> Iterator[Looked]:
    """Find up to ``most`` open reports of an article in its known wording; those that have been are left out.

    Only reads, outside any unit of work, since comparing takes its time: each batch is to be written by ``note``.
    Reports of one wording come together, so that it is compared with the new one once.
    """
    version = db.session.get(ArticleVersion, article.current_version_id or 0)
    if version is None:
        return
    waiting = select(CorrectionReport.id).where(*_waiting(article.id, version.id))
    order = waiting.order_by(CorrectionReport.article_version_id, CorrectionReport.id).limit(most)
    ids = list(db.session.scalars(order))
    search = _Search(version)
    article_id, version_id = article.id, version.id
    for at in range(0, len(ids), BATCH):
        yield Looked(article_id, version_id, search.batch(ids[at : at + BATCH]))


def note(looked: Looked) -> bool:
    """Write what was found, unless another wording has become known meanwhile: then False, and nothing is written."""
    known = select(Article.current_version_id).where(Article.id == looked.article_id).with_for_update()
    if db.session.scalar(known) != looked.version_id:
        return False
    if looked.rows:
        db.session.connection().execute(_NOTE, looked.rows)
    return True


def _waiting(article_id: int, version_id: int) -> tuple[ColumnElement[bool], ...]:
    """Open reports that name words and have not been looked for in a version."""
    seen = CorrectionReport.found_version_id
    return (
        CorrectionReport.article_id == article_id,
        CorrectionReport.state.in_(OPEN),
        CorrectionReport.exact != "",
        or_(seen.is_(None), seen != version_id),
    )


class _Search:
    """Finds places in one version of an article; what many reports ask for alike is answered once."""

    def __init__(self, version: ArticleVersion):
        self._version_id = version.id
        self._text = Prepared(version.text)
        self._original: tuple[int | None, Prepared | None] = (None, None)
        self._found: dict[tuple, Anchor] = {}

    def batch(self, ids: list[int]) -> list[dict]:
        asked = select(
            _REPORTS.c.id,
            *(_REPORTS.c[name] for name in ("article_version_id", "exact", "prefix", "suffix", "start", "end")),
            _REPORTS.c.replacement,
        )
        rows = db.session.execute(asked.where(_REPORTS.c.id.in_(ids))).all()
        rows.sort(key=lambda row: (row.article_version_id or 0, row.id))
        return [self._row(row) for row in rows]

    def _row(self, report) -> dict:
        place = self._place(report.article_version_id, Sought(*report[2:7]))
        return {
            "report_id": report.id,
            "found": place.verdict,
            "found_version_id": self._version_id,
            "found_start": place.start,
            "found_end": place.end,
            "found_score": place.score,
            "found_words": place.words,
            "looks_fixed": place.verdict == "changed" and looks_fixed(report.exact, place.words, report.replacement),
        }

    def _place(self, seen_in: int | None, sought: Sought) -> Anchor:
        if seen_in != self._original[0]:
            self._original = (seen_in, self._prepared(seen_in))
            self._found.clear()
        if sought not in self._found:
            self._found[sought] = anchor(sought, self._original[1], self._text)
        return self._found[sought]

    def _prepared(self, seen_in: int) -> Prepared | None:
        if seen_in == self._version_id:
            return self._text
        text = db.session.scalar(select(ArticleVersion.text).where(ArticleVersion.id == seen_in))
        return Prepared(text) if text is not None else None
