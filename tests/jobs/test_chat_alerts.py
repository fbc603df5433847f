"""Alerts to the moderators' chat: what they say, in which language, and that a flood is one message."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import orjson
import pytest
from sqlalchemy import insert

from commentsvc.db import db
from commentsvc.domain.backoff import ATTEMPTS_MAX
from commentsvc.domain.moderation import Action
from commentsvc.domain.webhook_events import CHAT_PAUSE, CHAT_TOGETHER
from commentsvc.jobs import dispatch
from commentsvc.jobs.registry import STANDARD
from commentsvc.models.webhook import WebhookDelivery
from commentsvc.services import webhook_deliveries, webhooks
from tests.jobs.hooks import Hooks
from tests.receivers import receiver


@pytest.fixture
def app(make_app, database_url):
    return make_app(database_url, outgoing_allow="127.0.0.0/8", public_url="https://comments.example")


@pytest.fixture
def there():
    with receiver() as made:
        yield made


@pytest.fixture
def hooks(app, site, clock, there):
    made = Hooks(app, clock)
    made.add(there.url(), "chat")
    return made


def texts(hooks, there) -> list[str]:
    hooks.run()
    said = [orjson.loads(got.body) for got in there.received]
    assert all(set(one) == {"text"} for one in said)
    return [one["text"].replace("\u200b", "") for one in said]


def test_a_held_comment_is_told_without_a_word_of_it(hooks, factories, there):
    factories.publish(title="The <bridge> @channel & https://evil.example")
    factories.comment("Seen by all")
    factories.held(source="Not for the chat", name="Nor this")
    (text,) = texts(hooks, there)
    assert text == (
        "The daily\n1 comment waits for a moderator. (The &lt;bridge&gt; @channel &amp; https://evil.example)"
        " https://comments.example/desk/daily/comments?queue=held"
    )
    (got,) = there.received
    assert "webhook-signature" not in got.headers
    raw = orjson.loads(got.body)["text"]
    assert "@channel" not in raw and "https://evil" not in raw
    assert [(row.type, row.state) for row in hooks.deliveries()] == [("comment.held", "delivered")]


def test_flags_and_reports_are_told_mere_disagreement_is_not(hooks, factories, there, api):
    comment = factories.comment("A comment")
    factories.flag(comment, "disagree", by="Ben")
    assert texts(hooks, there) == []
    factories.flag(comment, "abusive", by="Cem")
    api.report()
    (text,) = texts(hooks, there)
    _site, flagged, reported = text.split("\n")
    assert flagged.startswith("Readers have flagged 1 comment.") and flagged.endswith("comments?queue=flagged")
    assert reported.startswith("1 new correction report.") and reported.endswith("reports?state=new")


def test_a_flood_is_one_message_with_its_number(hooks, factories, there, clock):
    for number in range(12):
        factories.held(source=f"Number {number}", by=f"Reader {number}")
    (text,) = texts(hooks, there)
    assert "12 comments wait for a moderator." in text
    begun = clock.now()
    for seconds in (1, 20, 60):
        clock.moment = begun + timedelta(seconds=seconds)
        factories.held(source=f"After {seconds}", by="Late")
        assert len(texts(hooks, there)) == 1, "too soon for a second message"
    clock.moment = begun + CHAT_PAUSE
    assert "3 comments wait" in texts(hooks, there)[1]
    assert all(row.state == "delivered" for row in hooks.deliveries())
    clock.pass_by(hours=1)
    assert len(texts(hooks, there)) == 2


def test_workers_at_the_same_moment_send_one_message(hooks, factories, there):
    for number in range(4):
        factories.held(source=f"Number {number}", by=f"Reader {number}")
    for held in dispatch.hand_out(hooks.app, STANDARD, 20):
        dispatch.work_on(hooks.app, held, STANDARD)
    leases = dispatch.hand_out(hooks.app, STANDARD, 20)
    assert len(leases) == 4
    together = threading.Barrier(len(leases), timeout=30)

    def work(held):
        together.wait()
        return dispatch.work_on(hooks.app, held, STANDARD)

    with ThreadPoolExecutor(len(leases)) as pool:
        assert all(pool.map(work, leases))
    assert len(there.received) == 1 and b"4 comments wait" in there.received[0].body
    assert {row.state for row in hooks.deliveries()} == {"delivered"}


def test_more_than_fit_are_told_in_the_next_message(hooks, factories, there, clock):
    comment, hook = factories.held(), hooks.hook()
    hooks.run()
    same = {"site_id": hook.site_id, "webhook_id": hook.id, "type": "comment.held", "created_at": clock.now()}
    same |= {"payload": {"comment": comment.public_id}, "occurred_at": clock.now()}

    def flood(context):
        rows = [same | {"event_id": f"event{number}"} for number in range(CHAT_TOGETHER + 5)]
        db.session.execute(insert(WebhookDelivery), rows)
        webhook_deliveries.put_off(context, webhooks.find(context, hook.public_id), clock.now())

    hooks.act(flood)
    clock.moment += CHAT_PAUSE
    hooks.run()
    assert [row.state for row in hooks.deliveries()].count("waiting") == 5
    hooks.run_all()
    assert {row.state for row in hooks.deliveries()} == {"delivered"} and len(there.received) == 3


def test_what_was_decided_meanwhile_is_not_told(hooks, factories, there, clock):
    factories.held()
    texts(hooks, there)
    second = factories.held(source="Second", by="Ben")
    third = factories.held(source="Third", by="Cem")
    factories.decide(second, Action.APPROVE)
    clock.moment += CHAT_PAUSE
    assert texts(hooks, there)[1].split("\n")[1].startswith("1 comment waits")
    factories.decide(third, Action.REJECT)
    fourth = factories.held(source="Fourth", by="Dora")
    factories.decide(fourth, Action.APPROVE)
    clock.moment += CHAT_PAUSE
    assert len(texts(hooks, there)) == 2
    assert [(row.state, row.error) for row in hooks.deliveries()][-1] == ("delivered", "nothing_left")


def test_a_chat_that_does_not_answer_is_told_again_and_then_given_up(hooks, factories, there):
    there.mode = 500
    factories.held()
    hooks.run()
    (row,) = hooks.deliveries()
    assert (row.state, row.attempts, row.error) == ("waiting", 1, "status_refused")
    factories.held(source="Another", by="Ben")
    hooks.run_all()
    assert {row.state for row in hooks.deliveries()} == {"failed"}
    assert ATTEMPTS_MAX <= len(there.received) <= 2 * ATTEMPTS_MAX


def test_a_chat_that_comes_back_is_told_once(hooks, factories, there):
    there.mode = "closes"
    factories.held()
    hooks.run()
    there.mode = 200
    hooks.run_all()
    assert len(there.received) == 2
    assert [(row.state, row.attempts) for row in hooks.deliveries()] == [("delivered", 2)]


def test_alerts_speak_the_sites_language(hooks, factories, there):
    factories.act(lambda: setattr(factories.context().site, "language", "uk"))
    factories.held()
    assert "Модератора чекає 1 коментар" in texts(hooks, there)[0]


def test_a_trial_arrives_at_once_and_delays_no_alert(hooks, factories, there):
    hooks.on_hook(webhook_deliveries.tell_test, hooks.hook())
    (trial,) = texts(hooks, there)
    assert trial == "The daily: alerts for moderators will arrive here."
    factories.held()
    assert len(texts(hooks, there)) == 2


def test_a_chat_can_be_told_of_some_things_only(hooks, factories, there, api):
    hooks.remove(hooks.hook())
    hooks.add(there.url("/corrections"), "chat", ["correction.reported"])
    factories.held()
    assert texts(hooks, there) == []
    api.report()
    (text,) = texts(hooks, there)
    assert "correction report" in text


def test_what_comes_in_quiet_hours_is_one_message_after_them(hooks, factories, there, clock):
    factories.settings(time_zone="Europe/Kyiv", chat_quiet_hours="22:00-07:00")
    clock.moment = clock.now().replace(hour=19, minute=30)
    factories.held(source="In the evening", by="Ann")
    assert len(texts(hooks, there)) == 1
    for number in range(3):
        clock.moment = clock.now() + timedelta(hours=2)
        factories.held(source=f"At night {number}", by=f"Reader {number}")
        assert len(texts(hooks, there)) == 1
    clock.moment = clock.now().replace(hour=4, minute=59)
    assert len(texts(hooks, there)) == 1
    clock.pass_by(minutes=1)
    assert "3 comments wait for a moderator." in texts(hooks, there)[1]
    assert {row.state for row in hooks.deliveries()} == {"delivered"}
    clock.pass_by(hours=1)
    assert len(texts(hooks, there)) == 2
