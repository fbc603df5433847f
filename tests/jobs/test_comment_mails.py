"""Mails about one's own comments: a reply, a decision; told once, only what is so, only to whom it is wanted."""

import pytest
from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.moderation import Action
from commentsvc.models.job import Job
from commentsvc.models.mail import Notification
from commentsvc.models.outbox import OutboxEvent
from commentsvc.services import consents, mail


@pytest.fixture
def olena(accounts, factories):
    """A comment of Olena's, who has agreed to be told."""
    accounts.open("Olena")
    return factories.comment("The bridge is older.", by="Olena")


def subjects(mails) -> list[tuple[str, str]]:
    return [(mail.to, mail["Subject"]) for mail in mails]


def test_a_reply_is_told_with_its_words_and_a_link_to_it(olena, factories, post, later):
    reply = factories.comment("No: see www.evil.example\n\nor **mail** eve@evil.example", by="Ben", parent=olena)
    assert post.deliver() == []
    (mail,) = later()
    assert (mail.to, mail["Subject"]) == ("olena@example.org", "A reply to your comment – The daily")
    assert "Ben writes:" in mail.text
    assert "> No: see www[.]evil[.]example\n> or mail eve[@]evil[.]example" in mail.text
    assert "www[.]evil[.]example" in mail.html and "evil.example" not in mail.html
    permalink = f"/embed/comments/{reply.public_id}"
    assert mail.link("/embed/comments/") == permalink and any(permalink in link for link in mail.links)
    assert post.client.get(permalink).status_code in (200, 302, 303)
    assert later() == []


def test_nobody_is_told_of_replies_without_having_agreed(accounts, factories, later):
    accounts.open("Olena", agreed=False)
    mine = factories.comment(by="Olena")
    factories.comment(by="Ben", parent=mine)
    guest = factories.comment(by="Ann")
    factories.comment(by="Ben", parent=guest)
    assert later() == []


def test_nobody_is_told_of_their_own_replies(olena, factories, later):
    factories.comment(by="Olena", parent=olena)
    assert later() == []


def test_a_reply_that_waits_is_told_when_it_is_approved_and_never_again(olena, factories, later):
    reply = factories.held(by="Ben", parent=olena)
    assert later() == []
    factories.decide(reply, Action.APPROVE)
    assert subjects(later()) == [("olena@example.org", "A reply to your comment – The daily")]
    factories.decide(reply, Action.REJECT)
    factories.decide(reply, Action.APPROVE)
    assert later(hours=1) == []


@pytest.mark.parametrize("fate", ["withdrawn", "rejected", "parent withdrawn"])
def test_a_reply_that_has_gone_before_the_mail_is_not_told(fate, olena, factories, post, later):
    reply = factories.comment(by="Ben", parent=olena)
    post.deliver()
    if fate == "withdrawn":
        factories.withdraw(reply, "Ben")
    elif fate == "rejected":
        factories.decide(reply, Action.REJECT)
    else:
        factories.withdraw(olena, "Olena")
    assert later() == []


def test_a_reply_by_the_guest_whom_one_was_is_not_told(olena, accounts, factories, post, later):
    factories.comment(by="Ann", parent=olena)
    post.deliver()
    accounts.merge("Ann", "Olena")
    assert later() == []


def test_replies_in_quick_succession_are_one_mail_and_the_next_one_waits(olena, factories, post, later, clock):
    for name in ("Ben", "Cy"):
        factories.comment(f"I am {name}.", by=name, parent=olena)
        post.deliver()
        clock.pass_by(seconds=30)
    (mail,) = later()
    assert "Ben writes:" in mail.text and "Cy writes:" in mail.text
    for minute in range(4):
        factories.comment(f"Again {minute}", by="Ben", parent=olena)
        assert later(minutes=1) == []
    (mail,) = later(minutes=10)
    assert mail.text.count("Ben writes:") == 4


@pytest.mark.parametrize("wish", ["never", "blocked", "blocked all"])
def test_who_does_not_want_replies_is_told_of_none(wish, accounts, factories, later):
    accounts.open("Olena", reply="never" if wish == "never" else "at_once")
    mine = factories.comment(by="Olena")
    if wish != "never":

        def block():
            context = factories.context()
            contact = consents.contact_of(factories.readers["Olena"].id)
            mail.block(context, contact.address_hash, "reply" if wish == "blocked" else "")

        factories.act(block)
    factories.comment(by="Ben", parent=mine)
    assert later() == []


def test_a_worker_that_dies_and_begins_again_tells_nobody_twice(app, olena, factories, post, later, clock):
    factories.comment(by="Ben", parent=olena)
    assert len(later()) == 1
    with app.app_context():
        for job in db.session.scalars(select(Job)):
            job.state, job.attempts, job.finished_at = "waiting", 0, None
        for event in db.session.scalars(select(OutboxEvent)):
            event.dispatched_at = None
        db.session.commit()
    (again,) = later(hours=1)
    # The same mail once more: mail programs know it by its id.
    assert again["Message-ID"] == post.mailer.mails[0]["Message-ID"] and again.text == post.mailer.mails[0].text
    with app.app_context():
        assert len(list(db.session.scalars(select(Notification)))) == 1


