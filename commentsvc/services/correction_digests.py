"""A mail each morning about the corrections that wait, for those of the newsroom who want it; and who is told at once
that somebody says an article is about them.
"""

from datetime import datetime, timedelta

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.local_time import MORNING, QuietHours, last_at
from commentsvc.domain.roles import Power, holders
from commentsvc.domain.telling import GATHERED
from commentsvc.models.staff import Membership, StaffAlert, StaffUser
from commentsvc.services import mail, staff_alerts
from commentsvc.services.context import Context

DIGEST_MAIL = "correction_digest"
ABOUT_ME_MAIL = "about_me"
# A worker that was away for so long lets a morning pass: in the evening it is no morning's mail.
_LATE = timedelta(hours=6)


def switch(context: Context, user_id: int, on: bool) -> None:
    """Tell a person who has chosen their alerts (``staff_alerts.choose``) of each morning from now on, or of none."""
    row = staff_alerts.chosen(context.site.id, user_id)
    if row is not None and on != (row.digest_until is not None):
        row.digest_until = context.now if on else None


def wanting(site_id: int) -> list[int]:
    """Ids of the alerts of a site whose people want the digest."""
    wanted = select(StaffAlert.id).where(StaffAlert.site_id == site_id, StaffAlert.digest_until.is_not(None))
    return list(db.session.scalars(wanted.order_by(StaffAlert.id)))


def plan(context: Context, alert_id: int) -> bool:
    """Ask for the mail of this morning in the site's time zone, once; after the person's quiet hours."""
    alert = find(context, alert_id)
    zone = context.settings.zone
    morning = last_at(context.now, MORNING, zone)
    if alert is None or alert.digest_until >= morning:
        return False
    alert.digest_until = morning
    if context.now - morning > _LATE:
        return False
    due = waking(context, alert, max(context.now, morning + GATHERED))
    return mail.queue(context, DIGEST_MAIL, f"{alert.id}:{morning:%Y%m%d}", args={"alert": alert.id}, due_at=due)


def find(context: Context, alert_id: int) -> StaffAlert | None:
    """The choice of somebody who wants the digest of this site, locked."""
    wanted = select(StaffAlert).where(
        StaffAlert.id == alert_id, StaffAlert.site_id == context.site.id, StaffAlert.digest_until.is_not(None)
    )
    return db.session.scalar(wanted.with_for_update().execution_options(populate_existing=True))


def waking(context: Context, alert: StaffAlert, moment: datetime) -> datetime:
    """A moment, or the end of the person's quiet hours where it lies in them."""
    quiet = QuietHours.read("quiet", alert.quiet_hours)
    return moment if quiet is None else quiet.over(moment, context.settings.zone)


def seniors(site_id: int) -> list[StaffUser]:
    """Who answers for corrections in public on the whole site: administrators, and editors of no single sections."""
    rows = db.session.execute(
        select(StaffUser, Membership.sections)
        .join(Membership, Membership.user_id == StaffUser.id)
        .where(Membership.site_id == site_id, Membership.role.in_(holders(Power.PUBLISH)), StaffUser.active)
        .order_by(StaffUser.id)
    )
    return [person for person, sections in rows if not sections]


def tell_seniors(context: Context, report_id: str) -> None:
    """Ask for a mail to each senior about a report (public id) of somebody whom the article is about: at once, whatever
    the hour, because its clock runs.
    """
    for person in seniors(context.site.id):
        args = {"report": report_id, "person": person.id}
        mail.queue(context, ABOUT_ME_MAIL, f"{report_id}:{person.id}", args=args)
