"""Schemas of the lists that a newspaper shows on its front page."""

import re
from datetime import timedelta

import marshmallow as ma
from marshmallow import validate

from commentsvc.domain.limits import LIST_DEFAULT_ROWS, LIST_MAX_ROWS, LIST_WITHIN_MAX_DAYS
from commentsvc.web.api.schemas import Author, LanguageQuery, Votes

_WITHIN = re.compile(r"([1-9]\d{0,3})([hd])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1)}


class Within(ma.fields.String):
    """A span of time as ``36h`` or ``7d``; loads as a timedelta, an hour at least, 90 days at most."""

    def _deserialize(self, value, attr, data, **kwargs) -> timedelta:
        match = _WITHIN.fullmatch(super()._deserialize(value, attr, data, **kwargs))
        if match is None:
            raise ma.ValidationError("wrong_type")
        span = int(match[1]) * _UNITS[match[2]]
        if span > timedelta(days=LIST_WITHIN_MAX_DAYS):
            raise ma.ValidationError("out_of_bounds")
        return span


class SiteListQuery(LanguageQuery):
    """How many rows a list has."""

    limit = ma.fields.Integer(
        load_default=LIST_DEFAULT_ROWS, validate=validate.Range(1, LIST_MAX_ROWS, error="out_of_bounds")
    )


class LatestQuery(SiteListQuery):
    """A page of the latest comments."""

    cursor = ma.fields.String()


class MostDiscussedQuery(SiteListQuery):
    """Among which articles the most discussed are looked for."""

    within = Within(
        load_default=timedelta(days=1),
        metadata={"description": "hours or days, such as 36h or 7d; 1d where it is not given, at most 90d"},
    )


class Article(ma.Schema):
    """The article a comment stands under; title and URL are null until they are more than one reader's word: signed by
    the publisher, or said alike by readers' pages in two networks. The key may be anybody's words; do not show it.
    """

    key = ma.fields.String()
    url = ma.fields.String(allow_none=True)
    title = ma.fields.String(allow_none=True)


class LatestComment(ma.Schema):
    """One public comment in a list: its opening as plain text."""

    id = ma.fields.String()
    parent_id = ma.fields.String(allow_none=True)
    author = ma.fields.Nested(Author)
    excerpt = ma.fields.String(metadata={"description": "plain text, at most 200 characters, cut at a word"})
    created_at = ma.fields.DateTime()
    edited_at = ma.fields.DateTime(allow_none=True)
    featured = ma.fields.Boolean()
    votes = ma.fields.Nested(Votes)
    reply_count = ma.fields.Integer()
    permalink = ma.fields.Url()
    article = ma.fields.Nested(Article)


class Latest(ma.Schema):
    """A page of the latest comments of a site. A page may be short and still have a cursor."""

    comments = ma.fields.List(ma.fields.Nested(LatestComment))
    next_cursor = ma.fields.String(allow_none=True)


class DiscussedArticle(Article):
    """An article with its number of comments."""

    comment_count = ma.fields.Integer()
    last_comment_at = ma.fields.DateTime()


class MostDiscussed(ma.Schema):
    """The articles with most comments among those commented on of late."""

    articles = ma.fields.List(ma.fields.Nested(DiscussedArticle))
    complete = ma.fields.Boolean(
        metadata={
            "description": "false where more articles were commented on than are looked at (the 1,000 most recently"
            " commented on and the 1,000 largest), so that one may be missing"
        }
    )
