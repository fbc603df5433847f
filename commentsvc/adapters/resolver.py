"""The machine's resolver, with a deadline."""

import queue
import socket
import threading

from commentsvc.domain.errors import OutgoingFailed


def addresses(host: str, seconds: float) -> list[str]:
    """All addresses of a host name, in the order in which they should be tried.

    Raises OutgoingFailed ``host_unknown`` or ``timed_out``.
    """
    found: queue.SimpleQueue = queue.SimpleQueue()
    # The system's resolver cannot be told to hurry; a thread that it holds up ends by itself when it gives up.
    threading.Thread(target=_look_up, args=(host, found), daemon=True, name="resolver").start()
    try:
        answer = found.get(timeout=max(seconds, 0))
    except queue.Empty:
        raise OutgoingFailed("timed_out") from None
    if not answer:
        raise OutgoingFailed("host_unknown")
    return answer


def _look_up(host: str, found: queue.SimpleQueue) -> None:
    try:
        answers = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        answers = []
    found.put(list(dict.fromkeys(address[0] for *_, address in answers)))
