"""The schema of a thread's head."""

import marshmallow as ma
from marshmallow import validate

from commentsvc.domain.filters import Filter
from commentsvc.domain.thread_state import PULSE, RESTING_SECONDS, ThreadState

POLL_AFTER = (
    f"Seconds until it is worth asking again: {PULSE[0][1]} while a comment is less than two minutes old, more the "
    f"longer the thread is silent, {RESTING_SECONDS} after a day of silence and for a thread that is locked or closed "
    "(where all that can come is a moderator's decision). Never 0."
)


class Thread(ma.Schema):
    """The head of a thread's page."""

    id = ma.fields.String(allow_none=True)
    key = ma.fields.String()
    url = ma.fields.String(allow_none=True)
    title = ma.fields.String(allow_none=True)
    locked = ma.fields.Boolean(metadata={"description": "no comments are taken: the state is not `open`"})
    state = ma.fields.String(
        validate=validate.OneOf([state.value for state in ThreadState]),
        metadata={
            "description": "`open` takes comments; `locked` (by hand, or so many days after publication) can be read; "
            "`closed`: comments are off for the article or its section, and none are shown"
        },
    )
    pre_moderated = ma.fields.Boolean(metadata={"description": "every comment waits for a moderator"})
    downvotes = ma.fields.Boolean(metadata={"description": "the site lets readers vote down"})
    timed = ma.fields.Boolean(metadata={"description": "a widget asks for `opening` when its box is opened"})
    content_notices = ma.fields.Boolean(
        metadata={"description": "the site takes notices of illegal content, at `/embed/{site}/notice?comment=ID`"}
    )
    guests = ma.fields.Boolean(metadata={"description": "readers without an account may write"})
    anonymous_closed = ma.fields.Boolean(
        metadata={"description": "the newsroom has closed anonymous posting for a while, though the site takes guests"}
    )
    slow_seconds = ma.fields.Integer(
        metadata={"description": "while it is slowed down, a reader posts once in so many seconds here; 0: as ever"}
    )
    sign_in = ma.fields.List(
        ma.fields.String(validate=validate.OneOf(["mail"])),
        metadata={"description": "how readers can sign in here, besides by the publisher's word"},
    )
    announcement = ma.fields.List(
        ma.fields.Raw(),
        allow_none=True,
        metadata={
            "description": "nodes: the newsroom's word about this thread, else about the whole site; and a line that"
            " the article was corrected, and when, while a correction notice stands"
        },
    )
    house_rules = ma.fields.List(
        ma.fields.Raw(), allow_none=True, metadata={"description": "nodes: the site's rules, for above the box"}
    )
    comment_count = ma.fields.Integer()
    version = ma.fields.Integer()
    poll_after = ma.fields.Integer(metadata={"description": POLL_AFTER})
    filters = ma.fields.List(
        ma.fields.String(validate=validate.OneOf([str(one) for one in Filter])),
        metadata={"description": "the filters that would show something"},
    )
