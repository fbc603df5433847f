"""Votes and flags."""

from flask import Response

from commentsvc.db import unit_of_work
from commentsvc.services import flags, votes
from commentsvc.web import rate_limits
from commentsvc.web.api import schemas
from commentsvc.web.api.answers import private
from commentsvc.web.api.comments import comment_in_context
from commentsvc.web.json_body import ApiBlueprint
from commentsvc.web.rate_limits import limiter

blueprint = ApiBlueprint("reactions", __name__, url_prefix="/api/v1", description="Votes and flags")


@blueprint.put("/comments/<comment_id>/vote")
@rate_limits.of_network(rate_limits.NETWORK_VOTES)
@limiter.limit(rate_limits.VOTES)
@blueprint.arguments(schemas.Vote)
@blueprint.response(200, schemas.Voted)
def vote(body: dict, comment_id: str) -> Response:
    """Vote up (1) or down (−1); repeating it changes nothing."""
    with unit_of_work():
        cast = votes.vote(*comment_in_context(comment_id), body["value"])
    return private(_voted(cast))


@blueprint.delete("/comments/<comment_id>/vote")
@rate_limits.of_network(rate_limits.NETWORK_VOTES)
@limiter.limit(rate_limits.VOTES)
@blueprint.response(200, schemas.Voted)
def retract(comment_id: str) -> Response:
    """Take the vote back."""
    with unit_of_work():
        cast = votes.retract(*comment_in_context(comment_id))
    return private(_voted(cast))


@blueprint.put("/comments/<comment_id>/flag")
@rate_limits.of_network(rate_limits.NETWORK_FLAGS)
@limiter.limit(rate_limits.FLAGS)
@blueprint.arguments(schemas.Flag)
@blueprint.response(200, schemas.Flagged)
def flag(body: dict, comment_id: str) -> Response:
    """Ask for a moderator's attention."""
    with unit_of_work():
        flags.flag(*comment_in_context(comment_id), body["reason"], body["remark"] or "")
    return private({"flagged": True})


def _voted(cast: votes.Cast) -> dict:
    tallies = {"up": cast.up, "down": cast.down}
    return {"votes": tallies, "counted": cast.counted, "thread_version": cast.thread.version}
