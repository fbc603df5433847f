"""What failed in the background at the desk: who sees it, trying it again, letting it go, and two people at once."""

import re

import pytest
from sqlalchemy import select

from commentsvc.db import db, unit_of_work
from commentsvc.jobs import dispatch
from commentsvc.jobs.registry import Registry
from commentsvc.jobs.work import GiveUp, Retry
from commentsvc.models.job import Job
from commentsvc.queries import background
from commentsvc.services import jobs, sites

PAGE = "/desk/daily/background"


class Failing:
    """The newsroom's background work, with a handler that fails as it is told to."""

    def __init__(self, newsroom):
        self.newsroom = newsroom
        self.failure: Exception | None = GiveUp("mailbox_gone")
        self.registry = Registry({"mail": self._handle})

    def _handle(self, work) -> None:
        if self.failure is not None:
            raise self.failure

    def add(self, key: str = "one", slug: str = "daily") -> str:
        with self.newsroom.app.app_context(), unit_of_work():
            jobs.add(sites.get(slug).id, "mail", key, {"contact": 7}, self.newsroom.clock.now())
            return db.session.scalar(select(Job.public_id).where(Job.key == key))

    def run(self) -> None:
        dispatch.run_due(self.newsroom.app, self.registry)

    def row(self, key: str = "one") -> Job:
        with self.newsroom.app.app_context():
            row = db.session.scalars(select(Job).where(Job.key == key)).one()
            db.session.expunge_all()
        return row


@pytest.fixture
def failing(newsroom) -> Failing:
    return Failing(newsroom)


@pytest.fixture
def ada(newsroom):
    return newsroom.browser("ada")


def plain(page) -> str:
    """A page's words."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


@pytest.mark.parametrize("name", ["olena", "edita", "jorge", "vera"])
def test_only_administrators_see_it_and_decide(newsroom, failing, name):
    job = failing.add()
    failing.run()
    browser = newsroom.browser(name)
    assert browser.get(PAGE).status_code == 403
    assert newsroom.send(browser, f"{PAGE}/{job}/try-again").status_code == 403
    assert newsroom.send(browser, f"{PAGE}/{job}/let-go").status_code == 403
    assert "background" not in browser.get("/desk/daily/").text
    assert failing.row().state == "dead"


def test_nothing_failed_says_so(failing, ada):
    failing.add()
    words = plain(ada.get(PAGE))
    assert "Nothing has failed for good." in words and "1 job waits." in words
    failing.failure = None
    failing.run()
    assert "Everything else is done." in plain(ada.get(PAGE))
    assert "failed for good" not in ada.get("/desk/daily/").text


def test_what_failed_is_shown_with_handler_code_and_attempts(newsroom, failing, ada):
    failing.add()
    newsroom.clock.pass_by(minutes=3)
    failing.run()
    newsroom.clock.pass_by(minutes=2)
    words = plain(ada.get(PAGE))
    assert "A mail mailbox_gone 1 attempt asked for 5 minutes ago failed 2 minutes ago" in words
    assert "1 job in the background failed for good." in plain(ada.get("/desk/daily/"))


def test_what_is_tried_again_by_itself_is_shown_with_its_next_attempt(failing, ada, newsroom):
    failing.failure = Retry("greylisted", newsroom.clock.now() - newsroom.clock.now())
    failing.add()
    failing.run()
    words = plain(ada.get(PAGE))
    assert "Tried again by itself A mail greylisted 1 attempt" in words
    assert "next attempt in 1 second" in words


def test_trying_again_gives_all_attempts_anew_and_is_logged(newsroom, failing, ada):
    job = failing.add()
    failing.run()
    failing.failure = None
    answer = newsroom.send(ada, f"{PAGE}/{job}/try-again")
    assert (answer.status_code, answer.location) == (303, PAGE)
    row = failing.row()
    assert (row.state, row.attempts, row.error, row.due_at) == ("waiting", 0, None, newsroom.clock.now())
    assert "It is tried again now." in ada.get(PAGE).text
    failing.run()
    assert failing.row().state == "done"
    (entry,) = newsroom.log()
    assert (entry.action, entry.subject_type, entry.actor_type) == ("try_again", "job", "staff")
    assert (entry.from_state, entry.to_state, entry.reason) == ("dead", "waiting", "mailbox_gone")
    log = plain(ada.get("/desk/daily/log"))
    assert "Tried again · background work: A mail Ada" in log
    assert "Failed for good → to In the queue mailbox_gone" in log
    assert f"log/{entry.public_id}/undo" not in ada.get("/desk/daily/log").text


def test_letting_go_ends_it_and_is_logged(newsroom, failing, ada):
    job = failing.add()
    failing.run()
    assert newsroom.send(ada, f"{PAGE}/{job}/let-go").status_code == 303
    assert (failing.row().state, failing.row().error) == ("done", "let_go")
    assert "Nothing has failed for good." in ada.get(PAGE).text
    (entry,) = newsroom.log()
    assert (entry.action, entry.to_state) == ("let_go", "let_go")
    failing.run()
    assert failing.row().attempts == 1
    # The key still tells a repeat.
    with newsroom.app.app_context(), unit_of_work():
        assert not jobs.add(failing.row().site_id, "mail", "one", {}, newsroom.clock.now())


def test_whoever_comes_second_is_told_who_was_first(newsroom, failing, ada):
    job = failing.add()
    failing.run()
    newsroom.send(ada, f"{PAGE}/{job}/let-go")
    answer = newsroom.send(ada, f"{PAGE}/{job}/try-again")
    assert answer.status_code == 409
    assert "Ada let this go" in answer.text
    assert len(newsroom.log()) == 1
    for_script = newsroom.send(ada, f"{PAGE}/{job}/let-go", accept="application/json")
    assert (for_script.status_code, "Ada let this go" in for_script.json["message"]) == (409, True)


def test_another_sites_jobs_and_the_services_own_are_not_there(newsroom, failing, ada):
    theirs = failing.add("theirs", slug="other")
    with newsroom.app.app_context(), unit_of_work():
        jobs.add(None, "mail", "own", {}, newsroom.clock.now())
    failing.run()
    assert "Nothing has failed for good." in ada.get(PAGE).text
    assert newsroom.send(ada, f"{PAGE}/{theirs}/try-again").status_code == 404
    assert newsroom.send(ada, f"/desk/other/background/{theirs}/try-again").status_code == 404
    assert newsroom.send(ada, f"{PAGE}/{failing.row('own').public_id}/let-go").status_code == 404
    assert failing.row("theirs").state == "dead"


def test_a_page_says_when_nobody_does_the_work(newsroom, failing, ada):
    failing.add()
    newsroom.clock.pass_by(minutes=9)
    assert "Nobody does the work" not in ada.get(PAGE).text
    newsroom.clock.pass_by(minutes=2)
    assert "should have been done 11 minutes ago" in plain(ada.get(PAGE))


def test_a_long_list_is_paged(newsroom, failing, ada):
    for number in range(background.PAGE + 3):
        failing.add(f"job {number}")
    failing.run()
    first = ada.get(PAGE).text
    assert first.count("/try-again") == background.PAGE
    later = re.search(r'rel="next" href="(\?after=\w+)"', first).group(1)
    assert ada.get(PAGE + later).text.count("/try-again") == 3
    assert ada.get(f"{PAGE}?after=nonsense%27").status_code == 200
