"""Mails about decisions that state their reasons, and about what became of an appeal."""

import pytest
from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.appeals import AppealAction
from commentsvc.domain.moderation import Action, Actor
from commentsvc.models.statement import Appeal, Statement
from commentsvc.services import appeals


@pytest.fixture
def stated(accounts, factories):
    """A comment of Olena's, who has agreed to nothing."""
    factories.settings(statements_of_reasons=True, appeals=True)
    accounts.open("Olena", agreed=False)
    return factories.comment("The bridge is older.", by="Olena")


def file(factories) -> None:
    factories.act(lambda: appeals.file(factories.context(), db.session.scalars(select(Statement)).one(), "No."))


def answer(factories, action, words="") -> None:
    person = factories.staff("Petro")

    def decide():
        row = db.session.scalars(select(Appeal)).one()
        actor = Actor("staff", person.id)
        return appeals.decide(factories.context(), row, action, actor, words, seen_version=row.version)

    factories.act(decide)


def test_a_rejection_is_told_to_whoever_can_be_reached_with_the_way_to_its_reasons(stated, factories, post, later):
    factories.decide(stated, Action.REJECT)
    (mail,) = later()
    assert mail["Subject"] == "Your comment was taken off the page – The daily"
    assert "All reasons, and how to appeal:" in mail.text
    assert "tells everybody whom it can reach of a decision" in mail.text
    assert post.client.get(mail.link("/statement/")).status_code == 200


def test_spam_and_what_is_undone_at_once_is_not_mailed(stated, factories, later):
    factories.undo(factories.decide(stated, Action.REJECT))
    factories.decide(stated, Action.MARK_SPAM)
    assert later() == []


def test_whoever_wants_no_such_mail_gets_none(accounts, factories, later):
    factories.settings(statements_of_reasons=True)
    accounts.open("Olena", decision="never")
    factories.decide(factories.comment(by="Olena"), Action.REJECT)
    factories.sanction("Olena", "ban")
    assert later() == []


def test_a_suspension_is_told_with_the_way_to_its_reasons(stated, factories, later):
    factories.sanction("Olena", "suspension", days=7)
    (mail,) = later()
    assert mail.link("/statement/") and "All reasons, and how to appeal" in mail.html
    factories.sanction("Olena", "warning")
    assert later() == []


@pytest.mark.parametrize(
    ("action", "told"),
    [(AppealAction.REVERSE, "You were right: the decision"), (AppealAction.UPHOLD, "the decision stays.")],
)
def test_the_answer_to_an_appeal_is_told(stated, factories, later, action, told):
    factories.decide(stated, Action.REJECT)
    later()
    file(factories)
    answer(factories, action, "See https://evil.example")
    mails = [mail for mail in later(hours=1) if "appeal" in mail["Subject"]]
    (mail,) = mails
    assert mail["Subject"] == "The answer to your appeal – The daily"
    assert told in mail.text and mail.link("/statement/")
    assert "https://evil.example" not in mail.text and "evil[.]example" in mail.text
    assert ("Article 21" in mail.text) is (action is AppealAction.UPHOLD)


def test_an_answer_that_is_taken_back_at_once_is_not_told(stated, factories, later):
    factories.decide(stated, Action.REJECT)
    later()
    file(factories)
    answer(factories, AppealAction.REVERSE)
    factories.undo(next(one for one in factories.log() if one.action == "approve"))
    assert [mail["Subject"] for mail in later(hours=1) if "appeal" in mail["Subject"]] == []
