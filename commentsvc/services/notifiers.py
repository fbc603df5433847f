"""Senders of illegal-content notices: their addresses, and how far they are trusted (Art. 22) or misuse it (Art. 23).

A sender is an address. Only notices whose address its owner has confirmed count for or against it: nobody can have
somebody else suspended by sending nonsense in their name. Every step is taken by a person, never by a number alone.
"""

from datetime import timedelta

from sqlalchemy import case, func, select

from commentsvc.db import db
from commentsvc.domain.errors import Forbidden, LostRace, NotFound
from commentsvc.domain.legal import DECIDED_NOTICES, LegalAction, Misuse
from commentsvc.domain.limits import NOTE_MAX_CHARS
from commentsvc.domain.mail_address import MailAddress
from commentsvc.domain.moderation import Actor
from commentsvc.domain.text import clean_text
from commentsvc.models.legal import ContentNotice, NoticeSender
from commentsvc.models.log import LogEntry
from commentsvc.models.mail import Contact
from commentsvc.services import contacts, log
from commentsvc.services.context import Context

SUBJECT = "legal_sender"


def leave(context: Context, notice_id: int, address: MailAddress) -> Contact:
    """Keep the address of a notice's sender, sealed, to be confirmed by its owner."""
    row = Contact(
        site_id=context.site.id,
        content_notice_id=notice_id,
        address=context.keys.seal(str(address)),
        address_hash=contacts.address_hash(context, address),
        language=context.language,
        preferences={},
        created_at=context.now,
    )
    db.session.add(row)
    db.session.flush()
    return row


def contact_of(notice_id: int) -> Contact | None:
    """How the sender of a notice can be reached, where an address was given and is still kept."""
    return db.session.scalar(select(Contact).where(Contact.content_notice_id == notice_id).limit(1))


def of_hash(context: Context, address_hash: str) -> NoticeSender | None:
    """What was decided about an address, if anything ever was."""
    mine = (NoticeSender.site_id == context.site.id, NoticeSender.address_hash == address_hash)
    return db.session.scalar(select(NoticeSender).where(*mine)) if address_hash else None


def is_suspended(context: Context, address_hash: str) -> bool:
    """Whether notices of an address are set aside now."""
    row = of_hash(context, address_hash)
    return row is not None and row.suspended_until is not None and row.suspended_until > context.now


def find(context: Context, public_id: str) -> NoticeSender:
    """A sender about whom something was decided. Raises NotFound ``unknown_notifier``."""
    row = db.session.scalar(
        select(NoticeSender).where(NoticeSender.site_id == context.site.id, NoticeSender.public_id == public_id)
    )
    if row is None:
        raise NotFound("unknown_notifier")
    return row


def misuse(context: Context, address_hash: str, row: NoticeSender | None) -> Misuse:
    """How the sender's confirmed notices fared within the days of the site's rule; after a warning, since that.

    ``row`` is what was decided about the sender so far.
    """
    since = context.now - timedelta(days=context.settings.notice_misuse_days)
    if row is not None and row.warned_at is not None:
        since = max(since, row.warned_at)
    confirmed = select(Contact.content_notice_id).where(
        Contact.site_id == context.site.id, Contact.address_hash == address_hash, Contact.verified_at.is_not(None)
    )
    counted = select(func.count(), func.coalesce(func.sum(case((ContentNotice.unfounded, 1), else_=0)), 0)).where(
        ContentNotice.site_id == context.site.id,
        ContentNotice.address_hash == address_hash,
        ContentNotice.state.in_(sorted(DECIDED_NOTICES)),
        ContentNotice.decided_at > since,
        ContentNotice.id.in_(confirmed),
    )
    decided, unfounded = db.session.execute(counted).one()
    return Misuse(int(unfounded), decided)


def is_misuse(context: Context, found: Misuse) -> bool:
    """Whether the site's rule speaks of misuse."""
    return found.reaches(context.settings.notice_misuse_count, context.settings.notice_misuse_percent)


def act(
    context: Context, address_hash: str, action: LegalAction, actor: Actor, *, seen_version: int, words: str = ""
) -> LogEntry:
    """Trust, warn, suspend or restore a sender; ``words`` go to them with a warning or a suspension.

    ``seen_version`` is that of the sender's row as it was seen, 0 where there was none. Raises LostRace
    ``notifier_changed``; Forbidden ``misuse_rule_not_met`` or ``warning_first`` (Art. 23: frequently, and after a
    prior warning), ``wrong_state`` where it stands so already; Invalid for the words.
    """
    words = clean_text("words", words, NOTE_MAX_CHARS, required=False)
    row = _locked(context, address_hash)
    if (row.version if row.id is not None else 0) != seen_version:
        raise LostRace("notifier_changed")
    before = _state(context, row)
    _change(context, row, action, words)
    row.version = seen_version + 1
    row.updated_at = context.now
    db.session.add(row)
    db.session.flush()
    change = log.Change(SUBJECT, row.id, action, before, _state(context, row), row.version)
    return log.append(context, actor, change, words)


def _locked(context: Context, address_hash: str) -> NoticeSender:
    if not address_hash:
        raise NotFound("unknown_notifier")
    mine = (NoticeSender.site_id == context.site.id, NoticeSender.address_hash == address_hash)
    row = db.session.scalar(select(NoticeSender).where(*mine).with_for_update())
    return row or NoticeSender(site_id=context.site.id, address_hash=address_hash, trusted=False, words="", version=0)


def _change(context: Context, row: NoticeSender, action: LegalAction, words: str) -> None:
    suspended = row.suspended_until is not None and row.suspended_until > context.now
    if action in (LegalAction.TRUST_SENDER, LegalAction.UNTRUST_SENDER):
        wanted = action is LegalAction.TRUST_SENDER
        if row.trusted == wanted:
            raise Forbidden("wrong_state")
        row.trusted = wanted
        return
    if action is LegalAction.LIFT_SENDER:
        if not suspended and row.warned_at is None:
            raise Forbidden("wrong_state")
        row.warned_at = row.suspended_at = row.suspended_until = None
        row.words = ""
        return
    if suspended:
        raise Forbidden("wrong_state")
    if action is LegalAction.SUSPEND_SENDER and row.warned_at is None:
        raise Forbidden("warning_first")
    if not is_misuse(context, misuse(context, row.address_hash, row)):
        raise Forbidden("misuse_rule_not_met")
    row.words = words
    if action is LegalAction.WARN_SENDER:
        row.warned_at = context.now
    else:
        row.suspended_at = context.now
        row.suspended_until = context.now + timedelta(days=context.settings.notice_suspension_days)


def _state(context: Context, row: NoticeSender) -> str | None:
    """How a sender stands, for the log: a suspension with its end."""
    if row.suspended_until is not None and row.suspended_until > context.now:
        return f"{row.suspended_until:%Y-%m-%dT%H:%MZ}"
    if row.warned_at is not None:
        return "warned"
    return "trusted" if row.trusted else None
