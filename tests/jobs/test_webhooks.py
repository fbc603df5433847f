"""Signed webhooks: what is told, that it is signed, that it arrives, and what becomes of receivers that fail."""

from dataclasses import replace

import orjson
import pytest

from commentsvc.domain.backoff import ATTEMPTS_MAX
from commentsvc.domain.erasure import Mode
from commentsvc.domain.errors import Unauthenticated
from commentsvc.domain.events import CorrectionDecided, CorrectionReported
from commentsvc.domain.moderation import Action
from commentsvc.domain.webhook_events import TYPES
from commentsvc.jobs import housekeeping, registry
from commentsvc.models.log import LogEntry
from commentsvc.services import dead_letters, erasure, webhook_deliveries
from tests.clock import START
from tests.jobs.hooks import ADMINISTRATOR, Hooks
from tests.receivers import receiver

SECRET_WORDS = "nobody may read this"


@pytest.fixture
def app(make_app, database_url):
    return make_app(database_url, outgoing_allow="127.0.0.0/8")


@pytest.fixture
def hooks(app, site, clock):
    return Hooks(app, clock)


@pytest.fixture
def there():
    with receiver() as made:
        yield made


def told(hooks, there) -> list[dict]:
    hooks.run()
    return [hooks.read(hooks.hook(), got) for got in there.received]


def test_a_comment_is_told_as_everybody_sees_it_and_signed(hooks, factories, there, clock):
    hooks.add(there.url())
    factories.publish()
    comment = factories.comment("It was *late*.", name="Ann")
    clock.pass_by(seconds=3)
    (said,) = told(hooks, there)
    assert said["type"] == "comment.posted" and said["timestamp"] == "2026-03-02T09:00:00.000Z"
    assert said["data"]["site"] == "daily"
    shown = said["data"]["comment"]
    assert shown["id"] == comment.public_id and shown["status"] == "approved"
    assert shown["author"] == {"name": "Ann", "badges": ["new"]}
    assert shown["body"] == [{"t": "p", "c": ["It was ", {"t": "em", "c": ["late"]}, "."]}]
    assert shown["permalink"].endswith(f"/embed/comments/{comment.public_id}")
    assert said["data"]["thread"]["article"] == {
        "key": "bridge",
        "url": "http://localhost:5001/bridge",
        "title": "The bridge",
    }
    (got,) = there.received
    assert got.method == "POST" and got.path == "/hook" and got.headers["content-type"] == "application/json"
    (row,) = hooks.deliveries()
    assert (row.state, row.status, row.attempts, row.error) == ("delivered", 200, 1, None)
    assert got.headers["webhook-id"] == row.public_id and int(got.headers["webhook-timestamp"]) == 1772442003


def test_the_signature_is_the_hooks_own(hooks, factories, there):
    hooks.add(there.url("/first"))
    with receiver() as other:
        second = hooks.add(other.url())
        factories.comment()
        hooks.run()
        (got,) = there.received
        with pytest.raises(Unauthenticated):
            hooks.read(second, got)
        hooks.read(hooks.hook(), got)


def test_what_everybody_must_not_see_is_not_told(hooks, factories, there):
    hooks.add(there.url())
    factories.held(source=SECRET_WORDS, name="Hidden Name")
    rejected = factories.comment(SECRET_WORDS, by="Ben", name="Hidden Name")
    factories.decide(rejected, Action.REJECT, note=SECRET_WORDS)
    withdrawn = factories.comment(SECRET_WORDS, by="Cem", name="Hidden Name")
    factories.withdraw(withdrawn, by="Cem")
    factories.flag(factories.comment("Fine", by="Eve"), by="Dora")
    said = told(hooks, there)
    statuses = [one["data"]["comment"]["status"] for one in said if one["type"] == "comment.posted"]
    assert sorted(statuses) == ["approved", "pending", "rejected", "withdrawn"]
    everything = b"".join(got.body for got in there.received)
    for words in (SECRET_WORDS, "Hidden Name", "network", "token", "reader"):
        assert words.encode() not in everything
    refused = next(one for one in said if one["type"] == "comment.moderated")["data"]
    assert (refused["from_status"], refused["to_status"]) == ("approved", "rejected")
    assert refused["comment"]["body"] is None and refused["comment"]["author"] is None


def test_what_was_erased_before_it_was_sent_is_not_sent(hooks, factories, there):
    hooks.add(there.url())
    comment = factories.comment(SECRET_WORDS)
    there.mode = 500
    hooks.run()
    factories.withdraw(comment)
    there.mode = 200
    hooks.run_all()
    first, *later = there.received
    assert SECRET_WORDS.encode() in first.body
    assert [got.headers["webhook-id"] for got in later].count(first.headers["webhook-id"]) == 1
    assert all(SECRET_WORDS.encode() not in got.body for got in later)


