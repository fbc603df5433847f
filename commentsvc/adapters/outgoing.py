"""The one HTTP client for all that the service asks of other servers.

It looks a name up once, looks at every address that the name has, and connects to one that it has looked at: a name
that points elsewhere a moment later leads nowhere. Nothing of the environment (proxies, cookies, passwords) goes along.
"""

import http.client
import ssl
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from ada_url import URL
from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError, ReadTimeoutError
from urllib3.response import BaseHTTPResponse

from commentsvc.adapters import resolver
from commentsvc.adapters.timed_sockets import Deadline, connect, tls_context
from commentsvc.domain import page_url
from commentsvc.domain.errors import Invalid, OutgoingFailed
from commentsvc.domain.limits import URL_MAX_CHARS
from commentsvc.domain.public_addresses import PUBLIC_PORTS, is_public
from commentsvc.ports import Answered, Asked

_USUAL_PORT = {"http:": 80, "https:": 443}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHECK_SECONDS = 5

Resolve = Callable[[str, float], list[str]]


class OutgoingClient:
    """Asks other servers. ``allowed``: networks (CIDR) that may be called although they are not public, at any port."""

    def __init__(
        self, allowed: Iterable[str] = (), resolve: Resolve = resolver.addresses, tls: ssl.SSLContext | None = None
    ):
        self._allowed = tuple(ip_network(network) for network in allowed)
        self._resolve = resolve
        self._given_tls = tls

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """Reading the system's authorities takes a tenth of a second; most processes never call anybody."""
        return self._given_tls or tls_context()

    def check(self, url: str) -> None:
        """Pass when an address may be called now; raises OutgoingFailed like ``ports.Outgoing.check``."""
        self._addresses(_parsed(url), Deadline(_CHECK_SECONDS))

    def ask(self, asked: Asked) -> Answered:
        """Call another server; raises OutgoingFailed like ``ports.Outgoing.ask``."""
        deadline = Deadline(asked.seconds)
        url = _parsed(asked.url)
        for _ in range(asked.redirects + 1):
            answer = self._exchange(url, asked, deadline)
            target = answer.headers.get("location")
            if not asked.redirects or asked.method != "GET" or answer.status not in _REDIRECTS or target is None:
                return answer
            followed = _next(url, target)
            if followed.origin != url.origin:
                # What was meant for one server is not told to another.
                asked = replace(asked, headers={})
            url = followed
        raise OutgoingFailed("too_many_redirects")

    def _exchange(self, url: URL, asked: Asked, deadline: Deadline) -> Answered:
        """One request and its answer; every way to fail becomes a code here."""
        try:
            connection = _Connection(url, self._socket(url, deadline))
            try:
                return _spoken(connection, url, asked)
            finally:
                connection.close()
        except (TimeoutError, ReadTimeoutError) as error:
            raise OutgoingFailed("timed_out") from error
        except ssl.SSLError as error:
            raise OutgoingFailed("tls_failed") from error
        except OSError as error:
            raise OutgoingFailed("connection_failed") from error
        except (http.client.HTTPException, HTTPError, UnicodeError) as error:
            raise OutgoingFailed("answer_unreadable") from error

    def _socket(self, url: URL, deadline: Deadline):
        addresses = self._addresses(url, deadline)
        tls = (self._tls, url.hostname.strip("[]").removesuffix(".")) if url.protocol == "https:" else None
        return connect(addresses, _port(url), deadline, tls)

    def _addresses(self, url: URL, deadline: Deadline) -> list[IPv4Address | IPv6Address]:
        """What the host stands for, all of it fit to be called. Raises OutgoingFailed."""
        host = url.hostname.strip("[]")
        try:
            found = [ip_address(host)]
        except ValueError:
            found = [ip_address(one) for one in self._resolve(host, deadline.left())]
        for address in found:
            if any(address in network for network in self._allowed):
                continue
            if not is_public(address):
                raise OutgoingFailed("address_not_public")
            if _port(url) not in PUBLIC_PORTS:
                raise OutgoingFailed("port_refused")
        return found


class _Connection(HTTPConnection):
    """A connection over a socket that is there already: it never opens one, so nothing is looked up again."""

    def __init__(self, url: URL, socket):
        super().__init__(url.hostname)
        self.sock = socket
        self.auto_open = 0


def _spoken(connection: _Connection, url: URL, asked: Asked) -> Answered:
    headers = {"Host": url.host, "User-Agent": "commentsvc", "Accept-Encoding": "identity", "Connection": "close"}
    target = url.pathname + url.search
    connection.request(asked.method, target, asked.body, headers | dict(asked.headers), preload_content=False)
    response = connection.getresponse()
    wanted = asked.body_max_bytes and not (asked.redirects and response.status in _REDIRECTS)
    body = _read(response, asked.body_max_bytes) if wanted else b""
    return Answered(response.status, {name.lower(): value for name, value in response.headers.items()}, body)


def _read(response: BaseHTTPResponse, most: int) -> bytes:
    """The whole body; reading on until nothing comes tells a body that was cut off from one that has ended."""
    body = b""
    while piece := response.read(most + 1 - len(body), decode_content=False):
        body += piece
        if len(body) > most:
            raise OutgoingFailed("answer_too_large")
    return body


def _parsed(url: str) -> URL:
    try:
        return page_url.web_url(url)
    except Invalid as error:
        raise OutgoingFailed(error.errors[0].code, **error.errors[0].params) from error


def _next(url: URL, target: str) -> URL:
    """Where a redirect leads. Raises OutgoingFailed; ``redirect_insecure`` when it leads from https to http."""
    try:
        followed = _parsed(URL(target, base=url.href).href if len(target) <= URL_MAX_CHARS else target)
    except ValueError as error:
        raise OutgoingFailed("url_unreadable") from error
    if url.protocol == "https:" and followed.protocol == "http:":
        raise OutgoingFailed("redirect_insecure")
    return followed


def _port(url: URL) -> int:
    return int(url.port) if url.port else _USUAL_PORT[url.protocol]
