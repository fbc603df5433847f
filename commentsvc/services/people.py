"""Who works on a site: roles changed, people removed and dismissed. Every change is a row of the log."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select

from commentsvc.db import db
from commentsvc.domain.errors import Forbidden, NotFound
from commentsvc.domain.keys import Keys
from commentsvc.domain.moderation import Actor, PersonAction
from commentsvc.domain.roles import Role
from commentsvc.models.log import LogEntry
from commentsvc.models.site import Site
from commentsvc.models.staff import Membership, StaffUser
from commentsvc.services import log, second_factor, sites, staff, staff_alerts, staff_sessions
from commentsvc.services.context import Context


def find(context: Context, public_id: str) -> StaffUser:
    """A person who works on the context's site. Raises NotFound ``unknown_person``."""
    person = db.session.scalar(
        select(StaffUser)
        .join(Membership, Membership.user_id == StaffUser.id)
        .where(Membership.site_id == context.site.id, StaffUser.public_id == public_id)
    )
    if person is None:
        raise NotFound("unknown_person")
    return person


def change_role(
    context: Context, person: StaffUser, role: Role, sections: Iterable[str], actor: Actor
) -> LogEntry | None:
    """Give a person another role or other sections on the site; None where nothing is different.

    Raises Forbidden ``last_administrator`` where nobody would be left to configure the site, and Invalid for sections.
    """
    _lock(context.site.id)
    before = _membership(context.site.id, person)
    was, had = before.role, list(before.sections)
    if was == Role.ADMINISTRATOR and role is not Role.ADMINISTRATOR:
        _require_another_administrator(context.site.id, person)
    after = staff.grant(person, context.site, role, sections)
    if (was, had) == (after.role, after.sections):
        return None
    db.session.flush()
    return _logged(context, actor, person, PersonAction.CHANGE_ROLE, was, role, ", ".join(after.sections))


def remove(context: Context, person: StaffUser, actor: Actor) -> LogEntry:
    """Take a person's role on the site; on others they stay. Their sessions end, so that no open page goes on.

    Raises Forbidden ``last_administrator``.
    """
    _lock(context.site.id)
    membership = _membership(context.site.id, person)
    if membership.role == Role.ADMINISTRATOR:
        _require_another_administrator(context.site.id, person)
    person.memberships.remove(membership)
    staff_alerts.forget(context.site.id, person.id)
    staff_sessions.end_all(person.id, context.now)
    db.session.flush()
    return _logged(context, actor, person, PersonAction.REMOVE, membership.role, None)


def dismiss(context: Context, person: StaffUser, actor: Actor) -> LogEntry:
    """Close a person's account: no role, no session, no way in, from this moment and on every site.

    Raises Forbidden: ``not_yours_to_dismiss`` unless the actor administers every site where the person works, and
    ``last_administrator``.
    """
    require_governed(person, actor)
    entry = None
    for membership in sorted(person.memberships, key=lambda one: one.site_id):
        _lock(membership.site_id)
        if membership.role == Role.ADMINISTRATOR:
            _require_another_administrator(membership.site_id, person)
        staff_alerts.forget(membership.site_id, person.id)
        there = replace(context, site=db.session.get_one(Site, membership.site_id))
        row = _logged(there, actor, person, PersonAction.DISMISS, membership.role, None)
        entry = row if membership.site_id == context.site.id else entry
    person.memberships.clear()
    staff.close(person, context.now)
    second_factor.turn_off(person)
    db.session.flush()
    return entry


def reset_second_factor(context: Context, person: StaffUser, actor: Actor) -> LogEntry:
    """Take away another's second factor, as when a telephone is lost; their sessions end.

    Raises Forbidden ``not_yours_to_dismiss`` unless the actor administers every site where the person works: what
    protects another newspaper is not to be weakened from here.
    """
    require_governed(person, actor)
    second_factor.turn_off(person)
    staff_sessions.end_all(person.id, context.now)
    db.session.flush()
    return _logged(context, actor, person, PersonAction.RESET_SECOND_FACTOR, None, None)


def governs(actor_id: int, person: StaffUser) -> bool:
    """Whether somebody administers every site where a person works."""
    administered = select(Membership.site_id).where(
        Membership.user_id == actor_id, Membership.role == Role.ADMINISTRATOR
    )
    return {one.site_id for one in person.memberships} <= set(db.session.scalars(administered))


def require_governed(person: StaffUser, actor: Actor) -> None:
    """Raise Forbidden ``not_yours_to_dismiss`` unless the actor administers every site where the person works."""
    if not governs(actor.id, person):
        raise Forbidden("not_yours_to_dismiss")


def tell_all_sites(keys: Keys, person: StaffUser, action: PersonAction, now: datetime) -> None:
    """Log on each of a person's sites what they did about their own account."""
    for membership in sorted(person.memberships, key=lambda one: one.site_id):
        there = Context(db.session.get_one(Site, membership.site_id), now, keys)
        _logged(there, Actor("staff", person.id), person, action, None, None)


def joined(context: Context, person: StaffUser, role: Role) -> LogEntry:
    """Log that a person took up an invitation."""
    return _logged(context, Actor("staff", person.id), person, PersonAction.JOIN, None, role)


def _lock(site_id: int) -> None:
    # Of two administrators who remove each other at the same moment the second must see what the first did.
    sites.hold(site_id)


def _membership(site_id: int, person: StaffUser) -> Membership:
    db.session.refresh(person, ["memberships"])
    found = next((one for one in person.memberships if one.site_id == site_id), None)
    if found is None:
        raise NotFound("unknown_person")
    return found


def _require_another_administrator(site_id: int, person: StaffUser) -> None:
    others = db.session.scalar(
        select(func.count())
        .select_from(Membership)
        .join(StaffUser, StaffUser.id == Membership.user_id)
        .where(
            Membership.site_id == site_id,
            Membership.role == Role.ADMINISTRATOR,
            StaffUser.active,
            StaffUser.id != person.id,
        )
    )
    if not others:
        raise Forbidden("last_administrator")


def _logged(
    context: Context,
    actor: Actor,
    person: StaffUser,
    action: PersonAction,
    before: str | None,
    after: str | None,
    note: str = "",
) -> LogEntry:
    return log.append(context, actor, log.Change("person", person.id, action, before, after, 0), note)
