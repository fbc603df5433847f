"""Votes: counted all, weighed with measure."""

from commentsvc.domain.ranking import best_score
from commentsvc.services import verification
from commentsvc.services.votes import NETWORK_SHARE


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


def test_a_changed_vote_keeps_its_weight(factories):
    comment = factories.comment()
    for number in range(NETWORK_SHARE + 1):
        factories.vote(comment, by=f"Guest {number}", network="one office")
    factories.vote(comment, -1, by=f"Guest {NETWORK_SHARE}", network="another one by now")
    row = factories.reload(comment)
    assert (row.ups, row.downs, row.best_ups, row.best_downs) == (NETWORK_SHARE, 1, NETWORK_SHARE, 0)
