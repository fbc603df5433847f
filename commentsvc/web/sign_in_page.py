"""The page behind the link of a sign-in mail: shows site and code, and signs in only when it is confirmed.

Mail programs and scanners open links by themselves: reading the page changes nothing. The form is bound to the link;
there is no cookie, and it does not matter on which device the mail is read.
"""

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import Gone, NotFound, ServiceError
from commentsvc.services import known_sites, sign_in
from commentsvc.web import private_pages, rate_limits
from commentsvc.web.embed import form_tokens, refusals
from commentsvc.web.rate_limits import limiter
from commentsvc.web.request_context import context_of, keys, now

blueprint = Blueprint("sign_in_page", __name__, url_prefix="/sign-in")
private_pages.attach(blueprint)

_ABOUT = "sign-in"


@blueprint.errorhandler(ServiceError)
@blueprint.errorhandler(HTTPException)
def _refused(error) -> Response:
    if isinstance(error, NotFound | Gone):
        refusal = refusals.refusal(error)
        return refusal.stamp(Response(render_template("sign_in/over.html", refusal=refusal), mimetype="text/html"))
    return refusals.problem_page(error)


@blueprint.get("/<token>")
def show(token: str) -> Response:
    """Who wants to sign in where, under which code."""
    row = _of(token)
    if row.confirmed_at is not None:
        return Response(render_template("sign_in/done.html", site=g.site), mimetype="text/html")
    if not sign_in.is_open(row, now()):
        raise Gone("sign_in_over")
    html = render_template(
        "sign_in/confirm.html",
        site=g.site,
        code=sign_in.shown_code(row),
        token=token,
        form_token=form_tokens.issue(token, _ABOUT),
    )
    return Response(html, mimetype="text/html")


@blueprint.post("/<token>")
def confirm(token: str) -> Response:
    """Let the page that asked go on."""
    with limiter.limit(rate_limits.COLLECTIONS), unit_of_work():
        row = _of(token)
        form_tokens.check(request.form.get("form", ""), token, _ABOUT)
        sign_in.confirm(context_of(g.site), row)
    return redirect(url_for("sign_in_page.show", token=token), 303)


def _of(token: str):
    row = sign_in.by_link(keys(), token)
    g.site = known_sites.by_id(row.site_id)
    return row
