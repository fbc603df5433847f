"""The scorer at work: what it learns from, when, what it keeps, and what becomes of comments by it."""

import base64
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from bench.desk_history import history
from commentsvc.db import db
from commentsvc.domain.erasure import Mode
from commentsvc.domain.moderation import MACHINE, Action, Status
from commentsvc.domain.scorer import Model
from commentsvc.jobs import dispatch, scoring
from commentsvc.jobs.registry import collect
from commentsvc.models.comment import Comment
from commentsvc.models.log import LogEntry
from commentsvc.models.reader import Reader
from commentsvc.models.scorer import ScorerVersion
from commentsvc.ports import LearningFailed
from commentsvc.queries import scorer as queries
from commentsvc.services import erasure, known_sites, log, scorer
from commentsvc.services.context import Context
from tests.factories import STAFF
from tests.learning import Pupil
from tests.statements import reading


@pytest.fixture
def pupil(app):
    """The application learns by it, in this process."""
    made = Pupil()
    before = app.extensions["commentsvc"]
    app.extensions["commentsvc"] = replace(before, learner=made)
    scorer.forget_kept()
    yield made
    app.extensions["commentsvc"] = before


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(scorer, "LEAST", 4)
    monkeypatch.setattr(scorer, "LEAST_OF_A_KIND", 1)


@pytest.fixture
def hour(app, clock):
    """`hour()`: an hour passes by, with what is due in it."""
    registry = collect([scoring])

    def pass_by(hours=1):
        clock.moment = clock.now() + timedelta(hours=hours)
        dispatch.begin_periods(app, registry)
        dispatch.run_due(app, registry)

    return pass_by


@pytest.fixture
def taught(factories, pupil, few, hour):
    """A newsroom that has decided six times, and a scorer that has learnt from it."""
    for number in range(6):
        factories.decide(
            factories.held(source=f"comment {number}"), Action.REJECT if number % 3 == 0 else Action.APPROVE
        )
    hour()
    return pupil


def versions(app) -> list[ScorerVersion]:
    with app.app_context():
        found = list(db.session.scalars(select(ScorerVersion).order_by(ScorerVersion.number)))
        db.session.expunge_all()
        return found


def samples(app, site_id) -> dict[str, bool]:
    with app.app_context():
        return {one.source: one.refused for one in queries.decisions(site_id)}


def test_people_s_decisions_are_learnt_from_and_nothing_else(app, factories):
    approved, refused, spam = (factories.held(source=name) for name in ("fine", "rude", "spam"))
    factories.decide(approved, Action.APPROVE)
    factories.decide(refused, Action.REJECT)
    factories.decide(spam, Action.MARK_SPAM)
    factories.held(source="still waits")
    factories.comment(source="published by itself")
    by_machine = factories.held(source="refused by a program")

    def machine_decides():
        row = db.session.get_one(Comment, by_machine.id)
        row.status = Status.REJECTED
        log.append(factories.context(), MACHINE, log.Change("comment", row.id, Action.REJECT, "pending", "rejected", 2))

    factories.act(machine_decides)
    assert samples(app, approved.site_id) == {"fine": False, "rude": True, "spam": True}


def test_the_last_decision_counts_and_an_undone_one_counts_as_what_it_became(app, factories):
    changed, undone, back = (factories.held(source=name) for name in ("changed", "undone", "back to approved"))
    factories.decide(changed, Action.APPROVE)
    factories.decide(changed, Action.REJECT)
    factories.undo(factories.decide(undone, Action.REJECT))
    factories.decide(back, Action.APPROVE)
    factories.undo(factories.decide(back, Action.REJECT))
    waits_again = factories.held(source="sent back to wait")
    factories.decide(waits_again, Action.APPROVE)
    factories.decide(waits_again, Action.HOLD)
    assert samples(app, changed.site_id) == {"changed": True, "back to approved": False}


def test_what_the_newsroom_wrote_was_withdrawn_or_changed_is_left_out(app, factories):
    gone, changed, kept = (factories.held(source=name) for name in ("withdrawn", "changed afterwards", "stays"))
    for row in (gone, changed, kept):
        factories.decide(row, Action.APPROVE)
    factories.withdraw(gone)
    own = factories.speak(factories.staff("Olena"), "from the newsroom")
    factories.decide(own, Action.REJECT)
    factories.clock.moment += timedelta(minutes=1)
    factories.act(
        lambda: db.session.execute(
            update(Comment).where(Comment.id == changed.id).values(edited_at=factories.clock.now())
        )
    )
    assert samples(app, kept.site_id) == {"stays": False}


def test_it_learns_when_enough_is_decided_and_keeps_one_state(app, factories, taught, hour):
    assert [(one.number, one.decisions, one.refused, one.useful) for one in versions(app)] == [(1, 6, 2, True)]
    hour()
    assert len(taught.lessons) == 1
    for number in range(25):
        factories.decide(factories.held(source=f"more {number}"), Action.APPROVE)
    hour()
    assert [(one.number, one.state is None) for one in versions(app)] == [(1, True), (2, False)]
    assert len(taught.lessons[1]) == 31


def test_nothing_is_learnt_from_too_few_or_where_it_is_switched_off(app, factories, pupil, few, hour):
    for number in range(3):
        factories.decide(factories.held(source=f"comment {number}"), Action.APPROVE)
    hour()
    assert not pupil.lessons
    factories.decide(factories.held(source="the fourth"), Action.APPROVE)
    hour()
    # Nothing was refused yet.
    assert not pupil.lessons
    factories.settings(scorer=False)
    factories.decide(factories.held(source="the fifth"), Action.REJECT)
    hour()
    assert not pupil.lessons


