"""Hosts that links lead to: names as a newsroom lists them, and whether a link leads to one of them."""

import re
from collections.abc import Iterable
from functools import lru_cache

from ada_url import URL

from commentsvc.domain.errors import invalid
from commentsvc.domain.limits import LINK_HOSTS_MAX
from commentsvc.domain.text import clean_line

_HOST_MAX_CHARS = 253
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_NAME = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+|\[[0-9a-f:.]+\]")


def clean_hosts(field: str, value: object) -> tuple[str, ...]:
    """Names of hosts as they are kept: in small letters, in ASCII, without scheme, port and path, each once.

    An address stands for its host. Raises Invalid for ``field``: ``wrong_type``, ``too_many_entries`` (``max``),
    ``host_unreadable``, or as ``text.clean_line``.
    """
    if not isinstance(value, list | tuple):
        raise invalid(field, "wrong_type")
    if len(value) > LINK_HOSTS_MAX:
        raise invalid(field, "too_many_entries", max=LINK_HOSTS_MAX)
    return tuple(dict.fromkeys(_clean_host(field, one) for one in value))


@lru_cache(maxsize=1024)
def host_of(href: str) -> str | None:
    """The host that a link leads to, in the form of ``clean_hosts``; None for a mail address."""
    try:
        return URL(href).hostname.rstrip(".") or None
    except ValueError:
        return None


def leads_to(href: str, hosts: Iterable[str]) -> bool:
    """Whether a link leads to one of these hosts, or to a host below one of them."""
    host = host_of(href)
    return host is not None and any(host == one or host.endswith(f".{one}") for one in hosts)


def _clean_host(field: str, value: object) -> str:
    line = clean_line(field, value, 2 * _HOST_MAX_CHARS)
    bare = _SCHEME.sub("", line).removeprefix("*.")
    host = host_of(f"https://{bare}")
    if host is None or len(host) > _HOST_MAX_CHARS or not _NAME.fullmatch(host):
        raise invalid(field, "host_unreadable")
    return host
