"""Schemas of correction notices."""

import marshmallow as ma
from marshmallow import validate

from commentsvc.domain.notice_kinds import NoticeKind
from commentsvc.web.api.schemas import ArticleQuery


class NoticesQuery(ArticleQuery):
    """Of which article, and in which form."""

    format = ma.fields.String(
        load_default=None,
        validate=validate.OneOf(["json", "jsonld", "html"], error="unknown_choice"),
        metadata={
            "description": "jsonld: as with `Accept: application/ld+json`; html: a piece of a page with the notices "
            "and their linked data, for the publisher's server to include"
        },
    )


class Notice(ma.Schema):
    """One correction notice; of a withdrawn one only the trace is left."""

    id = ma.fields.String()
    kind = ma.fields.String(validate=validate.OneOf([kind.value for kind in NoticeKind]))
    status = ma.fields.String(validate=validate.OneOf(["published", "withdrawn"]))
    text = ma.fields.String(metadata={"description": "plain text; empty lines part paragraphs"})
    before = ma.fields.String(metadata={"description": "the article's words as they were; may be empty"})
    after = ma.fields.String(metadata={"description": "the article's words as they are; may be empty"})
    target = ma.fields.Dict(
        allow_none=True, metadata={"description": "the place: a W3C TextQuoteSelector `{exact, prefix, suffix}`"}
    )
    language = ma.fields.String()
    version = ma.fields.Integer(metadata={"description": "grows with each wording"})
    published_at = ma.fields.DateTime()
    changed_at = ma.fields.DateTime(allow_none=True, metadata={"description": "when it got other words, if it did"})
    withdrawn_at = ma.fields.DateTime(allow_none=True)
    reason = ma.fields.String(allow_none=True, metadata={"description": "why it was withdrawn, in words"})
    url = ma.fields.Url(metadata={"description": "its permanent address"})


class NoticedArticle(ma.Schema):
    """The article; title and URL are null while only one reader's page has said them."""

    key = ma.fields.String()
    url = ma.fields.String(allow_none=True)
    title = ma.fields.String(allow_none=True)


class Notices(ma.Schema):
    """The notices of one article, newest first, up to 100."""

    article = ma.fields.Nested(NoticedArticle, allow_none=True)
    notices = ma.fields.List(ma.fields.Nested(Notice))
