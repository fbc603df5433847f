"""Votes: counted all, weighed and shown with measure."""

from sqlalchemy import update

from commentsvc.db import db
from commentsvc.domain.ranking import ALIKE_FOR_ONE, best_score
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.jobs import housekeeping
from commentsvc.models.comment import Vote
from commentsvc.services import score_history, verification

NETWORK_SHARE = SiteSettings().guest_votes_per_network


def test_one_network_moves_best_only_up_to_its_share(factories):
    comment = factories.comment()
    for number in range(NETWORK_SHARE + 4):
        factories.vote(comment, by=f"Guest {number}", network="one office")
    row = factories.reload(comment)
    assert row.ups == NETWORK_SHARE + 4
    assert row.best_ups == NETWORK_SHARE
    assert row.best_score == best_score(NETWORK_SHARE, 0)
    factories.vote(comment, by="Somebody else", network="elsewhere")
    assert factories.reload(comment).best_ups == NETWORK_SHARE + 1
    assert factories.act(verification.check_thread, row.thread_id) == []


def test_a_changed_vote_still_belongs_to_the_network_it_came_from(factories):
    comment = factories.comment()
    for number in range(NETWORK_SHARE + 1):
        factories.vote(comment, by=f"Guest {number}", network="one office")
    factories.vote(comment, -1, by=f"Guest {NETWORK_SHARE}", network="another one by now")
    row = factories.reload(comment)
    assert (row.ups, row.downs, row.best_ups, row.best_downs) == (NETWORK_SHARE, 1, NETWORK_SHARE, 0)


def test_what_a_vote_moved_is_remembered_with_the_thread_s_version(factories):
    root = factories.comment()
    reply = factories.comment(parent=root)
    steps = [(reply, 1), (reply, -1), (reply, None)]
    remembered = []
    for comment, value in steps:
        before = factories.reload(comment).best_score
        factories.vote(comment, value) if value else factories.retract(comment)
        remembered.append((root.thread_id, root.id, reply.id, factories.thread_of(root).version, before))
    assert factories.score_changes() == remembered


def test_a_vote_that_moves_nothing_leaves_no_trace(factories):
    comment = factories.comment()
    for number in range(NETWORK_SHARE + 2):
        factories.vote(comment, by=f"Guest {number}", network="one office")
    assert len(factories.score_changes()) == NETWORK_SHARE
    factories.vote(comment, by="Guest 0", network="one office")
    assert len(factories.score_changes()) == NETWORK_SHARE


def test_what_nobody_pages_by_any_more_is_forgotten(factories):
    comment = factories.comment()
    factories.vote(comment, by="Ben")
    factories.clock.pass_by(seconds=score_history.KEPT_FOR.total_seconds())
    factories.vote(comment, by="Cleo")
    factories.clock.pass_by(seconds=1)
    with factories.app.app_context():
        runtime = factories.app.extensions["commentsvc"]
        assert housekeeping.clean_up(factories.clock.now(), runtime.settings, runtime.keys)["score changes"] == 1
    assert len(factories.score_changes()) == 1


def weighing(factories, comment) -> tuple[int, int]:
    row = factories.reload(comment)
    assert factories.act(verification.check_thread, row.thread_id) == []
    return row.best_ups, row.best_downs


def liked(factories, elsewhere, guests):
    """A comment that so many readers, each in a network of their own, and so many guests of one carrier like."""
    comment = factories.comment()
    for number in range(elsewhere):
        factories.vote(comment, by=f"Reader {number}")
    for number in range(guests):
        factories.vote(comment, by=f"Guest {number}", network="one carrier")
    return comment


def test_a_network_weighs_more_where_many_elsewhere_say_the_same(factories):
    comment = liked(factories, elsewhere=3 * ALIKE_FOR_ONE, guests=5)
    assert weighing(factories, comment) == (3 * ALIKE_FOR_ONE + 3, 0)
    # Against the many it is not heard any louder than anywhere.
    for number in range(5):
        factories.vote(comment, -1, by=f"Raider {number}", network="another carrier")
    assert weighing(factories, comment) == (3 * ALIKE_FOR_ONE + 3, NETWORK_SHARE)


def test_a_raid_s_networks_do_not_raise_each_other_s_share(factories):
    comment = factories.comment()
    for number in range(4 * 10):
        factories.vote(comment, by=f"Puppet {number}", network=f"raided from {number % 4}")
    assert weighing(factories, comment) == (4 * NETWORK_SHARE, 0)


def test_what_weighed_because_many_say_so_does_not_weigh_for_the_opposite(factories):
    comment = liked(factories, elsewhere=4 * ALIKE_FOR_ONE, guests=4)
    assert weighing(factories, comment) == (4 * ALIKE_FOR_ONE + 4, 0)
    for number in range(4):
        factories.vote(comment, -1, by=f"Guest {number}")
    ups, downs = weighing(factories, comment)
    assert ups == 4 * ALIKE_FOR_ONE
    assert downs <= NETWORK_SHARE


def test_an_old_vote_whose_network_was_forgotten_is_weighed_anew_where_it_is_changed(factories):
    comment = factories.comment()
    for number in range(NETWORK_SHARE + 1):
        factories.vote(comment, by=f"Guest {number}", network=f"office {number}")
    factories.act(lambda: db.session.execute(update(Vote).values(network="")))
    factories.vote(comment, -1, by="Guest 0", network="a home")
    comment = factories.reload(comment)
    assert (comment.best_ups, comment.best_downs) == (NETWORK_SHARE, 1)
