"""The people of the desk: accounts, roles on sites, and sessions that end."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from commentsvc.db import db
from commentsvc.domain.errors import invalid
from commentsvc.domain.limits import EMAIL_MAX_CHARS
from commentsvc.domain.roles import Role
from commentsvc.domain.text import clean_line, clean_name
from commentsvc.models.site import Site
from commentsvc.models.staff import Membership, StaffSession, StaffUser

# How exact the last-seen time of a session is: fresher would mean a write with every page.
SEEN_STEP = timedelta(minutes=1)
ENDED_KEPT = timedelta(days=30)


def create(email: str, password_hash: str, name: str, now: datetime) -> StaffUser:
    """Make a staff account; the password comes hashed.

    Raises Invalid for a malformed or taken address, and for a name that could not stand beside a comment.
    """
    email = clean_line("email", email, EMAIL_MAX_CHARS).lower()
    if "@" not in email:
        raise invalid("email", "email_malformed")
    if find(email) is not None:
        raise invalid("email", "email_taken")
    user = StaffUser(
        email=email,
        name=clean_name(name) if name.strip() else "",
        password=password_hash,
        active=True,
        fs_uniquifier=secrets.token_hex(32),
        created_at=now,
    )
    db.session.add(user)
    db.session.flush()
    return user


def find(email: str) -> StaffUser | None:
    """The account of an address."""
    return db.session.scalar(select(StaffUser).where(StaffUser.email == email.strip().lower()))


def rename(user: StaffUser, name: str) -> None:
    """Give a person another name; what they wrote keeps the one it was signed with. Raises Invalid."""
    user.name = clean_name(name)


def grant(user: StaffUser, site: Site, role: Role) -> None:
    """Give a person a role on a site, in place of the one before."""
    for membership in user.memberships:
        if membership.site_id == site.id:
            membership.role = role
            return
    user.memberships.append(Membership(site_id=site.id, role=role))
    db.session.flush()


def set_password(user: StaffUser, password_hash: str, now: datetime) -> None:
    """Give a new password (hashed) and end every session of the person."""
    user.password = password_hash
    user.fs_uniquifier = secrets.token_hex(32)
    end_all(user.id, now)


def begin_session(user_id: int, now: datetime, hours: int) -> str:
    """Begin a session on the server's side; returns the public id that the cookie carries."""
    row = StaffSession(user_id=user_id, started_at=now, seen_at=now, ends_at=now + timedelta(hours=hours))
    db.session.add(row)
    db.session.flush()
    return row.public_id


def living_session(public_id: str, user_id: int, now: datetime, idle_minutes: int) -> StaffSession | None:
    """The session, if it has neither been ended, nor run out, nor lain idle for too long."""
    row = db.session.scalar(
        select(StaffSession).where(StaffSession.public_id == public_id, StaffSession.user_id == user_id)
    )
    if row is None or row.ended_at is not None or now >= row.ends_at:
        return None
    return row if now - row.seen_at < timedelta(minutes=idle_minutes) else None


def needs_touch(row: StaffSession, now: datetime) -> bool:
    """Whether the session's last-seen time is stale enough to be worth a write."""
    return now - row.seen_at >= SEEN_STEP


def touch(public_id: str, now: datetime) -> None:
    """Note that a session was used."""
    db.session.execute(update(StaffSession).where(StaffSession.public_id == public_id).values(seen_at=now))


def end_session(public_id: str, now: datetime) -> None:
    """End one session: its cookie is worth nothing from now on, wherever a copy lies."""
    db.session.execute(
        update(StaffSession)
        .where(StaffSession.public_id == public_id, StaffSession.ended_at.is_(None))
        .values(ended_at=now)
    )


def end_all(user_id: int, now: datetime) -> None:
    """End every session of one person."""
    db.session.execute(
        update(StaffSession)
        .where(StaffSession.user_id == user_id, StaffSession.ended_at.is_(None))
        .values(ended_at=now)
    )


def forget_old_sessions(now: datetime) -> int:
    """Delete sessions that ended long ago; returns how many."""
    return db.session.execute(delete(StaffSession).where(StaffSession.ends_at < now - ENDED_KEPT)).rowcount
