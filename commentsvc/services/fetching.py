"""Which articles' pages are read now and then, to know their wording, and what is made of a page."""

from sqlalchemy import func, select

from commentsvc.db import db
from commentsvc.domain import article_text, page_url
from commentsvc.domain.correction_states import OPEN
from commentsvc.domain.errors import Invalid
from commentsvc.domain.limits import ARTICLE_TEXT_MAX_CHARS
from commentsvc.domain.provenance import Provenance
from commentsvc.domain.text import clean_text
from commentsvc.models.article import Article, ArticleVersion
from commentsvc.models.correction import CorrectionReport
from commentsvc.services import articles, jobs, sites
from commentsvc.services.context import Context

# Pages of one site that are read in an hour: a newsroom with more articles in doubt has other troubles.
PAGES_MAX = 300
# No page is read more often than once in so many minutes, however many reports arrive.
EVERY_MINUTES = 5


def wish(context: Context, article_id: int) -> None:
    """Ask for an article's page to be read soon; again only after a few minutes."""
    slot = int(context.now.timestamp()) // (60 * EVERY_MINUTES)
    jobs.add(context.site.id, "fetch_article", f"{article_id}:{slot}", {"article": article_id}, context.now)


def of_report(context: Context, public_id: str) -> int | None:
    """The article of a report, where its page is to be read."""
    found = db.session.execute(
        select(CorrectionReport.article_id).where(
            CorrectionReport.site_id == context.site.id, CorrectionReport.public_id == public_id
        )
    ).first()
    return found.article_id if found and context.settings.fetch_articles else None


def in_doubt(context: Context) -> list[int]:
    """Articles with open reports about words of theirs, those with the newest first."""
    if not context.settings.fetch_articles:
        return []
    open_ones = (
        select(CorrectionReport.article_id)
        .where(
            CorrectionReport.site_id == context.site.id, CorrectionReport.state.in_(OPEN), CorrectionReport.exact != ""
        )
        .group_by(CorrectionReport.article_id)
        .order_by(func.max(CorrectionReport.id).desc())
        .limit(PAGES_MAX)
    )
    return list(db.session.scalars(open_ones))


def address(context: Context, article_id: int) -> str | None:
    """Where an article's page is read; None where it is not.

    Only where somebody better than one reader's page says where the article is, or where its key is its address: else
    a reader could have another page read for it. Not where the publisher tells the wording, which is better.
    """
    article = db.session.get(Article, article_id)
    if article is None or not article.url or not context.settings.fetch_articles:
        return None
    current = db.session.get(ArticleVersion, article.current_version_id or 0)
    if current is not None and current.provenance == Provenance.PUBLISHER:
        return None
    known = article.provenance != Provenance.HINT or _is_its_key(context, article)
    return article.url if known else None


def take(context: Context, article_id: int, text: str, url: str) -> bool:
    """Keep the text that an article's page has now; False where its page is no longer to be read there."""
    if address(context, article_id) != url:
        return False
    articles.know_text(context, db.session.get_one(Article, article_id), text, Provenance.FETCHED)
    return True


def text_of(html: str) -> str | None:
    """The text of the article in a page, as readers' pages send it; None where there is none, or far too much."""
    found = article_text.extract(html)
    try:
        return clean_text("article.text", found.text, ARTICLE_TEXT_MAX_CHARS) if found else None
    except Invalid:
        return None


def _is_its_key(context: Context, article: Article) -> bool:
    hosts = sites.hosts(context.site)
    try:
        return page_url.canonical(article.key, hosts) == page_url.canonical(article.url, hosts)
    except Invalid:
        return False
