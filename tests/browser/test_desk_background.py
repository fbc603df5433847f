"""What failed in the background, at the desk of the running service: let go, or done by its worker after all."""

import threading
import time
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from commentsvc.app import create_app
from commentsvc.db import db, unit_of_work
from commentsvc.models.job import Job
from commentsvc.services import sites
from commentsvc.settings import load
from tests.browser.conftest import NARROW
from tests.browser.desk_page import sign_in
from tests.browser.test_desk_accessibility import faults
from tests.conftest import close

PAGE = "/desk/daily/background"
WORK_SECONDS = 60


class Jobs:
    """The rows of the running service."""

    def __init__(self, app):
        self.app = app

    def fail(self, handler: str, key: str) -> str:
        """A job that has failed for good; its public id."""
        now = datetime.now(UTC)
        with self.app.app_context(), unit_of_work():
            job = Job(site_id=sites.get("daily").id, handler=handler, key=key, payload={}, due_at=now, created_at=now)
            job.state, job.attempts, job.error, job.finished_at = "dead", 8, "interrupted", now
            db.session.add(job)
            db.session.flush()
            return job.public_id

    def state(self, key: str) -> str:
        with self.app.app_context():
            return db.session.scalars(select(Job.state).where(Job.key == key)).one()


@pytest.fixture
def jobs(service):
    app = create_app(load({"data_dir": str(service.data_dir)}))
    yield Jobs(app)
    close(app)


def test_what_failed_is_let_go_or_done_by_the_worker(contexts, service, jobs):
    first, second = jobs.fail("mail", "browser one"), jobs.fail("housekeeping", "browser two")
    page = sign_in(contexts, service, "administrator")
    page.get_by_role("contentinfo").get_by_role("link", name="Background work").click()
    expect(page.get_by_role("heading", name="Background work")).to_be_visible()
    expect(page.locator(f"#job-{first}")).to_contain_text("The worker ended in the middle of it")
    page.locator(f"#job-{first}").get_by_role("button", name="Let go").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Let go: nobody will try it any more.")
    expect(page.locator(f"#job-{first}")).to_have_count(0)
    page.locator(f"#job-{second}").get_by_role("button", name="Try again").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("It is tried again now.")
    expect(page.locator(f"#job-{second}")).to_have_count(0)
    deadline = time.monotonic() + WORK_SECONDS
    while jobs.state("browser two") != "done":
        assert time.monotonic() < deadline
        threading.Event().wait(0.1)


@pytest.mark.parametrize("options", [{}, {**NARROW, "color_scheme": "dark"}])
def test_the_page_is_clean_and_as_wide_as_the_screen(contexts, service, jobs, options):
    key = f"browser {len(options)}"
    job = jobs.fail("mail", key)
    page = sign_in(contexts, service, "administrator", **options)
    page.goto(PAGE)
    expect(page.locator(f"#job-{job}")).to_be_visible()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(f"#job-{job}").get_by_role("button", name="Let go").click()
    expect(page.locator(f"#job-{job}")).to_have_count(0)
