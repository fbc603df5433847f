"""Corrections from the reader's side."""

import hashlib
from dataclasses import asdict

import orjson
from flask import Response, request

from commentsvc.db import unit_of_work
from commentsvc.domain.correction_states import SEEN_BY_READER, State
from commentsvc.domain.errors import Unauthenticated
from commentsvc.domain.limits import CORRECTION_BODY_MAX_BYTES
from commentsvc.domain.selectors import Target, TextQuoteSelector
from commentsvc.queries import corrections as report_queries
from commentsvc.queries import notices as notice_queries
from commentsvc.queries import sites as site_queries
from commentsvc.services import corrections, report_places
from commentsvc.services.context import Context
from commentsvc.services.threads import ArticleHint, hint
from commentsvc.web import notice_documents, rate_limits
from commentsvc.web.api import correction_schemas as schemas
from commentsvc.web.api import presenters
from commentsvc.web.api.answers import created_once, private
from commentsvc.web.cors import require_origin_of
from commentsvc.web.json_body import ApiBlueprint
from commentsvc.web.messages import reason_text
from commentsvc.web.rate_limits import limiter
from commentsvc.web.request_context import bearer_token, context_of, identify, keys, runtime, site_context

blueprint = ApiBlueprint("corrections", __name__, url_prefix="/api/v1", description="Reporting mistakes")


@blueprint.before_request
def _allow_article_text() -> None:
    """Reports carry the article's text, so they may be larger than other requests."""
    request.max_content_length = CORRECTION_BODY_MAX_BYTES


@blueprint.post("/sites/<site>/corrections")
@limiter.limit(rate_limits.CORRECTIONS)
@blueprint.arguments(schemas.NewCorrection)
@blueprint.response(201, schemas.Reported)
def report(body: dict, site: str) -> Response:
    """Report a mistake; the answer's token opens the private status page."""
    fields = {name: body[name] for name in ("kind", "replacement", "remark", "source_url", "contact")}
    article = body["article"]
    text, digest = article.get("text"), article.get("text_sha256")
    new = corrections.prepare(_target(body["target"]), article_text=text, text_sha256=digest, **fields)
    with unit_of_work():
        context = identify(site_context(site))
        about = _about(context, body)

        def act():
            row, already = corrections.report(context, about, new)
            status = SEEN_BY_READER[State(row.state)]
            return {"id": row.public_id, "status": status, "already_reported": already}, None

        document = created_once(context, "correction", act, _payload(body))
    token = corrections.token(keys(), document["id"])
    document |= {"token": token, "status_url": f"{runtime().settings.base_url}/report/{token}"}
    return private(document, 201)


@blueprint.post("/sites/<site>/corrections/matches")
@limiter.limit(rate_limits.MATCHES)
@blueprint.arguments(schemas.MatchQuery)
@blueprint.response(200, schemas.Matches)
def matches(body: dict, site: str) -> Response:
    """Whether the same place has been reported already; asked before sending."""
    context = identify(site_context(site))
    digest = body["article"].get("text_sha256") or ""
    return private(asdict(report_places.matches(context, _about(context, body), _target(body["target"]), digest)))


@blueprint.put("/sites/<site>/corrections/support")
@rate_limits.of_network(rate_limits.NETWORK_SUPPORTS)
@limiter.limit(rate_limits.MATCHES)
@blueprint.arguments(schemas.MatchQuery)
@blueprint.response(200, schemas.Supported)
def support(body: dict, site: str) -> Response:
    """Join those who have reported the same place, without further words; repeating it changes nothing."""
    with unit_of_work():
        context = identify(site_context(site))
        joined = report_places.support(context, _about(context, body), _target(body["target"]))
    return private(asdict(joined))


@blueprint.get("/corrections/<report_id>")
@blueprint.response(200, schemas.CorrectionStatus)
def status(report_id: str) -> Response:
    """A report as its reader sees it; the bearer is the report's token."""
    return private(_status(_open(report_id)))


@blueprint.patch("/corrections/<report_id>")
@limiter.limit(rate_limits.CORRECTIONS)
@blueprint.arguments(schemas.FurtherRemark)
@blueprint.response(200, schemas.CorrectionStatus)
def add_remark(body: dict, report_id: str) -> Response:
    """Add a further remark to an open report."""
    with unit_of_work():
        row = _open(report_id)
        corrections.add_remark(context_of(site_queries.of_report(row)), row, body["remark"])
    return private(_status(row))


@blueprint.delete("/corrections/<report_id>")
@limiter.limit(rate_limits.CORRECTIONS)
@blueprint.response(200, schemas.CorrectionStatus)
def withdraw(report_id: str) -> Response:
    """Take an open report back."""
    with unit_of_work():
        row = _open(report_id)
        corrections.withdraw(context_of(site_queries.of_report(row)), row)
    return private(_status(row))


def _open(report_id: str):
    token = bearer_token()
    if token is None:
        raise Unauthenticated("token_required")
    row = corrections.open_by_token(keys(), token, report_id)
    require_origin_of(site_queries.of_report(row))
    return row


def _about(context: Context, body: dict) -> ArticleHint:
    article = body["article"]
    return hint(context.site, article.get("key"), article.get("url"), article.get("title"))


def _payload(body: dict) -> bytes:
    """What counts as the same report when it is sent again: whether the text or its hash came along does not."""
    article = dict(body["article"])
    text = article.pop("text", None)
    if isinstance(text, str) and text:
        article["text_sha256"] = hashlib.sha256(text.encode(errors="replace")).hexdigest()
    return orjson.dumps(body | {"article": article}, option=orjson.OPT_SORT_KEYS)


def _target(sent: dict | None) -> Target:
    if sent is None:
        return Target()
    quote = None
    if sent["exact"]:
        quote = TextQuoteSelector(sent["exact"], sent["prefix"] or "", sent["suffix"] or "")
    return Target(quote, sent["start"], sent["end"], sent["scope"])


def _notice(row) -> dict | None:
    """The public notice that answers a report, where it still stands."""
    found = notice_queries.of_report(row.id)
    return notice_documents.document(site_queries.of_report(row).slug, found) if found is not None else None


def _status(row) -> dict:
    seen = report_queries.seen_by_reader(row)
    words = {"exact": row.exact, "prefix": row.prefix, "suffix": row.suffix} if row.exact else None
    decided = row.state in (State.DECLINED, State.SPAM)
    return {
        "id": row.public_id,
        "status": SEEN_BY_READER[State(row.state)],
        "reason": (reason_text(row.reason) or reason_text("not_an_error")) if decided else None,
        "answer": row.answer or None,
        "notice": _notice(row),
        "kind": row.kind,
        "target": words,
        "replacement": row.replacement,
        "remark": row.remark,
        "remarks": [{"text": one.text, "created_at": presenters.moment(one.created_at)} for one in seen.remarks],
        "article": {"key": seen.article.key, "url": seen.article.url, "title": seen.article.title},
        "created_at": presenters.moment(row.created_at),
        "updated_at": presenters.moment(row.updated_at),
    }
