"""A real mail server on this machine that behaves as it is told."""

import asyncio
import ssl
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

USER, PASSWORD = b"comments", b"a lantern in the window"


@dataclass
class Behaviour:
    """What the server answers, by the command (``RCPT``, ``DATA`` …): a status line, ``drop`` to hang up at once, or
    ``hang`` to say nothing any more.
    """

    answers: dict[str, str] = field(default_factory=dict)
    received: list[Envelope] = field(default_factory=list)
    signed_in: list[bytes] = field(default_factory=list)
    secured: list[bool] = field(default_factory=list)

    async def handle_EHLO(self, server: SMTP, session: Session, envelope: Envelope, hostname, responses):
        session.host_name = hostname
        self.secured.append(session.ssl is not None)
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        answer = await self._say(server, "MAIL")
        if answer is None:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return answer or "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = await self._say(server, "RCPT")
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server, session, envelope):
        answer = await self._say(server, "DATA")
        if answer is None:
            self.received.append(envelope)
        return answer or "250 OK"

    async def handle_QUIT(self, server, session, envelope):
        return await self._say(server, "QUIT") or "221 Bye"

    async def _say(self, server: SMTP, command: str) -> str | None:
        answer = self.answers.get(command)
        if answer == "drop":
            server.transport.abort()
            # The connection is gone; what is returned reaches nobody.
            return "421 gone"
        if answer == "hang":
            await asyncio.Event().wait()
        return answer

    def authenticate(self, server, session, envelope, mechanism, credentials) -> AuthResult:
        self.signed_in.append(credentials.login)
        right = (credentials.login, credentials.password) == (USER, PASSWORD)
        # Not handled: the server itself says no.
        return AuthResult(success=right, handled=False)


class MailServer(Controller):
    """The server on a free port; ``behaviour`` may be changed between mails."""

    def __init__(self, *, context: ssl.SSLContext | None = None, from_the_first_byte: bool = False, **options):
        self.behaviour = Behaviour()
        tls = {"ssl_context": context} if from_the_first_byte else {"tls_context": context}
        super().__init__(
            self.behaviour,
            hostname="127.0.0.1",
            port=0,
            ready_timeout=20,
            authenticator=self.behaviour.authenticate,
            server_hostname="mail.example",
            **tls,
            **options,
        )

    def _trigger_server(self) -> None:
        # Asked before the first connection: the port is the system's choice.
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def running(**options):
    """A server that is stopped afterwards; `options` are the server's."""
    server = MailServer(**options)
    server.start()
    try:
        yield server
    finally:
        server.stop()
