"""A publisher's own check is asked about a comment after it was posted or changed, and may have it wait.

Nobody waits for it: the comment is there already, and stays as it is where the check fails or takes too long.
"""

from datetime import timedelta

import orjson

from commentsvc.db import db, unit_of_work
from commentsvc.domain import external_check as rules
from commentsvc.domain import signatures
from commentsvc.domain.errors import LostRace, OutgoingFailed
from commentsvc.domain.moderation import Finding, HeldReason, Status
from commentsvc.jobs.work import Retry, Work
from commentsvc.ports import Asked
from commentsvc.queries import webhook_data
from commentsvc.services import comments, external_check, moderation
from commentsvc.services.context import Context

_AGAIN = timedelta(seconds=10)


def check(work: Work) -> None:
    """Ask about one comment, if everybody can see it; hold it where the answer says so."""
    context = work.context()
    asked = external_check.of(context.site)
    if asked is None or not asked.active or external_check.is_paused(context, asked):
        return
    told = webhook_data.to_check(context.site, work.payload["comment"])
    if told is None:
        return
    version, data = told
    try:
        answer = _ask(work, context, asked, data)
    except OutgoingFailed as error:
        with unit_of_work():
            external_check.note(work.context(), asked.public_id, error.code)
        if work.attempt < rules.ATTEMPTS:
            raise Retry(error.code, _AGAIN) from error
        return
    with unit_of_work():
        context = work.context()
        held = answer.hold and _hold(context, work.payload["comment"], version, answer.reason)
        external_check.note(context, asked.public_id, None, held=held)


def _ask(work: Work, context: Context, asked, data: dict) -> rules.Answer:
    """Send the comment, signed, and read the answer. Raises OutgoingFailed."""
    body = orjson.dumps({"type": rules.TYPE, "timestamp": webhook_data.moment(context.now), "data": data})
    secret = external_check.secret(context.keys, asked)
    headers = {"Content-Type": "application/json"} | signatures.headers([secret], work.key, context.now, body)
    address, seconds = external_check.address(context.keys, asked), asked.seconds
    # Nothing of the database is held while somebody else takes time.
    db.session.close()
    most = rules.ANSWER_MAX_BYTES
    answer = work.runtime.outgoing.ask(Asked(address, "POST", headers, body, seconds=seconds, body_max_bytes=most))
    return rules.read(answer.status, answer.body)


def _hold(context: Context, public_id: str, version: int, reason: str) -> bool:
    """Hold what was asked about, unless it has changed since or a moderator was faster."""
    comment = comments.find(context, public_id)
    if comment.version != version or comment.status != Status.APPROVED or comment.withdrawn_at is not None:
        return False
    findings = (Finding(HeldReason.EXTERNAL, rule=reason or None),)
    try:
        moderation.hold_by_machine(context, comment, HeldReason.EXTERNAL, findings)
    except LostRace:
        return False
    return True


HANDLERS = {"external_check": check}
LISTENS = {"CommentPosted": ("external_check",), "CommentEdited": ("external_check",)}
# Most sites have none: their events cost no job.
WANTED = {"external_check": external_check.is_on}
