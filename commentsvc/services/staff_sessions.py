"""Sessions of the desk's people, on the server's side: begun, found, noted as used, proved anew, ended."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from commentsvc.db import db
from commentsvc.domain import presence
from commentsvc.domain.errors import NotFound
from commentsvc.models.staff import StaffSession, StaffUser

# So long a password or a code, once given, is good for dangerous acts.
PROOF_LASTS = timedelta(minutes=10)


def begin(user_id: int, now: datetime, hours: int, device: str = "") -> str:
    """Begin a session with a proof that was just given; returns the public id that the cookie carries."""
    row = StaffSession(
        user_id=user_id, started_at=now, seen_at=now, proved_at=now, device=device, ends_at=now + timedelta(hours=hours)
    )
    db.session.add(row)
    db.session.flush()
    return row.public_id


def living(public_id: str, user_id: int, now: datetime, idle_minutes: int) -> StaffSession | None:
    """The session, if it has neither been ended, nor run out, nor lain idle for too long."""
    row = db.session.scalar(
        select(StaffSession).where(StaffSession.public_id == public_id, StaffSession.user_id == user_id)
    )
    if row is None or row.ended_at is not None or now >= row.ends_at:
        return None
    return row if now - row.seen_at < timedelta(minutes=idle_minutes) else None


def of_dismissed(public_id: str) -> bool:
    """Whether the session was that of a person who has been dismissed since."""
    active = db.session.scalar(
        select(StaffUser.active)
        .join(StaffSession, StaffSession.user_id == StaffUser.id)
        .where(StaffSession.public_id == public_id)
    )
    return active is False


def needs_touch(row: StaffSession, now: datetime) -> bool:
    """Whether the session's last-seen time is stale enough to be worth a write."""
    return now - row.seen_at >= presence.STEP


def touch(public_id: str, now: datetime) -> None:
    """Note that a session was used."""
    db.session.execute(update(StaffSession).where(StaffSession.public_id == public_id).values(seen_at=now))


def is_proved(row: StaffSession, now: datetime) -> bool:
    """Whether the person gave a password or a code recently enough for a dangerous act."""
    return row.proved_at is not None and now - row.proved_at < PROOF_LASTS


def prove(public_id: str, now: datetime) -> None:
    """Note that the person has just given a password or a code."""
    db.session.execute(update(StaffSession).where(StaffSession.public_id == public_id).values(proved_at=now))


def end(public_id: str, now: datetime) -> None:
    """End one session: its cookie is worth nothing from now on, wherever a copy lies."""
    db.session.execute(
        update(StaffSession)
        .where(StaffSession.public_id == public_id, StaffSession.ended_at.is_(None))
        .values(ended_at=now)
    )


def end_of(user_id: int, public_id: str, now: datetime) -> None:
    """End one session of one person. Raises NotFound where the session is not theirs."""
    theirs = select(StaffSession.id).where(StaffSession.public_id == public_id, StaffSession.user_id == user_id)
    if db.session.scalar(theirs) is None:
        raise NotFound()
    end(public_id, now)


def end_all(user_id: int, now: datetime, but: str | None = None) -> None:
    """End every session of one person, except the one of the public id ``but``."""
    statement = update(StaffSession).where(StaffSession.user_id == user_id, StaffSession.ended_at.is_(None))
    if but is not None:
        statement = statement.where(StaffSession.public_id != but)
    db.session.execute(statement.values(ended_at=now))
