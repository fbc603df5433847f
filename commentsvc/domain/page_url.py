"""Addresses: which article a page is, where an origin is, and which links readers may post.

All parsing is the WHATWG URL parser's (https://url.spec.whatwg.org), the one that browsers use, so that the service
and the browser never disagree about where an address leads.
"""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from urllib.parse import quote, unquote_to_bytes

from ada_url import URL

from commentsvc.domain.errors import invalid
from commentsvc.domain.limits import URL_MAX_CHARS
from commentsvc.domain.tracking import is_tracking

_WEB = frozenset({"http:", "https:"})
_LINKABLE = frozenset({"http:", "https:", "mailto:"})
_VARIANT_LABELS = ("www.", "m.", "mobile.", "amp.")
_PCHAR = "!$&'()*+,;=:@~"  # RFC 3986 pchar without what quote() keeps anyway
_INDEX_FILE = re.compile(r"(?:index\.(?:html?|xhtml|shtml|php|aspx?|jsp)|default\.(?:html?|aspx?))")
_SESSION_IN_PATH = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)
_AMP_CACHE_PATH = re.compile(r"/[acivw]/(?P<secure>s/)?(?P<rest>[^/]+(?:/.*)?)", re.DOTALL)
_AMP_VIEWER_PATH = re.compile(r"/amp/(?P<secure>s/)?(?P<rest>[^/]+(?:/.*)?)", re.DOTALL)


def canonical(url: str, hosts: Collection[str]) -> str:
    """Return the canonical address of an article, which is its thread's key where the publisher gives none.

    ``hosts`` are the site's registered hosts (``host`` or ``host:port``; both schemes count). Two addresses that
    differ only in scheme, host spelling, a www., m. or AMP variant, fragment, tracking or the order of parameters, a
    trailing slash or an index file come out the same; path case, real parameters and ports keep articles apart. The
    result names an article; it is not promised to load (it always says https on the usual ports).

    Raises Invalid for ``url``: ``url_too_long`` (``max``), ``url_unreadable``, ``url_scheme``, ``url_credentials``,
    ``url_host_unregistered`` (``host``).
    """
    if not isinstance(url, str):
        raise invalid("url", "url_unreadable")
    return _canonical(url, frozenset(hosts))


# A thread in the news is named by the same address thousands of times a minute.
@lru_cache(maxsize=1024)
def _canonical(url: str, hosts: frozenset[str]) -> str:
    parsed = _without_amp_wrapper(web_url(url))
    registered = {_normal_host(host) for host in hosts}
    host = _host(parsed)
    if host not in registered:
        raise invalid("url", "url_host_unregistered", host=host)
    path = _canonical_path(parsed.pathname)
    if path != "/":
        host = _without_variant(host, registered)
    scheme = parsed.protocol if parsed.port else "https:"
    return f"{scheme}//{host}{path}{_canonical_query(parsed.search)}{_route(parsed.hash)}"


def origin(url: str) -> str:
    """Return ``scheme://host[:port]`` of an http(s) address, as browsers write it in the Origin header.

    Raises Invalid for ``url``: ``url_too_long``, ``url_unreadable``, ``url_scheme``, ``url_credentials``.
    """
    parsed = web_url(url)
    return f"{parsed.protocol}//{parsed.host}"


@lru_cache(maxsize=1024)
def host_of(origin: str) -> str:
    """Return ``host[:port]`` of an origin or address, in the form in which ``canonical`` compares hosts.

    Raises Invalid like ``origin``.
    """
    return _host(web_url(origin))


@lru_cache(maxsize=1024)
def safe_link(url: str) -> str | None:
    """Return the normalised address if a reader may link to it, else None.

    Allowed are absolute http, https and mailto addresses without credentials: ``https://bank.example@evil.example``
    exists to deceive.
    """
    parsed = _parse(url)
    if parsed is None or len(parsed.href) > URL_MAX_CHARS or parsed.protocol not in _LINKABLE:
        return None
    if parsed.protocol == "mailto:":
        return parsed.href if "@" in parsed.pathname else None
    return None if parsed.username or parsed.password else parsed.href


