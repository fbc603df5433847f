"""The one reader of publishers' pages: only on a site's own hosts, through redirects too, and within bounds."""

import re
import time
from collections.abc import Collection
from urllib.parse import urljoin

from commentsvc.domain import page_url
from commentsvc.domain.errors import Invalid, OutgoingFailed
from commentsvc.domain.limits import ARTICLE_PAGE_MAX_BYTES, ARTICLE_PAGE_SECONDS
from commentsvc.ports import Answered, Asked, Outgoing

_HOPS = 4
_HTML = ("text/html", "application/xhtml+xml")
_HEADERS = {"Accept": "text/html, application/xhtml+xml;q=0.9"}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
# Where a page that says nothing in its headers has to say it: HTML standard, 4.2.5.4 and 13.2.3.2.
_META_BYTES = 1024
# Encodings in use on the web; other names that Python knows are no encodings of pages.
_WEB_ENCODING = re.compile(
    r"utf-?8|utf-16(?:le|be)?|windows-125[0-8]|iso-8859-\d{1,2}|koi8-[ru]|gbk|gb2312|gb18030|big5|euc-jp|shift_jis|euc-kr",
    re.IGNORECASE,
)


class PageFetcher:
    """Reads pages through the one way out, which looks at every address as it connects."""

    def __init__(self, outgoing: Outgoing):
        self._outgoing = outgoing

    def fetch(self, url: str, hosts: Collection[str]) -> str:
        """The HTML of an article's page; raises OutgoingFailed like ``ports.ArticleFetcher.fetch``."""
        deadline = time.monotonic() + ARTICLE_PAGE_SECONDS
        wanted = _canonical(url, hosts)
        for _ in range(_HOPS):
            left = deadline - time.monotonic()
            if left <= 0:
                raise OutgoingFailed("timed_out")
            # Redirects are not followed out there: each one has to lead to the same article on a host of the site.
            asked = Asked(url, headers=_HEADERS, seconds=left, body_max_bytes=ARTICLE_PAGE_MAX_BYTES)
            answer = self._outgoing.ask(asked)
            target = answer.headers.get("location")
            if answer.status not in (301, 302, 303, 307, 308) or not target:
                return _html(answer)
            url = _next(url, target)
            if _canonical(url, hosts) != wanted:
                raise OutgoingFailed("page_moved")
        raise OutgoingFailed("too_many_redirects")


def _canonical(url: str, hosts: Collection[str]) -> str:
    try:
        return page_url.canonical(url, hosts)
    except Invalid as error:
        raise OutgoingFailed(error.errors[0].code, **error.errors[0].params) from error


def _next(url: str, target: str) -> str:
    try:
        followed = urljoin(url, target)
    except ValueError as error:
        raise OutgoingFailed("url_unreadable") from error
    if url.startswith("https:") and followed.startswith("http:"):
        raise OutgoingFailed("redirect_insecure")
    return followed


def _html(answer: Answered) -> str:
    if answer.status != 200:
        raise OutgoingFailed("status_refused")
    kind, _, parameters = answer.headers.get("content-type", "").partition(";")
    if kind.strip().lower() not in _HTML:
        raise OutgoingFailed("page_not_html")
    return answer.body.decode(_encoding(parameters, answer.body), errors="replace")


def _encoding(parameters: str, body: bytes) -> str:
    """By the mark at the start of the page, its header, or its own words; else UTF-8."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if body.startswith(mark):
            return name
    for text in (parameters, body[:_META_BYTES].decode("latin-1")):
        found = _CHARSET.search(text)
        if found and _WEB_ENCODING.fullmatch(found[1]):
            # What is called Latin-1 on the web is read as windows-1252 (Encoding standard, 4.2).
            return "cp1252" if found[1].lower() == "iso-8859-1" else found[1]
    return "utf-8"
