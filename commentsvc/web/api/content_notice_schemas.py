"""Schemas of the part of the API that takes notices of illegal content."""

import marshmallow as ma
from marshmallow import validate

from commentsvc.domain.legal import SEEN_BY_NOTIFIER, IllegalKind, Outcome
from commentsvc.web.api.schemas import choice, needed


class NewContentNotice(ma.Schema):
    """Notice of illegal content (Regulation (EU) 2022/2065, Art. 16), by anybody, without an account."""

    comments = needed(
        ma.fields.List,
        cls_or_instance=ma.fields.Raw(),
        metadata={"description": "permalinks or ids of comments of this site, up to 20"},
    )
    kind = needed(ma.fields.String, validate=choice(IllegalKind))
    law = ma.fields.Raw(load_default=None, allow_none=True, metadata={"description": "the provision, if it is known"})
    explanation = needed(ma.fields.Raw, metadata={"description": "why it is illegal; 20 to 5,000 characters"})
    name = ma.fields.Raw(
        load_default=None, allow_none=True, metadata={"description": "needed, except for `child_abuse`"}
    )
    email = ma.fields.Raw(
        load_default=None, allow_none=True, metadata={"description": "needed, except for `child_abuse`"}
    )
    good_faith = needed(
        ma.fields.Boolean,
        metadata={"description": "`true`: in good faith I hold what I say to be accurate and complete"},
    )


class ContentNoticeReceived(ma.Schema):
    """The notice has arrived; the token opens its private status page."""

    id = ma.fields.String(metadata={"description": "its reference"})
    status = ma.fields.String()
    due_at = ma.fields.DateTime(metadata={"description": "by when the newsroom means to have decided"})
    token = ma.fields.String()
    status_url = ma.fields.Url()


class ReportedComment(ma.Schema):
    """One comment of a notice: what became of it."""

    id = ma.fields.String()
    permalink = ma.fields.Url()
    outcome = ma.fields.String(allow_none=True, validate=validate.OneOf([*Outcome]))
    reason = ma.fields.String(allow_none=True, metadata={"description": "in words, where it was removed"})


class ContentNoticeStatus(ma.Schema):
    """A notice as its sender sees it."""

    id = ma.fields.String()
    status = ma.fields.String(validate=validate.OneOf([*SEEN_BY_NOTIFIER.values()]))
    kind = ma.fields.String()
    law = ma.fields.String()
    explanation = ma.fields.String()
    comments = ma.fields.List(ma.fields.Nested(ReportedComment))
    question = ma.fields.String(allow_none=True)
    answer = ma.fields.String(allow_none=True, metadata={"description": "the newsroom's words with the decision"})
    redress = ma.fields.String(allow_none=True, metadata={"description": "with a decision: how to contest it"})
    set_aside_until = ma.fields.DateTime(allow_none=True)
    remarks = ma.fields.List(ma.fields.Dict())
    due_at = ma.fields.DateTime()
    decided_at = ma.fields.DateTime(allow_none=True)
    created_at = ma.fields.DateTime()
    updated_at = ma.fields.DateTime()
