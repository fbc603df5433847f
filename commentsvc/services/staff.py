"""The people of the desk: accounts, and roles on sites."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update

from commentsvc.db import db
from commentsvc.domain.errors import invalid
from commentsvc.domain.limits import EMAIL_MAX_CHARS
from commentsvc.domain.presence import Presence
from commentsvc.domain.roles import Role
from commentsvc.domain.site_settings import clean_sections
from commentsvc.domain.text import clean_line, clean_name
from commentsvc.models.site import Site
from commentsvc.models.staff import Membership, StaffUser
from commentsvc.services import staff_sessions


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


def by_public_id(public_id: str) -> StaffUser | None:
    """The account that goes by a public id."""
    return db.session.scalar(select(StaffUser).where(StaffUser.public_id == public_id))


def rename(user: StaffUser, name: str) -> None:
    """Give a person another name; what they wrote keeps the one it was signed with. Raises Invalid."""
    user.name = clean_name(name)


def grant(user: StaffUser, site: Site, role: Role, sections: Iterable[str] = ()) -> Membership:
    """Give a person a role on a site, in place of the one before; ``sections`` narrow it, none means all.

    An administrator always has the whole site. Raises Invalid for sections that are none.
    """
    narrowed = clean_sections("sections", list(sections)) if role is not Role.ADMINISTRATOR else ()
    for membership in user.memberships:
        if membership.site_id == site.id:
            membership.role, membership.sections = role, list(narrowed)
            return membership
    user.memberships.append(Membership(site_id=site.id, role=role, sections=list(narrowed)))
    db.session.flush()
    return user.memberships[-1]


def note_presence(user_id: int, site_id: int, presence: Presence) -> None:
    """Keep when a person was at a site's desk."""
    db.session.execute(
        update(Membership)
        .where(Membership.user_id == user_id, Membership.site_id == site_id)
        .values(seen_at=presence.seen_at, left_at=presence.left_at)
    )


def close(user: StaffUser, now: datetime) -> None:
    """Close an account: every session ends, and neither password nor cookie lets anybody in."""
    user.active = False
    user.fs_uniquifier = secrets.token_hex(32)
    staff_sessions.end_all(user.id, now)


def reopen(user: StaffUser, password_hash: str, name: str, now: datetime) -> None:
    """Open a closed account to a person who was invited anew. Raises Invalid for the name."""
    user.active = True
    rename(user, name)
    set_password(user, password_hash, now)


def set_password(user: StaffUser, password_hash: str, now: datetime) -> None:
    """Give a new password (hashed) and end every session of the person."""
    user.password = password_hash
    user.fs_uniquifier = secrets.token_hex(32)
    staff_sessions.end_all(user.id, now)
