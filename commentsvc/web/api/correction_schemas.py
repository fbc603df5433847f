"""Schemas of the corrections' part of the API."""

import marshmallow as ma
from marshmallow import validate

from commentsvc.domain.correction_states import Kind
from commentsvc.web.api.notice_schemas import Notice
from commentsvc.web.api.schemas import ThreadRef, choice, needed


class CorrectionTarget(ma.Schema):
    """A W3C TextQuoteSelector with an optional position; start and end count characters."""

    exact = ma.fields.Raw(load_default=None, allow_none=True)
    prefix = ma.fields.Raw(load_default=None, allow_none=True)
    suffix = ma.fields.Raw(load_default=None, allow_none=True)
    start = ma.fields.Integer(strict=True, load_default=None, allow_none=True)
    end = ma.fields.Integer(strict=True, load_default=None, allow_none=True)
    scope = ma.fields.String(load_default=None, allow_none=True)


class CorrectionArticle(ThreadRef):
    """The article, and its text as the reader saw it: itself, or its hash where the service has it already."""

    text = ma.fields.Raw(
        allow_none=True, metadata={"description": "by the rule of docs/extraction.md, up to 100,000 characters"}
    )
    text_sha256 = ma.fields.String(
        allow_none=True,
        metadata={
            "description": "instead of `text`: the SHA-256 of its UTF-8, in lower-case hexadecimal. Where the service"
            " has no such text of this article it answers 422 with the code `text_wanted`: send again, with the text;"
            " the same `Idempotency-Key` will do"
        },
    )


class NewCorrection(ma.Schema):
    """A report of a mistake."""

    article = needed(ma.fields.Nested, nested=CorrectionArticle)
    target = ma.fields.Nested(CorrectionTarget, load_default=None, allow_none=True)
    kind = needed(ma.fields.String, validate=choice(Kind))
    replacement = ma.fields.Raw(load_default=None, allow_none=True)
    remark = ma.fields.Raw(load_default=None, allow_none=True)
    source_url = ma.fields.Raw(load_default=None, allow_none=True)
    contact = ma.fields.Raw(load_default=None, allow_none=True)


class Reported(ma.Schema):
    """The report has arrived; the token opens its private status page."""

    id = ma.fields.String()
    status = ma.fields.String()
    token = ma.fields.String()
    status_url = ma.fields.Url()
    already_reported = ma.fields.Integer()


class MatchQuery(ma.Schema):
    """A place about to be reported."""

    article = needed(ma.fields.Nested, nested=CorrectionArticle)
    target = needed(ma.fields.Nested, nested=CorrectionTarget)


class Matches(ma.Schema):
    """What there is of the same place already: the caller's own report, and how many readers have said so."""

    open = ma.fields.Integer(metadata={"description": "distinct readers with an open report, or who joined one"})
    mine = ma.fields.String(allow_none=True)
    supported = ma.fields.Boolean(metadata={"description": "whether the caller has joined others here"})
    text_known = ma.fields.Boolean(metadata={"description": "whether `article.text_sha256` may be sent for the text"})


class Supported(ma.Schema):
    """A place after one more reader has joined those who reported it."""

    open = ma.fields.Integer(metadata={"description": "distinct readers, as in `matches`"})
    supporters = ma.fields.Integer(metadata={"description": "those of them who joined without own words"})


class FurtherRemark(ma.Schema):
    """What the reader adds afterwards."""

    remark = needed(ma.fields.Raw)


class CorrectionStatus(ma.Schema):
    """A report as its reader sees it."""

    id = ma.fields.String()
    status = ma.fields.String(
        validate=validate.OneOf(["received", "checking", "needs_information", "corrected", "not_changed", "withdrawn"])
    )
    reason = ma.fields.String(allow_none=True)
    answer = ma.fields.String(allow_none=True)
    notice = ma.fields.Nested(Notice, allow_none=True)
    kind = ma.fields.String()
    target = ma.fields.Dict(allow_none=True)
    replacement = ma.fields.String()
    remark = ma.fields.String()
    remarks = ma.fields.List(ma.fields.Dict())
    article = ma.fields.Dict()
    created_at = ma.fields.DateTime()
    updated_at = ma.fields.DateTime()
