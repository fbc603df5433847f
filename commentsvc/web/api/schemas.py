"""The API's own schemas: requests are checked by them, the OpenAPI document is made from them.

Lengths and characters are judged by the services, which say in words what is wrong; here only form is.
"""

import marshmallow as ma
from marshmallow import validate

from commentsvc.domain.badges import Badge
from commentsvc.domain.filters import Filter
from commentsvc.domain.limits import COUNTS_MAX_KEYS, PAGE_DEFAULT_COMMENTS, PAGE_MAX_COMMENTS
from commentsvc.domain.moderation import FlagReason
from commentsvc.domain.ranking import Order
from commentsvc.services.screening import Nudge
from commentsvc.web.api.thread_schemas import Thread


def choice(values) -> validate.OneOf:
    """One of a closed list."""
    return validate.OneOf([str(value) for value in values], error="unknown_choice")


def needed(field_class, **kwargs):
    """A field that must be there."""
    return field_class(required=True, error_messages={"required": "required"}, **kwargs)


def _nudge():
    return ma.fields.String(
        allow_none=True,
        load_default=None,
        validate=choice(Nudge),
        metadata={
            "description": "`ask`: where checks object to the words nothing is stored, and the answer is the problem "
            "`reconsider`, with a sentence for each and `places: [{start, end, check}]` in characters of the source; "
            "`told`: the writer has read that. Without it nothing is asked"
        },
    )


class LanguageQuery(ma.Schema):
    """Every answer's sentences follow ``Accept-Language`` unless asked otherwise."""

    lang = ma.fields.String()


class ListQuery(LanguageQuery):
    """How a list of comments is ordered and paged."""

    sort = ma.fields.String(load_default="best", validate=choice(Order))
    limit = ma.fields.Integer(
        load_default=PAGE_DEFAULT_COMMENTS, validate=validate.Range(1, PAGE_MAX_COMMENTS, error="out_of_bounds")
    )
    cursor = ma.fields.String()
    v = ma.fields.Integer(metadata={"description": "serve at least this thread version"})


class ArticleQuery(LanguageQuery):
    """Which article: by key, or by address."""

    key = ma.fields.String()
    url = ma.fields.String()


class ThreadQuery(ListQuery, ArticleQuery):
    """A thread's page, or one of its filters: a flat list over all depths, newest first whatever ``sort`` says."""

    filter = ma.fields.String(
        load_default=None,
        validate=choice(Filter),
        metadata={"description": "featured: the editors' picks; staff: the newsroom and the article's author"},
    )

    format = ma.fields.String(
        load_default="json",
        validate=validate.OneOf(["json", "html"], error="unknown_choice"),
        metadata={"description": "html: the same page as a piece of HTML for the publisher's server to include"},
    )


class CountsQuery(ma.Schema):
    """Up to 100 keys."""

    key = ma.fields.List(
        ma.fields.String(), load_default=list, validate=validate.Length(max=COUNTS_MAX_KEYS, error="out_of_bounds")
    )


class Counts(ma.Schema):
    """Comments by article key."""

    counts = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.Integer())


class Author(ma.Schema):
    """Who wrote a comment."""

    name = ma.fields.String()
    avatar = ma.fields.String(metadata={"description": "six hexadecimal digits: the seed of a drawn avatar"})
    badges = ma.fields.List(
        ma.fields.String(validate=validate.OneOf([str(badge) for badge in Badge])),
        metadata={"description": "what the author was when writing"},
    )


class Votes(ma.Schema):
    """Votes by direction."""

    up = ma.fields.Integer()
    down = ma.fields.Integer()


class ReplyTo(ma.Schema):
    """Whom a comment answers, where it does not stand below it: in a flat list."""

    id = ma.fields.String()
    name = ma.fields.String(allow_none=True)


class Replies(ma.Schema):
    """The replies that came along, and the cursor to more."""

    comments = ma.fields.List(ma.fields.Nested(lambda: Comment()))
    next_cursor = ma.fields.String(allow_none=True)


