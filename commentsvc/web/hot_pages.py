"""Public answers kept as bytes, served before the framework does any work.

A page is made once per thread version by the application behind, and kept with its entity tag and its compressed
forms. Before it is served again the database is asked whether it moved (``queries.freshness``; what it said is good
for a third of a millisecond, which any write takes longer than); where several requests find a page missing, one makes
it and the others wait for it. A page that changes faster than ``pace`` allows is served some milliseconds old, except
to the writer, who asks for the version that he made (``?v=``).

The answer to any request is the same with and without this layer; only public ``GET`` answers that name their source
in the WSGI environment are kept.
"""

import gzip
import hashlib
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import brotli
from flask import request

from commentsvc.queries.freshness import Source, Watch
from commentsvc.web.pace import Pace

ENVIRON_KEY = "commentsvc.source"
SECONDS_KEY = "commentsvc.seconds"
FOREVER = "forever"
MEMORY_BYTES = 64 * 1024 * 1024
_SMALLEST_COMPRESSED = 600
_BROTLI_QUALITY = 5
_GZIP_LEVEL = 6
_STRIPES = 64
_VERSION = re.compile(r"(?:^|&)v=(\d{1,12})(?=&|$)")
_PREFIXES = ("/api/v1/sites/", "/api/v1/comments/", "/embed.js", "/embed/assets/", "/embed/thread.css", "/feeds/")
REPLACED = frozenset({"content-length", "date", "etag", "vary"})


def made_from(source: Source | str, seconds: float | None = None) -> None:
    """Called by a view: its answer may be kept until its source changes (or ``FOREVER``), for ``seconds`` at most.

    A list of a whole site is kept ``FOREVER`` for some seconds: otherwise every commit anywhere would cost a new one.
    """
    request.environ[ENVIRON_KEY] = source
    request.environ[SECONDS_KEY] = seconds


@dataclass
class Page:
    """A kept answer: headers without length and tag, the body in the forms that were asked for."""

    source: Source | str
    headers: list[tuple[str, str]]
    etag: str
    body: bytes
    stamp: int
    until: float | None = None
    pace: Pace = field(default_factory=Pace)
    # The thread that somebody opens who asks for it, None for everything else.
    opens: int | None = None
    compressed: dict[str, bytes] = field(default_factory=dict)

    def form(self, accepted: str) -> tuple[bytes, str | None]:
        """The body in the best coding the client takes; made at the first wish."""
        if len(self.body) < _SMALLEST_COMPRESSED:
            return self.body, None
        for coding in ("br", "gzip"):
            if coding in accepted:
                if coding not in self.compressed:
                    self.compressed[coding] = self._compress(coding)
                return self.compressed[coding], coding
        return self.body, None

    def _compress(self, coding: str) -> bytes:
        # What is kept for ever is worth the best there is; a thread's page lives until the next comment.
        lasting = self.source == FOREVER and self.until is None
        if coding == "gzip":
            return gzip.compress(self.body, 9 if lasting else _GZIP_LEVEL, mtime=0)
        return brotli.compress(self.body, quality=11 if lasting else _BROTLI_QUALITY)


