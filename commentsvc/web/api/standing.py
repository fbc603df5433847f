"""What the newsroom decided about the bearer: told to the reader, never kept in the dark."""

from flask import Response

from commentsvc.db import unit_of_work
from commentsvc.services import accounts, sanctions
from commentsvc.services.context import Context
from commentsvc.web import rate_limits, standings
from commentsvc.web.api import presenters, reader_schemas, schemas
from commentsvc.web.api.answers import private
from commentsvc.web.json_body import ApiBlueprint
from commentsvc.web.rate_limits import limiter
from commentsvc.web.request_context import identify, site_context

blueprint = ApiBlueprint("standing", __name__, url_prefix="/api/v1", description="What moderators decided about one")


@blueprint.get("/sites/<site>/me/standing")
@blueprint.arguments(schemas.LanguageQuery, location="query")
@blueprint.response(200, reader_schemas.Standing)
def my_standing(query: dict, site: str) -> Response:
    """What is in force for the bearer: warnings to be acknowledged, a suspension or a ban, comments that wait."""
    context = identify(site_context(site))
    accounts.require_known(context)
    return private(_document(context))


@blueprint.post("/sites/<site>/me/standing")
@limiter.limit(rate_limits.EDITS)
@blueprint.arguments(reader_schemas.Acknowledgement)
@blueprint.response(200, reader_schemas.Standing)
def acknowledge(body: dict, site: str) -> Response:
    """Say that warnings were read; then the next comment is taken. Repeating it changes nothing."""
    with unit_of_work():
        context = identify(site_context(site))
        sanctions.acknowledge(context, accounts.require_known(context), body["acknowledged"])
        document = _document(context)
    return private(document)


def _document(context: Context) -> dict:
    found = standings.of_reader(context)
    shown = [one | {name: presenters.moment(one[name]) for name in ("since", "until")} for one in found]
    return {"may_write": standings.may_write(found), "sanctions": shown}
