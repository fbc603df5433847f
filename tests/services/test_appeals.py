"""Appeals: filed once and in time, decided by a person who had not taken the decision, told, counted."""

import pytest
from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.appeals import AppealAction
from commentsvc.domain.errors import Forbidden, Invalid, LostRace
from commentsvc.domain.moderation import MACHINE, Action, Actor
from commentsvc.domain.roles import Role
from commentsvc.models.reader import Reader
from commentsvc.models.sanction import Sanction
from commentsvc.models.statement import Appeal, Statement
from commentsvc.queries import desk_appeals
from commentsvc.services import appeals, moderation, sites, statements

UPHOLD, REVERSE = AppealAction.UPHOLD, AppealAction.REVERSE


@pytest.fixture
def case(factories):
    return Case(factories)


class Case:
    """One comment that Olena rejected; Petro is another moderator."""

    def __init__(self, factories):
        self.made = factories
        factories.settings(statements_of_reasons=True, appeals=True)
        self.olena, self.petro = factories.staff("Olena"), factories.staff("Petro")
        self.comment = factories.comment()
        self.reject()

    def reject(self, by=None, comment=None):
        comment = comment or self.comment
        actor = by or Actor("staff", self.olena.id)

        def decide():
            row = db.session.get_one(type(comment), comment.id)
            moderation.decide(self.made.context(), row, Action.REJECT, actor, seen_version=row.version, reason="abuse")

        self.made.act(decide)

    def statement(self) -> Statement:
        return self.made.act(lambda: db.session.scalars(select(Statement).order_by(Statement.id.desc())).first())

    def file(self, words="I only quoted the mayor.") -> Appeal:
        statement = self.statement()

        def file():
            row = db.session.get_one(Statement, statement.id)
            return appeals.file(self.made.context(), row, appeals.prepare(words))

        return self.made.act(file)

    def appeal(self) -> Appeal:
        return self.made.act(lambda: db.session.scalars(select(Appeal)).one())

    def decide(self, action=REVERSE, by=None, answer="", seen=None):
        actor = by or Actor("staff", self.petro.id)

        def decide():
            row = db.session.scalars(select(Appeal)).one()
            return appeals.decide(self.made.context(), row, action, actor, answer, seen_version=seen or row.version)

        return self.made.act(decide)

    def status(self) -> str:
        return self.made.reload(self.comment).status


def refused(code: str):
    return pytest.raises(Forbidden, match=code)


def test_reversed_the_comment_is_back_and_the_log_tells_both(case):
    case.file()
    case.decide(answer="You did quote him.")
    assert case.status() == "approved"
    row = case.appeal()
    assert (row.state, row.answer, row.decided_by_id, row.alone) == (
        "reversed",
        "You did quote him.",
        case.petro.id,
        False,
    )
    assert case.statement().until_version is not None
    told = [(one.action, one.actor_type, one.from_state, one.to_state) for one in case.made.log()][1:]
    assert told == [
        ("appeal", "reader", None, "open"),
        ("approve", "staff", "rejected", "approved"),
        ("reverse_appeal", "staff", "open", "reversed"),
    ]


def test_upheld_nothing_changes_but_the_author_is_told_why(case):
    case.file()
    case.decide(UPHOLD, answer="The quote was not his.")
    assert (case.status(), case.appeal().state) == ("rejected", "upheld")
    assert case.statement().until_version is None


def test_who_upholds_a_decision_says_why(case):
    with pytest.raises(Invalid):
        appeals.prepare_answer(UPHOLD, " ")
    assert appeals.prepare_answer(REVERSE, "") == ""


def test_who_took_the_decision_does_not_decide_about_the_appeal(case):
    case.file()
    with refused("own_decision"):
        case.decide(by=Actor("staff", case.olena.id))
    with refused("person_needed"):
        case.decide(by=MACHINE)
    assert case.appeal().state == "open"