def test_switched_off_it_forgets(app, factories, taught, hour):
    factories.settings(scorer=False)
    hour()
    assert [one.state for one in versions(app)] == [None]


def test_an_erased_reader_s_words_are_forgotten_with_the_next_turn(app, factories, taught, hour):
    factories.decide(factories.held(source="words of Zoe", by="Zoe"), Action.REJECT)
    hour(24 * 8)
    assert "words of Zoe" in [source for source, _ in taught.lessons[-1]]
    zoe = factories.readers["Zoe"]

    def erase():
        context = factories.context()
        erasure.begin(context, db.session.get_one(Reader, zoe.id), Mode.DELETE, STAFF, None)

    factories.act(erase)
    while factories.act(lambda: erasure.step(factories.context(), zoe.id)):
        pass
    hour()
    assert "words of Zoe" not in [source for source, _ in taught.lessons[-1]]
    assert [one.state is None for one in versions(app)][:-1] == [True] * (len(versions(app)) - 1)


def test_no_better_than_chance_nothing_is_estimated(app, factories, pupil, few, hour):
    pupil.area = 0.52
    for number in range(6):
        factories.decide(factories.held(source=f"comment {number}"), Action.REJECT if number % 2 else Action.APPROVE)
    waits = factories.held(source="a scam")
    hour()
    assert [one.useful for one in versions(app)] == [False]
    assert factories.reload(waits).refusal == -1


def test_what_waits_and_what_nobody_saw_is_estimated_and_nothing_else(app, factories, taught, hour):
    decided = factories.held(source="a scam, decided")
    factories.decide(decided, Action.APPROVE)
    waits, unseen = factories.held(source="a scam"), factories.comment(source="a nice day")
    before = factories.reload(waits)
    hour()
    assert factories.reload(waits).refusal > 700 > 200 > factories.reload(unseen).refusal >= 0
    assert factories.reload(decided).refusal == -1
    # It is no change of the comment, and no line of the log.
    after = factories.reload(waits)
    assert (after.version, after.status, after.reason) == (before.version, before.status, before.reason)
    with app.app_context():
        actors = {row.actor_type for row in db.session.scalars(select(LogEntry).where(LogEntry.action != "hold"))}
        assert actors == {"staff"}


def test_a_new_version_estimates_anew(app, factories, taught, hour):
    waits = factories.held(source="a scam")
    with app.app_context():
        db.session.execute(update(Comment).values(refusal=5))
        db.session.commit()
    for number in range(25):
        factories.decide(factories.held(source=f"more {number}"), Action.APPROVE)
    hour()
    assert factories.reload(waits).refusal > 700


def test_an_estimate_of_words_that_were_changed_meanwhile_is_not_kept(app, factories):
    waits = factories.held(source="a scam")
    factories.act(lambda: scorer.note_estimates([(waits.id, waits.version + 1, 0.9)]))
    assert factories.reload(waits).refusal == -1


def test_learning_that_fails_leaves_what_there_is(app, factories, taught, hour):
    taught.fails = LearningFailed("learning_timed_out")
    for number in range(25):
        factories.decide(factories.held(source=f"more {number}"), Action.APPROVE)
    hour()
    assert [(one.number, one.state is None) for one in versions(app)] == [(1, False)]


def test_another_key_makes_the_model_unreadable_and_it_is_not_used(app, factories, taught):
    with app.app_context():
        site = factories.context().site
        state = base64.b64decode(scorer.newest(site).state)
        assert Model.read(state, b"x" * 32) is None
        assert scorer.model(Context(site, factories.clock.now(), app.extensions["commentsvc"].keys)) is not None


def test_posting_asks_nothing_of_it(app, factories, taught):
    with reading(app) as asked:
        factories.comment(source="a word")
    assert asked
    assert not [statement for statement, _ in asked if "scorer" in statement]


def test_learning_goes_through_a_process_of_its_own(app):
    decisions = [(one.source, one.decided) for one in history("process", 120)]
    learnt = app.extensions["commentsvc"].learner.learn(decisions, b"k" * 32)
    assert learnt.decisions == 120
    assert Model.read(learnt.state, b"k" * 32) is not None
    assert learnt.figures["decisions"] == 30


def test_learning_what_cannot_be_learnt_fails_with_a_code(app):
    with pytest.raises(LearningFailed, match="learning_failed"):
        app.extensions["commentsvc"].learner.learn([("a", False)] * 10, b"k" * 32)


@pytest.mark.parametrize(
    ("new", "taken_back", "erased", "days", "due"),
    [
        (0, 0, 0, 30, False),
        (24, 0, 0, 1, False),
        (25, 0, 0, 0, True),
        (1, 0, 0, 7, True),
        (0, 1, 0, 6, False),
        (0, 1, 0, 7, True),
        (0, 0, 1, 0, True),
    ],
)
def test_when_it_is_time_to_learn(clock, new, taken_back, erased, days, due):
    version = ScorerVersion(decisions=200, state="x", learnt_at=clock.now() - timedelta(days=days))
    assert bool(scorer.is_due(version, new, taken_back, erased, clock.now())) is due


def test_of_many_decisions_a_tenth_more_is_waited_for(clock):
    version = ScorerVersion(decisions=5000, state="x", learnt_at=clock.now())
    assert not scorer.is_due(version, 499, 0, 0, clock.now())
    assert scorer.is_due(version, 500, 0, 0, clock.now())


def test_sites_learn_apart(app, factories, taught):
    with app.app_context():
        assert db.session.scalar(select(func.count(ScorerVersion.site_id.distinct()))) == 1
        assert scorer.in_use(known_sites.by_slug(factories.slug))
