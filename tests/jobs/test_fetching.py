"""Articles' pages are read where a site wants it, and only those that nobody could have put in an article's place."""

import pytest
from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.errors import OutgoingFailed
from commentsvc.jobs import dispatch
from commentsvc.jobs.registry import STANDARD
from commentsvc.models.article import Article, ArticleVersion
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.job import Job

PAGE = "http://localhost:5001/bridge"
LEAD = "The old bridge across the river has carried trams, carts and children for three generations. "
WAS = LEAD + "It was built in 1936, he said."
NOW = LEAD + "It was built in 1926, he said."


class Press:
    """A site whose pages are read, by a fetcher that answers from a table."""

    def __init__(self, app, api, factories, clock):
        self.app, self.api, self.factories, self.clock = app, api, factories, clock
        self.pages, self.fetched = {}, []

    def fetch(self, url, hosts):
        assert hosts == {"localhost:5001"}
        self.fetched.append(url)
        page = self.pages.get(url)
        if page is None:
            raise OutgoingFailed("status_refused")
        return f"<body><nav>Menu</nav><article><p>{page}</p></article></body>"

    def report(self, key="bridge", url=PAGE, **more):
        article = {"key": key, "url": url, "title": "The bridge", "text": WAS}
        assert self.api.report(article=article, **more).status_code == 201
        self.work()

    def work(self, hours=0):
        self.clock.pass_by(hours=hours)
        if hours:
            dispatch.begin_periods(self.app)
        dispatch.run_due(self.app)

    def rows(self, model):
        with self.app.app_context():
            found = list(db.session.scalars(select(model).order_by(model.id)))
            db.session.expunge_all()
        return found

    @property
    def looks_fixed(self):
        return [row.looks_fixed for row in self.rows(CorrectionReport)]


@pytest.fixture
def press(app, api, factories, clock, monkeypatch):
    made = Press(app, api, factories, clock)
    # The page of an article is only read where somebody vouches for its address.
    factories.publish()
    factories.settings(fetch_articles=True)
    monkeypatch.setattr("commentsvc.adapters.article_fetcher.PageFetcher.fetch", lambda _self, *args: made.fetch(*args))
    return made


def test_a_new_report_has_the_page_read_and_the_places_looked_for(press):
    press.pages[PAGE] = NOW
    press.report()
    assert press.fetched == [PAGE]
    assert press.looks_fixed == [True]
    (version,) = [row for row in press.rows(ArticleVersion) if row.text == NOW]
    assert version.provenance == "fetched"


def test_an_edit_is_noticed_within_the_hour(press):
    press.pages[PAGE] = WAS
    press.report()
    assert press.looks_fixed == [False]
    press.pages[PAGE] = NOW
    press.work(hours=1)
    assert press.looks_fixed == [True]


def test_many_reports_at_once_read_the_page_once(press, reader):
    press.pages[PAGE] = WAS
    for name in ("Ann", "Ben", "Col"):
        press.api = reader(name)
        press.report()
    assert press.fetched == [PAGE]


def test_it_is_off_until_it_is_wanted(press):
    press.factories.settings(fetch_articles=False)
    press.report()
    press.work(hours=1)
    assert press.fetched == []


def test_a_reader_cannot_have_another_page_read_in_an_articles_place(press):
    press.report(key="unknown", url="http://localhost:5001/another")
    press.work(hours=1)
    assert press.fetched == []


def test_a_page_whose_address_is_its_key_is_read(press):
    press.pages[PAGE] = NOW
    press.report(key=None)
    assert press.fetched == [PAGE]


def test_where_the_publisher_tells_the_wording_no_page_is_read(press):
    press.factories.publish(text=WAS)
    press.report()
    press.work(hours=1)
    assert press.fetched == []


def test_a_page_that_cannot_be_read_is_a_dead_job_and_changes_nothing(press):
    press.report()
    (job,) = [row for row in press.rows(Job) if row.handler == "fetch_article"]
    assert (job.state, job.error) == ("dead", "status_refused")
    press.pages[PAGE] = "<!-- nothing -->"
    press.work(hours=1)
    assert [row.error for row in press.rows(Job) if row.state == "dead"][-1] == "page_without_text"
    assert [row.current_version_id for row in press.rows(Article)] == [None]


def test_articles_without_open_reports_are_left_alone(press):
    press.pages[PAGE] = WAS
    press.work(hours=1)
    assert press.fetched == []
    assert "wish_for_pages" in STANDARD.periods