class HotPages:
    """The layer, a WSGI application around the one ``behind``."""

    def __init__(
        self,
        application: Callable,
        watch: Watch,
        now: Callable[[], float] = time.monotonic,
        opened: Callable[[int], None] = lambda thread_id: None,
    ):
        self.behind = application
        self._watch = watch
        self._opened = opened
        self._now = now
        self._pages: OrderedDict[tuple[str, str], Page] = OrderedDict()
        self._bytes = 0
        self._making = [threading.Lock() for _ in range(_STRIPES)]
        self._storing = threading.Lock()

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Serve a kept page, or make it, or step aside."""
        path = environ["PATH_INFO"]
        if environ["REQUEST_METHOD"] != "GET" or "HTTP_AUTHORIZATION" in environ or not path.startswith(_PREFIXES):
            return self.behind(environ, start_response)
        query, wanted = environ.get("QUERY_STRING", ""), 0
        if "v=" in query and (match := _VERSION.search(query)):
            # The version asked for is not part of the page's name: any page at least as new will do.
            query, wanted = _VERSION.sub("", query).lstrip("&"), int(match.group(1))
        key = (path, query)
        page = self._kept(key, wanted)
        if page is None:
            with self._making[hash(key) % _STRIPES]:
                page = self._kept(key, wanted) or self._make(key, environ)
        if isinstance(page, Page):
            if page.opens is not None:
                self._opened(page.opens)
            return _serve(page, environ, start_response)
        return page.replay(environ, start_response)

    def _kept(self, key: tuple[str, str], wanted: int) -> Page | None:
        page = self._pages.get(key)
        if page is None:
            return None
        if page.until is not None and self._now() >= page.until:
            return None
        if page.source == FOREVER:
            return page
        new_enough = not wanted or (page.source.version or 0) >= wanted
        if new_enough and not page.pace.allows(self._now()):
            return page
        stamp = self._watch.stamp()
        if page.stamp == stamp and new_enough:
            return page
        if not self._watch.is_current(page.source):
            return None
        page.stamp = stamp
        return page

    def _make(self, key: tuple[str, str], environ: dict) -> "Page | Captured":
        # Looked at before the page is read, so that a commit in between makes it stale rather than unnoticed.
        stamp = self._watch.stamp()
        inner = {name: value for name, value in environ.items() if name != "HTTP_IF_NONE_MATCH"}
        captured = Captured(self.behind, inner)
        source = inner.get(ENVIRON_KEY)
        if source is None or captured.status != "200 OK":
            return captured
        headers = [(name, value) for name, value in captured.headers if name.lower() not in REPLACED]
        etag = hashlib.blake2b(captured.body, digest_size=12).hexdigest()
        seconds = inner.get(SECONDS_KEY)
        until = None if seconds is None else self._now() + seconds
        known = self._pages.get(key)
        pace = known.pace if known else Pace()
        pace.take(self._now())
        page = Page(source, headers, etag, captured.body, stamp, until, pace, _opens(key, source))
        self._store(key, page)
        return page

    def _store(self, key: tuple[str, str], page: Page) -> None:
        with self._storing:
            old = self._pages.pop(key, None)
            self._bytes += len(page.body) - (len(old.body) if old else 0)
            self._pages[key] = page
            while self._bytes > MEMORY_BYTES:
                _, oldest = self._pages.popitem(last=False)
                self._bytes -= len(oldest.body)


class Captured:
    """An answer of the application, read whole."""

    def __init__(self, application: Callable, environ: dict):
        self.status, self.headers = "", []
        chunks = application(environ, self._start)
        try:
            self.body = b"".join(chunks)
        finally:
            if hasattr(chunks, "close"):
                chunks.close()

    def _start(self, status: str, headers: list[tuple[str, str]], exc_info=None) -> None:
        self.status, self.headers = status, headers

    def replay(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Answer with it as it is; or that nothing has changed, which the application itself was not asked."""
        tag = next((value for name, value in self.headers if name.lower() == "etag"), None)
        if self.status == "200 OK" and tag is not None and tag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start_response("304 Not Modified", [item for item in self.headers if not _is_of_body(item[0])])
            return []
        start_response(self.status, self.headers)
        return [self.body]


def _opens(key: tuple[str, str], source: Source | str) -> int | None:
    """The thread of which this is the first page."""
    path, query = key
    if not path.endswith("/thread") or "cursor=" in query or source == FOREVER:
        return None
    return source.thread_id


def _is_of_body(name: str) -> bool:
    return name.lower().startswith(("content-t", "content-l"))


def _serve(page: Page, environ: dict, start_response: Callable) -> Iterable[bytes]:
    # Weak, because the compressed forms of one page share it.
    tag = ("ETag", f'W/"{page.etag}"')
    vary = ("Vary", "Accept-Encoding")
    if page.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        kept = [item for item in page.headers if not item[0].lower().startswith("content-t")]
        start_response("304 Not Modified", [*kept, tag, vary])
        return []
    body, coding = page.form(environ.get("HTTP_ACCEPT_ENCODING", ""))
    headers = [*page.headers, tag, vary, ("Content-Length", str(len(body)))]
    if coding:
        headers.append(("Content-Encoding", coding))
    start_response("200 OK", headers)
    return [body]
