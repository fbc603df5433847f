"""Notices of illegal content: what they need, what is kept of them, and what is decided."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.content_notice import digest, prepare
from commentsvc.domain.errors import Forbidden, Invalid, LostRace
from commentsvc.domain.legal import LegalAction, LegalState
from commentsvc.domain.moderation import Actor
from commentsvc.models.comment import Comment
from commentsvc.models.legal import ContentNotice, ReportedComment
from commentsvc.models.log import LogEntry
from commentsvc.models.mail import Contact
from commentsvc.services import contacts, content_notice_decisions, content_notices, moderation, notifiers
from commentsvc.services.content_notice_decisions import Decision

WHY = "The comment says that I stole the money of the school, which is not true."
HE = {"law": "§ 187 StGB", "name": "Olena Notifier", "email": "olena@example.org", "good_faith": True}


def notice(factories, *comments, kind="defamation", why=WHY, **more) -> ContentNotice:
    new = prepare([one.public_id for one in comments], kind, why, **(HE | more))
    return factories.act(lambda: content_notices.give(factories.context(legal_notices=True), new, "page"))


def act(factories, row, action, by=1, seen=None, **more):
    def decide():
        found = db.session.get_one(ContentNotice, row.id)
        seen_version = found.version if seen is None else seen
        decision = Decision(action, **more)
        actor = Actor("staff", by)
        return content_notice_decisions.decide(factories.context(), found, decision, actor, seen_version=seen_version)

    return factories.act(decide)


def look(factories, model, row_id):
    return factories.act(lambda: db.session.get_one(model, row_id))


def items(factories, row) -> list[ReportedComment]:
    mine = select(ReportedComment).where(ReportedComment.notice_id == row.id).order_by(ReportedComment.id)
    return factories.act(lambda: list(db.session.scalars(mine)))


def wrong(**given) -> set[tuple[str, str]]:
    sent = {"comments": ["a" * 16], "kind": "hate", "explanation": WHY} | HE | given
    with pytest.raises(Invalid) as refused:
        prepare(sent.pop("comments"), sent.pop("kind"), sent.pop("explanation"), **sent)
    return {(one.field, one.code) for one in refused.value.errors}


def test_a_notice_says_what_where_why_who_and_in_good_faith():
    assert wrong(comments=[]) == {("comments", "comments_needed")}
    assert wrong(comments=["over there"]) == {("comments", "comment_unreadable")}
    assert wrong(comments=[f"{'a' * 14}{n:02}".replace("0", "x").replace("1", "y") for n in range(21)]) == {
        ("comments", "too_many_comments")
    }
    assert wrong(kind="rude") == {("kind", "unknown_illegal_kind")}
    assert wrong(explanation="Illegal!") == {("explanation", "explanation_short")}
    assert wrong(name=" ", email="") == {("name", "empty"), ("email", "empty")}
    assert wrong(email="olena at example") == {("email", "email_malformed")}
    assert wrong(good_faith=False) == {("good_faith", "good_faith_needed")}
    assert len(wrong(comments=[], kind="", explanation="", name="", email="", good_faith=None)) == 6


def test_nobody_has_to_say_who_they_are_about_abused_children():
    new = prepare(["a" * 16], "child_abuse", WHY, good_faith=True)
    assert (new.name, new.address) == ("", None)


@pytest.mark.parametrize(
    "named",
    [
        "abcdefghijkmnpqr",
        "https://comments.example.org/embed/comments/abcdefghijkmnpqr",
        "https://news.example/story#comment-abcdefghijkmnpqr",
        "/embed/daily/thread?key=a&at=abcdefghijkmnpqr#comment-abcdefghijkmnpqr",
    ],
)
def test_a_comment_is_named_by_its_number_or_by_any_link_to_it(named):
    assert prepare([named, named], "hate", WHY, **HE).comments == ("abcdefghijkmnpqr",)


def test_the_snapshot_stays_whatever_becomes_of_the_comment(factories):
    comment = factories.comment("You stole the money.", by="Ann")
    row = notice(factories, comment)
    before = items(factories, row)[0]
    assert (before.source, before.author_name, before.article_key) == ("You stole the money.", "Ann", "bridge")
    assert before.comment_version == comment.version and before.digest == digest(before)

    def withdraw():
        found = db.session.get_one(Comment, comment.id)
        found.source = "Something else."
        moderation.withdraw(factories.context("Ann"), found, Actor("reader", found.reader_id))

    factories.act(withdraw)
    after = items(factories, row)[0]
    assert (after.source, after.digest) == (before.source, digest(after))


def test_name_and_address_are_sealed(factories):
    row = notice(factories, factories.comment())
    contact = factories.act(lambda: notifiers.contact_of(row.id))
    assert "Olena" not in row.name and "olena" not in contact.address
    keys = factories.app.extensions["commentsvc"].keys
    assert (keys.unseal(row.name), keys.unseal(contact.address)) == ("Olena Notifier", "olena@example.org")
    assert contact.address_hash == row.address_hash and contact.verified_at is None


def test_only_what_is_on_a_page_of_the_site_can_be_reported(factories):
    shown, held = factories.comment(), factories.held(source="Not yet.")
    for comments in ([held], [shown, held]):
        with pytest.raises(Invalid) as refused:
            notice(factories, *comments)
        assert refused.value.errors[0].params == {"id": held.public_id}


def test_a_site_that_takes_no_notices_refuses_them(factories):
    new = prepare([factories.comment().public_id], "hate", WHY, **HE)
    with pytest.raises(Forbidden, match="legal_notices_off"):
        factories.act(lambda: content_notices.give(factories.context(), new, "api"))


def test_the_same_notice_again_is_the_first_one(factories):
    one, other = factories.comment(), factories.comment("Another.")
    first = notice(factories, one)
    assert notice(factories, one).id == first.id
    assert len({first.id, notice(factories, other).id, notice(factories, one, why=WHY + " Really.").id}) == 3
    assert notice(factories, one, email="somebody@example.org").id != first.id


def test_the_clock_depends_on_what_is_at_stake(factories, clock):
    comment = factories.comment()
    assert notice(factories, comment).due_at == clock.now() + timedelta(hours=24)
    assert notice(factories, comment, kind="threat").due_at == clock.now() + timedelta(hours=4)


def test_what_is_removed_is_rejected_with_its_reason_and_the_rest_is_kept(factories):
    bad, fine = factories.comment("Bad."), factories.comment("Fine.")
    row = notice(factories, bad, fine)
    act(factories, row, LegalAction.REMOVE, comments=frozenset({bad.public_id}), reason="illegal", words="Thank you.")
    assert (factories.reload(bad).status, factories.reload(bad).reason) == ("rejected", "illegal")
    assert factories.reload(fine).status == "approved"
    assert [(one.outcome, one.reason) for one in items(factories, row)] == [("removed", "illegal"), ("kept", None)]
    row = look(factories, ContentNotice, row.id)
    assert (row.state, row.answer, row.decided_by_id) == ("removed", "Thank you.", 1)


def test_a_decision_needs_what_belongs_to_it(factories):
    comment = factories.comment()
    row = notice(factories, comment)
    for action, more in (
        (LegalAction.REMOVE, {"reason": "illegal"}),
        (LegalAction.REMOVE, {"comments": frozenset({comment.public_id})}),
        (LegalAction.REMOVE, {"comments": frozenset({comment.public_id}), "reason": "nonsense"}),
        (LegalAction.KEEP, {}),
        (LegalAction.UNSUBSTANTIATED, {"words": "  "}),
        (LegalAction.ASK, {}),
    ):
        with pytest.raises(Invalid):
            act(factories, row, action, **more)
    with pytest.raises(LostRace, match="content_notice_changed"):
        act(factories, row, LegalAction.KEEP, words="It is an opinion.", seen=7)
    assert look(factories, ContentNotice, row.id).state == LegalState.NEW
    act(factories, row, LegalAction.KEEP, words="It is an opinion.")
    with pytest.raises(Forbidden, match="wrong_state"):
        act(factories, row, LegalAction.ASK, words="Who?")


def test_what_was_off_the_page_before_is_called_so(factories):
    comment = factories.comment()
    row = notice(factories, comment)
    factories.act(
        lambda: moderation.withdraw(
            factories.context(), db.session.get_one(Comment, comment.id), Actor("reader", comment.reader_id)
        )
    )
    act(factories, row, LegalAction.KEEP, words="The author has taken it back.")
    assert items(factories, row)[0].outcome == "gone"


def test_undoing_a_removal_puts_the_comment_back_and_opens_the_notice(factories):
    comment = factories.comment()
    row = notice(factories, comment)
    entry = act(
        factories, row, LegalAction.REMOVE, comments=frozenset({comment.public_id}), reason="hate", words="Yes."
    )
    factories.act(
        lambda: content_notice_decisions.undo(
            factories.context(), db.session.get_one(LogEntry, entry.id), Actor("staff", 1)
        )
    )
    row = look(factories, ContentNotice, row.id)
    assert (row.state, row.answer, row.decided_at) == ("new", "", None)
    assert factories.reload(comment).status == "approved"
    assert items(factories, row)[0].outcome is None


def test_a_removal_is_not_undone_over_a_later_decision(factories):
    comment = factories.comment()
    row = notice(factories, comment)
    entry = act(factories, row, LegalAction.REMOVE, comments=frozenset({comment.public_id}), reason="hate")
    factories.decide(comment, moderation.Action.APPROVE)
    with pytest.raises(LostRace):
        factories.act(
            lambda: content_notice_decisions.undo(
                factories.context(), db.session.get_one(LogEntry, entry.id), Actor("staff", 1)
            )
        )
    assert look(factories, ContentNotice, row.id).state == "removed"


def test_an_answer_opens_the_notice_again(factories):
    row = notice(factories, factories.comment())
    act(factories, row, LegalAction.ASK, words="Which school?")
    assert look(factories, ContentNotice, row.id).state == "asked"
    factories.act(
        lambda: content_notices.add_remark(
            factories.context(), db.session.get_one(ContentNotice, row.id), "The one by the river."
        )
    )
    assert look(factories, ContentNotice, row.id).state == "new"
    last = select(LogEntry.action).order_by(LogEntry.id.desc()).limit(1)
    assert factories.act(lambda: db.session.scalar(last)) == "legal_answered"


def confirmed(factories, row) -> None:
    def confirm():
        contact = db.session.scalars(select(Contact).where(Contact.content_notice_id == row.id)).one()
        contacts.confirm(factories.context(), contact)

    factories.act(confirm)


def unfounded(factories, comment, times, confirm=True) -> ContentNotice:
    for number in range(times):
        row = notice(factories, comment, why=f"{WHY} ({number}, {factories.clock.now()})")
        if confirm:
            confirmed(factories, row)
        act(factories, row, LegalAction.UNSUBSTANTIATED, words="Nothing of it is there.", unfounded=True)
    return row


def sender(factories, row, action, seen, words=""):
    return factories.act(
        lambda: notifiers.act(
            factories.context(), row.address_hash, action, Actor("staff", 1), seen_version=seen, words=words
        )
    )


def test_misuse_is_warned_of_before_anything_is_set_aside(factories, clock):
    comment = factories.comment()
    row = unfounded(factories, comment, 2)
    with pytest.raises(Forbidden, match="misuse_rule_not_met"):
        sender(factories, row, LegalAction.WARN_SENDER, 0)
    unfounded(factories, comment, 1)
    with pytest.raises(Forbidden, match="warning_first"):
        sender(factories, row, LegalAction.SUSPEND_SENDER, 0)
    sender(factories, row, LegalAction.WARN_SENDER, 0, "Please read what you report.")
    clock.pass_by(hours=1)
    with pytest.raises(Forbidden, match="misuse_rule_not_met"):
        sender(factories, row, LegalAction.SUSPEND_SENDER, 1)
    unfounded(factories, comment, 3)
    sender(factories, row, LegalAction.SUSPEND_SENDER, 1)
    assert notice(factories, comment, why=WHY + " Again.").state == LegalState.SET_ASIDE
    assert notice(factories, comment, email="somebody@example.org").state == LegalState.NEW
    # Nobody is kept from saying this.
    assert notice(factories, comment, kind="child_abuse").state == LegalState.NEW
    clock.pass_by(days=31)
    assert notice(factories, comment, why=WHY + " And again.").state == LegalState.NEW


def test_a_suspension_can_be_lifted_and_a_notice_taken_up_all_the_same(factories, clock):
    comment = factories.comment()
    row = unfounded(factories, comment, 3)
    sender(factories, row, LegalAction.WARN_SENDER, 0)
    clock.pass_by(hours=1)
    unfounded(factories, comment, 3)
    sender(factories, row, LegalAction.SUSPEND_SENDER, 1)
    aside = notice(factories, comment, why=WHY + " Again.")
    act(factories, aside, LegalAction.TAKE_UP)
    assert look(factories, ContentNotice, aside.id).state == LegalState.NEW
    with pytest.raises(LostRace, match="notifier_changed"):
        sender(factories, row, LegalAction.LIFT_SENDER, 1)
    sender(factories, row, LegalAction.LIFT_SENDER, 2)
    assert notice(factories, comment, why=WHY + " Once more.").state == LegalState.NEW


def test_nobody_is_suspended_for_what_others_sent_in_their_name(factories):
    row = unfounded(factories, factories.comment(), 5, confirm=False)
    with pytest.raises(Forbidden, match="misuse_rule_not_met"):
        sender(factories, row, LegalAction.WARN_SENDER, 0)
