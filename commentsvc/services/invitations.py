"""Invitations to the desk of a site: made, revoked, and taken up once within their time."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import func, select

from commentsvc.db import db
from commentsvc.domain.errors import NotFound, invalid
from commentsvc.domain.keys import Keys
from commentsvc.domain.limits import EMAIL_MAX_CHARS, INVITATIONS_MAX
from commentsvc.domain.moderation import Actor, PersonAction
from commentsvc.domain.roles import Role
from commentsvc.domain.site_settings import clean_sections
from commentsvc.domain.text import clean_line
from commentsvc.models.staff import StaffInvitation, StaffUser
from commentsvc.services import log, mail, people, staff
from commentsvc.services.context import Context

GOOD_FOR = timedelta(days=7)
MAIL = "invitation"
_PURPOSE = "invitation"


def invite(context: Context, address: str, role: Role, sections: Iterable[str], actor: Actor) -> StaffInvitation:
    """Invite the holder of an address; an earlier invitation of the same address is revoked.

    Raises Invalid (``email``: malformed, or ``already_here``; ``sections``; ``too_many_entries``).
    """
    address = clean_line("email", address, EMAIL_MAX_CHARS).lower()
    if "@" not in address.strip("@"):
        raise invalid("email", "email_malformed")
    known = staff.find(address)
    if known is not None and any(one.site_id == context.site.id for one in known.memberships):
        raise invalid("email", "already_here")
    narrowed = [] if role is Role.ADMINISTRATOR else clean_sections("sections", list(sections))
    for earlier in _open(context):
        if context.keys.unseal(earlier.address) == address:
            _revoke(context, earlier, actor)
    if db.session.scalar(select(func.count()).select_from(_open_ones(context).subquery())) >= INVITATIONS_MAX:
        raise invalid("email", "too_many_entries", max=INVITATIONS_MAX)
    row = StaffInvitation(
        site_id=context.site.id,
        invited_by_id=actor.id,
        address=context.keys.seal(address),
        role=role,
        sections=list(narrowed),
        language=context.language,
        created_at=context.now,
        expires_at=context.now + GOOD_FOR,
    )
    db.session.add(row)
    db.session.flush()
    _logged(context, row, actor, PersonAction.INVITE)
    mail.queue(context, MAIL, row.public_id, args={"invitation": row.id})
    return row


def revoke(context: Context, public_id: str, actor: Actor) -> None:
    """Make an open invitation worthless. Raises NotFound ``invitation_over``."""
    row = db.session.scalar(_open_ones(context).where(StaffInvitation.public_id == public_id))
    if row is None:
        raise NotFound("invitation_over")
    _revoke(context, row, actor)


def by_id(context: Context, row_id: int) -> StaffInvitation | None:
    """An invitation of the site, as long as it can be taken up."""
    return db.session.scalar(_open_ones(context).where(StaffInvitation.id == row_id))


def token(keys: Keys, invitation: StaffInvitation) -> str:
    """What the link carries: signed, so that an id alone opens nothing."""
    return keys.token(_PURPOSE, invitation.public_id)


def by_token(keys: Keys, given: str, now: datetime, *, lock: bool = False) -> StaffInvitation:
    """The open invitation of a link; with ``lock``, inside a unit of work, nobody else can take it up meanwhile.

    Raises NotFound ``invitation_over`` for one that is used, revoked, too old, or none of ours.
    """
    public_id = keys.read(_PURPOSE, given)
    row = None
    if public_id is not None:
        named = select(StaffInvitation).where(StaffInvitation.public_id == public_id)
        row = db.session.scalar(named.with_for_update().execution_options(populate_existing=True) if lock else named)
    if row is None or row.accepted_at or row.revoked_at or now >= row.expires_at:
        raise NotFound("invitation_over")
    return row


def take_up(context: Context, invitation: StaffInvitation, person: StaffUser) -> None:
    """Give the invited person the role; the link is used up."""
    role = Role(invitation.role)
    invitation.accepted_at = context.now
    # It has done its work; the account has the address, or nobody does.
    invitation.address = ""
    staff.grant(person, context.site, role, invitation.sections)
    db.session.flush()
    people.joined(context, person, role)


def open_account(context: Context, invitation: StaffInvitation, name: str, password_hash: str) -> StaffUser:
    """The account of an invited person who has none, or whose former one is closed; with the role.

    Raises Invalid for the name, and NotFound ``invitation_over`` where the address has an account by now.
    """
    address = context.keys.unseal(invitation.address)
    person = staff.find(address)
    if person is None:
        person = staff.create(address, password_hash, name, context.now)
    elif person.active:
        raise NotFound("invitation_over")
    else:
        staff.reopen(person, password_hash, name, context.now)
    take_up(context, invitation, person)
    return person


def _open_ones(context: Context):
    return select(StaffInvitation).where(
        StaffInvitation.site_id == context.site.id,
        StaffInvitation.accepted_at.is_(None),
        StaffInvitation.revoked_at.is_(None),
        StaffInvitation.expires_at > context.now,
    )


def _open(context: Context) -> list[StaffInvitation]:
    return list(db.session.scalars(_open_ones(context)))


def _revoke(context: Context, row: StaffInvitation, actor: Actor) -> None:
    row.revoked_at, row.address = context.now, ""
    db.session.flush()
    _logged(context, row, actor, PersonAction.REVOKE)


def _logged(context: Context, row: StaffInvitation, actor: Actor, action: PersonAction) -> None:
    # The address is not the log's to keep: who never came is forgotten with the invitation.
    log.append(context, actor, log.Change("invitation", row.id, action, None, row.role, 0))
