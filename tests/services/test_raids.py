"""Raid mode: slow mode, new identities held and damped, anonymous posting closed; logged, undone, over by itself."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.errors import Forbidden, LostRace, TooMany
from commentsvc.domain.moderation import MACHINE, Action, Status
from commentsvc.domain.raids import Measures, Raid
from commentsvc.domain.sanctions import SanctionKind
from commentsvc.models.article import Thread
from commentsvc.models.comment import Flag
from commentsvc.models.log import LogEntry
from commentsvc.models.site import Site
from commentsvc.services import comments, log, moderation, raids, sites
from tests.factories import STAFF

HOLD, SLOW, DAMP = Measures(0, True, False), Measures(60, False, False), Measures(0, False, True)


@pytest.fixture
def regular(factories):
    """Ann has been here for two days, and her comment was approved; Bob's is there as well."""
    factories.comment(by="Ann")
    factories.comment(by="Bob")
    factories.clock.pass_by(days=2)


@pytest.fixture
def begin(factories):
    """`begin(HOLD)`: raid mode on the whole site, or in a thread, by hand."""

    def act(measures: Measures, minutes: int | None = None, thread: Thread | None = None, actor=STAFF) -> LogEntry:
        return factories.act(
            lambda: raids.begin(factories.context(), here(thread), raids.wish(measures, minutes), actor)
        )

    return act


@pytest.fixture
def end(factories):
    return lambda thread=None: factories.act(lambda: raids.end(factories.context(), here(thread), STAFF))


@pytest.fixture
def close(factories):
    return lambda minutes=None: factories.act(lambda: raids.close_anonymous(factories.context(), minutes, STAFF))


@pytest.fixture
def undo(factories):
    def act(entry: LogEntry) -> LogEntry:
        return factories.act(
            lambda: moderation.undo(factories.context(), log.get(factories.context(), entry.public_id), STAFF)
        )

    return act


@pytest.fixture
def over(factories):
    return lambda: factories.act(lambda: raids.over(factories.context()))


def here(thread: Thread | None) -> Thread | None:
    return None if thread is None else db.session.get_one(Thread, thread.id)


def test_what_new_identities_write_waits_and_known_readers_go_on(factories, regular, begin):
    begin(HOLD)
    new, known = factories.comment(by="Eve"), factories.comment(by="Ann")
    assert (new.status, new.reason) == (Status.PENDING, "raid")
    assert known.status == Status.APPROVED


def test_an_old_name_that_was_never_approved_is_new(factories, regular, begin):
    factories.held(by="Old")
    factories.clock.pass_by(days=3)
    begin(HOLD)
    assert factories.comment(by="Old").reason == "raid"


def test_a_name_made_shortly_before_the_raid_is_new_though_it_was_approved(factories, regular, begin):
    factories.comment(by="Eve")
    factories.clock.pass_by(minutes=30)
    begin(HOLD)
    assert factories.comment(by="Eve").reason == "raid"


def test_a_trusted_reader_is_never_new(factories, regular, begin):
    factories.held(by="Eve")
    factories.sanction("Eve", SanctionKind.TRUSTED)
    begin(HOLD)
    assert factories.comment(by="Eve").status == Status.APPROVED


def test_a_raid_on_one_thread_leaves_the_others_alone(factories, regular, begin):
    thread = factories.thread_of(factories.comment(by="Ann"))
    begin(HOLD, thread=thread)
    assert factories.comment(by="Eve").reason == "raid"
    assert factories.comment(by="Mallory", key="tower").status == Status.APPROVED


def test_slow_mode_says_when_one_may_write_again(factories, regular, begin):
    begin(SLOW)
    factories.comment(by="Ann")
    factories.clock.pass_by(seconds=20)
    with pytest.raises(TooMany) as refused:
        factories.comment(by="Ann")
    assert (refused.value.code, refused.value.retry_after) == ("slow_mode", 40)
    factories.comment(by="Bob")
    factories.comment(by="Ann", key="tower")
    factories.clock.pass_by(seconds=40)
    factories.comment(by="Ann")


def test_slow_mode_does_not_hold_up_trusted_readers(factories, regular, begin):
    factories.sanction("Ann", SanctionKind.TRUSTED)
    begin(SLOW)
    for _ in range(3):
        assert factories.comment(by="Ann").status == Status.APPROVED


def test_votes_of_new_identities_weigh_only_as_far_as_others_say_the_same(factories, regular, begin):
    comment = factories.comment(by="Ann")
    begin(DAMP)
    for number in range(4):
        factories.vote(comment, by=f"raider {number}", value=-1)
    factories.vote(comment, by="Bob", value=1)
    now = factories.reload(comment)
    assert (now.ups, now.downs, now.best_ups, now.best_downs) == (1, 4, 1, 0)


def test_damped_votes_stay_damped_and_a_new_vote_is_weighed_anew(factories, regular, begin, end):
    comment = factories.comment(by="Ann")
    begin(DAMP)
    factories.vote(comment, by="Eve", value=1)
    end()
    assert factories.reload(comment).best_ups == 0
    factories.vote(comment, by="Eve", value=-1)
    assert factories.reload(comment).best_downs == 1