def web_url(url: object) -> URL:
    """Return an absolute http(s) address, parsed.

    Raises Invalid for ``url``: ``url_too_long`` (``max``), ``url_unreadable``, ``url_scheme``, ``url_credentials``.
    """
    if isinstance(url, str) and len(url) > URL_MAX_CHARS:
        raise invalid("url", "url_too_long", max=URL_MAX_CHARS)
    parsed = _parse(url)
    if parsed is None:
        raise invalid("url", "url_unreadable")
    if parsed.protocol not in _WEB:
        raise invalid("url", "url_scheme")
    if parsed.username or parsed.password:
        raise invalid("url", "url_credentials")
    if not parsed.hostname.rstrip("."):
        raise invalid("url", "url_unreadable")
    return parsed


def _parse(url: object) -> URL | None:
    if not isinstance(url, str) or len(url) > URL_MAX_CHARS:
        return None
    try:
        return URL(url)
    except ValueError:  # also a lone surrogate, which cannot be encoded
        return None


def _host(parsed: URL) -> str:
    """Host and port without the root's trailing dot; the parser has lowered, IDNA-encoded and dropped usual ports."""
    name = parsed.hostname.removesuffix(".")
    return f"{name}:{parsed.port}" if parsed.port else name


@lru_cache(maxsize=4096)
def _normal_host(host: str) -> str:
    parsed = _parse(f"https://{re.sub(':(80|443)$', '', host.strip())}/")
    return _host(parsed) if parsed else ""


def _without_variant(host: str, registered: Collection[str]) -> str:
    """The bare host of a www., mobile or AMP variant, if the site has registered that too.

    Front pages are left apart by the caller: an article's path proves that two hosts show the same story, while the
    front pages of two hosts may be two products.
    """
    for label in _VARIANT_LABELS:
        bare = host.removeprefix(label)
        if bare != host and bare in registered:
            return bare
    return host


def _without_amp_wrapper(parsed: URL) -> URL:
    """The article behind an AMP cache or Google's AMP viewer; formats: https://amp.dev, "AMP Cache URLs"."""
    name = parsed.hostname.removesuffix(".")
    if name.endswith(".cdn.ampproject.org"):
        match = _AMP_CACHE_PATH.fullmatch(parsed.pathname)
    elif name.removeprefix("www.").startswith("google."):
        match = _AMP_VIEWER_PATH.fullmatch(parsed.pathname)
    else:
        match = None
    if match is None:
        return parsed
    scheme = "https" if match["secure"] else "http"
    return web_url(f"{scheme}://{match['rest']}{parsed.search}")


def _canonical_path(pathname: str) -> str:
    segments = [_respell(part, _PCHAR) for part in _SESSION_IN_PATH.sub("", pathname).split("/") if part]
    while segments and (_INDEX_FILE.fullmatch(segments[-1]) or (segments[-1] == "amp" and len(segments) > 1)):
        segments.pop()
    return "/" + "/".join(segments)


def _canonical_query(search: str) -> str:
    pairs = []
    for part in search.removeprefix("?").split("&"):
        if not part:
            continue
        name, _, value = part.replace("+", " ").partition("=")
        pair = (_respell(name, ""), _respell(value, ""))
        if not is_tracking(*pair):
            pairs.append(pair)
    return "?" + "&".join(f"{name}={value}" for name, value in sorted(pairs)) if pairs else ""


def _route(fragment: str) -> str:
    """The route of a page that keeps its articles behind ``#!/`` or ``#/``; other fragments are places in a page."""
    route = fragment.split(":~:")[0]
    return route.rstrip("/") if re.match(r"#!?/[^/]", route) else ""


def _respell(part: str, keep: str) -> str:
    """One spelling for a percent-encoded part: NFC, upper-case hex, nothing encoded that need not be."""
    raw = unquote_to_bytes(part)
    try:
        return quote(unicodedata.normalize("NFC", raw.decode()), safe=keep)
    except UnicodeDecodeError:
        return quote(raw, safe=keep)
