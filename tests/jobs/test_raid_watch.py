"""The service looks for raids by itself: when it begins, what it says, when it ends, and when it leaves it to people."""

import pytest
from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.events import RaidSeen
from commentsvc.domain.raids import Measures, Pace, Raid
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.jobs import raids as raid_jobs
from commentsvc.models.log import LogEntry
from commentsvc.models.outbox import OutboxEvent
from commentsvc.services import raids, sites
from tests.factories import STAFF

RULES = {"raid_watch": True, "raid_comments": 10, "raid_minutes": 20}


@pytest.fixture
def look(app, factories):
    def act() -> None:
        with app.app_context():
            raid_jobs.look_round(factories.clock.now(), app.extensions["commentsvc"].keys)
            db.session.remove()

    return act


@pytest.fixture
def flood(factories):
    """Ten readers who were just made write in one thread, or everywhere; the last in that of the bridge."""

    def act(keys=("bridge",), most=10, hour="first") -> None:
        for number in range(most):
            factories.comment(by=f"raider {hour} {number}", key=keys[(number + 1 - most) % len(keys)])

    return act


@pytest.fixture
def kept(factories):
    """What is in force: on the site, and on the thread of the bridge."""

    def read() -> tuple[Raid | None, Raid | None]:
        thread = factories.thread_of(factories.newest())
        return factories.act(lambda: Raid.read(sites.get("daily").raid)), Raid.read(thread.raid)

    return read


def log_of(factories) -> list[tuple]:
    return factories.act(
        lambda: [
            (entry.action, entry.actor_type, entry.subject_type)
            for entry in db.session.scalars(select(LogEntry).order_by(LogEntry.seq))
            if "raid" in entry.action
        ]
    )


@pytest.mark.parametrize(
    ("pace", "spike"),
    [
        (Pace(60, 30, 2.0), True),
        (Pace(59, 59, 0.0), False),
        (Pace(60, 29, 2.0), False),
        (Pace(60, 60, 12.1), False),
        (Pace(5000, 5000, 900.0), True),
    ],
)
def test_many_many_times_as_many_and_mostly_new(pace, spike):
    assert pace.is_spike(SiteSettings()) is spike


def test_nothing_is_looked_for_where_nobody_asked(factories, flood, look, kept):
    factories.settings(raid_comments=10)
    flood()
    look()
    assert kept() == (None, None)


def test_a_flood_in_one_thread_is_fended_off_there(factories, flood, look, kept):
    factories.settings(**RULES)
    flood()
    look()
    of_site, of_thread = kept()
    assert of_site is None
    assert of_thread.machine
    assert log_of(factories) == [("begin_raid", "machine", "thread")]
    told = factories.act(
        lambda: db.session.scalars(select(OutboxEvent.payload).where(OutboxEvent.type == RaidSeen.__name__)).one()
    )
    assert (told["recent"], told["new"]) == (10, 10)


def test_a_flood_everywhere_is_fended_off_on_the_whole_site(factories, flood, look, kept):
    factories.settings(**RULES)
    flood(("bridge", "tower", "harbour"))
    look()
    assert kept()[0].machine
    assert factories.comment(by="Eve", key="market").reason == "raid"


def test_known_readers_at_breaking_news_are_no_raid(factories, flood, look, kept):
    factories.settings(**RULES)
    flood()
    factories.clock.pass_by(days=8)
    flood()
    look()
    assert kept() == (None, None)


def test_it_lasts_while_it_goes_on_and_ends_by_itself(factories, flood, look, kept):
    factories.settings(**RULES)
    flood()
    look()
    factories.clock.pass_by(minutes=15)
    flood(hour="second")
    look()
    assert (kept()[1].until - factories.clock.now()).total_seconds() == 20 * 60
    factories.clock.pass_by(minutes=20)
    look()
    assert kept() == (None, None)
    assert log_of(factories) == [("begin_raid", "machine", "thread"), ("end_raid", "machine", "thread")]


def test_what_a_person_has_ended_is_left_to_people_for_a_while(factories, flood, look, kept):
    factories.settings(**RULES)
    flood()
    look()
    thread = factories.thread_of(factories.newest())
    factories.act(lambda: raids.end(factories.context(), db.session.get_one(type(thread), thread.id), STAFF))
    look()
    assert kept() == (None, None)
    factories.clock.pass_by(minutes=21)
    flood(hour="second")
    look()
    assert kept()[1] is not None


def test_what_a_person_began_is_not_prolonged(factories, flood, look, kept):
    factories.settings(**RULES)
    wish = raids.wish(Measures(60, True, True), 3)
    factories.act(lambda: raids.begin(factories.context(), None, wish, STAFF))
    until = factories.act(lambda: Raid.read(sites.get("daily").raid).until)
    flood()
    look()
    of_site, of_thread = kept()
    assert (of_site.until, of_thread) == (until, None)
