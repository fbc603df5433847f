"""The random key of each day under which networks' addresses are hashed: made ahead, agreed on, and destroyed.

It is in no way derived from the service's own key, so that once a day's row is gone nobody can try addresses against
the hashes of that day, not even who has the database, an old copy of everything else and the service's key.
"""

import secrets
from datetime import date, timedelta
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Date, Engine, Text, bindparam, delete, select, text

from commentsvc.db import apart, committed, db, is_writing, write_queue
from commentsvc.domain.keys import Keys
from commentsvc.models.privacy import NetworkKey

# A worker that stands still over a week-end must not make the first reader of Monday wait.
AHEAD_DAYS = 3
_BYTES = 32
# Yesterday's is asked for by a request that began before midnight.
_IN_MEMORY = timedelta(days=1)

_SEALED = select(NetworkKey.key)
_PUT = text("INSERT INTO network_key (day, key) VALUES (:day, :key) ON CONFLICT (day) DO NOTHING").bindparams(
    bindparam("day", type_=Date()), bindparam("key", type_=Text())
)

_kept: WeakKeyDictionary[Engine, dict[date, bytes]] = WeakKeyDictionary()


def of_day(keys: Keys, day: date) -> bytes:
    """The key of a day, the same in every process; made where there is none yet.

    May be called anywhere, in an open unit of work too: there SQLite has the key made by that unit, and should it fail,
    everything that was hashed with the key fails with it.
    """
    kept = _kept.setdefault(db.engine, {})
    key = kept.get(day)
    if key is None:
        # Looked for beside the session: what another unit has not committed yet must not be remembered.
        with committed() as connection:
            key = _found(connection, keys, day)
        if key is None and is_writing() and write_queue() is not None:
            return _agreed(db.session.connection(), keys, day)
        if key is None:
            with apart() as connection:
                key = _agreed(connection, keys, day)
        _remember(kept, day, key)
    return key


def make_ahead(keys: Keys, today: date) -> None:
    """Make the keys of today and of the next days, where they are missing; opens its own short transactions."""
    for ahead in range(AHEAD_DAYS + 1):
        of_day(keys, today + timedelta(days=ahead))


def destroy_before(day: date) -> int:
    """Delete the keys of the days before ``day``, for good; returns how many."""
    return db.session.execute(delete(NetworkKey).where(NetworkKey.day < day)).rowcount


def forget() -> None:
    """Look every key up anew."""
    _kept.clear()


def _found(connection: Connection, keys: Keys, day: date) -> bytes | None:
    sealed = connection.scalar(_SEALED.where(NetworkKey.day == day))
    opened = None if sealed is None else keys.unseal(sealed)
    return None if opened is None else bytes.fromhex(opened)


def _agreed(connection: Connection, keys: Keys, day: date) -> bytes:
    sealed = connection.scalar(_SEALED.where(NetworkKey.day == day))
    if sealed is not None and keys.unseal(sealed) is None:
        # Sealed with another service key: of no use to anybody any more.
        connection.execute(delete(NetworkKey).where(NetworkKey.day == day, NetworkKey.key == sealed))
    # Whoever comes second waits for the first, and then finds its key.
    connection.execute(_PUT, {"day": day, "key": keys.seal(secrets.token_hex(_BYTES))})
    return _found(connection, keys, day)


def _remember(kept: dict[date, bytes], day: date, key: bytes) -> None:
    kept[day] = key
    for old in [known for known in kept if known < day - _IN_MEMORY]:
        kept.pop(old, None)
