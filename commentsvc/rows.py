"""Rows read and written without the ORM's bookkeeping, for the paths on which every statement counts.

A statement is compiled once per database and then run on the bare driver, inside the transaction of the session. The
objects are the session's own, so that whoever is handed one may go on with it as with any other. What it saves, and
when it is worth it: ADR 9.
"""

from collections import namedtuple
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Executable, bindparam, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import instance_state, set_committed_value

from commentsvc.db import Base, db

_KEPT = "commentsvc.rows"


class Prepared:
    """A statement of SQLAlchemy's Core with named parameters (``bindparam``), and none that takes a list."""

    def __init__(self, statement: Executable):
        self._statement = statement
        # What was changed through the ORM must be there to be read; a row that is written knows what it stands on.
        self._reads = statement.is_select
        self._forms: dict[str, _Form] = {}

    def all(self, **values: Any) -> list:
        """Run it; all rows, as named tuples."""
        cursor, form = self._run(values)
        rows = cursor.fetchall()
        make = form.maker(cursor.description) if rows else None
        cursor.close()
        return [make(row) for row in rows]

    def first(self, **values: Any):
        """Run it; the first row, or None."""
        cursor, form = self._run(values)
        row = cursor.fetchone()
        made = None if row is None else form.maker(cursor.description)(row)
        cursor.close()
        return made

    def run(self, **values: Any) -> int:
        """Run it; how many rows it touched."""
        cursor, _form = self._run(values)
        count = cursor.rowcount
        cursor.close()
        return count

    def _run(self, values: dict) -> tuple:
        session = db.session()
        if self._reads:
            session.flush()
        connection = _connection(session)
        dialect = connection.dialect
        form = self._forms.get(dialect.name)
        if form is None:
            form = self._forms[dialect.name] = _Form(self._statement, dialect)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(form.sql, form.parameters(values))
        except dialect.loaded_dbapi.Error as error:
            raise _translated(error, form.sql, connection, cursor) from error
        return cursor, form


def _connection(session: Session) -> Connection:
    """The connection of the session's transaction; the session itself takes as long to name it as a statement takes."""
    kept = session.info.get(_KEPT)
    if kept is not None and kept[0] is _innermost(session):
        return kept[1]
    # Asked anew inside ``begin_nested``: only then does the session set its savepoint.
    connection = session.connection()
    session.info[_KEPT] = _innermost(session), connection
    return connection


def _innermost(session: Session):
    return session.get_nested_transaction() or session.get_transaction()


class _Form:
    """A statement in one database's words, with what turns values into the driver's and back."""

    def __init__(self, statement: Executable, dialect):
        compiled = statement.compile(dialect=dialect)
        self.sql = str(compiled)
        self._dialect = dialect
        self._order = compiled.positiontup
        self._constants = dict(compiled.construct_params(_check=False))
        processors = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in _binds(compiled)}
        self._binders = {name: processor for name, processor in processors.items() if processor is not None}
        self._columns = list(getattr(statement, "selected_columns", ()) or getattr(statement, "exported_columns", ()))
        self._maker: Callable | None = None

    def parameters(self, values: dict):
        """The driver's parameters. Raises TypeError for a name that the statement does not have."""
        if values.keys() - self._constants.keys():
            raise TypeError(f"unknown parameters: {sorted(values.keys() - self._constants.keys())}")
        given = self._constants | values
        for name, processor in self._binders.items():
            given[name] = processor(given[name])
        return given if self._order is None else [given[name] for name in self._order]

    def maker(self, description) -> Callable:
        """What makes a named tuple of the driver's row; known from the first result on."""
        if self._maker is None:
            kind = namedtuple("Row", [column.key for column in self._columns])
            found = [
                (index, column.type.dialect_impl(self._dialect).result_processor(self._dialect, told[1]))
                for index, (column, told) in enumerate(zip(self._columns, description, strict=True))
            ]
            needed = [(index, processor) for index, processor in found if processor is not None]

            def make(row):
                values = list(row)
                for index, processor in needed:
                    values[index] = processor(values[index])
                return kind._make(values)

            self._maker = make
        return self._maker


def fetch(model: type[Base], statement: Prepared, **values: Any):
    """The session's object of the row that a statement of whole rows (``whole``) finds, as the row is now; or None."""
    row = statement.first(**values)
    return None if row is None else _attached(model, row._asdict())


