"""The site's scorer: its versions, the one in use as this process keeps it, and the estimates on comments.

A model is kept in memory and looked at again every few seconds, by the desk and by jobs alone: posting asks nothing.
"""

import base64
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select, update

from commentsvc.db import db
from commentsvc.domain.moderation import Actor
from commentsvc.domain.scorer import Model
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.models.comment import REFUSAL_MAX, Comment
from commentsvc.models.scorer import ScorerVersion
from commentsvc.models.site import Site
from commentsvc.ports import Learnt
from commentsvc.services import jobs, log, sites
from commentsvc.services.context import Context

LEARN, ESTIMATE, ESTIMATE_ANEW = "scorer.learn", "scorer.estimate", "scorer.estimate_anew"
# Before that there is nothing to be learnt; and so many of each kind have to be among them.
LEAST, LEAST_OF_A_KIND = 100, 10
# So many new decisions, or this share of what was learnt from, make another version worth its while.
_NEW_LEAST, _NEW_SHARE = 25, 0.1
# However few there are, what was taken back is forgotten by then.
_LONGEST = timedelta(days=7)
# How many standard errors above an even chance a model must order (95 %, one-sided).
_SURE = 1.645
# What the log calls it when somebody had everything forgotten.
FORGOTTEN = "scorer_forgotten"

_SECONDS = 5.0
_kept: WeakKeyDictionary[Engine, dict[int, tuple[float, int | None, Model | None]]] = WeakKeyDictionary()


def model(context: Context) -> Model | None:
    """The model in use at a site; None where it is switched off, has not learnt enough, or is no better than chance."""
    if not context.settings.scorer:
        return None
    kept = _kept.setdefault(db.engine, {})
    until, row_id, found = kept.get(context.site.id, (0.0, None, None))
    if until > time.monotonic():
        return found
    newest = _newest_in_use(context.site.id)
    if newest != row_id:
        found = _read(context, newest)
    kept[context.site.id] = time.monotonic() + _SECONDS, newest, found
    return found


def in_use(site: Site) -> bool:
    """Whether a site's comments are estimated; for whoever has no key at hand."""
    return SiteSettings.from_mapping(site.settings).scorer and _newest_in_use(site.id) is not None


def forget_kept() -> None:
    """Look everything up anew."""
    _kept.clear()


def newest(site: Site) -> ScorerVersion | None:
    """The newest version of a site, with what it has learnt."""
    return db.session.scalar(
        select(ScorerVersion).where(ScorerVersion.site_id == site.id).order_by(ScorerVersion.number.desc()).limit(1)
    )


def is_due(version: ScorerVersion | None, new: int, taken_back: int, erased: int, now: datetime) -> bool:
    """Whether it is time to learn anew: enough new decisions, or something that is to be forgotten."""
    if version is None or version.state is None or erased:
        return True
    if new >= max(_NEW_LEAST, _NEW_SHARE * version.decisions):
        return True
    return (new or taken_back) and now - version.learnt_at >= _LONGEST


def add_version(context: Context, learnt: Learnt, span: tuple[datetime, datetime], last_seq: int) -> ScorerVersion:
    """Use what was just learnt from now on; versions before it keep their figures and lose what they had learnt."""
    # Two workers that learn at the same moment take different numbers.
    sites.hold(context.site.id)
    last = db.session.scalar(select(func.max(ScorerVersion.number)).where(ScorerVersion.site_id == context.site.id))
    forget_states(context)
    version = ScorerVersion(
        site_id=context.site.id,
        number=(last or 0) + 1,
        state=base64.b64encode(learnt.state).decode(),
        useful=learnt.area - _SURE * learnt.error > 0.5,
        decisions=learnt.decisions,
        refused=learnt.refused,
        first_at=span[0],
        last_at=span[1],
        last_seq=last_seq,
        figures=learnt.figures,
        learnt_at=context.now,
    )
    db.session.add(version)
    db.session.flush()
    jobs.add(context.site.id, ESTIMATE_ANEW, f"{context.site.id}:{version.number}", {}, context.now)
    forget_kept()
    return version


def forget_states(context: Context) -> int:
    """Let all versions lose what they have learnt; returns how many had something."""
    mine = update(ScorerVersion).where(ScorerVersion.site_id == context.site.id, ScorerVersion.state.is_not(None))
    forgot = db.session.execute(mine.values(state=None).execution_options(synchronize_session=False)).rowcount
    forget_kept()
    return forgot


def forget_and_learn(context: Context, actor: Actor) -> None:
    """Forget everything that was learnt, and learn anew at once; a row of the log says so."""
    number = forget_states(context)
    log.configured(context, actor, {FORGOTTEN: [number, 0]})
    jobs.add(context.site.id, LEARN, f"{context.site.id}:{context.now.isoformat()}", {}, context.now)


def note_estimates(estimates: Iterable[tuple[int, int, float]]) -> None:
    """Write down estimates (row id, the comment's version, probability) where the words are still those.

    A comment's version stays: nothing of it has changed.
    """
    for row_id, version, probability in estimates:
        db.session.execute(
            update(Comment)
            .where(Comment.id == row_id, Comment.version == version)
            .values(refusal=round(REFUSAL_MAX * probability))
            .execution_options(synchronize_session=False)
        )


def _newest_in_use(site_id: int) -> int | None:
    newest = select(ScorerVersion.id, ScorerVersion.useful, ScorerVersion.state.is_not(None).label("learnt"))
    of_site = newest.where(ScorerVersion.site_id == site_id).order_by(ScorerVersion.number.desc()).limit(1)
    row = db.session.execute(of_site).first()
    return row.id if row is not None and row.useful and row.learnt else None


def _read(context: Context, row_id: int | None) -> Model | None:
    state = row_id and db.session.scalar(select(ScorerVersion.state).where(ScorerVersion.id == row_id))
    return Model.read(base64.b64decode(state), key(context)) if state else None


def key(context: Context) -> bytes:
    """The key of a site's features, made of the service's own: it is not in the database."""
    return context.keys.derived(f"scorer\0{context.site.slug}")
