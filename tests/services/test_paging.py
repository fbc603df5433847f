"""Walking a thread page by page repeats nothing and skips nothing, in all three orders."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commentsvc.domain.ranking import Order, best_score
from commentsvc.queries import threads
from commentsvc.services import comments, sites
from commentsvc.services.context import Context
from commentsvc.services.threads import ArticleHint

SLOW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def crowd(factories):
    """A thread in which many comments share their second and their votes; rows as (id, moment, score)."""

    def make(key: str, plan: list[tuple[int, int, int]]) -> tuple[int, list]:
        def post():
            context = factories.context("Ann")
            rows = []
            for seconds, ups, downs in plan:
                factories.clock.pass_by(seconds=seconds)
                moment = Context(
                    site=sites.get("daily"), now=factories.clock.now(), keys=context.keys, whence=lambda: "n"
                )
                moment.reader = context.reader
                new = comments.NewComment(comments.prepare_text("x"))
                row, _ = comments.post(moment, ArticleHint(key), new)
                row.ups, row.downs = row.best_ups, row.best_downs = ups, downs
                row.best_score = best_score(ups, downs)
                rows.append(row)
            return [(row.thread_id, row.public_id, row.id, row.created_at, row.best_score) for row in rows]

        rows = factories.act(post)
        return rows[0][0], [row[1:] for row in rows]

    return make


def expected(rows: list, order: Order) -> list[str]:
    if order is Order.BEST:
        rows = sorted(rows, key=lambda row: (-row[3], -row[1]))
    elif order is Order.NEWEST:
        rows = sorted(rows, key=lambda row: (row[2], row[1]), reverse=True)
    else:
        rows = sorted(rows, key=lambda row: (row[2], row[1]))
    return [row[0] for row in rows]


@pytest.mark.parametrize("order", list(Order))
def test_pages_follow_each_other(app, crowd, order):
    plan = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=25)

    articles = itertools.count()

    @SLOW
    @given(plan, st.integers(1, 7))
    def check(plan, limit):
        thread_id, rows = crowd(f"article {next(articles)}", plan)
        seen, cursor = [], None
        with app.app_context():
            while True:
                page = threads.roots(thread_id, order, limit, cursor)
                assert len(page.nodes) <= limit
                seen += [node.row.public_id for node in page.nodes]
                cursor = page.next_cursor
                if cursor is None:
                    break
        assert seen == expected(rows, order)

    check()


def test_what_arrives_between_two_pages_moves_nothing(app, crowd, factories):
    thread_id, rows = crowd("bridge", [(1, 0, 0)] * 6)
    with app.app_context():
        first = threads.roots(thread_id, Order.NEWEST, 3)
        seen = [node.row.public_id for node in first.nodes]
    factories.clock.pass_by(seconds=5)
    factories.comment("A late one")
    with app.app_context():
        second = threads.roots(thread_id, Order.NEWEST, 3, first.next_cursor)
        seen += [node.row.public_id for node in second.nodes]
    assert seen == expected(rows, Order.NEWEST)
