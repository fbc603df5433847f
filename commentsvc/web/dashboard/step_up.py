"""Before a dangerous act the person proves again who they are, unless they did so a few minutes ago.

A view calls ``prove()`` before it opens a unit of work. Where a proof is missing the answer is a page that asks for it
and holds all that the form held; sent from there, the same request goes on.
"""

from flask import Response, g, jsonify, make_response, render_template, request, url_for

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import Forbidden
from commentsvc.domain.limits import PASSWORD_MAX_CHARS
from commentsvc.services import staff_sessions
from commentsvc.web.account import proofs, staff_session
from commentsvc.web.account.local_paths import desk_path
from commentsvc.web.dashboard.desk import blueprint, wants_json
from commentsvc.web.messages import error_text
from commentsvc.web.rate_limits import limiter
from commentsvc.web.request_context import now

FIELD = "proof"
PER_PERSON = "6 per minute; 30 per hour"
# What is made anew with each page, or is the answer itself.
_NOT_KEPT = frozenset({FIELD, "csrf_token"})


class ProofRequired(Forbidden):
    """The act takes a proof that was not given, or was wrong (``proof_wrong``)."""

    code = "proof_required"


def prove() -> None:
    """Go on only for somebody who gave a password or a code within the last minutes, or with this very request.

    Raises ProofRequired, which the desk answers with the page that asks for it.
    """
    if staff_sessions.is_proved(g.staff_session, now()):
        return
    given = request.form.get(FIELD)
    if given is None:
        raise ProofRequired()
    if not _fits(given[:PASSWORD_MAX_CHARS]):
        raise ProofRequired("proof_wrong")
    with unit_of_work():
        staff_session.prove()


@limiter.limit(PER_PERSON, key_func=lambda: f"proof:{g.person.id}")
def _fits(given: str) -> bool:
    return proofs.fits(g.person, given)


@blueprint.errorhandler(ProofRequired)
def _ask(error: ProofRequired) -> Response:
    if wants_json():
        return make_response(jsonify(code=error.code, message=error_text(error.code, {})), 403)
    kept = [(name, value) for name, value in request.form.items(multi=True) if name not in _NOT_KEPT]
    page = render_template(
        "dashboard/prove.html",
        field=FIELD,
        kept=kept,
        wrong=error_text(error.code, {}) if error.code == "proof_wrong" else None,
        back=desk_path(request.form.get("next"), url_for("dashboard.start", site=None)),
    )
    return make_response(page, 403)
