"""Mail as background work: what is asked for, who may be written to, how often, and who wants nothing.

Every kind of mail goes through here, so that no kind can forget a rule. Nothing is sent here: that is ``jobs/mail.py``.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, select

from commentsvc.db import db, insert_into
from commentsvc.domain.limits import CONFIRMATION_AGAIN_DAYS, CONFIRMATIONS_PER_DAY
from commentsvc.domain.mail_topics import Cadence, cadence, members
from commentsvc.models.mail import MailBlock, SentMail
from commentsvc.services import contacts, jobs, sites
from commentsvc.services.contacts import Recipient
from commentsvc.services.context import Context
from commentsvc.settings import Settings

HANDLER = "mail"


class Audience(StrEnum):
    """Who a kind of mail is for.

    ``verified``: only addresses that their owners have confirmed, with a way to unsubscribe. ``confirmation``: an
    address that nobody has confirmed is asked, once. ``requested``: somebody waits for it at this moment, so that it
    is not worth sending later. ``staff``: people of the newsroom. ``alerted``: those of them who asked to be told what
    waits, with a way to unsubscribe, too. ``owed``: somebody gave notice of illegal content, and the law wants them
    answered at the address that they gave, confirmed or not; caps put it off.
    """

    VERIFIED = "verified"
    CONFIRMATION = "confirmation"
    REQUESTED = "requested"
    STAFF = "staff"
    ALERTED = "alerted"
    OWED = "owed"


@dataclass(frozen=True)
class Rules:
    """What holds for one kind of mail; ``topic`` (or a group of them) is what a person chooses about it
    (``domain.mail_topics``).
    """

    kind: str
    audience: Audience
    topic: str | None = None


@dataclass(frozen=True)
class Caps:
    """How many mails a site may send: to one mailbox and in all, in an hour and in a day."""

    address_hour: int
    address_day: int
    site_hour: int
    site_day: int

    @classmethod
    def of(cls, settings: Settings) -> "Caps":
        """The caps that the operator set."""
        return cls(
            settings.mail_per_address_hour,
            settings.mail_per_address_day,
            settings.mail_per_site_hour,
            settings.mail_per_site_day,
        )


@dataclass(frozen=True)
class Admission:
    """Whether a mail may go out now. If not, ``why`` is a code, and ``wait`` how long until it may (None: never)."""

    granted: bool
    why: str = ""
    wait: timedelta | None = None


def queue(
    context: Context,
    kind: str,
    key: str,
    *,
    contact_id: int | None = None,
    args: dict | None = None,
    due_at: datetime | None = None,
) -> bool:
    """Ask for a mail inside the caller's unit of work; False when there was one of that kind and key already.

    ``kind`` names a module of ``jobs/mails``; ``key`` tells a repeat (kind and key together up to 119 characters).
    ``args`` hold ids only: words and addresses are looked up when the mail is written.
    """
    payload = {"kind": kind, "contact": contact_id, "args": args or {}}
    return jobs.add(context.site.id, HANDLER, f"{kind}:{key}", payload, context.now, due_at)


def admit(context: Context, key: str, rules: Rules, to: Recipient, caps: Caps) -> Admission:
    """Decide whether a mail may go out, and count it if so. ``key`` is its job's: a mail that is tried again was
    counted before, and is not held up by its own count.

    Counting and looking are one: two workers look one after the other.
    """
    unwelcome = _unwelcome(context, rules, to)
    if unwelcome:
        return Admission(False, unwelcome)
    # Only whoever counts this site's mails waits here; comments go on being written.
    sites.hold(context.site.id)
    if db.session.scalar(select(SentMail.id).where(SentMail.key == key)) is not None:
        return Admission(True)
    if rules.audience is Audience.CONFIRMATION and _asked_enough(context, rules, to):
        return Admission(False, "mail_asked_before")
    wait = _wait(context, to, caps, rules.audience is not Audience.STAFF)
    if wait is not None:
        return Admission(False, "mail_capped", None if rules.audience is Audience.REQUESTED else wait)
    db.session.add(
        SentMail(site_id=context.site.id, address_hash=to.mailbox_hash, kind=rules.kind, key=key, sent_at=context.now)
    )
    return Admission(True)


def blocked(context: Context, address_hash: str) -> frozenset[str]:
    """The topics that the owner of an address wants no mail of; ``""`` among them stands for all mail of the site."""
    statement = select(MailBlock.kind).where(
        MailBlock.site_id == context.site.id, MailBlock.address_hash == address_hash
    )
    return frozenset(db.session.scalars(statement))


def block(context: Context, address_hash: str, topic: str = "") -> None:
    """Never write to an address again of a topic, or (``""``) at all. Repeating it changes nothing."""
    row = {"site_id": context.site.id, "address_hash": address_hash, "kind": topic, "created_at": context.now}
    db.session.execute(insert_into(MailBlock).values(**row).on_conflict_do_nothing())


def unblock(context: Context, address_hash: str, topic: str = "") -> None:
    """Take a block back; only the owner of the address can ask for it."""
    db.session.execute(
        delete(MailBlock).where(
            MailBlock.site_id == context.site.id, MailBlock.address_hash == address_hash, MailBlock.kind == topic
        )
    )


def _unwelcome(context: Context, rules: Rules, to: Recipient) -> str:
    """Why somebody is not to be written to at all; "" where nothing speaks against it."""
    refused = blocked(context, to.address_hash)
    if "" in refused:
        return "mail_blocked"
    if rules.audience is Audience.VERIFIED and not to.verified:
        return "mail_unverified"
    topics = members(rules.topic) if rules.topic else ()
    if topics and all(cadence(topic, to.preferences, refused) is Cadence.NEVER for topic in topics):
        return "mail_unwanted"
    return ""


def _asked_enough(context: Context, rules: Rules, to: Recipient) -> bool:
    """Whether a mailbox has been asked often enough: once where nobody has answered, a few times a day where its owner
    has confirmed something before, and may have sent a further report.
    """
    known = contacts.is_confirmed(context, to.address_hash)
    most, days = (CONFIRMATIONS_PER_DAY, 1) if known else (1, CONFIRMATION_AGAIN_DAYS)
    statement = select(SentMail.id).where(
        SentMail.site_id == context.site.id,
        SentMail.address_hash == to.mailbox_hash,
        SentMail.kind == rules.kind,
        SentMail.sent_at > context.now - timedelta(days=days),
    )
    return len(db.session.scalars(statement.limit(most)).all()) == most


def _wait(context: Context, to: Recipient, caps: Caps, also_mailbox: bool) -> timedelta | None:
    """How long until every cap allows one more mail; None where they do now."""
    hour, day = timedelta(hours=1), timedelta(days=1)
    site = SentMail.site_id == context.site.id
    mailbox = site & (SentMail.address_hash == to.mailbox_hash)
    rules = [(site, caps.site_hour, hour), (site, caps.site_day, day)]
    if also_mailbox:
        rules += [(mailbox, caps.address_hour, hour), (mailbox, caps.address_day, day)]
    waits = []
    for mails, most, period in rules:
        # The mail that has to be older than the period before there is room for one more.
        since = context.now - period
        statement = select(SentMail.sent_at).where(mails, SentMail.sent_at > since)
        at = db.session.scalar(statement.order_by(SentMail.sent_at.desc()).offset(most - 1).limit(1))
        if at is not None:
            waits.append(at + period - context.now)
    return max(waits, default=None)
