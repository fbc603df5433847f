"""Mails as somebody's mail program gets them: a mailer that keeps what it is given, and a reader of what came."""

import email
import re
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser

from commentsvc.jobs import dispatch
from commentsvc.ports import MailFailed


@dataclass
class FakeMailer:
    """Keeps the mails it is given, in order; ``fails`` are raised first, one for each attempt."""

    sent: list[tuple[str, bytes]] = field(default_factory=list)
    fails: list[MailFailed] = field(default_factory=list)

    def send(self, message: EmailMessage, to: str) -> None:
        if self.fails:
            raise self.fails.pop(0)
        self.sent.append((to, message.as_bytes()))

    def check(self) -> str:
        return "a fake"

    @property
    def mails(self) -> "list[ReadMail]":
        return [ReadMail(to, raw) for to, raw in self.sent]


class ReadMail:
    """One mail, read back from its bytes."""

    def __init__(self, to: str, raw: bytes):
        self.to, self.raw = to, raw
        self.message = email.message_from_bytes(raw, policy=default)

    def __getitem__(self, header: str) -> str:
        return str(self.message[header])

    @property
    def text(self) -> str:
        return self.message.get_body(("plain",)).get_content().replace("\r\n", "\n")

    @property
    def html(self) -> str:
        return self.message.get_body(("html",)).get_content()

    @property
    def links(self) -> list[str]:
        """The addresses behind the links of the HTML part."""
        return _Links.of(self.html)

    @property
    def unsubscribe(self) -> str:
        return self["List-Unsubscribe"].strip("<>")

    def link(self, path: str) -> str:
        """The one address in the text with this path in it, without scheme and host."""
        (found,) = {url for url in re.findall(r"https?://\S+", self.text) if path in url}
        return re.sub(r"^https?://[^/]+", "", found)


class Post:
    """Does the background work of a service with a fake mailer, and follows the links of its mails."""

    def __init__(self, app):
        self.app, self.client = app, app.test_client()
        self.mailer: FakeMailer = app.extensions["commentsvc"].mailer
        # The application has been used by other tests before.
        self.mailer.sent.clear()
        self.mailer.fails.clear()

    def deliver(self) -> list[ReadMail]:
        """Do all that is due; the mails that went out."""
        before = len(self.mailer.sent)
        dispatch.run_due(self.app)
        return self.mailer.mails[before:]

    def press(self, page: str, **form: str):
        """Open a page and send its form."""
        token = re.search(r'name="form" value="([^"]+)"', self.client.get(page).text)
        return self.client.post(page, data=({"form": token[1]} if token else {}) | form)

    def confirm(self, mail: ReadMail, **form: str):
        """Confirm the address that a mail asks about."""
        answer = self.press(mail.link("/mail/confirm/"), **form)
        assert answer.status_code == 303, answer.text
        return answer


class _Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found: list[str] = []

    @classmethod
    def of(cls, html: str) -> list[str]:
        parser = cls()
        parser.feed(html)
        return parser.found

    def handle_starttag(self, tag, attributes):
        self.found += [value for name, value in attributes if name in ("href", "src", "action", "background", "srcset")]
