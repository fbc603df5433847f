"""How often threads are opened is counted without a look at who opens them, and makes what waits there more urgent."""

from datetime import timedelta

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.models.article import Thread
from commentsvc.models.comment import Comment
from commentsvc.web.readings import MOST, STEP, Readings
from tests.clock import START


def reads(app) -> float:
    with app.app_context():
        return db.session.scalar(select(Thread.reads))


def test_a_thread_that_is_opened_often_is_urgent(app, api, clock):
    first, second = api.posted("Quiet so far"), api.posted("Much read")
    for _ in range(3):
        api.client.get("/api/v1/sites/daily/thread?key=bridge")
    assert reads(app) == 0
    clock.pass_by(seconds=90)
    for _ in range(40):
        api.client.get("/api/v1/sites/daily/thread?key=bridge&sort=newest")
    before = clock.now()
    api.reader("Ben").flag(first["id"], "spam")
    clock.pass_by(seconds=90)
    # Whatever request comes next hands over what was counted.
    api.client.get("/api/v1/sites/daily/counts?key=other")
    api.reader("Cleo").flag(second["id"], "spam")
    assert reads(app) > 35
    with app.app_context():
        waits = dict(db.session.execute(select(Comment.public_id, Comment.urgent_at)).all())
    assert waits[second["id"]] - clock.now() < (waits[first["id"]] - before) * 2 / 3


def test_further_pages_and_other_answers_are_no_openings(app, api, clock):
    comment = api.posted("A comment")
    clock.pass_by(seconds=90)
    for path in (f"/api/v1/comments/{comment['id']}", "/api/v1/sites/daily/counts?key=bridge", "/feeds/daily/bridge"):
        api.client.get(path)
    clock.pass_by(seconds=90)
    api.posted("Another")
    assert reads(app) == 0


def test_it_is_handed_over_once_a_minute_and_only_of_the_busiest():
    shown = Readings()
    assert shown.take(START) == {}
    for thread in range(MOST + 50):
        for _ in range(1 if thread < 50 else 2):
            shown.add(thread)
    assert shown.take(START + STEP - timedelta(seconds=1)) == {}
    taken = shown.take(START + STEP)
    assert len(taken) == MOST and set(taken.values()) == {2}
    shown.add(7)
    assert shown.take(START + STEP) == {}
    assert shown.take(START + 2 * STEP) == {7: 1}
