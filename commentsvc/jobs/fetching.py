"""Pages of articles with open reports are read, where a site wants that: when a report arrives, and once an hour."""

from datetime import timedelta

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import OutgoingFailed
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.jobs.work import GiveUp, Work
from commentsvc.queries import sites as site_queries
from commentsvc.services import fetching, sites
from commentsvc.services.context import Context


def wish_for_page(work: Work) -> None:
    """A report has arrived: see what the article says now."""
    with unit_of_work():
        context = work.context()
        article_id = fetching.of_report(context, work.payload["report"])
        if article_id is not None:
            fetching.wish(context, article_id)


def wish_for_pages(work: Work) -> None:
    """Once an hour: all articles with open reports."""
    for slug, _name in site_queries.names():
        with unit_of_work():
            context = Context(sites.get(slug), work.now, work.runtime.keys)
            for article_id in fetching.in_doubt(context):
                fetching.wish(context, article_id)


def fetch_article(work: Work) -> None:
    """Read one page, and keep what it says. What fails is not tried again: the next hour does."""
    article_id = work.payload["article"]
    # No transaction is open while another server takes its time.
    with unit_of_work():
        context = work.context()
        url, hosts = fetching.address(context, article_id), sites.hosts(context.site)
    if url is None:
        return
    try:
        html = work.runtime.fetcher.fetch(url, hosts)
    except OutgoingFailed as error:
        raise GiveUp(error.code) from error
    text = fetching.text_of(html)
    if text is None:
        raise GiveUp("page_without_text")
    with unit_of_work():
        fetching.take(work.context(), article_id, text, url)


def _wanted(site_id: int) -> bool:
    return SiteSettings.from_mapping(sites.by_id(site_id).settings).fetch_articles


HANDLERS = {"wish_for_page": wish_for_page, "wish_for_pages": wish_for_pages, "fetch_article": fetch_article}
LISTENS = {"CorrectionReported": ("wish_for_page",)}
WANTED = {"wish_for_page": _wanted}
EVERY = {"wish_for_pages": timedelta(hours=1)}
