"""What a publisher's own check is asked about a comment, and how its answer is read (docs/webhooks.md)."""

from collections.abc import Mapping
from dataclasses import dataclass

import orjson

from commentsvc.domain.errors import Invalid, OutgoingFailed
from commentsvc.domain.text import clean_line

TYPE = "comment.check"
SECONDS = (1, 10)
"""The least and the most time that a check can be given, from looking up its name to the whole answer."""

ANSWER_MAX_BYTES = 4096
REASON_MAX_CHARS = 200
ATTEMPTS = 3
"""So often it is asked about one comment; then the comment stays as it is."""

FAILURES_MAX = 5
PAUSE_SECONDS = 60
"""After so many failures in a row it is asked once in so many seconds only: nobody else's work waits for it."""

_VERDICTS = {"approve": False, "hold": True}


@dataclass(frozen=True)
class Answer:
    """Whether the comment is to wait, and why, in the check's own words ("": it says nothing)."""

    hold: bool
    reason: str = ""


def read(status: int, body: bytes) -> Answer:
    """Read an answer: a JSON object with ``verdict`` (``approve`` or ``hold``) and, if it likes, ``reason``.

    Raises OutgoingFailed: ``redirected``, ``status_refused`` or ``answer_unreadable``.
    """
    if not 200 <= status < 300:
        raise OutgoingFailed("redirected" if 300 <= status < 400 else "status_refused")
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise OutgoingFailed("answer_unreadable") from error
    verdict = told.get("verdict") if isinstance(told, Mapping) else None
    if not isinstance(verdict, str) or verdict not in _VERDICTS:
        raise OutgoingFailed("answer_unreadable")
    return Answer(_VERDICTS[verdict], _line(told.get("reason")))


def _line(said: object) -> str:
    """Its reason as one line; what is no text that can be kept is nothing."""
    if not isinstance(said, str):
        return ""
    try:
        return clean_line("reason", said[:REASON_MAX_CHARS], REASON_MAX_CHARS, required=False)
    except Invalid:
        return ""