def fetch_all(model: type[Base], statement: Prepared, **values: Any) -> list:
    """The session's objects of all rows that a statement finds, as they are now."""
    return [_attached(model, row._asdict()) for row in statement.all(**values)]


def whole(model: type[Base]):
    """Whole rows of a model, to be narrowed: the columns that ``fetch`` needs."""
    return select(*model.__table__.columns)


def new(model: type[Base], **values: Any):
    """A new object, to be saved; its constructor would note each value as a change."""
    instance = model.__mapper__.class_manager.new_instance()
    vars(instance).update(values)
    return instance


def save(instance: Base) -> None:
    """Write a new object, or what has changed on a known one, at once; it is the session's, and clean, afterwards."""
    state = instance_state(instance)
    if state.key is None:
        _insert(instance)
        return
    changed = tuple(sorted(state.committed_state))
    if changed:
        # What the session does when it has written an object itself; without it, it would do so a second time. Should
        # the statement fail, the whole transaction fails, and the session forgets every object with it.
        state._commit_all(state.dict, db.session().identity_map)
        values = {f"new_{name}": state.dict[name] for name in changed}
        _update_of(type(instance), changed).run(row_id=instance.id, **values)


def insert(model: type[Base], **values: Any) -> int:
    """Write a row that nobody looks at again in this unit of work; returns its id. Columns left out get defaults."""
    return _insert_into(model).first(**{f"new_{name}": value for name, value in (_defaults(model) | values).items()})[0]


def _insert(instance: Base) -> None:
    model = type(instance)
    values = _defaults(model) | {name: value for name, value in vars(instance).items() if name in model.__table__.c}
    vars(instance).update(values, id=insert(model, **values))
    state = instance_state(instance)
    state._commit_all(state.dict)
    _attach(state, _key(model, instance.id))


def _attached(model: type[Base], columns: dict):
    key = _key(model, columns["id"])
    known = db.session().identity_map.get(key)
    if known is not None:
        _renew(known, columns)
        return known
    instance = new(model, **columns)
    _attach(instance_state(instance), key)
    return instance


def _renew(known: Base, columns: dict) -> None:
    state = instance_state(known)
    if not state.modified and not state.expired_attributes:
        state.dict.update(columns)
        return
    for name, value in columns.items():
        set_committed_value(known, name, value)


def _attach(state, key: tuple) -> None:
    """Make an object the session's own as the ORM's loading does it; ``Session.add`` takes as long as a statement."""
    session = db.session()
    state.key, state.session_id = key, session.hash_key
    session.identity_map._add_unpresent(state, key)


def _key(model: type[Base], row_id: int) -> tuple:
    return model.__mapper__.identity_key_from_primary_key((row_id,))


def _defaults(model: type[Base]) -> dict:
    return {name: make() for name, make in _default_makers(model)}


@lru_cache
def _default_makers(model: type[Base]) -> list[tuple[str, Callable]]:
    makers: list[tuple[str, Callable]] = []
    for column in model.__table__.columns:
        if column.primary_key:
            continue
        if column.default is None:
            makers.append((column.key, lambda: None))
        elif column.default.is_callable:
            makers.append((column.key, lambda default=column.default.arg: default(None)))
        else:
            makers.append((column.key, lambda default=column.default.arg: default))
    return makers


@lru_cache
def _insert_into(model: type[Base]) -> Prepared:
    table = model.__table__
    binds = {column.key: _new(column) for column in table.columns if not column.primary_key}
    return Prepared(table.insert().values(binds).returning(table.c.id))


@lru_cache(maxsize=256)
def _update_of(model: type[Base], names: tuple[str, ...]) -> Prepared:
    table = model.__table__
    values = {name: _new(table.c[name]) for name in names}
    return Prepared(table.update().where(table.c.id == bindparam("row_id")).values(values))


def _new(column):
    # A parameter called like its column would be taken for the ORM's own.
    return bindparam(f"new_{column.key}", type_=column.type)


def _binds(compiled):
    return [(compiled.bind_names[bind], bind) for bind in compiled.binds.values()]


def _translated(error, sql: str, connection, cursor) -> DBAPIError:
    """The driver's error as SQLAlchemy would have raised it; parameters, which hold readers' words, are left out."""
    lost = connection.dialect.is_disconnect(error, connection.connection.dbapi_connection, cursor)
    if lost:
        connection.invalidate(error)
    return DBAPIError.instance(
        sql,
        None,
        error,
        connection.dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=lost,
        dialect=connection.dialect,
    )
