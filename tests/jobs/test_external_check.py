"""A publisher's own check: what it is asked, what its answer does, and that nobody waits for it."""

import socket
from dataclasses import replace

import orjson
import pytest
from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain import signatures
from commentsvc.domain.errors import Invalid, NotFound, OutgoingFailed
from commentsvc.domain.external_check import ANSWER_MAX_BYTES, FAILURES_MAX, PAUSE_SECONDS, REASON_MAX_CHARS, read
from commentsvc.domain.moderation import Action
from commentsvc.domain.signatures import Envelope
from commentsvc.models.external_check import ExternalCheck
from commentsvc.models.job import Job
from commentsvc.ports import Answered
from commentsvc.services import external_check
from tests.jobs.hooks import ADMINISTRATOR, Hooks


class Answering:
    """Another server that answers as it is told, and remembers what it was asked."""

    def __init__(self):
        self.asked, self.answers, self.meanwhile = [], [], None

    def check(self, url):
        """Any address may be called."""

    def ask(self, asked):
        self.asked.append(asked)
        if self.meanwhile:
            self.meanwhile()
        answer = self.answers.pop(0) if self.answers else {"verdict": "approve"}
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, Answered) else Answered(200, {}, orjson.dumps(answer))


@pytest.fixture
def there(app):
    made = Answering()
    before = app.extensions["commentsvc"]
    app.extensions["commentsvc"] = replace(before, outgoing=made)
    yield made
    app.extensions["commentsvc"] = before


@pytest.fixture
def hooks(app, site, clock):
    return Hooks(app, clock)


@pytest.fixture
def check(hooks, there):
    return hooks.act(external_check.put, "https://check.example/ask?key=1", 3, ADMINISTRATOR)


def row(app) -> ExternalCheck | None:
    with app.app_context():
        found = db.session.scalar(select(ExternalCheck))
        db.session.expunge_all()
        return found


def test_it_is_asked_for_words_and_article_signed_and_nothing_of_the_author(app, factories, hooks, there, check):
    comment = factories.comment("It was *late*.", by="Zoe Unmistakable")
    hooks.run()
    (asked,) = there.asked
    assert (asked.url, asked.method, asked.seconds) == ("https://check.example/ask?key=1", "POST", 3)
    told = orjson.loads(asked.body)
    assert told["type"] == "comment.check"
    assert told["data"] == {
        "site": "daily",
        "comment": {"id": comment.public_id, "parent_id": None, "source": "It was *late*.", "version": 1},
        "article": {"key": "bridge", "url": None, "title": None},
    }
    assert "Zoe" not in asked.body.decode()
    envelope = Envelope(*(asked.headers[f"webhook-{name}"] for name in ("id", "timestamp", "signature")))
    secret = external_check.secret(hooks.keys, check)
    signatures.check([secret], envelope, asked.body, factories.clock.now())
    assert factories.reload(comment).status == "approved"
    assert (row(app).asked, row(app).held, row(app).error) == (1, 0, None)


def test_what_it_wants_looked_at_waits_with_its_reason(app, factories, hooks, there, check):
    there.answers = [{"verdict": "hold", "reason": " smells\nof a campaign "}]
    comment = factories.comment("Hello.")
    hooks.run()
    held = factories.reload(comment)
    assert (held.status, held.reason) == ("pending", "external")
    assert held.findings == [{"check": "external", "rule": "smells of a campaign"}]
    assert held.urgent_at is not None
    assert [(line.actor_type, line.action, line.reason) for line in factories.log()][-1] == (
        "machine",
        "hold",
        "external",
    )
    assert row(app).held == 1


def test_it_cannot_refuse_and_says_no_more_than_it_may(factories, hooks, there, check):
    there.answers = [{"verdict": "reject"}] * 3
    comment = factories.comment("Hello.")
    hooks.run_all()
    assert factories.reload(comment).status == "approved"
    assert len(there.asked) == 3


def test_an_answer_about_words_that_were_changed_meanwhile_does_nothing(factories, hooks, there, check):
    there.answers = [{"verdict": "hold"}]
    comment = factories.comment("Hello.")
    there.meanwhile = lambda: factories.decide(comment, Action.APPROVE)
    hooks.run()
    assert factories.reload(comment).status == "approved"


