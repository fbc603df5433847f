"""Writes of one process computed one after the other: whoever may write to SQLite is not held up by the rest."""

import io
from collections.abc import Callable, Iterable

from commentsvc.domain.limits import BODY_MAX_BYTES
from commentsvc.web.cors import API
from commentsvc.web.shedding import ENVIRON_KEY
from commentsvc.write_queue import Turnstile

_READS = frozenset({"GET", "HEAD", "OPTIONS"})


class WritesInTurn:
    """The layer, a WSGI application around the one ``behind``; see ``write_queue.Turnstile``.

    A body is read before its turn comes: a reader with a slow line keeps nobody waiting. The desk's sign-in, which
    takes its time on purpose, is none of the API's and passes by.
    """

    def __init__(self, application: Callable, turnstile: Turnstile):
        self._behind = application
        self._turnstile = turnstile

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Answer, in turn where it is a write."""
        shed = ENVIRON_KEY in environ
        if shed or environ["REQUEST_METHOD"] in _READS or not environ["PATH_INFO"].startswith(API):
            return self._behind(environ, start_response)
        length = environ.get("CONTENT_LENGTH") or "0"
        if "HTTP_TRANSFER_ENCODING" in environ or not length.isdecimal() or int(length) > BODY_MAX_BYTES:
            # Refused, or read as it comes.
            return self._behind(environ, start_response)
        environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(int(length)))
        with self._turnstile.passed():
            return self._behind(environ, start_response)
