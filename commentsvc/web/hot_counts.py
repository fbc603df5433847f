"""Counts for list pages, answered before the framework does any work.

Of a thread's page the answer is kept (``hot_pages``); lists of articles differ from page to page, so here the answer is
put together from single counts. Whatever is out of the ordinary (other parameters, too many keys, an unknown site, a
token) goes on to the application behind; its first good answer for a site lends its headers to all that follow, so
that the answer to any request is the same with and without this layer.
"""

import gzip
import hashlib
from collections.abc import Callable, Iterable
from urllib.parse import unquote_plus

import brotli
import orjson

from commentsvc.domain.limits import COUNTS_MAX_KEYS
from commentsvc.queries.counts import KeptCounts
from commentsvc.web.hot_pages import REPLACED, Captured

_PREFIX, _SUFFIX = "/api/v1/sites/", "/counts"
# What fits into one packet is not compressed: each answer is another one, and would have to be anew.
_SMALLEST_COMPRESSED = 1200
_BROTLI_QUALITY = 1
_GZIP_LEVEL = 1


class HotCounts:
    """The layer, a WSGI application around the one ``behind``."""

    def __init__(self, application: Callable, counts: KeptCounts):
        self.behind = application
        self._counts = counts
        self._headers: dict[str, list[tuple[str, str]]] = {}

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Answer for the articles that are asked about, or step aside."""
        path = environ["PATH_INFO"]
        if not path.endswith(_SUFFIX) or not path.startswith(_PREFIX):
            return self.behind(environ, start_response)
        if environ["REQUEST_METHOD"] != "GET" or "HTTP_AUTHORIZATION" in environ:
            return self.behind(environ, start_response)
        slug = path[len(_PREFIX) : -len(_SUFFIX)]
        keys = _keys(environ.get("QUERY_STRING", ""))
        if keys is None:
            return self.behind(environ, start_response)
        headers = self._headers.get(slug)
        if headers is None:
            return self._learn(slug, environ, start_response)
        counts = self._counts.of(slug, keys)
        if counts is None:
            return self.behind(environ, start_response)
        return _answer(orjson.dumps({"counts": counts}), headers, environ, start_response)

    def _learn(self, slug: str, environ: dict, start_response: Callable) -> Iterable[bytes]:
        captured = Captured(self.behind, environ)
        if captured.status == "200 OK":
            self._headers[slug] = [one for one in captured.headers if one[0].lower() not in REPLACED]
        return captured.replay(environ, start_response)


def _keys(query: str) -> list[str] | None:
    """The keys asked for; None where the query holds anything else."""
    parts = query.split("&")
    if len(parts) > COUNTS_MAX_KEYS or not all(part.startswith("key=") for part in parts):
        return None
    keys = [part[4:] for part in parts]
    if "%" in query or "+" in query:
        keys = [unquote_plus(key) for key in keys]
    return None if any("\x00" in key for key in keys) else keys


def _answer(body: bytes, headers: list, environ: dict, start_response: Callable) -> Iterable[bytes]:
    etag = hashlib.blake2b(body, digest_size=12).hexdigest()
    marks = [("ETag", f'W/"{etag}"'), ("Vary", "Accept-Encoding")]
    if etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        start_response("304 Not Modified", [one for one in headers if one[0].lower() != "content-type"] + marks)
        return []
    if len(body) >= _SMALLEST_COMPRESSED:
        accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
        if "br" in accepted:
            body = brotli.compress(body, quality=_BROTLI_QUALITY)
            marks.append(("Content-Encoding", "br"))
        elif "gzip" in accepted:
            body = gzip.compress(body, _GZIP_LEVEL, mtime=0)
            marks.append(("Content-Encoding", "gzip"))
    start_response("200 OK", [*headers, *marks, ("Content-Length", str(len(body)))])
    return [body]
