"""A guest who signs in keeps comments, votes, flags and reports; what is counted stays true."""

import pytest
from sqlalchemy import func, select

from commentsvc.db import db
from commentsvc.domain.errors import Forbidden, Unauthenticated
from commentsvc.domain.roles import Role
from commentsvc.models.comment import Comment, Flag, Vote
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.identity import ReaderMerge
from commentsvc.models.log import LogEntry
from commentsvc.models.mail import Subscription
from commentsvc.models.reader import Reader, ReaderToken
from commentsvc.services import accounts, merging, sites, verification
from tests.clock import START

SUBJECT = "a" * 64


@pytest.fixture
def account(factories):
    """`account("Olena")`: a reader of that name who signed on, whom the factories know by it."""

    def open_one(name="Olena", subject=SUBJECT, provider=accounts.PUBLISHER):
        def act():
            context = factories.context()
            return accounts.open_account(context, provider, subject, name)

        factories.readers[name] = reader = factories.act(act)
        return reader

    return open_one


@pytest.fixture
def merge(factories):
    """`merge("Ann", "Olena")`: the guest signs in; whether there was something to merge."""

    def act(guest: str, into: str) -> bool:
        def run():
            context = factories.context()
            rows = [db.session.get_one(Reader, factories.readers[name].id) for name in (guest, into)]
            return merging.merge_guest(context, *rows)

        return factories.act(run)

    return act


@pytest.fixture
def counts_are_true(app, site):
    """At the end of each test of this file."""
    yield
    with app.app_context():
        for thread_id in verification.thread_ids():
            assert verification.check_thread(thread_id) == []
        assert list(verification.check_log(site.id)) == []


pytestmark = pytest.mark.usefixtures("counts_are_true")


def owners(factories, table) -> list[str]:
    """Whose the rows of a table are, in their order."""
    names = {reader.id: name for name, reader in factories.readers.items()}
    return factories.act(lambda: [names[row] for row in db.session.scalars(select(table.reader_id).order_by(table.id))])


def test_comments_become_the_account_s_under_the_name_they_were_written_with(factories, account, merge):
    first = factories.comment("As a guest.", by="Ann", key="bridge")
    factories.comment("Elsewhere.", by="Ann", key="ferry")
    factories.comment("Somebody else's.", by="Ben", key="bridge")
    account()
    version = factories.thread_of(first).version
    assert merge("Ann", "Olena")
    assert owners(factories, Comment) == ["Olena", "Olena", "Ben"]
    assert factories.reload(first).author_name == "Ann"
    assert factories.thread_of(first).version > version
    factories.withdraw(first, by="Olena")


def test_the_account_s_vote_stays_where_both_voted(factories, account, merge):
    comment, other = factories.comment(by="Ben"), factories.comment(by="Ben", key="ferry")
    account()
    factories.vote(comment, 1, by="Ann")
    factories.vote(other, 1, by="Ann")
    factories.vote(comment, -1, by="Olena")
    merge("Ann", "Olena")
    assert owners(factories, Vote) == ["Olena", "Olena"]
    row = factories.reload(comment)
    assert (row.ups, row.downs, row.best_ups, row.best_downs) == (0, 1, 0, 1)
    assert factories.reload(other).ups == 1


def test_nobody_has_a_vote_on_his_own_comment_afterwards(factories, account, merge):
    account()
    by_guest, by_account = factories.comment(by="Ann"), factories.comment(by="Olena")
    factories.vote(by_guest, 1, by="Olena")
    factories.vote(by_account, 1, by="Ann")
    factories.vote(by_account, 1, by="Ben")
    merge("Ann", "Olena")
    assert factories.reload(by_guest).ups == 0
    assert factories.reload(by_account).ups == 1
    assert owners(factories, Vote) == ["Ben"]


def test_a_vote_beyond_a_network_s_share_weighs_once_it_is_an_account_s(factories, account, merge):
    factories.settings(guest_votes_per_network=2)
    comment = factories.comment(by="Ben")
    for name in ("One", "Two", "Ann"):
        factories.vote(comment, by=name, network="one office")
    assert factories.reload(comment).best_ups == 2
    account()
    merge("Ann", "Olena")
    assert factories.reload(comment).best_ups == 3
    assert len(factories.score_changes()) == 3


def test_flags_come_along_once_and_never_on_own_words(factories, account, merge):
    account()
    own, others = factories.comment(by="Olena"), factories.comment(by="Ben")
    for comment in (own, others):
        factories.flag(comment, by="Ann")
    factories.flag(others, by="Olena")
    merge("Ann", "Olena")
    assert owners(factories, Flag) == ["Olena"]
    assert factories.reload(own).open_flags == 0
    assert factories.reload(others).open_flags == 1