@pytest.mark.parametrize("code", ["timed_out", "connection_failed", "address_not_public"])
def test_a_check_that_fails_leaves_the_comment_and_is_asked_three_times(app, factories, hooks, there, check, code):
    there.answers = [OutgoingFailed(code)] * 5
    comment = factories.comment("Hello.")
    hooks.run_all()
    assert factories.reload(comment).status == "approved"
    assert len(there.asked) == 3
    assert len({one.headers["webhook-id"] for one in there.asked}) == 1
    assert (row(app).failures, row(app).error) == (3, code)
    with app.app_context():
        states = db.session.scalars(select(Job.state).where(Job.handler == "external_check"))
        assert set(states) == {"done"}


def test_a_check_that_comes_back_is_well_again(app, factories, hooks, there, check):
    there.answers = [OutgoingFailed("timed_out")]
    factories.comment("Hello.")
    hooks.run_all()
    assert (row(app).failures, row(app).error, row(app).asked) == (0, None, 2)


def test_a_check_that_keeps_failing_is_left_alone_for_a_moment(app, factories, hooks, there, check, clock):
    there.answers = [OutgoingFailed("timed_out")] * 50
    for number in range(2 * FAILURES_MAX):
        factories.comment(f"Hello {number}.")
    hooks.run()
    assert len(there.asked) == FAILURES_MAX
    clock.pass_by(seconds=PAUSE_SECONDS)
    there.answers = []
    factories.comment("After a minute.")
    hooks.run()
    assert row(app).failures == 0


def test_what_waits_already_and_what_the_newsroom_wrote_is_not_sent(factories, hooks, there, check):
    factories.held(source="waits")
    factories.comment("in the thread")
    factories.speak(factories.staff("Olena"), "from the newsroom")
    hooks.run()
    assert [orjson.loads(one.body)["data"]["comment"]["source"] for one in there.asked] == ["in the thread"]


def test_switched_off_or_deleted_it_is_not_asked(app, factories, hooks, there, check):
    hooks.act(external_check.switch, ADMINISTRATOR, on=False)
    factories.comment("one")
    hooks.run()
    hooks.act(external_check.switch, ADMINISTRATOR, on=True)
    hooks.act(external_check.remove, ADMINISTRATOR)
    factories.comment("two")
    hooks.run()
    assert not there.asked and row(app) is None
    changes = [line.action for line in factories.log() if line.subject_type == "site"]
    assert changes == ["configure"] * 4


def test_another_check_takes_the_place_with_a_secret_of_its_own(app, hooks, there, check):
    again = hooks.act(external_check.put, "https://other.example/", 5, ADMINISTRATOR)
    assert external_check.secret(hooks.keys, again) != external_check.secret(hooks.keys, check)
    assert external_check.host(hooks.keys, row(app)) == "other.example"


@pytest.mark.parametrize(
    ("url", "seconds"), [("ftp://x.example/", 3), ("https://x.example/", 0), ("https://x.example/", 11)]
)
def test_an_address_or_a_limit_that_cannot_be_is_refused(hooks, site, url, seconds):
    with pytest.raises(Invalid):
        hooks.act(external_check.put, url, seconds, ADMINISTRATOR)


def test_without_a_check_there_is_nothing_to_switch(hooks, site):
    with pytest.raises(NotFound):
        hooks.act(external_check.switch, ADMINISTRATOR, on=True)


def test_an_address_of_the_inner_network_is_not_asked(app, factories, hooks):
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        hooks.act(external_check.put, f"http://127.0.0.1:{listening.getsockname()[1]}/", 1, ADMINISTRATOR)
        comment = factories.comment("Hello.")
        hooks.run()
        assert (row(app).error, factories.reload(comment).status) == ("address_not_public", "approved")


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (500, b"", "status_refused"),
        (302, b"", "redirected"),
        (200, b"", "answer_unreadable"),
        (200, b"[]", "answer_unreadable"),
        (200, b'{"verdict": true}', "answer_unreadable"),
        (200, b'{"verdict": ["hold"]}', "answer_unreadable"),
        (200, b'{"verdict": "reject"}', "answer_unreadable"),
    ],
)
def test_anything_else_is_no_answer(status, body, code):
    with pytest.raises(OutgoingFailed) as failed:
        read(status, body)
    assert failed.value.code == code


@pytest.mark.parametrize("reason", [None, 5, {"a": 1}, "\x00", "a\x07b"])
def test_a_reason_that_cannot_be_kept_is_none(reason):
    assert read(200, orjson.dumps({"verdict": "hold", "reason": reason})).reason == ""


def test_a_long_reason_is_cut():
    told = read(200, orjson.dumps({"verdict": "hold", "reason": "x" * 3000}))
    assert told.hold and len(told.reason) == REASON_MAX_CHARS
    assert ANSWER_MAX_BYTES > 3000
