"""Notices of illegal content from their sender's side."""

from flask import Response

from commentsvc.db import unit_of_work
from commentsvc.domain import content_notice
from commentsvc.domain.errors import Unauthenticated
from commentsvc.domain.legal import DECIDED_NOTICES, SEEN_BY_NOTIFIER, LegalState, Outcome
from commentsvc.queries import content_notices as notice_queries
from commentsvc.queries import sites as site_queries
from commentsvc.services import content_notices
from commentsvc.web import legal_words, rate_limits, reason_words
from commentsvc.web.api import content_notice_schemas as schemas
from commentsvc.web.api import presenters
from commentsvc.web.api.answers import created_once, private
from commentsvc.web.cors import require_origin_of
from commentsvc.web.json_body import ApiBlueprint
from commentsvc.web.request_context import bearer_token, context_of, keys, runtime, site_context

blueprint = ApiBlueprint("content_notices", __name__, url_prefix="/api/v1", description="Notices of illegal content")


@blueprint.post("/sites/<site>/content-notices")
@rate_limits.of_network(rate_limits.CONTENT_NOTICES)
@blueprint.arguments(schemas.NewContentNotice)
@blueprint.response(201, schemas.ContentNoticeReceived)
def give(body: dict, site: str) -> Response:
    """Give notice that comments are illegal; the answer's token opens the private status page."""
    new = content_notice.prepare(
        body["comments"],
        body["kind"],
        body["explanation"],
        law=body["law"],
        name=body["name"],
        email=body["email"],
        good_faith=body["good_faith"],
    )
    with unit_of_work():
        context = site_context(site)

        def act():
            row = content_notices.give(context, new, "api")
            status = SEEN_BY_NOTIFIER[LegalState(row.state)]
            return {"id": row.public_id, "status": status, "due_at": presenters.moment(row.due_at)}, None

        document = created_once(context, "content-notice", act)
    token = content_notices.token(keys(), document["id"])
    document |= {"token": token, "status_url": f"{runtime().settings.base_url}/report/legal/{token}"}
    return private(document, 201)


@blueprint.get("/content-notices/<notice_id>")
@blueprint.response(200, schemas.ContentNoticeStatus)
def status(notice_id: str) -> Response:
    """A notice as its sender sees it; the bearer is the notice's token."""
    token = bearer_token()
    if token is None:
        raise Unauthenticated("token_required")
    row = content_notices.open_by_token(keys(), token, notice_id)
    site = site_queries.of_content_notice(row)
    require_origin_of(site)
    return private(_status(row, context_of(site)))


def _status(row, context) -> dict:
    seen = notice_queries.seen_by_notifier(row)
    state = LegalState(row.state)
    set_aside = state is LegalState.SET_ASIDE and seen.sender is not None
    return {
        "id": row.public_id,
        "status": SEEN_BY_NOTIFIER[state],
        "kind": row.kind,
        "law": row.law,
        "explanation": row.explanation,
        "comments": [_reported(item) for item in seen.items],
        "question": row.question or None,
        "answer": row.answer or None,
        "redress": (context.settings.legal_redress or str(legal_words.REDRESS)) if state in DECIDED_NOTICES else None,
        "set_aside_until": presenters.moment(seen.sender.suspended_until) if set_aside else None,
        "remarks": [{"text": one.text, "created_at": presenters.moment(one.created_at)} for one in seen.remarks],
        "due_at": presenters.moment(row.due_at),
        "decided_at": presenters.moment(row.decided_at),
        "created_at": presenters.moment(row.created_at),
        "updated_at": presenters.moment(row.updated_at),
    }


def _reported(item) -> dict:
    removed = item.outcome == Outcome.REMOVED
    return {
        "id": item.comment_public_id,
        "permalink": presenters.permalink(item.comment_public_id),
        "outcome": item.outcome,
        "reason": reason_words.told(item.reason).name if removed else None,
    }