class Comment(ma.Schema):
    """One comment. A tombstone has neither author nor body."""

    id = ma.fields.String()
    parent_id = ma.fields.String(allow_none=True)
    depth = ma.fields.Integer()
    status = ma.fields.String(
        validate=validate.OneOf(["approved", "pending", "rejected", "removed"]),
        metadata={"description": "pending and rejected are told to the author only; removed is a tombstone"},
    )
    author = ma.fields.Nested(Author, allow_none=True)
    body = ma.fields.List(ma.fields.Raw(), allow_none=True, metadata={"description": "nodes, never HTML"})
    created_at = ma.fields.DateTime()
    edited_at = ma.fields.DateTime(allow_none=True)
    withdrawn = ma.fields.Boolean()
    featured = ma.fields.Boolean()
    votes = ma.fields.Nested(Votes)
    reply_count = ma.fields.Integer()
    replies = ma.fields.Nested(Replies)
    permalink = ma.fields.Url()
    version = ma.fields.Integer()
    reply_to = ma.fields.Nested(ReplyTo)
    source = ma.fields.String(metadata={"description": "as typed; only to its own author"})
    held_because = ma.fields.String(allow_none=True, metadata={"description": "only to its own author"})
    reason = ma.fields.String(metadata={"description": "why it was refused, in words; only to its own author"})
    reason_code = ma.fields.String(metadata={"description": "the same for programs; sites have reasons of their own"})
    rule = ma.fields.String(allow_none=True, metadata={"description": "the rule behind the reason, in words"})
    message = ma.fields.String(
        allow_none=True, metadata={"description": "what the newsroom wrote with the refusal; only to its own author"}
    )
    rules_version = ma.fields.Integer(
        allow_none=True,
        metadata={"description": "with a refusal: the house rules of when it was written (`/embed/{site}/rules`)"},
    )
    statement = ma.fields.Dict(
        metadata={
            "description": "with a refusal, where the site states its reasons: `id`, `url` of the private page that "
            "states them and takes an appeal, and the state of the `appeal` (or null)"
        }
    )
    correction = ma.fields.Dict(
        metadata={"description": "only to its own author: `status`, `words` and `url` of the report made of it"}
    )
    newsroom_reply = ma.fields.Dict(
        metadata={"description": "only in `/me/comments`: `name` and `permalink` of the newsroom's latest answer to it"}
    )


class ThreadPage(ma.Schema):
    """A page of roots, each with its first replies; or of a filter's list, where each names the one it answers."""

    thread = ma.fields.Nested(Thread)
    sort = ma.fields.String()
    filter = ma.fields.String(allow_none=True)
    featured = ma.fields.List(
        ma.fields.Nested(Comment),
        metadata={"description": "the newest editors' picks without their replies, on the first page of the whole"},
    )
    comments = ma.fields.List(ma.fields.Nested(Comment))
    next_cursor = ma.fields.String(allow_none=True)


class Permalink(ma.Schema):
    """One comment in its place."""

    comment = ma.fields.Nested(Comment)
    ancestors = ma.fields.List(ma.fields.Nested(Comment))
    thread = ma.fields.Nested(Thread)


class ThreadRef(ma.Schema):
    """The article a comment is about; URL and title are untrusted hints."""

    key = ma.fields.String(allow_none=True)
    url = ma.fields.String(allow_none=True)
    title = ma.fields.String(allow_none=True)


class AuthorName(ma.Schema):
    """The name a guest chose."""

    name = needed(ma.fields.Raw)


class NewComment(ma.Schema):
    """A comment to be posted."""

    thread = needed(ma.fields.Nested, nested=ThreadRef)
    parent_id = ma.fields.String(allow_none=True, load_default=None)
    source = needed(ma.fields.Raw)
    author = ma.fields.Nested(AuthorName, allow_none=True, load_default=None)
    nudge = _nudge()
    opened = ma.fields.String(
        allow_none=True,
        load_default=None,
        metadata={"description": "what `opening` answered when the box was opened; clients without one leave it out"},
    )
    leave_empty = ma.fields.String(
        allow_none=True,
        load_default=None,
        metadata={"description": "what stood in the widget's field that people do not see; others leave it out"},
    )


class Posted(ma.Schema):
    """The stored comment; a token where the caller had none."""

    comment = ma.fields.Nested(Comment)
    thread_version = ma.fields.Integer()
    token = ma.fields.String()


class Source(ma.Schema):
    """A text as typed."""

    source = needed(ma.fields.Raw)


class Changed(Source):
    """Other words for a comment."""

    nudge = _nudge()


class Opening(ma.Schema):
    """That a box was opened now, signed; sent back with what is written in it."""

    opened = ma.fields.String()


class Preview(ma.Schema):
    """Exactly what would be shown."""

    body = ma.fields.List(ma.fields.Raw())


class Vote(ma.Schema):
    """Up or down."""

    value = needed(ma.fields.Integer, strict=True)


class Voted(ma.Schema):
    """The comment's votes after the change, as the voter sees them; ``counted``: others see the vote, too."""

    votes = ma.fields.Nested(Votes)
    counted = ma.fields.Boolean()
    thread_version = ma.fields.Integer()


class Flag(ma.Schema):
    """A request for a moderator's attention."""

    reason = needed(ma.fields.String, validate=choice(FlagReason))
    remark = ma.fields.Raw(load_default="", allow_none=True)


class Flagged(ma.Schema):
    """The flag is noted."""

    flagged = ma.fields.Boolean()


class Problem(ma.Schema):
    """RFC 9457 problem document."""

    type = ma.fields.Url()
    title = ma.fields.String()
    status = ma.fields.Integer()
    code = ma.fields.String()
    errors = ma.fields.List(ma.fields.Dict())
