"""People of the newsroom as the desk shows them."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.presence import Presence
from commentsvc.domain.roles import Power, holders
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.models.site import Site
from commentsvc.models.staff import Membership, StaffUser


def memberships(user_id: int) -> list[tuple[Site, str]]:
    """The sites of one person with the role there, by name."""
    rows = db.session.execute(
        select(Site, Membership.role)
        .join(Membership, Membership.site_id == Site.id)
        .where(Membership.user_id == user_id)
        .order_by(Site.name)
    )
    return [(site, role) for site, role in rows]


@dataclass(frozen=True)
class Place:
    """Where somebody works: the site, their role and sections (none: all of it), and when they were there."""

    site: Site
    role: str
    sections: tuple[str, ...]
    presence: Presence


def place(user_id: int, slug: str) -> Place | None:
    """What a person is on the site of that slug, or None if nothing."""
    row = db.session.execute(
        select(Site, Membership.role, Membership.sections, Membership.seen_at, Membership.left_at)
        .join(Membership, Membership.site_id == Site.id)
        .where(Membership.user_id == user_id, Site.slug == slug)
    ).first()
    return Place(row[0], row[1], tuple(row[2]), Presence(row[3], row[4])) if row else None


def must_be_secured(user_id: int) -> bool:
    """Whether any site asks for a second factor of the role that the person has there."""
    sites = memberships(user_id)
    return any(role in SiteSettings.from_mapping(site.settings).second_factor_roles for site, role in sites)


def names(user_ids: set[int]) -> dict[int, str]:
    """What to call people by row id: the name, or the address before its @."""
    return {row_id: name for row_id, (_, name) in called(user_ids).items()} if user_ids else {}


def called(user_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Public id and what to call people, by row id."""
    rows = db.session.execute(
        select(StaffUser.id, StaffUser.public_id, StaffUser.name, StaffUser.email).where(StaffUser.id.in_(user_ids))
    )
    return {row.id: (row.public_id, row.name or row.email.partition("@")[0]) for row in rows}


def who_may(site_id: int, power: Power) -> list[tuple[str, str]]:
    """Those of a site who have a power there: public id and name, by name."""
    rows = db.session.execute(
        select(StaffUser.public_id, StaffUser.name, StaffUser.email)
        .join(Membership, Membership.user_id == StaffUser.id)
        .where(Membership.site_id == site_id, Membership.role.in_(holders(power)), StaffUser.active)
        .order_by(StaffUser.name, StaffUser.email)
    )
    return [(row.public_id, row.name or row.email.partition("@")[0]) for row in rows]


def everybody() -> list[dict]:
    """All people by address: email, name, active, second factor or not, and the role on each site (by slug)."""
    people = {
        user.id: {
            "email": user.email,
            "name": user.name,
            "active": user.active,
            "second_factor": bool(user.tf_totp_secret),
            "roles": {},
        }
        for user in db.session.scalars(select(StaffUser).order_by(StaffUser.email))
    }
    rows = db.session.execute(
        select(Membership.user_id, Site.slug, Membership.role).join(Site, Site.id == Membership.site_id)
    )
    for user_id, slug, role in rows:
        people[user_id]["roles"][slug] = role
    return list(people.values())
