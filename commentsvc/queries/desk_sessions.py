"""Where people are signed in at the desk."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from commentsvc.db import db
from commentsvc.models.staff import StaffSession


def living(user_id: int, now: datetime, idle_minutes: int) -> list[StaffSession]:
    """The sessions of one person that still work, the last used first."""
    return list(
        db.session.scalars(
            select(StaffSession)
            .where(
                StaffSession.user_id == user_id,
                StaffSession.ended_at.is_(None),
                StaffSession.ends_at > now,
                StaffSession.seen_at > now - timedelta(minutes=idle_minutes),
            )
            .order_by(StaffSession.seen_at.desc(), StaffSession.id.desc())
        )
    )


def last_seen(user_ids: list[int]) -> dict[int, datetime]:
    """When each person was at the desk last, as far as sessions are remembered."""
    rows = db.session.execute(
        select(StaffSession.user_id, func.max(StaffSession.seen_at))
        .where(StaffSession.user_id.in_(user_ids))
        .group_by(StaffSession.user_id)
    )
    return dict(rows.all())
