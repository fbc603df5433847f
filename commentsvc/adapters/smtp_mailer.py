"""Mails go out through a mail server (SMTP, RFC 5321), each on a connection of its own.

Every step has its time, and the whole conversation has one: a server that answers a letter a second holds nobody.
What was refused for good is told apart from what may go out later. A 5xx about the recipient or about the mail itself
is final. Whatever else goes wrong (no connection, no TLS, no sign-in, a sender that the server does not take) is for
the operator to mend, and the mail waits.
"""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from threading import Event, Thread

from commentsvc.ports import MailPostponed, MailRefused

# A conversation has about ten steps; hardly any takes the time that each may take.
_WHOLE = 3
# What is closed while it is not yet open has to be closed again.
_AGAIN = 0.5


class SmtpMailer:
    """One mail server. ``seconds`` is the time for each step; all together may take three times as long.

    ``tls``: ``starttls`` (RFC 3207), ``tls`` from the first byte (RFC 8314) or ``none``. There is no falling back: a
    server without the TLS that was asked for gets no mail. Certificates are checked against ``trust``, or the system's.
    """

    def __init__(
        self,
        host: str,
        port: int,
        *,
        sender: str,
        user: str = "",
        password: str = "",
        tls: str = "starttls",
        seconds: float = 20,
        trust: ssl.SSLContext | None = None,
    ):
        self._host, self._port, self._sender = host, port, sender
        self._user, self._password = user, password
        self._tls, self._seconds, self._trust = tls, seconds, trust

    def send(self, message: EmailMessage, to: str) -> None:
        """Hand one mail over. Raises MailPostponed or MailRefused within three times the time of a step."""
        with self._connection() as server:
            options = _options(server, message.policy.utf8)
            if message.policy.utf8 and not options:
                raise MailRefused("mail_recipient_unsupported")
            _accepted(server.mail(self._sender, options), "mail_sender_refused", final=False)
            _accepted(server.rcpt(to), "mail_recipient_refused")
            _accepted(_data(server, message.as_bytes()), "mail_content_refused")

    def check(self) -> str:
        """Connect, secure the connection and sign in, without sending anything. Raises MailFailed."""
        with self._connection() as server:
            _accepted(server.mail(self._sender), "mail_sender_refused", final=False)
            server.rset()
        how = {"none": "without TLS", "starttls": "with STARTTLS", "tls": "with TLS"}[self._tls]
        who = f", signed in as {self._user}" if self._user else ""
        return f"{self._host}:{self._port} answers {how}{who}; mails come from {self._sender}"

    @contextmanager
    def _connection(self) -> Iterator[smtplib.SMTP]:
        watch = _Watch(self._seconds * _WHOLE)
        try:
            server = self._connect(watch)
            self._secure(server)
            self._sign_in(server)
            yield server
            _farewell(server)
        except smtplib.SMTPResponseException as error:
            raise MailPostponed(f"mail_server_answered_{error.smtp_code}") from error
        except ssl.SSLError as error:
            raise MailPostponed("mail_tls_failed") from error
        except (OSError, ValueError) as error:
            slow = watch.over or _timed_out(error)
            raise MailPostponed("mail_server_slow" if slow else "mail_server_lost") from error
        finally:
            watch.end()

    def _connect(self, watch: "_Watch") -> smtplib.SMTP:
        """Connect and read the greeting."""
        # The library would ask the resolver for this machine's name otherwise, which may take minutes.
        named = {"timeout": self._seconds, "local_hostname": self._sender.rpartition("@")[2]}
        try:
            if self._tls == "tls":
                return _WatchedTls(watch, self._host, self._port, context=self._context(), **named)
            return _Watched(watch, self._host, self._port, **named)
        except (ConnectionError, socket.gaierror) as error:
            raise MailPostponed("mail_server_unreachable") from error

    def _secure(self, server: smtplib.SMTP) -> None:
        server.ehlo_or_helo_if_needed()
        if self._tls != "starttls":
            return
        try:
            server.starttls(context=self._context())
        except (smtplib.SMTPNotSupportedError, smtplib.SMTPResponseException) as error:
            raise MailPostponed("mail_tls_not_offered") from error
        server.ehlo()

    def _sign_in(self, server: smtplib.SMTP) -> None:
        if not self._user:
            return
        try:
            server.login(self._user, self._password)
        except (smtplib.SMTPNotSupportedError, smtplib.SMTPResponseException) as error:
            raise MailPostponed("mail_sign_in_refused") from error

    def _context(self) -> ssl.SSLContext:
        return self._trust or ssl.create_default_context()


class _Watch:
    """Ends a conversation that goes on for too long, by ending the connection under it, as often as it takes."""

    def __init__(self, seconds: float):
        self.over = False
        self._seconds = seconds
        self._done = Event()
        self._server: smtplib.SMTP | None = None

    def begin(self, server: smtplib.SMTP) -> None:
        self._server = server
        Thread(target=self._wait, daemon=True).start()

    def end(self) -> None:
        self._done.set()
        if self._server is not None:
            self._server.close()

    def _wait(self) -> None:
        seconds = self._seconds
        while not self._done.wait(seconds):
            self.over, seconds = True, _AGAIN
            sock = self._server.sock
            with suppress(OSError):
                if sock is not None:
                    sock.shutdown(socket.SHUT_RDWR)


class _Watched(smtplib.SMTP):
    """A conversation whose time begins before the greeting."""

    def __init__(self, watch: _Watch, *args, **named):
        self._watch = watch
        super().__init__(*args, **named)

    def connect(self, *args, **named):
        self._watch.begin(self)
        return super().connect(*args, **named)


class _WatchedTls(_Watched, smtplib.SMTP_SSL):
    """The same inside TLS."""


def _timed_out(error: BaseException) -> bool:
    # The library tells of a step that took too long as of a connection that was lost.
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)


def _options(server: smtplib.SMTP, utf8: bool) -> list[str]:
    return ["SMTPUTF8", "BODY=8BITMIME"] if utf8 and server.has_extn("smtputf8") else []


def _data(server: smtplib.SMTP, words: bytes) -> tuple[int, bytes]:
    """Send the words. Whatever the server answers to the command itself is an answer like that to the words."""
    try:
        return server.data(words)
    except smtplib.SMTPDataError as error:
        return error.smtp_code, error.smtp_error


def _accepted(answer: tuple[int, bytes], code: str, final: bool = True) -> None:
    """Go on when a step was accepted. Raises MailRefused for a 5xx, MailPostponed for anything else."""
    status = answer[0]
    if 200 <= status < 300:
        return
    # 530 and its like: the server wants to know us first. 421: it is closing.
    about_us = status in (530, 534, 535, 538)
    if final and 500 <= status < 600 and not about_us:
        raise MailRefused(code)
    if status == -1:
        raise MailPostponed("mail_server_lost")
    raise MailPostponed(code.replace("_refused", "_postponed") if status < 500 else code)


def _farewell(server: smtplib.SMTP) -> None:
    """What the server says to our leaving changes nothing: the mail is its own by now."""
    with suppress(OSError):
        server.quit()
