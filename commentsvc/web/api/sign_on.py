"""Signing on with the publisher's word, and signing out."""

from flask import Response, current_app

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import Unauthenticated
from commentsvc.domain.sign_on import SignOnRefused, audience
from commentsvc.services import accounts, sign_on
from commentsvc.web import rate_limits
from commentsvc.web.api import presenters, reader_schemas
from commentsvc.web.api.answers import private
from commentsvc.web.json_body import ApiBlueprint
from commentsvc.web.rate_limits import limiter
from commentsvc.web.request_context import bearer_token, runtime, site_context

blueprint = ApiBlueprint("sign_on", __name__, url_prefix="/api/v1", description="Signing on and out")


@blueprint.post("/sites/<site>/session/sign-on")
@rate_limits.of_network(rate_limits.SIGN_ONS)
@blueprint.arguments(reader_schemas.SignOn)
@blueprint.response(201, reader_schemas.SignedOn)
def exchange(body: dict, site: str) -> Response:
    """Exchange the publisher's token for a reader's; the guest whose token comes along is merged into the account."""
    expected = audience(runtime().settings.base_url, site)
    try:
        with unit_of_work():
            done = sign_on.exchange(site_context(site), body["token"], expected, bearer_token())
    except SignOnRefused as error:
        current_app.logger.info("sign-on to %s refused: %s", site, error.reason)
        raise
    return private({"token": done.bearer, "reader": presenters.reader(done.reader), "merged": done.merged}, 201)


@blueprint.delete("/sites/<site>/session")
@limiter.limit(rate_limits.SIGN_OUTS)
@blueprint.response(204)
def sign_out(site: str) -> Response:
    """End this token; the reader's other devices stay signed in."""
    token = bearer_token()
    if token is None:
        raise Unauthenticated("token_required")
    with unit_of_work():
        accounts.end_token(site_context(site), token)
    return Response(status=204, headers={"Cache-Control": "no-store"})
