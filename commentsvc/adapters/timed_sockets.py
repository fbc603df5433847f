"""Sockets that keep to one deadline for everything, however slowly the other side drips."""

import socket
import ssl
import time
from ipaddress import IPv4Address, IPv6Address

CONNECT_SECONDS = 5
"""So long one address may take to answer; then the next one is tried."""

SILENCE_SECONDS = 10
"""So long the other side may say nothing at all."""


class Deadline:
    """A moment after which nothing more is waited for."""

    def __init__(self, seconds: float):
        self._end = time.monotonic() + seconds

    def left(self, at_most: float = SILENCE_SECONDS) -> float:
        """Seconds that may still be waited, no more than ``at_most``. Raises TimeoutError when it is over."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return min(seconds, at_most)


class _Timed:
    """Before each wait, so much time is given as is left."""

    deadline: Deadline

    def recv_into(self, *arguments, **named):
        """Read what is there, waiting no longer than allowed."""
        self.settimeout(self.deadline.left())
        return super().recv_into(*arguments, **named)

    def sendall(self, *arguments, **named):
        """Write everything, waiting no longer than allowed."""
        self.settimeout(self.deadline.left())
        return super().sendall(*arguments, **named)


class _TimedSocket(_Timed, socket.socket):
    pass


class _TimedTLSSocket(_Timed, ssl.SSLSocket):
    pass


def tls_context(ca_file: str | None = None) -> ssl.SSLContext:
    """TLS as browsers do it: certificates and names are checked, against the system's authorities or a file's."""
    context = ssl.create_default_context(cafile=ca_file)
    context.sslsocket_class = _TimedTLSSocket
    return context


def connect(
    addresses: list[IPv4Address | IPv6Address], port: int, deadline: Deadline, tls: tuple[ssl.SSLContext, str] | None
) -> socket.socket:
    """Connect to the first of the addresses that answers, and to nothing else.

    ``tls``: the context, and the name that the certificate must bear. Raises OSError as sockets do.
    """
    for place, address in enumerate(addresses):
        raw = _TimedSocket(socket.AF_INET if address.version == 4 else socket.AF_INET6, socket.SOCK_STREAM)
        raw.deadline = deadline
        try:
            raw.settimeout(deadline.left(CONNECT_SECONDS))
            raw.connect((str(address), port))
        except OSError:
            raw.close()
            if place == len(addresses) - 1:
                raise
            continue
        return raw if tls is None else _secured(raw, deadline, *tls)
    raise OSError("no address")


def _secured(raw: socket.socket, deadline: Deadline, context: ssl.SSLContext, name: str) -> ssl.SSLSocket:
    try:
        raw.settimeout(deadline.left())
        secured = context.wrap_socket(raw, server_hostname=name)
    except BaseException:
        raw.close()
        raise
    secured.deadline = deadline
    return secured
