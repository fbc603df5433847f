"""Schemas of statements of reasons and appeals."""

import marshmallow as ma
from marshmallow import validate

from commentsvc.domain.appeals import AppealState
from commentsvc.domain.statements import Restriction
from commentsvc.web.api.schemas import needed


class NewAppeal(ma.Schema):
    """What the author says against a decision, up to 2,000 characters."""

    words = needed(ma.fields.Raw)


class Appeal(ma.Schema):
    """An appeal, and what became of it."""

    id = ma.fields.String(metadata={"description": "the reference"})
    state = ma.fields.String(validate=validate.OneOf([state.value for state in AppealState]))
    state_text = ma.fields.String(metadata={"description": "in words, in the language of the request"})
    words = ma.fields.String()
    answer = ma.fields.String(allow_none=True, metadata={"description": "the newsroom's words"})
    at = ma.fields.DateTime()
    decided_at = ma.fields.DateTime(allow_none=True)


class Statement(ma.Schema):
    """Why a decision was taken, in the language of the request (Article 17 of the EU's Digital Services Act)."""

    id = ma.fields.String()
    url = ma.fields.String(metadata={"description": "the key to the private page; pass it on to nobody"})
    holds = ma.fields.Boolean(metadata={"description": "false once the decision was taken back"})
    restriction = ma.fields.String(validate=validate.OneOf([one.value for one in Restriction]))
    decision = ma.fields.String()
    decided_at = ma.fields.DateTime()
    ends_at = ma.fields.DateTime(allow_none=True)
    ground = ma.fields.String(metadata={"description": "the reason's name"})
    rule = ma.fields.String(allow_none=True)
    law = ma.fields.String(allow_none=True, metadata={"description": "the provision, where one was named"})
    rules_version = ma.fields.Integer(allow_none=True)
    facts = ma.fields.List(ma.fields.String(), metadata={"description": "how it came to the newsroom's attention"})
    automated_detection = ma.fields.Boolean()
    automated_decision = ma.fields.Boolean()
    automation = ma.fields.String()
    message = ma.fields.String(allow_none=True, metadata={"description": "what the newsroom wrote with it"})
    redress = ma.fields.String()
    may_appeal = ma.fields.Boolean()
    appeal_until = ma.fields.String(allow_none=True, metadata={"description": "a day, in words"})
    appeal = ma.fields.Nested(Appeal, allow_none=True)
