"""Walking a queue page by page repeats nothing and skips nothing that goes on waiting, in all its orders, whatever
colleagues decide between two pages."""

import itertools
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commentsvc.db import db
from commentsvc.domain.moderation import Action
from commentsvc.queries import desk_comment_list, desk_comments
from commentsvc.queries.desk_comment_list import Choice
from commentsvc.queries.desk_scope import Looking, Sight
from tests.clock import START

SLOW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
# Minutes until each should be decided (many share one), and after which page a colleague decides it, if at all.
PLAN = st.lists(st.tuples(st.integers(0, 3), st.none() | st.integers(1, 4)), min_size=1, max_size=14)


@pytest.fixture
def small_pages(monkeypatch):
    for module in (desk_comment_list, desk_comments):
        monkeypatch.setattr(module, "PAGE", 3)


@pytest.mark.parametrize("order", desk_comment_list.ORDERS)
def test_pages_follow_each_other_while_colleagues_decide(app, factories, small_pages, order):
    sections = itertools.count()

    @SLOW
    @given(PLAN)
    def walk(plan):
        section = f"Section {next(sections)}"
        factories.publish(section, section=section)
        rows = []
        for minutes, _page in plan:
            row = factories.held(key=section)
            factories.act(lambda row=row, minutes=minutes: _set(row, minutes))
            rows.append(row)
        decided = {row.public_id: page for row, (_minutes, page) in zip(rows, plan, strict=True)}
        seen, after, pages = [], "", 0
        while after is not None:
            with app.app_context():
                looking = Looking(rows[0].site_id, 1, Sight((section,)), factories.clock.now())
                cards, after = desk_comment_list.page(looking, Choice("waiting", order, after=after))
                here = [card.comment.public_id for card in cards]
                db.session.remove()
            seen += here
            pages += 1
            for row in rows:
                if decided[row.public_id] == pages:
                    factories.decide(row, Action.APPROVE)
        assert len(seen) == len(set(seen))
        stays = [row for row, (_minutes, page) in zip(rows, plan, strict=True) if page is None]
        assert [one for one in seen if decided[one] is None] == [
            row.public_id for row in _sorted(stays, plan, rows, order)
        ]

    walk()


def _set(row, minutes):
    here = db.session.get_one(type(row), row.id)
    here.urgent_at = START + timedelta(minutes=minutes)
    # One in four is not estimated yet.
    here.refusal = minutes - 1


def _sorted(stays, plan, rows, order):
    minutes = {row.id: minutes for row, (minutes, _page) in zip(rows, plan, strict=True)}
    if order == "urgent":
        return sorted(stays, key=lambda row: (minutes[row.id], row.id))
    if order == "refusal":
        return sorted(stays, key=lambda row: (minutes[row.id], row.id), reverse=True)
    return sorted(stays, key=lambda row: row.id, reverse=order == "newest")
