"""What is read from the database, through the ORM and by prepared statements alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from sqlalchemy import event

from commentsvc.db import db
from commentsvc.rows import Prepared


@contextmanager
def reading(app) -> Iterator[list[tuple[str, object]]]:
    """Fills the list with each SELECT and its parameters."""
    seen: list[tuple[str, object]] = []
    run = Prepared._run

    def noted(self, values):
        cursor, form = run(self, values)
        seen.append((form.sql, form.parameters(values)))
        return cursor, form

    def note(_connection, _cursor, statement, parameters, *_more):
        if statement.startswith("SELECT"):
            seen.append((statement, parameters))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        with patch.object(Prepared, "_run", noted):
            yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
