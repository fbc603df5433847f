"""A thread's filters: flat, newest first, paged without repeats or gaps, each from its own small index."""

import pytest

from commentsvc.db import db
from commentsvc.domain.errors import Invalid
from commentsvc.domain.filters import Filter
from commentsvc.queries import filtered, threads
from tests.statements import reading

MARKS = {Filter.FEATURED: "featured", Filter.STAFF: "by_staff"}


@pytest.fixture
def marked(factories):
    """`marked(comment, Filter.STAFF)`: the comment, as the filter shows it."""

    def mark(comment, chosen: Filter):
        def act():
            setattr(factories._row(comment), MARKS[chosen], True)

        factories.act(act)
        return comment

    return mark


def shown(app, thread_id: int, chosen: Filter, limit: int) -> list[list[str]]:
    pages, cursor = [], None
    with app.app_context():
        while True:
            page = filtered.page(thread_id, chosen, limit, cursor)
            pages.append([node.row.public_id for node in page.nodes])
            cursor = page.next_cursor
            if cursor is None:
                return pages


@pytest.mark.parametrize("chosen", list(Filter))
def test_a_filter_is_flat_over_all_depths_newest_first_and_paged(app, factories, marked, chosen):
    root = marked(factories.comment("Root"), chosen)
    reply = marked(factories.comment("Reply", parent=root), chosen)
    factories.comment("Unmarked", parent=reply)
    deep = marked(factories.comment("Deep", parent=reply), chosen)
    late = marked(factories.comment("Late"), chosen)
    expected = [one.public_id for one in (late, deep, reply, root)]
    assert shown(app, root.thread_id, chosen, 3) == [expected[:3], expected[3:]]
    assert shown(app, root.thread_id, chosen, 4) == [expected]


@pytest.mark.parametrize("chosen", list(Filter))
def test_tombstones_and_what_is_held_are_left_out(app, factories, marked, chosen):
    withdrawn = marked(factories.comment("Withdrawn"), chosen)
    reply = factories.comment("Reply", parent=withdrawn)
    factories.withdraw(withdrawn)
    marked(factories.held(source="Held"), chosen)
    assert shown(app, withdrawn.thread_id, chosen, 10) == [[]]
    with app.app_context():
        head = threads.by_id(withdrawn.thread_id)
        assert not getattr(head, f"shows_{chosen}")
    marked(reply, chosen)
    with app.app_context():
        assert getattr(threads.by_id(withdrawn.thread_id), f"shows_{chosen}")
        (node,) = filtered.page(withdrawn.thread_id, chosen, 10).nodes
        assert node.answers.public_id == withdrawn.public_id
        assert node.answers.withdrawn_at is not None


def test_the_newest_three_picks_stand_on_top(app, factories, marked):
    made = [marked(factories.comment(str(number)), Filter.FEATURED) for number in range(5)]
    with app.app_context():
        on_top = [node.row.public_id for node in filtered.on_top(made[0].thread_id)]
    assert on_top == [one.public_id for one in made[:1:-1]]


def test_a_cursor_of_another_list_is_refused(app, factories, marked):
    made = [marked(factories.comment(str(number)), Filter.FEATURED) for number in range(3)]
    with app.app_context():
        cursor = filtered.page(made[0].thread_id, Filter.FEATURED, 1).next_cursor
        for chosen, wrong in ((Filter.STAFF, cursor), (Filter.FEATURED, "x"), (Filter.FEATURED, cursor[:-3])):
            with pytest.raises(Invalid):
                filtered.page(made[0].thread_id, chosen, 1, wrong)


@pytest.mark.parametrize("chosen", list(Filter))
def test_one_query_reads_a_filter_and_it_walks_the_filters_own_index(app, factories, marked, chosen):
    thread_id = marked(factories.comment("Only"), chosen).thread_id
    with reading(app) as seen, app.app_context():
        filtered.page(thread_id, chosen, 20)
        threads.by_id(thread_id)
    (page, head) = seen
    index = f"ix_comment_{chosen}"
    for sql, parameters in (page, head):
        plan = explained(app, sql, parameters)
        assert plan is None or any(index in row for row in plan), plan
    assert not any("TEMP B-TREE" in row for row in explained(app, *page) or ())


def explained(app, sql: str, parameters) -> list[str] | None:
    """How SQLite goes about a statement; PostgreSQL's plan depends on statistics that a test does not have."""
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            return None
        with db.engine.connect() as connection:
            return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", tuple(parameters))]
