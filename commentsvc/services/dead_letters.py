"""Jobs that failed for good wait for somebody of the newsroom: to be tried again, or to be let go. Both are logged."""

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.errors import LostRace, NotFound
from commentsvc.domain.moderation import Action, Actor
from commentsvc.models.job import Job
from commentsvc.models.log import LogEntry
from commentsvc.services import log
from commentsvc.services.context import Context

LET_GO = "let_go"
# As much of a code as the log has room for.
_REASON_MAX_CHARS = 40


def find(context: Context, public_id: str) -> Job:
    """One job of the site, held against others who decide on it. Raises NotFound ``unknown_job``."""
    wanted = select(Job).where(Job.site_id == context.site.id, Job.public_id == public_id)
    job = db.session.scalar(wanted.with_for_update())
    if job is None:
        raise NotFound("unknown_job")
    return job


def try_again(context: Context, job: Job, actor: Actor) -> LogEntry:
    """Let it be tried anew, at once and with all its attempts. Raises LostRace unless it is dead."""
    _require_dead(job)
    reason = job.error
    job.state, job.attempts, job.error, job.finished_at, job.due_at = "waiting", 0, None, None, context.now
    return _logged(context, job, actor, Action.TRY_AGAIN, "waiting", reason)


def let_go(context: Context, job: Job, actor: Actor) -> LogEntry:
    """Nobody will try it any more. Its key is kept as long as that of any other that is done.

    Raises LostRace unless it is dead.
    """
    _require_dead(job)
    reason = job.error
    job.state, job.error, job.finished_at = "done", LET_GO, context.now
    return _logged(context, job, actor, Action.LET_GO, LET_GO, reason)


def _require_dead(job: Job) -> None:
    if job.state != "dead":
        raise LostRace("job_changed")


def _logged(context: Context, job: Job, actor: Actor, action: Action, to_state: str, reason: str | None) -> LogEntry:
    db.session.flush()
    change = log.Change("job", job.id, action, "dead", to_state, 0, reason=(reason or "")[:_REASON_MAX_CHARS])
    return log.append(context, actor, change)