def test_an_administrator_who_is_alone_may_and_it_is_noted(factories):
    factories.settings(statements_of_reasons=True, appeals=True)
    admin = factories.staff("Ada", Role.ADMINISTRATOR)
    viewer = factories.staff("Vera", Role.VIEWER)
    assert viewer.id != admin.id
    case = Case.__new__(Case)
    case.made, case.olena, case.petro = factories, admin, admin
    case.comment = factories.comment()
    case.reject()
    case.file()
    entry = case.decide(UPHOLD, answer="I looked again.")
    assert case.appeal().alone and entry.reason == "own_decision"


def test_a_moderator_who_is_alone_may_not(factories):
    factories.settings(statements_of_reasons=True, appeals=True)
    olena = factories.staff("Olena")
    case = Case.__new__(Case)
    case.made, case.olena, case.petro = factories, olena, olena
    case.comment = factories.comment()
    case.reject()
    case.file()
    with refused("own_decision"):
        case.decide()


def test_what_the_machine_decided_any_person_may_look_at(case):
    other = case.made.comment("Another", by="Cem")
    case.reject(by=MACHINE, comment=other)
    case.file()
    case.decide(by=Actor("staff", case.olena.id))
    assert case.made.reload(other).status == "approved"


def test_one_appeal_for_a_decision_in_its_time_while_it_holds(case):
    case.file()
    with refused("appealed_already"):
        case.file()
    other = case.made.comment("Another", by="Cem")
    case.reject(comment=other)
    case.made.clock.pass_by(days=185)
    with refused("appeal_late"):
        case.file()
    third = case.made.comment("A third", by="Dan")
    case.made.undo(case.made.decide(third, Action.REJECT))
    with refused("decision_over"):
        case.file()
    case.made.settings(appeals=False)
    with refused("appeals_off"):
        case.file()


@pytest.mark.parametrize("words", ["", "  ", "x" * 2001])
def test_an_appeal_has_words(words):
    with pytest.raises(Invalid):
        appeals.prepare(words)


def test_of_two_who_decide_the_second_sees_what_the_first_did(case):
    seen = case.file().version
    case.decide(UPHOLD, answer="No.")
    with pytest.raises(LostRace):
        case.decide(seen=seen)
    with refused("appeal_decided"):
        case.decide()


def test_a_decision_that_the_newsroom_takes_back_settles_the_appeal_and_back_again(case):
    case.file()
    approved = case.made.decide(case.comment, Action.APPROVE)
    assert case.appeal().state == "settled"
    case.made.undo(approved)
    row = case.appeal()
    assert (row.state, row.decided_at) == ("open", None)


def test_undoing_the_reversal_opens_the_appeal_again(case):
    case.file()
    case.decide()
    approve = next(one for one in case.made.log() if one.action == "approve")
    case.made.undo(approve)
    assert (case.status(), case.appeal().state) == ("rejected", "open")


def test_a_suspension_is_lifted(case):
    case.made.sanction_author(case.comment, "suspension", days=7, by=Actor("staff", case.olena.id))
    case.file()
    case.decide()
    assert case.made.act(lambda: db.session.scalars(select(Sanction)).one()).lifted_at is not None
    assert not case.made.reload(case.made.readers["Ann"]).sanctioned


def test_a_comment_that_its_author_withdrew_meanwhile_stays_withdrawn(case):
    case.file()

    def withdraw():
        row = db.session.get_one(type(case.comment), case.comment.id)
        row.withdrawn_at = case.made.clock.now()

    case.made.act(withdraw)
    case.decide()
    assert case.appeal().state == "reversed" and case.status() == "rejected"


def test_how_many_how_many_reversed_and_how_long(case):
    begin = case.made.clock.now()
    case.file()
    case.made.clock.pass_by(hours=5)
    case.decide()
    other = case.made.comment("Another", by="Cem")
    case.reject(comment=other)
    case.file()

    def count():
        return desk_appeals.outcomes(sites.get("daily").id, begin, case.made.clock.now().replace(year=2100))

    found = case.made.act(count)
    assert (found.filed, found.reversed, found.upheld, found.median_hours) == (2, 1, 0, 5.0)

    def erase():
        statements.erase(set(db.session.scalars(select(Reader.id))))

    case.made.act(erase)
    assert case.made.act(count) == found
    assert case.made.act(lambda: list(db.session.scalars(select(Appeal)))) == []