@pytest.mark.parametrize("mode", Mode)
def test_an_erased_author_is_in_no_message_any_more_and_receivers_are_told_to_forget(hooks, factories, there, mode):
    hooks.add(there.url())
    comment = factories.comment(SECRET_WORDS, name="Hidden Name")
    there.mode = 500
    hooks.run()
    begun = len(there.received)
    hooks.act(lambda here: erasure.begin(here, erasure.find(here, comment.public_id), mode, ADMINISTRATOR, None))
    there.mode = 200
    hooks.run_all()
    later = there.received[begun:]
    assert all(b"Hidden Name" not in got.body for got in later)
    assert all((SECRET_WORDS.encode() in got.body) is (mode is not Mode.DELETE) for got in later)
    told = {orjson.loads(got.body)["type"] for got in later}
    assert told == {"comment.posted", "comment.withdrawn" if mode is Mode.DELETE else "comment.edited"}


def test_a_headline_that_only_one_readers_page_has_said_is_not_told(hooks, factories, there):
    hooks.add(there.url())
    factories.comment()
    (said,) = told(hooks, there)
    assert said["data"]["thread"]["article"] == {"key": "bridge", "url": None, "title": None}


def test_every_type_can_be_told(hooks, factories, there, api):
    """Each event of the list has its data; corrections tell no word of the reader."""
    hooks.add(there.url())
    api.report(remark=SECRET_WORDS, contact="marta@reader.example", replacement="nineteen")
    first = factories.comment("One")
    factories.comment("Two", key="river")
    factories.flag(first)
    factories.lock()
    events = hooks.deliveries
    hooks.run()
    seen = {row.type for row in events()}
    assert {"comment.posted", "comment.flagged", "thread.switched", "correction.reported"} <= seen
    report = next(one for one in told(hooks, there) if one["type"] == "correction.reported")["data"]["report"]
    assert set(report) == {"id", "kind", "status", "article", "created_at", "updated_at", "desk_url"}
    assert report["status"] == "received" and "/desk/daily/reports/" in report["desk_url"]
    everything = b"".join(got.body for got in there.received)
    assert all(word not in everything for word in (SECRET_WORDS.encode(), b"marta@", b"nineteen"))


def test_each_type_has_a_job_and_an_event_of_its_own():
    assert len(set(TYPES.values())) == len(TYPES)
    for event in TYPES.values():
        assert f"webhooks.{event.__name__}" in registry.STANDARD.listeners[event.__name__]
    assert {CorrectionReported, CorrectionDecided} <= set(TYPES.values())


def test_only_chosen_types_are_told_and_only_to_this_sites_hooks(hooks, factories, there, other_site, clock):
    hooks.add(there.url(), events=["comment.withdrawn", "thread.switched"])
    Hooks(hooks.app, clock, "other").add(there.url("/other"))
    comment = factories.comment()
    factories.withdraw(comment)
    hooks.run()
    (got,) = there.received
    assert got.path == "/hook" and b'"comment.withdrawn"' in got.body


def test_without_webhooks_an_event_leaves_nothing(hooks, factories):
    factories.comment()
    hooks.run()
    assert hooks.deliveries() == hooks.jobs() == []


@pytest.mark.parametrize(
    ("mode", "target", "status", "error"),
    [
        (500, "", 500, "status_refused"),
        (404, "", 404, "status_refused"),
        (302, "http://169.254.169.254/", 302, "redirected"),
        (308, "https://news.example/", 308, "redirected"),
        ("closes", "", None, "connection_failed"),
        ("garbage", "", None, "answer_unreadable"),
    ],
)
def test_what_does_not_arrive_is_tried_again_and_then_failed(hooks, factories, mode, target, status, error):
    with receiver(mode, target) as bad:
        hooks.add(bad.url())
        factories.comment()
        hooks.run()
        (row,) = hooks.deliveries()
        assert (row.state, row.status, row.error, row.attempts) == ("waiting", status, error, 1)
        hooks.run_all()
        (row,) = hooks.deliveries()
        assert (row.state, row.attempts, row.finished_at) == ("failed", ATTEMPTS_MAX, hooks.clock.now())
        assert len({got.headers["webhook-id"] for got in bad.received}) == 1
        assert len(bad.received) == ATTEMPTS_MAX
    assert [job.state for job in hooks.jobs() if job.handler == webhook_deliveries.DELIVER] == ["dead"]


def test_a_delivery_whose_dead_job_is_tried_again_at_the_desk_is_sent(hooks, factories, there):
    hooks.add(there.url())
    factories.comment()
    there.mode = 500
    hooks.run_all()
    (dead,) = [job for job in hooks.jobs() if job.state == "dead"]
    there.mode = 200
    hooks.act(
        lambda context: dead_letters.try_again(context, dead_letters.find(context, dead.public_id), ADMINISTRATOR)
    )
    hooks.run()
    (row,) = hooks.deliveries()
    assert (row.state, row.status, row.attempts) == ("delivered", 200, ATTEMPTS_MAX + 1)
    assert {job.state for job in hooks.jobs()} == {"done"}


