"""Whether a reader may write: what is in force of the sanctions on them.

Almost nobody has any: ``Reader.sanctioned`` says so on the row that is at hand, and no further question is asked.
"""

from datetime import datetime

from sqlalchemy import bindparam, or_

from commentsvc import rows
from commentsvc.domain.errors import Forbidden
from commentsvc.domain.sanctions import GOOD, SanctionKind, Standing
from commentsvc.models.reader import Reader
from commentsvc.models.sanction import Sanction
from commentsvc.services.context import Context

_IN_FORCE = rows.Prepared(
    rows.whole(Sanction)
    .where(
        Sanction.reader_id == bindparam("reader_id"),
        Sanction.lifted_at.is_(None),
        or_(Sanction.ends_at.is_(None), Sanction.ends_at > bindparam("now", type_=Sanction.ends_at.type)),
        or_(Sanction.kind != str(SanctionKind.WARNING), Sanction.acknowledged_at.is_(None)),
    )
    .order_by(Sanction.id)
)


def in_force(reader: Reader, now: datetime) -> list[Sanction]:
    """The sanctions that hold for a reader at a moment, oldest first."""
    return rows.fetch_all(Sanction, _IN_FORCE, reader_id=reader.id, now=now) if reader.sanctioned else []


def of(reader: Reader, now: datetime) -> Standing:
    """What a reader may do at a moment."""
    held = in_force(reader, now)
    if not held:
        return GOOD
    kinds = {row.kind for row in held}
    ends = [row.ends_at for row in held if row.kind == SanctionKind.SUSPENSION]
    return Standing(
        banned=SanctionKind.BAN in kinds,
        suspended_until=max(ends) if ends else None,
        warned=SanctionKind.WARNING in kinds,
        held=SanctionKind.HELD in kinds,
        trusted=SanctionKind.TRUSTED in kinds,
    )


def require_may_write(context: Context, reader: Reader) -> Standing:
    """Raise Forbidden ``banned`` or ``suspended`` for whoever is kept from writing; else what is in force."""
    found = of(reader, context.now)
    if found.banned:
        raise Forbidden("banned")
    if found.suspended_until is not None:
        raise Forbidden("suspended", until=found.suspended_until)
    return found


def require_may_post(context: Context, reader: Reader) -> Standing:
    """The same for whoever is about to post: Forbidden ``warned``, too, until every warning is acknowledged."""
    found = require_may_write(context, reader)
    if found.warned:
        raise Forbidden("warned")
    return found


def settle(reader: Reader, now: datetime) -> None:
    """Derive the reader's own columns anew from the sanctions."""
    reader.sanctioned = True
    held = in_force(reader, now)
    reader.sanctioned = bool(held)
    reader.banned = any(row.kind == SanctionKind.BAN for row in held)
    rows.save(reader)
