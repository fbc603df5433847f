"""The loader and the widget's modules, joined and squeezed once (``modules.py``), and the included comments' looks.

Modules live under a path that names the digest of all of them, so that browsers may keep them for ever; what publishers
paste, the loader and the style sheet, has an address that never changes, and is kept for minutes.
"""

import hashlib
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, abort, request

from commentsvc.web.embed.modules import joined
from commentsvc.web.hot_pages import FOREVER, made_from

_STATIC = Path(__file__).parents[2] / "static"
WIDGET = _STATIC / "widget"
_PLACEHOLDER = b"embed/assets/dev/"
_FOREVER = "public, max-age=31536000, immutable"
_MINUTES = "public, max-age=300, stale-while-revalidate=86400"

blueprint = Blueprint("assets", __name__)


@cache
def _files() -> dict[str, bytes]:
    sources = {path.relative_to(WIDGET).as_posix(): path.read_text("utf-8") for path in sorted(WIDGET.rglob("*.js"))}
    return {name: text.encode() for name, text in joined(sources).items()}


@cache
def digest() -> str:
    """The digest that names this state of the widget."""
    whole = hashlib.blake2b(digest_size=9)
    for name, content in _files().items():
        whole.update(name.encode() + b"\0" + content + b"\0")
    return whole.hexdigest()


@blueprint.get("/embed.js")
def loader() -> Response:
    """The script that a publisher pastes."""
    content = _files()["embed.js"].replace(_PLACEHOLDER, f"embed/assets/{digest()}/".encode())
    return _answer(content, _MINUTES)


@blueprint.get("/embed/assets/<version>/<path:name>")
def module(version: str, name: str) -> Response:
    """One module; a version that is not the current one is answered with the current file, kept for minutes only."""
    content = _files().get(name)
    if content is None:
        abort(404)
    return _answer(content, _FOREVER if version == digest() else _MINUTES)


@blueprint.get("/embed/thread.css")
def included_look() -> Response:
    """The looks of a thread that the publisher's server includes (``fragment.py``), for pages that link them."""
    return _answer((_STATIC / "pages" / "fragment.css").read_bytes(), _MINUTES, "text/css")


def _answer(content: bytes, caching: str, mimetype: str = "text/javascript") -> Response:
    made_from(FOREVER)
    response = Response(content, mimetype=mimetype)
    response.headers["Cache-Control"] = caching
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.set_etag(hashlib.blake2b(content, digest_size=12).hexdigest())
    return response.make_conditional(request)
