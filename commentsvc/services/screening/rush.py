"""How many times faster than usual comments come to a thread, and to its site.

What came within five minutes is compared with the usual number for so long: of a thread, what was published in it by
its age; of a site, what was written within the last day. Below a floor nothing is a rush. The measure is our own.
"""

import time
from datetime import timedelta
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, and_, bindparam, case, func, select

from commentsvc import rows
from commentsvc.db import db
from commentsvc.models.article import Thread
from commentsvc.models.comment import Comment
from commentsvc.services.context import Context

WITHIN = timedelta(minutes=5)
THREAD_FLOOR, SITE_FLOOR = 20, 60
_DAY = timedelta(days=1)
# So many rows are counted at most: of the last minutes with each comment, of the last day once a minute.
_RECENT_MAX, _DAY_MAX = 2_000, 20_000
_SECONDS = 60.0
_MOMENT = Comment.created_at.type

_posted = and_(Comment.site_id == bindparam("site_id"), Comment.created_at > bindparam("since", type_=_MOMENT))
_latest = select(Comment.thread_id).where(_posted).order_by(Comment.created_at.desc()).limit(_RECENT_MAX).subquery()
_here = case((_latest.c.thread_id == bindparam("thread_id"), 1), else_=0)
_RECENT = rows.Prepared(
    select(func.count().label("on_site"), func.coalesce(func.sum(_here), 0).label("in_thread")).select_from(_latest)
)
_day = select(Comment.created_at).where(_posted).order_by(Comment.created_at.desc()).limit(_DAY_MAX).subquery()
_OF_DAY = rows.Prepared(select(func.count().label("number"), func.min(_day.c.created_at).label("first")))

_kept: WeakKeyDictionary[Engine, dict[int, tuple[float, float]]] = WeakKeyDictionary()


def rush(context: Context, thread: Thread) -> tuple[float, float]:
    """How many times the usual number came within five minutes to the thread, and to the site; 0 below the floors."""
    since = context.now - WITHIN
    recent = _RECENT.first(site_id=context.site.id, since=since, thread_id=thread.id)
    return (
        _times(int(recent.in_thread), THREAD_FLOOR, lambda: _usual_in_thread(context, thread)),
        _times(recent.on_site, SITE_FLOOR, lambda: _usual_on_site(context)),
    )


def forget() -> None:
    """Look the usual numbers up anew."""
    _kept.clear()


def _times(number: int, floor: int, usual) -> float:
    # Whatever is less than one comment in five minutes is one: a quiet thread may wake up.
    return number / max(1.0, usual()) if number >= floor else 0.0


def _usual_in_thread(context: Context, thread: Thread) -> float:
    """A young thread has no pace yet: all that it has came just now, and is not more than usual."""
    age = max(WITHIN, context.now - thread.created_at)
    return thread.comment_count * (WITHIN / age)


def _usual_on_site(context: Context) -> float:
    kept = _kept.setdefault(db.engine, {})
    found = kept.get(context.site.id)
    moment = time.monotonic()
    if found is None or found[0] < moment:
        day = _OF_DAY.first(site_id=context.site.id, since=context.now - _DAY)
        span = max(WITHIN, context.now - day.first if day.number >= _DAY_MAX else _DAY)
        found = kept[context.site.id] = moment + _SECONDS, day.number * (WITHIN / span)
    return found[1]
