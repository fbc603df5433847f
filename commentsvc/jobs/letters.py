"""From what a kind of mail has to say to the mail: in the reader's language, as plain text and as simple HTML."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import render_template
from flask_babel import force_locale
from markupsafe import Markup

from commentsvc.domain import mail_tokens
from commentsvc.domain.languages import spoken
from commentsvc.domain.mail_message import Mail
from commentsvc.domain.mail_text import isolated, one_line, quotable
from commentsvc.domain.mail_tokens import AddressOnSite
from commentsvc.domain.mail_topics import ALL
from commentsvc.jobs.work import Work
from commentsvc.services import statements
from commentsvc.services.contacts import Recipient
from commentsvc.services.context import Context
from commentsvc.services.mail import Audience, Rules

_ID_CHARS = 32
_EMPTY_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Letter:
    """What a kind of mail says to somebody: the values of its templates.

    ``conversation`` names the matter; mails of one matter are shown together by mail programs. ``topic``: what
    unsubscribing ends, where it differs from one mail of its kind to the next.
    """

    to: Recipient
    values: Mapping[str, object] = field(default_factory=dict)
    conversation: str = ""
    topic: str | None = None


def write(work: Work, rules: Rules, letter: Letter) -> Mail:
    """Write the mail of a letter; its Message-ID comes from the job's key, so that every attempt writes the same."""
    context, settings = work.context(), work.runtime.settings
    links = links_of(context, settings.base_url, letter, rules)
    language = spoken(letter.to.language, context.site.language)
    values = {"site": context.site, "said": said, "said_html": said_html, "quoted": quoted, "links": links}
    with force_locale(language):
        subject, text, html = (
            render_template(f"mail/{rules.kind}/{part}", **(values | dict(letter.values)))
            for part in ("subject.txt", "body.txt", "body.html")
        )
    domain = settings.mail_domain
    conversation = letter.conversation and f"{_name(context, 'conversation', letter.conversation)}@{domain}"
    return Mail(
        sender_name=context.site.name,
        sender=settings.mail_sender,
        to=str(letter.to.address),
        subject=one_line(subject),
        text=_EMPTY_LINES.sub("\n\n", "\n".join(line.rstrip() for line in text.strip().splitlines())) + "\n",
        html=html,
        message_id=f"{_name(context, 'message', work.key)}@{domain}",
        at=work.now,
        language=language,
        list_id=f"{context.site.slug}.{domain}",
        conversation=conversation,
        unsubscribe_url=links.get("unsubscribe", ""),
    )


def links_of(context: Context, base_url: str, letter: Letter, rules: Rules) -> dict[str, str]:
    """The addresses of the pages on which somebody says what they wish to be told; a newsroom's own has none."""
    if rules.audience is Audience.STAFF:
        return {}
    to, topic = letter.to, letter.topic or rules.topic or ALL
    token = mail_tokens.issue(context.keys, AddressOnSite(context.site.slug, to.address_hash))
    language = spoken(to.language, context.site.language)
    page = f"{base_url}/mail/{token}"
    newsroom = rules.audience is Audience.ALERTED
    chosen = f"{base_url}/desk/{context.site.slug}/alerts" if newsroom else page
    return {
        "preferences": f"{chosen}?lang={language}",
        "unsubscribe": f"{page}/unsubscribe/{topic}",
        "stop": f"{page}/unsubscribe/{topic}?lang={language}",
        # The page is about readers.
        "privacy": "" if newsroom else f"{base_url}/embed/{context.site.slug}/privacy?lang={language}",
    }


def statement_link(work: Work, public_id: str) -> str:
    """The private page of a statement of reasons, where the decision can be appealed against."""
    return f"{work.runtime.settings.base_url}/statement/{statements.token(work.context().keys, public_id)}"


def said(text: str) -> str:
    """Somebody's words on one line inside a sentence of ours: no links, and their direction is their own."""
    return isolated(one_line(quotable(text)))


def said_html(text: str) -> Markup:
    """The same for HTML."""
    return Markup("<bdi>{}</bdi>").format(one_line(quotable(text)))


def quoted(text: str, mark: str = "> ") -> str:
    """Somebody's words as a quotation of its own, line by line."""
    return "\n".join(f"{mark}{isolated(line)}".rstrip() for line in quotable(text).strip().splitlines())


def _name(context: Context, purpose: str, words: str) -> str:
    return context.keys.blind(purpose, context.site.slug, words)[:_ID_CHARS]
