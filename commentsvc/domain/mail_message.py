"""A mail as it goes on its way: headers that nobody else's words can add to, plain text, and simple HTML beside it."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.headerregistry import HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime

from commentsvc.domain.mail_text import one_line

_LINE = 76
# An encoded word (RFC 2047) beside the longest header's name still fits on a line.
_WORD = 60
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,60}(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,60})*")
_PLAIN = re.compile(r"[\x21-\x7e]{1,60}(?: [\x21-\x7e]{1,60})*")


class _AsWritten(UnstructuredHeader):
    """A header that goes out exactly as it was written, with line ends only where it has spaces.

    The standard library reads what it is given, decodes what looks encoded in it and cuts long addresses of pages
    into encoded words: a subject would say what nobody wrote, and the way to unsubscribe would be none.
    """

    @classmethod
    def parse(cls, value, kwds):
        """Keep the value as it is, beside what the library makes of it."""
        super().parse(value, kwds)
        kwds["written"] = value

    def init(self, *args, written, **kwds):
        """Take over what ``parse`` kept."""
        super().init(*args, **kwds)
        self._written = written

    def fold(self, *, policy):
        """The header with its name, folded at spaces."""
        lines, line = [], f"{self.name}:"
        for word in self._written.split(" "):
            if len(line) + 1 + len(word) > _LINE and line != f"{self.name}:":
                lines.append(line)
                line = ""
            line = f"{line} {word}"
        return policy.linesep.join([*lines, line]) + policy.linesep


_registry = HeaderRegistry()
for _name in (
    "auto-submitted",
    "content-language",
    "from",
    "in-reply-to",
    "list-id",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "message-id",
    "references",
    "subject",
    "to",
    "x-auto-response-suppress",
):
    _registry.map_to_type(_name, _AsWritten)

_POLICY = EmailPolicy(linesep="\r\n", cte_type="7bit", header_factory=_registry)


@dataclass(frozen=True)
class Mail:
    """Everything that a mail says. ``conversation`` is the identifier under which mails of one matter are gathered;
    ``list_id`` has the form of a host's name; ``unsubscribe_url`` takes a POST without sign-in (RFC 8058).
    """

    sender_name: str
    sender: str
    to: str
    subject: str
    text: str
    html: str
    message_id: str
    at: datetime
    language: str
    list_id: str
    conversation: str = ""
    unsubscribe_url: str = ""


def compose(mail: Mail) -> EmailMessage:
    """The message, ready for any mail server: 7-bit, lines of at most 76 characters, UTF-8 inside.

    Formats: RFC 5322, 2047 (words of headers), 2919 (List-Id), 8058 (one-click unsubscribe), 3834 (Auto-Submitted).
    """
    ascii_only = mail.to.isascii()
    message = EmailMessage(_POLICY if ascii_only else _POLICY.clone(utf8=True))
    message["From"] = f"{_phrase(mail.sender_name)} <{mail.sender}>".lstrip()
    message["To"] = mail.to
    message["Subject"] = _words(one_line(mail.subject))
    message["Date"] = format_datetime(mail.at)
    message["Message-ID"] = f"<{mail.message_id}>"
    if mail.conversation:
        message["In-Reply-To"] = message["References"] = f"<{mail.conversation}>"
    message["List-Id"] = f"{_phrase(mail.sender_name)} <{mail.list_id}>".lstrip()
    if mail.unsubscribe_url:
        message["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    # Last, for the library takes every Content-… along into the first part.
    message["Content-Language"] = mail.language
    return message


def _phrase(name: str) -> str:
    """A name before an address: encoded unless it is plain words, so that no quote or comma of it means anything."""
    name = one_line(name)
    return name if _ATOMS.fullmatch(name) and "=?" not in name else _encoded(name)


def _words(text: str) -> str:
    """Free text of a header; what is not plain ASCII, or would be read as encoded, is encoded."""
    return text if _PLAIN.fullmatch(text) and "=?" not in text else _encoded(text)


def _encoded(text: str) -> str:
    return " ".join(Header(text, "utf-8", maxlinelen=_WORD).encode().split()) if text else ""
