"""Alerts to people of the newsroom by mail: who wants them, and when the next one is due.

A mail is known by its person and its moment. It tells of what came in since the one before it, whatever the number.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, or_, select

from commentsvc.db import db
from commentsvc.domain.alert_queues import LAG, Queue
from commentsvc.domain.errors import invalid
from commentsvc.domain.local_time import MORNING, QuietHours
from commentsvc.domain.mail_topics import ALERTS, TOPICS, Cadence
from commentsvc.domain.telling import APART, GATHERED, SECOND_THOUGHTS, period_end
from commentsvc.models.staff import Membership, StaffAlert, StaffUser
from commentsvc.services import mail
from commentsvc.services.context import Context

MAIL = "staff_alert"


@dataclass(frozen=True)
class Wishes:
    """What a person chose: how soon, of which queues, and in which hours not."""

    cadence: Cadence
    queues: tuple[Queue, ...]
    quiet: QuietHours | None

    @classmethod
    def read(cls, cadence: str, queues: Iterable[str], quiet: str) -> "Wishes":
        """Check a choice. Raises Invalid for ``cadence``, ``queues`` or ``quiet``."""
        if cadence not in TOPICS[ALERTS].choices:
            raise invalid("cadence", "unknown_choice")
        wanted = set(queues)
        if not wanted <= set(Queue):
            raise invalid("queues", "unknown_choice")
        if not wanted and cadence != Cadence.NEVER:
            raise invalid("queues", "required")
        hours = QuietHours.read("quiet", quiet)
        return cls(Cadence(cadence), tuple(one for one in Queue if one in wanted), hours)


def chosen(site_id: int, user_id: int) -> StaffAlert | None:
    """What a person chose on a site; None where they never did."""
    return db.session.scalar(_of(site_id, user_id))


def choose(context: Context, user_id: int, wishes: Wishes) -> None:
    """Keep what a person chose; from now on they are told of what comes in."""
    row = db.session.scalar(_of(context.site.id, user_id).with_for_update())
    if row is None:
        row = StaffAlert(site_id=context.site.id, user_id=user_id, created_at=context.now)
        row.told_from = row.told_until = context.now
        db.session.add(row)
    elif row.cadence == Cadence.NEVER:
        row.told_from = row.told_until = context.now
    row.cadence, row.queues, row.quiet_hours = wishes.cadence, list(wishes.queues), str(wishes.quiet or "")
    row.language = context.language
    # What was going to be told is told as it was chosen now.
    row.due_at = None
    db.session.flush()


def forget(site_id: int, user_id: int) -> None:
    """Who works no longer on a site is told nothing of it, nor when they come back, before they choose anew."""
    db.session.execute(delete(StaffAlert).where(StaffAlert.site_id == site_id, StaffAlert.user_id == user_id))


def any_on(site_id: int) -> bool:
    """Whether anybody of a site wants alerts."""
    wanted = exists().where(StaffAlert.site_id == site_id, StaffAlert.cadence != Cadence.NEVER)
    return db.session.scalar(select(wanted))


def wanting(site_id: int, queue: Queue, now: datetime) -> list[int]:
    """Ids of the alerts of a site that tell of a queue, without those for which a mail is coming that tells it anyhow:
    a flood of comments locks nothing again and again.
    """
    rows = db.session.execute(
        select(StaffAlert.id, StaffAlert.queues)
        .where(StaffAlert.site_id == site_id, StaffAlert.cadence != Cadence.NEVER)
        .where(or_(StaffAlert.due_at.is_(None), StaffAlert.due_at <= now + LAG))
        .order_by(StaffAlert.id)
    )
    return [row.id for row in rows if queue in row.queues]


def lock(context: Context, alert_id: int) -> StaffAlert | None:
    """An alert of this site, locked: a mail of it is planned, or written."""
    row = db.session.scalar(
        select(StaffAlert)
        .where(StaffAlert.id == alert_id, StaffAlert.site_id == context.site.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return row if row is not None and row.cadence != Cadence.NEVER else None


def recipient(alert: StaffAlert) -> tuple[StaffUser, Membership] | None:
    """Who is told, and their role and sections here; None for whoever works here no longer."""
    row = db.session.execute(
        select(StaffUser, Membership)
        .join(Membership, Membership.user_id == StaffUser.id)
        .where(StaffUser.id == alert.user_id, Membership.site_id == alert.site_id, StaffUser.active)
    ).first()
    return (row[0], row[1]) if row else None


def plan(context: Context, alert: StaffAlert) -> None:
    """Have a mail written in which what has just come in is told; one that is coming anyhow tells it as well."""
    if alert.due_at is not None and alert.due_at - LAG > context.now:
        return
    alert.due_at = _due(context, alert)
    moment = alert.due_at.isoformat()
    mail.queue(context, MAIL, f"{alert.id}:{moment}", args={"alert": alert.id, "due": moment}, due_at=alert.due_at)


def sleeps(context: Context, alert: StaffAlert) -> bool:
    """Whether the person does not want to be disturbed now."""
    quiet = QuietHours.read("quiet", alert.quiet_hours)
    return quiet is not None and quiet.cover(context.now, context.settings.zone)


def period(alert: StaffAlert, due: datetime) -> tuple[datetime, datetime] | None:
    """From when until when a mail tells of what came in; None where a later one has told it. Repeating it gives the
    same.
    """
    until = due - LAG
    if alert.told_until > until:
        return None
    return (alert.told_from if alert.told_until == until else alert.told_until), until


def told(alert: StaffAlert, span: tuple[datetime, datetime]) -> None:
    """A mail tells of what came in then."""
    alert.told_from, alert.told_until = span


def postpone(context: Context, alert: StaffAlert, due: datetime) -> None:
    """A mail that was due would disturb by now: what it was to tell is told in another one, after the quiet hours."""
    if alert.told_until == due - LAG:
        alert.told_until = alert.told_from
    plan(context, alert)


def _due(context: Context, alert: StaffAlert) -> datetime:
    zone, now = context.settings.zone, context.now
    if alert.cadence == Cadence.AT_ONCE:
        soon = now + SECOND_THOUGHTS
        due = soon if alert.due_at is None else max(soon, alert.due_at + APART)
    else:
        due = period_end(Cadence(alert.cadence), now, zone, MORNING) + GATHERED
    quiet = QuietHours.read("quiet", alert.quiet_hours)
    return due if quiet is None else quiet.over(due, zone)


def _of(site_id: int, user_id: int):
    return select(StaffAlert).where(StaffAlert.site_id == site_id, StaffAlert.user_id == user_id)
