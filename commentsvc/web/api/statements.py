"""Why the newsroom decided something about the bearer, and the appeal against it."""

from flask import Response

from commentsvc.db import unit_of_work
from commentsvc.queries import statements as queries
from commentsvc.services import accounts, appeals, statements
from commentsvc.services.context import Context
from commentsvc.web import rate_limits, statement_words
from commentsvc.web.api import presenters, schemas, statement_schemas
from commentsvc.web.api.answers import private
from commentsvc.web.json_body import ApiBlueprint
from commentsvc.web.rate_limits import limiter
from commentsvc.web.request_context import identify, site_context

blueprint = ApiBlueprint("statements", __name__, url_prefix="/api/v1", description="Statements of reasons, and appeals")


@blueprint.get("/sites/<site>/me/statements/<string(length=16):statement>")
@blueprint.arguments(schemas.LanguageQuery, location="query")
@blueprint.response(200, statement_schemas.Statement)
def my_statement(query: dict, site: str, statement: str) -> Response:
    """The statement of reasons for one decision about the bearer, in words, with the appeal and what became of it."""
    context = identify(site_context(site))
    accounts.require_known(context)
    return private(_document(context, statements.of_reader(context, statement)))


@blueprint.post("/sites/<site>/me/statements/<string(length=16):statement>/appeal")
@limiter.limit(rate_limits.CORRECTIONS)
@blueprint.arguments(statement_schemas.NewAppeal)
@blueprint.response(201, statement_schemas.Statement)
def appeal(body: dict, site: str, statement: str) -> Response:
    """Appeal against the decision, once. Somebody else than who decided looks at it."""
    words = appeals.prepare(body["words"])
    with unit_of_work():
        context = identify(site_context(site))
        accounts.require_known(context)
        row = statements.of_reader(context, statement)
        appeals.file(context, row, words)
        document = _document(context, row)
    return private(document, 201)


def _document(context: Context, row) -> dict:
    said = statement_words.said(context, queries.told(row))
    return {
        "id": row.public_id,
        "url": statement_words.page_url(row.public_id),
        "holds": said.holds,
        "restriction": row.restriction,
        "decision": said.decision,
        "decided_at": presenters.moment(row.starts_at),
        "ends_at": presenters.moment(row.ends_at),
        "ground": said.ground,
        "rule": said.rule or None,
        "law": said.law or None,
        "rules_version": row.rules_version,
        "facts": said.facts,
        "automated_detection": bool(row.found),
        "automated_decision": row.automated_decision,
        "automation": said.automation,
        "message": said.told.message or None,
        "redress": said.redress,
        "may_appeal": said.refused is None,
        "appeal_until": said.appeal_until if said.refused is None else None,
        "appeal": _appeal(said.told.appeal),
    }


def _appeal(row) -> dict | None:
    if row is None:
        return None
    return {
        "id": row.public_id,
        "state": row.state,
        "state_text": statement_words.state_text(row.state),
        "words": row.words,
        "answer": row.answer or None,
        "at": presenters.moment(row.created_at),
        "decided_at": presenters.moment(row.decided_at),
    }
