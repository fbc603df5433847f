"""Mails that were kept in a folder because no mail server is set: for trying things out, without sending anything."""

from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser

from flask import Response, g, make_response, render_template, request

from commentsvc.domain.errors import NotFound
from commentsvc.domain.roles import Power
from commentsvc.ports import KeptMail, MailFolder
from commentsvc.web.dashboard.desk import blueprint, needs
from commentsvc.web.headers import PAGE_POLICY
from commentsvc.web.request_context import runtime

_PAGE = 50
# The mail's own page inside ours: styles of its own, and nothing else of the world.
_MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'"


@dataclass(frozen=True)
class Link:
    """One link of a mail: where it leads, under which words, and whether to a page of ours."""

    url: str
    words: str
    ours: bool


@blueprint.get("/<site>/mails")
@needs(Power.CONFIGURE)
def mail_list():
    """The newest mails of the site."""
    folder = _folder()
    kept = folder.kept(g.site.slug) if folder else []
    after = request.args.get("after", "")
    later = [one for one in kept if not after or one.name < after]
    mails = [(one, message) for one in later[:_PAGE] if (message := _read(folder, one)) is not None]
    cursor = later[_PAGE - 1].name if len(later) > _PAGE else None
    return render_template("dashboard/mails.html", mails=mails, cursor=cursor, keeps=folder is not None)


@blueprint.get("/<site>/mails/<mail_name>")
@needs(Power.CONFIGURE)
def mail_page(mail_name: str) -> Response:
    """One mail: its words as words, its HTML in a frame in which nothing runs and no link leads anywhere."""
    kept, message = _opened(mail_name)
    base = runtime().settings.base_url
    html = render_template(
        "dashboard/mail.html",
        kept=kept,
        message=message,
        text=_part(message, "plain"),
        links=[Link(url, words, url.startswith(f"{base}/")) for url, words in _Links.of(_part(message, "html"))],
    )
    response = make_response(html)
    response.headers["Content-Security-Policy"] = f"{PAGE_POLICY}; frame-src 'self'"
    return response


@blueprint.get("/<site>/mails/<mail_name>/html")
@needs(Power.CONFIGURE)
def mail_html(mail_name: str) -> Response:
    """The HTML part of a mail by itself, for the frame."""
    _kept, message = _opened(mail_name)
    response = Response(_part(message, "html"), mimetype="text/html")
    response.headers["Content-Security-Policy"] = _MAIL_POLICY
    return response


@blueprint.context_processor
def _for_templates() -> dict:
    return {"keeps_mails": _folder() is not None}


def _folder() -> MailFolder | None:
    mailer = runtime().mailer
    return mailer if isinstance(mailer, MailFolder) else None


def _opened(name: str) -> tuple[KeptMail, EmailMessage]:
    """A mail of this site. Raises NotFound."""
    folder = _folder()
    kept = next((one for one in folder.kept(g.site.slug) if one.name == name), None) if folder else None
    message = _read(folder, kept) if kept else None
    if message is None:
        raise NotFound()
    return kept, message


def _read(folder: MailFolder, kept: KeptMail) -> EmailMessage | None:
    raw = folder.read(kept)
    return None if raw is None else message_from_bytes(raw, policy=default)


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return part.get_content() if part is not None else ""


class _Links(HTMLParser):
    """The links of a mail, in their order."""

    def __init__(self):
        super().__init__()
        self.found: list[list[str]] = []
        self._inside = False

    @classmethod
    def of(cls, html: str) -> list[tuple[str, str]]:
        """Where each link leads, and its words."""
        parser = cls()
        parser.feed(html)
        parser.close()
        return [(url, " ".join(words.split())) for url, words in parser.found]

    def handle_starttag(self, tag, attributes):
        if tag == "a" and (url := dict(attributes).get("href")):
            self.found.append([url, ""])
            self._inside = True

    def handle_endtag(self, tag):
        self._inside = self._inside and tag != "a"

    def handle_data(self, data):
        if self._inside:
            self.found[-1][1] += data
