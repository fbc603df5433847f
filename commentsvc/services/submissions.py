"""A repeated write with the same ``Idempotency-Key`` is answered with the first one's result."""

import hashlib
import re
from dataclasses import dataclass

from sqlalchemy import bindparam

from commentsvc import rows
from commentsvc.domain.errors import invalid
from commentsvc.domain.limits import IDEMPOTENCY_KEY_MAX_CHARS
from commentsvc.models.reader import Submission
from commentsvc.services.context import Context

_KEY = re.compile(rf"[\x21-\x7e]{{1,{min(IDEMPOTENCY_KEY_MAX_CHARS, 200)}}}")

_EARLIER = rows.Prepared(
    rows.whole(Submission).where(
        Submission.site_id == bindparam("site_id"),
        Submission.scope == bindparam("scope"),
        Submission.key == bindparam("key"),
    )
)


@dataclass(frozen=True)
class Attempt:
    """One write as its sender named it: the key, who sends it, and a hash of what is sent."""

    key: str
    scope: str
    fingerprint: str


def attempt(key: str, operation: str, payload: bytes, context: Context) -> Attempt:
    """Name a write. The scope is the reader or, before there is one, the caller's network.

    Raises Invalid ``idempotency_key_malformed``.
    """
    if not _KEY.fullmatch(key):
        raise invalid("Idempotency-Key", "idempotency_key_malformed")
    scope = f"reader:{context.reader.id}" if context.reader else f"network:{context.network}"
    fingerprint = hashlib.sha256(operation.encode() + b"\0" + payload).hexdigest()
    return Attempt(key, scope, fingerprint)


def earlier(context: Context, this: Attempt) -> Submission | None:
    """The answered submission of that key, if there is one.

    Raises Invalid ``idempotency_key_reused`` when the key was used for something else.
    """
    found = rows.fetch(Submission, _EARLIER, site_id=context.site.id, scope=this.scope, key=this.key)
    if found is not None and found.fingerprint != this.fingerprint:
        raise invalid("Idempotency-Key", "idempotency_key_reused")
    return found


def remember(context: Context, this: Attempt, response: str, token_id: str | None = None) -> None:
    """Keep the answer (JSON without any token) in the same transaction as what it answers."""
    rows.insert(
        Submission,
        site_id=context.site.id,
        scope=this.scope,
        key=this.key,
        fingerprint=this.fingerprint,
        token_id=token_id,
        response=response,
        created_at=context.now,
    )
