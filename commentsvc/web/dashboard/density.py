"""How close cards stand: comfortable, or compact, as this browser was told."""

from flask import Response, current_app, flash, jsonify, make_response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from commentsvc.web.account.local_paths import desk_path
from commentsvc.web.dashboard.desk import blueprint, needs, wants_json

COMFORTABLE, COMPACT = "comfortable", "compact"
_COOKIE = "desk-cards"
_COOKIE_SECONDS = 365 * 24 * 3600


@blueprint.post("/account/density")
@needs(None)
def choose_density():
    """Keep ``cards`` (``comfortable`` or ``compact``) in this browser: a desk and a telephone may differ."""
    chosen = request.form.get("cards")
    if chosen not in (COMFORTABLE, COMPACT):
        raise BadRequest()
    if wants_json():
        return _keeping(jsonify(cards=chosen), chosen)
    flash({"text": _told(chosen), "undo": None}, "done")
    back = desk_path(request.form.get("next"), url_for("dashboard.own_account"))
    return _keeping(make_response(redirect(back, 303)), chosen)


def _told(chosen: str) -> str:
    return _("Cards stand close together now.") if chosen == COMPACT else _("Cards have room around them now.")


def _keeping(response: Response, chosen: str) -> Response:
    response.set_cookie(
        _COOKIE,
        chosen,
        max_age=_COOKIE_SECONDS,
        path="/desk",
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )
    return response


@blueprint.context_processor
def _for_pages() -> dict:
    return {"compact": request.cookies.get(_COOKIE) == COMPACT}
