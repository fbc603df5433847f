"""A reader's own page: all of one's data as one file, one's sessions, and being erased.

The address of the page is the key to it for a quarter of an hour. Looking changes nothing.
"""

from collections.abc import Iterator

import orjson
from flask import Blueprint, Response, g, redirect, render_template, request, stream_with_context, url_for

from commentsvc.db import unit_of_work
from commentsvc.domain import mail_tokens
from commentsvc.domain.erasure import Mode
from commentsvc.domain.errors import invalid
from commentsvc.queries import own_data
from commentsvc.queries import sites as site_queries
from commentsvc.services import consents, erasure, own_page
from commentsvc.web import private_pages
from commentsvc.web.embed import form_tokens, refusals
from commentsvc.web.embed.words import exactly, when
from commentsvc.web.rate_limits import of_network
from commentsvc.web.request_context import context_of, keys, now, runtime

blueprint = Blueprint("own_data", __name__, url_prefix="/my-data")
private_pages.attach(blueprint)
refusals.attach(blueprint)

_ABOUT = "own-data"
_CHANGES = "30 per minute"
_EXPORTS = "10 per minute"


@blueprint.get("/<token>")
def page(token: str) -> Response:
    """What there is to do with one's data."""
    reader, session = own_page.opened(keys(), token, now())
    html = render_template(
        "account/own_data.html",
        site=context_of(site_queries.of_reader(reader)).site,
        reader=reader,
        sessions=own_page.sessions(reader),
        present=session.public_id,
        token=token,
        form_token=form_tokens.issue(token, _ABOUT),
        when=when,
        exactly=exactly,
        ended=request.args.get("done") == "ended",
        mail_page=_mail_page(g.site.slug, reader.id),
    )
    return Response(html, mimetype="text/html")


def _mail_page(slug: str, reader_id: int) -> str | None:
    contact = consents.contact_of(reader_id)
    if contact is None:
        return None
    token = mail_tokens.issue(keys(), mail_tokens.AddressOnSite(slug, contact.address_hash))
    return url_for("mail_pages.preferences", token=token)


@blueprint.get("/<token>/export.json")
@of_network(_EXPORTS)
def export(token: str) -> Response:
    """Everything about the reader as one JSON document, written while it is read."""
    reader, _session = own_page.opened(keys(), token, now())
    slug = context_of(site_queries.of_reader(reader)).site.slug
    about = {"site": slug, "made_at": now(), "reader": reader.public_id, "kind": reader.kind, "name": reader.name}
    answer = Response(stream_with_context(_document(about, reader)), mimetype="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug}-my-data.json"'
    return answer


def _document(about: dict, reader) -> Iterator[bytes]:
    yield orjson.dumps(about)[:-1]
    for name, rows in own_data.parts(reader, keys()):
        yield b',"' + name.encode() + b'":['
        for number, row in enumerate(rows):
            yield (b"," if number else b"") + orjson.dumps(row)
        yield b"]"
    yield b"}"


@blueprint.post("/<token>/sessions/<session_id>/end")
@of_network(_CHANGES)
def end_session(token: str, session_id: str) -> Response:
    """End one session; ending the one that asked closes this page, too."""
    form_tokens.check(request.form.get("form", ""), token, _ABOUT)
    with unit_of_work():
        reader, _session = own_page.opened(keys(), token, now())
        own_page.end_session(reader, session_id, now())
    return redirect(url_for("own_data.page", token=token, done="ended"), 303)


@blueprint.post("/<token>/erase")
@of_network(_CHANGES)
def erase(token: str) -> Response:
    """Begin to erase the reader, once it is confirmed and said how."""
    form_tokens.check(request.form.get("form", ""), token, _ABOUT)
    if request.form.get("mode") not in set(Mode) or not request.form.get("sure"):
        raise invalid("mode", "erasure_unsure")
    with unit_of_work():
        reader, _session = own_page.opened(keys(), token, now())
        context = context_of(site_queries.of_reader(reader))
        context.reader = reader
        erasure.begin(context, reader, Mode(request.form["mode"]), context.reader_actor, runtime().ledger)
    return Response(render_template("account/own_data_erased.html", site=context.site), mimetype="text/html")
