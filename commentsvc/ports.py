"""Protocols for what lies outside and has more than one implementation."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from typing import Protocol, runtime_checkable

from commentsvc.domain.erasure import ErasureLine, MailTraces


class Clock(Protocol):
    """Tells the time; tests bring their own."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


@dataclass(frozen=True)
class Asked:
    """A request to another server.

    ``seconds`` is for the whole of it, with looking up the name and every redirect. ``redirects``: how many are
    followed, of GET only; without any, a redirect is an answer like others. ``body_max_bytes``: 0 does not read the
    answer's body at all; a longer body than that is an error.
    """

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    seconds: float = 10
    redirects: int = 0
    body_max_bytes: int = 0


@dataclass(frozen=True)
class Answered:
    """What another server answered, whatever its status; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Outgoing(Protocol):
    """The one way out: every request that the service makes by itself."""

    def check(self, url: str) -> None:
        """Pass when an address may be called, by name and by what its name stands for now.

        Raises OutgoingFailed with the codes of ``ask`` that can be known without calling.
        """
        ...

    def ask(self, asked: Asked) -> Answered:
        """Call another server and return its answer.

        Raises OutgoingFailed: ``url_unreadable``, ``url_scheme``, ``url_credentials``, ``url_too_long``,
        ``host_unknown``, ``address_not_public``, ``port_refused``, ``connection_failed``, ``tls_failed``,
        ``timed_out``, ``answer_unreadable``, ``answer_too_large``, ``too_many_redirects``, ``redirect_insecure``.
        """
        ...


class ArticleFetcher(Protocol):
    """Reads the pages of articles."""

    def fetch(self, url: str, hosts: Collection[str]) -> str:
        """The HTML of an article's page on one of a site's ``hosts``; takes a bounded time.

        Raises OutgoingFailed with the codes of ``Outgoing.ask``, and ``url_host_unregistered``, ``page_moved`` (a
        redirect to another article), ``status_refused``, ``page_not_html``.
        """
        ...


class WordForms(Protocol):
    """Knows how words are inflected."""

    def forms(self, word: str) -> set[str]:
        """All forms of a word in lower case, itself among them."""
        ...


class MailFailed(Exception):
    """A mail did not go out. ``code`` says at which step, without any address or word of the mail."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(code)


class MailPostponed(MailFailed):
    """Not now: the same mail may go out later."""


class MailRefused(MailFailed):
    """Not at all: the receiving side does not want this mail, and asking again would be a nuisance."""


class Mailer(Protocol):
    """Hands mails on."""

    def send(self, message: EmailMessage, to: str) -> None:
        """Hand one mail on for the address ``to``. Raises MailPostponed or MailRefused; takes a bounded time."""
        ...

    def check(self) -> str:
        """Find out, without sending anything, whether mails would go out; what was seen, for an operator.

        Raises MailFailed.
        """
        ...


@dataclass(frozen=True)
class KeptMail:
    """A mail in the folder: its name there, the site that wrote it (its slug), and when."""

    name: str
    site: str
    at: datetime


@runtime_checkable
class MailFolder(Protocol):
    """A mailer that keeps what it was given instead of sending it, for people to look at."""

    def kept(self, site: str) -> list[KeptMail]:
        """The mails of one site, newest first."""
        ...

    def read(self, kept: KeptMail) -> bytes | None:
        """The mail as it would have gone out; None when it has been removed meanwhile."""
        ...

    def forget(self, site: str, traces: MailTraces) -> int:
        """Remove the mails of a site that are somebody's business, to whomever they went; returns how many."""
        ...


class Ledger(Protocol):
    """Remembers erasures outside the database."""

    def add(self, line: ErasureLine) -> None:
        """Remember one, durably. Raises OSError."""
        ...

    def lines(self) -> list[ErasureLine]:
        """All that are remembered."""
        ...


@dataclass(frozen=True)
class Learnt:
    """What was learnt: the model as it is kept, the figures of its trial (``domain.scorer_figures``), how well it
    orders what it had not seen (area under the ROC curve, standard error), and from how many decisions.
    """

    state: bytes
    figures: dict
    area: float
    error: float
    decisions: int
    refused: int


class LearningFailed(Exception):
    """Nothing was learnt; ``code`` says why."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(code)


class Learner(Protocol):
    """Learns which comments a newsroom refuses."""

    def learn(self, decisions: Sequence[tuple[str, bool]], key: bytes) -> Learnt:
        """Learn from words and whether they were refused, in the order of time; takes up to some minutes.

        Raises LearningFailed.
        """
        ...
