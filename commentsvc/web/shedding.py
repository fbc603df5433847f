"""Whom a process turns away first when more is written than it can take in: those whom nobody here knows.

A raid's requests would otherwise stand in every queue before those of readers who have been here for long, and of the
newsroom. In ordinary hours nothing is asked and nobody turned away.
"""

import random
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable

from flask import Flask, request

from commentsvc.domain.errors import Unavailable
from commentsvc.web.cors import API

ENVIRON_KEY = "commentsvc.shed"
# What a raid sends; reports of mistakes are let through.
_SENT = ("/comments", "/session", "/vote", "/flag")
_READS = frozenset({"GET", "HEAD", "OPTIONS"})
# Strangers' writes that fill their share of the threads for so long are no burst that will be over in a moment.
_FULL_SECONDS = 0.5
# So long after the last one who was turned away the process goes on looking who somebody is.
_CALM_SECONDS = 5.0
_BACK_IN_SECONDS = (4, 12)
# Answers about tokens: a raid's ten thousand and a newspaper's regulars find room.
_KEPT_MOST = 50_000
_KEPT_SECONDS = 60.0


class Shedding:
    """The layer, a WSGI application around the one ``behind``; ``knows(token)``: whether a reader is no stranger.

    ``room``: so many strangers' writes are inside at most while it is busy.
    """

    def __init__(
        self,
        application: Callable,
        room: int,
        knows: Callable[[str], bool],
        now: Callable[[], float] = time.monotonic,
    ):
        self._behind = application
        self._room = room
        self._knows = knows
        self._now = now
        self._lock = threading.Lock()
        self._inside = 0
        self._full_since: float | None = None
        self._until = 0.0
        self._kept: OrderedDict[str, tuple[float, bool]] = OrderedDict()

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Answer, or have a stranger told to come back."""
        if environ["REQUEST_METHOD"] in _READS or not _is_sent(environ["PATH_INFO"]):
            return self._behind(environ, start_response)
        if self._is_busy() and self._is_known(environ.get("HTTP_AUTHORIZATION", "")):
            return self._behind(environ, start_response)
        if not self._let_in():
            environ[ENVIRON_KEY] = True
            return self._behind(environ, start_response)
        try:
            return self._behind(environ, start_response)
        finally:
            self._leave()

    def _is_busy(self) -> bool:
        return self._inside >= self._room or self._now() < self._until

    def _let_in(self) -> bool:
        now = self._now()
        with self._lock:
            if self._inside >= self._room:
                self._full_since = self._full_since or now
                if now < self._until or now - self._full_since > _FULL_SECONDS:
                    self._until = now + _CALM_SECONDS
                    return False
            self._inside += 1
            return True

    def _leave(self) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside < self._room:
                self._full_since = None

    def _is_known(self, authorization: str) -> bool:
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            return False
        kept, now = self._kept.get(token), self._now()
        if kept is None or kept[0] < now:
            kept = now + _KEPT_SECONDS, self._knows(token.strip())
            with self._lock:
                self._kept[token] = kept
                if len(self._kept) > _KEPT_MOST:
                    self._kept.popitem(last=False)
        return kept[1]


def _is_sent(path: str) -> bool:
    return path.startswith(API) and path.endswith(_SENT)


def init_app(app: Flask) -> None:
    """Answer whoever was turned away before anything else is done."""
    app.before_request(_turn_away)


def _turn_away() -> None:
    if ENVIRON_KEY in request.environ:
        # Not all of them at once.
        raise Unavailable(retry_after=random.randint(*_BACK_IN_SECONDS))  # noqa: S311 - no secret