def test_reports_subscriptions_and_tokens(factories, api, account, merge):
    guest = api.reader("Ann")
    report = guest.report().json["id"]
    seen = guest.posted("Before.", headers={"Idempotency-Key": "once"})
    with factories.app.app_context():
        factories.readers["Ann"] = db.session.scalars(select(Reader).where(Reader.name == "Ann")).one()
    account()
    thread_id = factories.act(lambda: factories.named(seen["id"]).thread_id)

    def follow(*names):
        for name in names:
            db.session.add(
                Subscription(
                    site_id=sites.get(factories.slug).id,
                    reader_id=factories.readers[name].id,
                    thread_id=thread_id,
                    cadence="daily" if name == "Olena" else "at_once",
                    created_at=START,
                )
            )

    factories.act(follow, "Ann", "Olena")
    merge("Ann", "Olena")
    assert owners(factories, CorrectionReport) == ["Olena"]
    assert report
    assert owners(factories, Subscription) == ["Olena"]
    assert factories.act(lambda: db.session.scalar(select(Subscription.cadence))) == "daily"
    assert guest.mine().status_code == 401

    def token():
        context = factories.context()
        row = accounts.open_token(context, db.session.get_one(Reader, factories.readers["Olena"].id))
        return accounts.bearer(context, row.public_id)

    guest.token = factories.act(token)
    # Whoever does not know whether it arrived sends it once more, and it is still there once.
    again = guest.post("Before.", headers={"Idempotency-Key": "once"})
    assert (again.status_code, again.json["comment"]["id"]) == (201, seen["id"])
    assert "token" not in again.json
    assert factories.act(lambda: db.session.scalar(select(func.count()).select_from(Comment))) == 1


def test_merging_is_noted_once_and_nothing_happens_without_a_guest(factories, account, merge):
    account()
    account("Olena's sister", "b" * 64)
    factories.comment(by="Ann")
    assert merge("Ann", "Olena")
    assert not merge("Olena", "Olena")
    assert not merge("Olena's sister", "Olena")
    notes = factories.act(lambda: list(db.session.scalars(select(LogEntry).where(LogEntry.subject_type == "reader"))))
    assert [(note.action, note.actor_id) for note in notes] == [("merge_guest", factories.readers["Olena"].id)]
    assert factories.act(lambda: db.session.scalar(select(func.count()).select_from(ReaderMerge))) == 1


def test_what_came_late_is_taken_with_the_next_sign_in(factories, account, merge):
    account()
    factories.comment(by="Ann")
    merge("Ann", "Olena")
    factories.comment("Sent in the same moment.", by="Ann")

    def sign_in_again():
        context = factories.context()
        merging.gather_late(context, db.session.get_one(Reader, factories.readers["Olena"].id))

    factories.act(sign_in_again)
    assert owners(factories, Comment) == ["Olena", "Olena"]


def test_a_ban_comes_along(factories, account, merge):
    account()
    factories.comment(by="Ann")
    factories.sanction("Ann", "ban")
    merge("Ann", "Olena")
    factories.readers["Olena"] = factories.reload(factories.readers["Olena"])
    with pytest.raises(Forbidden, match="banned"):
        factories.comment(by="Olena")


def test_the_same_identity_finds_the_same_account_under_the_publisher_s_newest_name(factories, account):
    first = account("Olena")
    assert (account("Olena K").id, account("").name) == (first.id, "Olena K")
    assert account("Olena", "b" * 64).id != first.id


def test_an_account_known_by_mail_keeps_its_first_name(account):
    account("Olena", provider=accounts.MAIL)
    assert account("Somebody", provider=accounts.MAIL).name == "Olena"


def test_a_name_of_the_newsroom_is_left_out_and_another_one_chosen(factories, account):
    factories.staff("Iryna Melnyk", Role.MODERATOR)
    reader = account("Irуna Melnyk")  # with a Cyrillic letter
    assert reader.name == ""
    factories.readers["nameless"] = reader
    assert factories.comment(by="nameless", name="Ira").author_name == "Ira"


def test_a_token_ends_and_another_site_s_does_not(factories, account, other_site):
    reader = account()

    def sign_out():
        context = factories.context()
        row = accounts.open_token(context, db.session.get_one(Reader, reader.id))
        bearer = accounts.bearer(context, row.public_id)
        accounts.end_token(context, bearer)
        accounts.end_token(context, bearer)
        return bearer

    bearer = factories.act(sign_out)
    with pytest.raises(Unauthenticated):
        factories.act(lambda: accounts.identify(factories.context(), bearer))
    assert factories.act(lambda: db.session.scalar(select(ReaderToken.revoked_at))) is not None
    factories.slug = other_site.slug
    with pytest.raises(Unauthenticated):
        factories.act(lambda: accounts.end_token(factories.context(), bearer))