def test_flags_of_new_identities_hide_nothing_and_are_seen(factories, regular, begin):
    comment = factories.comment(by="Ann")
    begin(DAMP)
    for number in range(3):
        factories.flag(comment, by=f"raider {number}")
    now = factories.reload(comment)
    assert (now.status, now.open_flags) == (Status.APPROVED, 3)
    assert now.urgent_at is not None
    with factories.app.app_context():
        assert set(db.session.scalars(select(Flag.damped))) == {True}
        db.session.remove()


def test_flags_of_known_readers_count_beside_damped_ones(factories, regular, begin):
    comment = factories.comment(by="Ann")
    factories.settings(flag_threshold=1)
    begin(DAMP)
    factories.flag(comment, by="Eve")
    assert factories.reload(comment).status == Status.APPROVED
    factories.flag(comment, by="Bob")
    assert factories.reload(comment).status == Status.PENDING


def again(comment):
    return db.session.get_one(type(comment), comment.id)


def test_it_is_logged_and_undone_both_ways(factories, begin, end, undo):
    begun = begin(HOLD, minutes=30)
    assert (begun.action, begun.from_state, begun.to_state) == (Action.BEGIN_RAID, "raid_off", "raid_on")
    undone = undo(begun)
    assert (undone.action, undone.to_state) == (Action.UNDO, "raid_off")
    assert factories.comment(by="Eve").status == Status.APPROVED
    begin(HOLD, minutes=30)
    undo(end())
    assert factories.comment(by="Mallory").reason == "raid"


def test_a_thread_s_raid_is_undone_by_its_row(factories, regular, begin, undo):
    thread = factories.thread_of(factories.comment(by="Ann"))
    entry = begin(HOLD, thread=thread)
    assert (entry.subject_type, entry.subject_id) == ("thread", thread.id)
    undo(entry)
    assert factories.reload(thread).raid is None


def test_an_end_that_would_be_over_is_not_undone(factories, begin, end, undo):
    begin(HOLD, minutes=5)
    ended = end()
    factories.clock.pass_by(minutes=6)
    with pytest.raises(LostRace):
        undo(ended)


def test_whoever_begins_or_ends_second_came_too_late(begin, end, close):
    begin(HOLD)
    with pytest.raises(LostRace):
        begin(SLOW)
    end()
    with pytest.raises(LostRace):
        end()
    close()
    with pytest.raises(LostRace):
        close()


def test_a_raid_is_over_by_itself_and_the_log_says_so(factories, regular, begin, close, over):
    thread = factories.thread_of(factories.comment(by="Ann"))
    begin(HOLD, minutes=5)
    begin(SLOW, minutes=5, thread=thread)
    close(5)
    assert over() == []
    factories.clock.pass_by(minutes=5)
    assert factories.comment(by="Eve").status == Status.APPROVED
    ended = over()
    assert [entry.action for entry in ended] == [Action.END_RAID, Action.END_RAID, Action.OPEN_ANONYMOUS]
    assert {entry.actor_type for entry in ended} == {"machine"}
    with factories.app.app_context():
        site = db.session.scalar(select(Site).where(Site.slug == "daily"))
        assert (site.raid, site.anonymous_closed) == (None, None)
        db.session.remove()


def test_what_is_over_but_not_yet_written_down_may_be_begun_again(begin, factories):
    begin(HOLD, minutes=5)
    factories.clock.pass_by(minutes=6)
    again = begin(SLOW)
    assert again.from_state == "raid_off"


def test_prolonged_it_lasts_from_now_on(factories, begin):
    begin(HOLD, minutes=5, actor=MACHINE)
    factories.clock.pass_by(minutes=4)
    factories.act(lambda: raids.prolong(factories.context(), None, 30))
    factories.clock.pass_by(minutes=29)
    assert factories.comment(by="Eve").reason == "raid"
    with factories.app.app_context():
        kept = Raid.read(sites.get("daily").raid)
        assert kept.machine and kept.until - factories.clock.now() == timedelta(minutes=1)
        db.session.remove()


def test_closed_to_anonymous_readers_only_the_trusted_and_accounts_write(factories, regular, close):
    factories.sanction("Bob", SanctionKind.TRUSTED)
    close()
    for name in ("Ann", "Eve"):
        with pytest.raises(Forbidden) as refused:
            factories.comment(by=name)
        assert refused.value.code == "anonymous_closed"
    assert factories.comment(by="Bob").status == Status.APPROVED
    factories.act(lambda: setattr(db.session.merge(factories.readers["Ann"]), "kind", "account"))
    factories.readers["Ann"] = factories.reload(factories.readers["Ann"])
    assert factories.comment(by="Ann").status == Status.APPROVED


def test_opened_or_undone_everybody_writes_again(factories, close, undo):
    undo(close())
    factories.comment(by="Eve")
    close()
    factories.act(lambda: raids.open_anonymous(factories.context(), STAFF))
    factories.comment(by="Mallory")


def test_guests_do_not_edit_while_anonymous_posting_is_closed(factories, close):
    comment = factories.comment(by="Eve")
    close()

    def edit():
        text = comments.prepare_text("Other words.")
        comments.edit(factories.context("Eve"), again(comment), text, comment.version)

    with pytest.raises(Forbidden) as refused:
        factories.act(edit)
    assert refused.value.code == "anonymous_closed"
