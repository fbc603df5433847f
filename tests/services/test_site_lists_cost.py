"""The lists of a whole site walk an index each and stop at their limit: no scan, no sort of all rows."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event

from commentsvc.db import db
from commentsvc.queries import site_lists
from commentsvc.services import sites
from tests.clock import START


@pytest.fixture
def plans(app, site, factories):
    """`plans(question)`: SQLite's plans of the statements that answer a question, by their first table."""
    factories.comment()

    def explain(question) -> list[str]:
        found = []
        with app.app_context():
            asked = sites.get("daily")
            statements = []

            def note(_connection, _cursor, statement, parameters, *_rest):
                statements.append((statement, parameters))

            event.listen(db.engine, "before_cursor_execute", note)
            question(asked)
            event.remove(db.engine, "before_cursor_execute", note)
            connection = db.session.connection()
            for statement, parameters in statements:
                rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                found.append(" | ".join(row[-1] for row in rows))
        return found

    return explain


SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@SQLITE
def test_the_latest_of_a_site_walk_their_index(plans):
    first, *rest = plans(lambda site: site_lists.latest(site, 10))
    assert "ix_comment_latest" in first
    assert not re.search(r"SCAN|TEMP B-TREE FOR ORDER", " ".join([first, *rest]))


@SQLITE
def test_the_latest_of_a_thread_walk_their_index(plans):
    first, *rest = plans(lambda site: site_lists.latest_of_thread(site, 1, 10))
    assert "ix_comment_recent" in first
    assert not re.search(r"SCAN|TEMP B-TREE FOR ORDER", " ".join([first, *rest]))


@SQLITE
def test_the_most_discussed_walk_the_pulse_and_the_busiest(plans, factories, monkeypatch):
    monkeypatch.setattr(site_lists, "THREADS_LOOKED_AT", 1)
    factories.comment(key="another")
    found = plans(lambda site: site_lists.most_discussed(site, START - timedelta(days=1), 5))
    recent, beyond, largest = found
    assert "ix_thread_pulse" in recent
    assert "COVERING INDEX ix_thread_pulse" in beyond
    assert "ix_thread_busiest" in largest
    # Only what was looked at, at most 1,000 threads, is scanned and sorted once more.
    assert not re.search(r"SCAN (?!anon)", " ".join(found))
