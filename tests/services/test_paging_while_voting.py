"""A reader pages through a list while others vote, post, hide and bring back: nothing is met twice, nothing missed."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from commentsvc.db import db
from commentsvc.domain.moderation import Action
from commentsvc.domain.ranking import Order
from commentsvc.models.comment import Comment
from commentsvc.queries import branches, threads
from commentsvc.services import score_history

# Reasons for the settings: every example writes to a real database, which takes as long as it takes.
SLOW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
VOTERS = 4
# Votes come oftener than anything else: they are what moves places.
ACTS = ["up", "up", "down", "retract", "post", "hide", "hide and bring back"]
act = st.tuples(st.sampled_from(ACTS), st.integers(0, 30), st.integers(0, VOTERS - 1))


class Reading:
    """One list of a thread, roots or the replies of one comment, read page by page in one order."""

    def __init__(self, factories, key: str, nested: bool, order: Order):
        self.factories, self.key, self.order = factories, key, order
        self.parent = factories.comment("Root", key=key) if nested else None
        self.posted: list[Comment] = []
        self.hidden: set[int] = set()

    def do(self, name: str, number: int, voter: int) -> None:
        if name == "post" or not self.posted:
            self.factories.clock.pass_by(seconds=number % 2)
            self.posted.append(self.factories.comment("One", key=self.key, parent=self.parent))
            return
        comment = self.posted[number % len(self.posted)]
        if comment.id in self.hidden:
            return
        if name in ("up", "down"):
            self.factories.vote(comment, 1 if name == "up" else -1, by=f"Voter {voter}")
        elif name == "retract":
            self.factories.retract(comment, by=f"Voter {voter}")
        else:
            self.factories.decide(comment, Action.HOLD)
            if name == "hide":
                self.hidden.add(comment.id)
            else:
                self.factories.decide(comment, Action.APPROVE)

    def whole(self) -> list[int]:
        """The order of this moment, worked out from the rows."""
        rows = [self.factories.reload(comment) for comment in self.posted if comment.id not in self.hidden]
        if self.order is Order.OLDEST:
            rows.sort(key=lambda row: (row.created_at, row.id))
        elif self.order is Order.NEWEST:
            rows.sort(key=lambda row: (row.created_at, row.id), reverse=True)
        else:
            rows.sort(key=lambda row: (row.best_score, row.id), reverse=True)
        return [row.id for row in rows]

    def page(self, limit: int, cursor: str | None):
        with self.factories.app.app_context():
            if self.parent is not None:
                page = threads.replies(self.parent, self.order, limit, cursor)
            else:
                page = threads.roots(self.posted[0].thread_id, self.order, limit, cursor)
            db.session.rollback()
        return [node.row.id for node in page.nodes], page.next_cursor


@pytest.mark.parametrize("nested", [False, True], ids=["roots", "replies"])
@pytest.mark.parametrize("order", list(Order))
def test_each_comment_is_met_once_whatever_happens_meanwhile(factories, order, nested):
    articles = itertools.count()

    @SLOW
    @given(
        st.integers(1, 9),
        st.lists(act, max_size=12),
        st.integers(1, 3),
        st.lists(st.lists(act, max_size=6), max_size=6),
    )
    def check(size, before, limit, between):
        reading = Reading(factories, f"article {next(articles)}", nested, order)
        for number in range(size):
            reading.do("post", number, 0)
        for one in before:
            reading.do(*one)
        at_first, meanwhile = reading.whole(), iter(between)
        met, cursor = reading.page(limit, None)
        while cursor is not None:
            for one in next(meanwhile, []):
                reading.do(*one)
            ids, cursor = reading.page(limit, cursor)
            assert not set(ids) & reading.hidden
            met += ids
        assert len(met) == len(set(met))
        still = [one for one in at_first if one not in reading.hidden or one in met]
        assert [one for one in met if one in at_first] == still

    check()


def test_a_comment_voted_past_the_reader_is_neither_missed_nor_met_again(factories):
    reading = Reading(factories, "bridge", False, Order.BEST)
    for _number in range(6):
        reading.do("post", 0, 0)
    first, cursor = reading.page(2, None)
    last, shown = reading.whole()[-1], first[0]
    for comment in reading.posted:
        if comment.id == last:
            factories.vote(comment, 1)
        elif comment.id == shown:
            factories.vote(comment, -1)
    assert reading.whole()[0] == last and reading.whole()[-1] == shown
    rest, _ = reading.page(10, cursor)
    assert last in rest and shown not in rest
    assert len(rest) == 4


def test_what_is_new_is_on_the_next_first_page_at_the_latest(factories):
    reading = Reading(factories, "bridge", False, Order.BEST)
    for _number in range(4):
        reading.do("post", 0, 0)
    _, cursor = reading.page(2, None)
    reading.do("post", 0, 0)
    newest = reading.posted[-1].id
    assert newest not in reading.page(10, cursor)[0]
    assert newest == reading.page(2, None)[0][0]


def test_one_page_costs_one_look_at_a_bounded_number_of_changes(factories, monkeypatch):
    monkeypatch.setattr(branches, "CHANGES_SEEN", 3)
    branches._best_as_of.cache_clear()
    reading = Reading(factories, "bridge", False, Order.BEST)
    for _number in range(8):
        reading.do("post", 0, 0)
    _, cursor = reading.page(2, None)
    for number in range(8):
        reading.do("up", number, 0)
    statements = []
    with factories.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))
    rest, _ = reading.page(20, cursor)
    branches._best_as_of.cache_clear()
    assert sum("score_change" in each for each in statements) == 1
    # Places beyond the bound are those of now: still a page, without anything twice on it.
    assert rest and len(rest) == len(set(rest))


def test_a_page_older_than_what_is_kept_goes_on_in_the_order_of_now(factories):
    reading = Reading(factories, "bridge", False, Order.BEST)
    for _number in range(4):
        reading.do("post", 0, 0)
    _, cursor = reading.page(2, None)
    last = reading.whole()[-1]
    factories.vote(next(each for each in reading.posted if each.id == last), 1)
    factories.clock.pass_by(seconds=score_history.KEPT_FOR.total_seconds() + 1)
    assert factories.act(score_history.forget_old, factories.clock.now()) == 1
    assert last not in reading.page(10, cursor)[0]
    assert reading.page(1, None)[0] == [last]
