"""The people of one site as its administrators see them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.keys import Keys
from commentsvc.models.staff import Membership, StaffInvitation, StaffUser
from commentsvc.queries import desk_sessions, desk_staff


@dataclass(frozen=True)
class PersonLine:
    """One person with the role on the site, when they were last seen, and whether they sign in with a code as well."""

    person: StaffUser
    role: str
    sections: list[str]
    seen_at: datetime | None

    @property
    def secured(self) -> bool:
        """Whether there is a second factor."""
        return bool(self.person.tf_totp_secret)


@dataclass(frozen=True)
class InvitationLine:
    """An invitation that is open, with the address it went to."""

    invitation: StaffInvitation
    address: str


def of_site(site_id: int) -> list[PersonLine]:
    """Everybody who works on a site, by name."""
    return _lines(select(StaffUser, Membership).where(Membership.site_id == site_id))


def one(site_id: int, public_id: str) -> PersonLine | None:
    """One person who works on the site."""
    found = _lines(select(StaffUser, Membership).where(Membership.site_id == site_id, StaffUser.public_id == public_id))
    return found[0] if found else None


def _lines(statement) -> list[PersonLine]:
    joined = statement.join(Membership, Membership.user_id == StaffUser.id)
    rows = list(db.session.execute(joined.order_by(StaffUser.name, StaffUser.email)))
    seen = desk_sessions.last_seen([person.id for person, _ in rows])
    return [
        PersonLine(person, membership.role, list(membership.sections), seen.get(person.id))
        for person, membership in rows
    ]


def name_of(user_id: int | None) -> str:
    """What to call one of the newsroom; "" for nobody."""
    return desk_staff.names({user_id}).get(user_id, "") if user_id else ""


def invitations(site_id: int, now: datetime, keys: Keys) -> list[InvitationLine]:
    """Invitations to a site that can still be taken up, the newest first."""
    rows = db.session.scalars(
        select(StaffInvitation)
        .where(
            StaffInvitation.site_id == site_id,
            StaffInvitation.accepted_at.is_(None),
            StaffInvitation.revoked_at.is_(None),
            StaffInvitation.expires_at > now,
        )
        .order_by(StaffInvitation.id.desc())
    )
    return [InvitationLine(row, keys.unseal(row.address) or "") for row in rows]
