"""Signing in by a link in a mail: asked for here, confirmed on the page behind the link, collected here."""

from contextlib import suppress

from flask import Response

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import Unauthenticated
from commentsvc.services import comments, sign_in
from commentsvc.web import rate_limits
from commentsvc.web.api import presenters, reader_schemas, sign_in_schemas
from commentsvc.web.api.answers import created_once, private
from commentsvc.web.json_body import ApiBlueprint
from commentsvc.web.rate_limits import limiter
from commentsvc.web.request_context import identify, site_context

blueprint = ApiBlueprint("sign_in", __name__, url_prefix="/api/v1", description="Signing in by mail")

# How soon the widget asks again whether the link was confirmed, in seconds.
POLL_AFTER = 2


@blueprint.post("/sites/<site>/sign-in")
@rate_limits.of_network(rate_limits.SIGN_INS)
@blueprint.arguments(sign_in_schemas.NewSignIn)
@blueprint.response(202, sign_in_schemas.SignInAsked)
def ask(body: dict, site: str) -> Response:
    """Send a link to an address; the answer is the same whether the site knows it or not."""
    name = comments.prepare_name(body["name"]) if body.get("name") else ""
    with unit_of_work():
        context = site_context(site)
        # Who asks as a guest takes the guest's comments along; a token that went stale is no reason to refuse.
        with suppress(Unauthenticated):
            identify(context)
        asked = sign_in.ask(context, body["email"], name)
        row = asked.row
        document = {
            "secret": asked.secret,
            "code": row.code,
            "expires_at": presenters.moment(row.expires_at),
            "poll_after": POLL_AFTER,
        }
    return private(document, 202)


@blueprint.post("/sites/<site>/sign-in/collect")
@limiter.limit(rate_limits.COLLECTIONS)
@blueprint.arguments(sign_in_schemas.SignInSecret)
@blueprint.response(200, reader_schemas.SignedOn)
@blueprint.alt_response(202, schema=sign_in_schemas.SignInWaits, description="the link has not been confirmed yet")
def collect(body: dict, site: str) -> Response:
    """The account's token, once the link has been confirmed; 202 until then, 410 when it is over."""
    try:
        with unit_of_work():
            context = site_context(site)

            def act():
                done = sign_in.collect(context, body["secret"])
                return {"reader": presenters.reader(context.reader), "merged": done.merged}, done.token.public_id

            # An answer that was lost on the way is given again to the same Idempotency-Key, and to no other.
            document = created_once(context, "sign-in", act)
    except sign_in.NotConfirmedYet:
        return private({"status": "waiting", "poll_after": POLL_AFTER}, 202)
    return private(document)