def test_a_huge_or_endless_answer_is_not_read(hooks, factories, there):
    hooks.add(there.url())
    for mode in ("huge", "drips_body"):
        there.mode = mode
        factories.comment(mode)
        hooks.run()
    assert [(row.state, row.status) for row in hooks.deliveries()] == [("delivered", 200)] * 2


@pytest.mark.parametrize("words", ["120", "Mon, 02 Mar 2026 09:02:00 GMT"])
def test_a_receiver_that_asks_for_time_gets_it(hooks, factories, there, clock, words):
    hooks.add(there.url())
    there.mode, there.retry_after = 503, words
    factories.comment()
    hooks.run()
    (job,) = [job for job in hooks.jobs() if job.handler == webhook_deliveries.DELIVER]
    assert (job.due_at - clock.now()).total_seconds() == 120


def test_410_switches_the_webhook_off_and_the_log_says_so(hooks, factories, there):
    hooks.add(there.url())
    there.mode = 410
    factories.comment()
    hooks.run()
    (row,) = hooks.deliveries()
    assert (row.state, row.status, row.error) == ("failed", 410, "receiver_gone")
    assert hooks.hook().active is False
    entry = hooks._rows(LogEntry)[-1]
    assert (entry.action, entry.actor_type) == ("configure", "machine")
    factories.comment("Another")
    hooks.run()
    assert len(hooks.deliveries()) == 1 and len(there.received) == 1


def test_what_waits_for_a_webhook_that_is_switched_off_or_deleted_is_not_sent(hooks, factories, there):
    hook = hooks.add(there.url())
    there.mode = 500
    factories.comment()
    hooks.run()
    hooks.switch(hook, on=False)
    hooks.run_all()
    (row,) = hooks.deliveries()
    assert (row.state, row.error) == ("failed", "webhook_off") and len(there.received) == 1
    hooks.switch(hook, on=True)
    factories.comment("Another")
    hooks.run()
    hooks.remove(hook)
    hooks.run_all()
    assert hooks.deliveries() == [] and len(there.received) == 2


def test_sending_again_bears_the_same_id_and_what_is_true_now(hooks, factories, there):
    hook = hooks.add(there.url())
    comment = factories.comment("First words")
    hooks.run()
    (row,) = hooks.deliveries()
    factories.withdraw(comment)
    for _ in range(2):
        hooks.send_again(row)
        hooks.run()
    again = [got for got in there.received if got.headers["webhook-id"] == row.public_id]
    assert len(again) == 3
    assert hooks.read(hook, again[2])["data"]["comment"]["status"] == "withdrawn"
    assert [one.attempts for one in hooks.deliveries() if one.id == row.id] == [3]


class PowerCut(BaseException):
    """The process ends: nothing is caught, nothing more is written."""


class Dying:
    """The way out of a worker that ends as soon as its message has left."""

    def __init__(self, outgoing):
        self.outgoing = outgoing

    def ask(self, asked):
        self.outgoing.ask(asked)
        raise PowerCut


def test_a_worker_that_dies_after_sending_sends_the_same_id_again(hooks, factories, there, clock):
    hooks.add(there.url())
    factories.comment()
    runtime = hooks.app.extensions["commentsvc"]
    hooks.app.extensions["commentsvc"] = replace(runtime, outgoing=Dying(runtime.outgoing))
    with pytest.raises(PowerCut):
        hooks.run()
    assert [(row.state, row.attempts) for row in hooks.deliveries()] == [("waiting", 0)]
    hooks.app.extensions["commentsvc"] = runtime
    hooks.run()
    assert len(there.received) == 1, "the lease still runs"
    clock.pass_by(minutes=6)
    hooks.run()
    first, second = there.received
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert [(row.state, row.attempts) for row in hooks.deliveries()] == [("delivered", 1)]


def test_an_event_that_is_told_twice_has_one_delivery(hooks, factories, there):
    hooks.add(there.url())
    factories.comment()
    hooks.run()
    (job,) = [job for job in hooks.jobs() if job.handler == "webhooks.CommentPosted"]
    fact = webhook_deliveries.Fact("CommentPosted", job.key, job.payload, START)
    assert hooks.act(webhook_deliveries.tell, fact) == 0
    assert len(hooks.deliveries()) == 1


def test_old_deliveries_are_forgotten(hooks, factories, there, clock):
    hooks.add(there.url())
    factories.comment()
    hooks.run()
    runtime = hooks.app.extensions["commentsvc"]
    clock.pass_by(days=29)
    with hooks.app.app_context():
        assert "deliveries" not in housekeeping.clean_up(clock.now(), runtime.settings, runtime.keys)
    clock.pass_by(days=2)
    with hooks.app.app_context():
        assert housekeeping.clean_up(clock.now(), runtime.settings, runtime.keys)["deliveries"] == 1