def test_unsubscribing_with_one_click_ends_replies_alone(olena, factories, post, later):
    factories.comment(by="Ben", parent=olena)
    (first,) = later()
    path = first.unsubscribe.partition("/mail/")[2]
    assert path.endswith("/unsubscribe/reply") and first["List-Id"]
    assert post.client.get(f"/mail/{path}").status_code == 200
    factories.comment(by="Cy", parent=olena)
    assert len(later(minutes=20)) == 1
    assert post.client.post(f"/mail/{path}", data={"List-Unsubscribe": "One-Click"}).status_code == 200
    factories.comment(by="Di", parent=olena)
    assert later(minutes=20) == []
    held = factories.held(by="Olena")
    factories.decide(held, Action.APPROVE)
    assert subjects(later()) == [("olena@example.org", "Your comment has appeared – The daily")]


@pytest.mark.parametrize(
    ("action", "reason", "subject", "words"),
    [
        (Action.APPROVE, None, "Your comment has appeared", "/embed/comments/"),
        (Action.REJECT, "off_topic", "Your comment was not published", "The reason: Not about the article"),
        (Action.REJECT, "hate", "Your comment was not published", "The reason: Hatred against a group"),
    ],
)
def test_the_decision_on_a_comment_that_waited_is_told_with_its_reason(
    action, reason, subject, words, accounts, factories, post, later
):
    accounts.open("Olena")
    held = factories.held(source="Mine at evil.example", by="Olena")
    factories.decide(held, action, reason=reason)
    assert post.deliver() == []
    (told,) = later()
    assert (told.to, told["Subject"]) == ("olena@example.org", f"{subject} – The daily")
    assert words in told.text and "You wrote:\n> Mine at evil[.]example" in told.text
    assert later() == []


def test_a_comment_that_is_taken_off_the_page_is_told_with_its_reason(olena, factories, later):
    factories.decide(olena, Action.REJECT, reason="personal_data")
    (told,) = later()
    assert told["Subject"] == "Your comment was taken off the page – The daily"
    assert "The reason: Reveals personal or dangerous details" in told.text


def test_a_pick_that_is_taken_back_at_once_is_not_told(olena, factories, post, later):
    factories.pick(olena.public_id)
    assert post.deliver() == []
    factories.pick(olena.public_id, False)
    assert later(minutes=30) == []


def test_a_pick_is_told_to_its_author_with_the_way_to_it(olena, factories, post, later):
    factories.pick(olena.public_id)
    post.deliver()
    (mail,) = later()
    assert (mail.to, mail["Subject"]) == ("olena@example.org", "The editors have picked your comment – The daily")
    assert "> The bridge is older." in mail.text
    assert "among the editors’ picks" in mail.text and "among the editors’ picks" in mail.html
    assert mail.link("/embed/comments/") == f"/embed/comments/{olena.public_id}"
    factories.pick(olena.public_id, False)
    factories.pick(olena.public_id)
    assert later(minutes=30) == []


@pytest.mark.parametrize("wishes", [{"agreed": False}, {"decision": "never"}], ids=["no-yes", "never"])
def test_nobody_is_told_of_a_pick_who_does_not_want_it(wishes, accounts, factories, later):
    accounts.open("Olena", **wishes)
    factories.pick(factories.comment(by="Olena").public_id)
    assert later() == []


def test_spam_is_not_answered(accounts, factories, later):
    accounts.open("Olena")
    factories.decide(factories.held(by="Olena"), Action.MARK_SPAM)
    assert later() == []


def test_a_decision_that_is_undone_within_two_minutes_is_not_told(olena, factories, post, later, clock):
    entry = factories.decide(olena, Action.REJECT)
    post.deliver()
    clock.pass_by(minutes=1)
    factories.undo(entry)
    assert later(minutes=30) == []


def test_of_two_decisions_the_last_one_is_told(accounts, factories, post, later, clock):
    accounts.open("Olena")
    held = factories.held(by="Olena")
    factories.decide(held, Action.REJECT)
    post.deliver()
    clock.pass_by(minutes=1)
    factories.decide(held, Action.APPROVE)
    assert [told["Subject"] for told in later(minutes=30)] == ["Your comment has appeared – The daily"]


def test_a_message_with_a_refusal_is_told_as_text(olena, factories, post, later):
    factories.decide(olena, Action.REJECT, message='Please <b>stop</b>.\n"><script>alert(1)</script>')
    post.deliver()
    (mail,) = later()
    assert mail["Subject"] == "Your comment was taken off the page – The daily"
    assert "From the moderators:" in mail.text and "Please <b>stop</b>." in mail.text
    assert "<b>stop" not in mail.html and "<script" not in mail.html and "&lt;script&gt;" in mail.html
