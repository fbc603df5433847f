"""Tells somebody all that is due to them at one moment about comments: replies, decisions, followed discussions."""

from dataclasses import dataclass, field
from datetime import datetime

from commentsvc.db import unit_of_work
from commentsvc.domain.languages import spoken
from commentsvc.domain.limits import EXCERPT_CHARS
from commentsvc.domain.mail_topics import COMMENTS, FOLLOWED, REPLY, Cadence, cadence
from commentsvc.domain.markup import excerpt
from commentsvc.domain.markup_tree import words
from commentsvc.domain.moderation import Status
from commentsvc.domain.thread_state import ThreadState
from commentsvc.jobs.letters import Letter, statement_link
from commentsvc.jobs.work import Work
from commentsvc.queries import author_messages, news, site_reasons, statements
from commentsvc.queries.news import Told
from commentsvc.services import consents, contacts, mail, notifications, threads
from commentsvc.services.context import Context
from commentsvc.services.mail import Audience
from commentsvc.services.notifications import APPROVED, CORRECTED, PICKED, REFUSED, REMOVED, REPORTED, TOPIC_OF, News

AUDIENCE = Audience.VERIFIED
# What a mail tells of is looked at piece by piece below.
TOPIC = COMMENTS

# A reply is shown so far; of a followed discussion so many comments, with their first words.
REPLY_CHARS = 1000
SHOWN = 5
_HOLDS = dict.fromkeys((APPROVED, REPORTED, CORRECTED, PICKED), (Status.APPROVED,)) | dict.fromkeys(
    (REFUSED, REMOVED), (Status.REJECTED,)
)


@dataclass(frozen=True)
class Item:
    """One piece of news as the mail shows it; ``comments`` are names, words and links, ``more`` how many are left."""

    kind: str
    headline: str
    url: str
    comments: list[dict] = field(default_factory=list)
    more: int = 0
    reason: str | None = None
    # What the site itself calls the reason, and its rule, where it has words of its own.
    own: dict = field(default_factory=dict)
    # What the newsroom wrote to the author with it.
    message: str = ""
    # The page that states the reasons, where an appeal can be made.
    statement: str = ""


@dataclass
class _Mail:
    """What is known of the mail while it is put together."""

    context: Context
    work: Work
    base_url: str
    reader_id: int
    language: str
    told: set[int] = field(default_factory=set)

    def link(self, told: Told) -> str:
        return f"{self.base_url}/embed/comments/{told.comment.public_id}"

    def shown(self, told: Told, most: int) -> dict:
        text = excerpt(words(told.comment.body), most) if most < REPLY_CHARS else _cut(words(told.comment.body), most)
        return {"name": told.comment.author_name, "text": text, "url": self.link(told)}


def build(work: Work) -> Letter | None:
    """What is still so of the news of that moment, as far as it is still wanted."""
    due = datetime.fromisoformat(work.payload["args"]["due"])
    with unit_of_work():
        found = notifications.take(work.context(), work.payload["contact"], due)
    context = work.context()
    contact = contacts.by_id(context, work.payload["contact"])
    account = contact and contact.reader_id and consents.contact_of(contact.reader_id)
    to = account and contacts.recipient(context, contact)
    if not to:
        return None
    refused, agreed = mail.blocked(context, to.address_hash), consents.has_agreed(contact)
    # A statement of reasons is owed to whoever can be reached.
    owed = context.settings.statements_of_reasons
    wanted = [
        one
        for one in found
        if (agreed or one.kind == FOLLOWED or (owed and one.kind in (REFUSED, REMOVED)))
        and cadence(TOPIC_OF[one.kind], to.preferences, refused) is not Cadence.NEVER
    ]
    language = spoken(to.language, context.site.language)
    about = _Mail(context, work, work.runtime.settings.base_url, contact.reader_id, language)
    items, conversations = _items(about, wanted)
    if not items:
        return None
    topics = {TOPIC_OF[item.kind] for item in items}
    return Letter(
        to,
        {"items": items, "kinds": sorted({item.kind for item in items}), "asked": agreed},
        # One discussion is one conversation; what tells of several begins a new one.
        conversation=f"thread:{conversations.pop()}" if len(conversations) == 1 else "",
        topic=topics.pop() if len(topics) == 1 else None,
    )


def _items(of: _Mail, wanted: list[News]) -> tuple[list[Item], set[str]]:
    """Decisions and replies in their order, then each followed discussion, without what was a reply already."""
    items, conversations, followed = [], set(), {}
    for one in wanted:
        told = news.by_id(of.context.site.id, one.comment_id)
        if told is None or threads.state(of.context, told.thread) is ThreadState.CLOSED:
            continue
        if one.kind == FOLLOWED:
            followed.setdefault(told.thread.id, []).append((told, one.at))
            continue
        item = _reply(of, told) if one.kind == REPLY else _decision(of, one.kind, told)
        if item is not None:
            items.append(item)
            conversations.add(told.thread.public_id)
    for periods in followed.values():
        item = _discussion(of, periods)
        if item is not None:
            items.append(item)
            conversations.add(periods[0][0].thread.public_id)
    return items, conversations


def _reply(of: _Mail, told: Told) -> Item | None:
    mine = told.parent is not None and told.parent.reader_id == of.reader_id
    if not mine or not told.is_shown or told.comment.reader_id == of.reader_id:
        return None
    of.told.add(told.comment.id)
    return Item(REPLY, told.headline, of.link(told), [of.shown(told, REPLY_CHARS)])


def _decision(of: _Mail, kind: str, told: Told) -> Item | None:
    comment = told.comment
    if comment.reader_id != of.reader_id or comment.withdrawn_at is not None or comment.status not in _HOLDS[kind]:
        return None
    if kind == PICKED and not comment.featured:
        return None
    site, more = of.context.site, {"reason": comment.reason}
    if kind in (REFUSED, REMOVED):
        more["own"] = site_reasons.own_words(site.id, comment.reason, of.language, site.language)
        more["message"] = author_messages.shown([comment.id]).get(comment.id, "")
        stated = statements.of_comments([comment.id]).get(comment.id)
        more["statement"] = statement_link(of.work, stated[0]) if stated else ""
    return Item(kind, told.headline, of.link(told), [of.shown(told, EXCERPT_CHARS)], **more)


def _discussion(of: _Mail, periods: list[tuple[Told, datetime]]) -> Item | None:
    first = min((told for told, _until in periods), key=lambda told: told.appeared_at or told.comment.created_at)
    until = max(until for _told, until in periods)
    if first.appeared_at is None or not news.follows(of.reader_id, first.thread.id):
        return None
    # From the first one on; it may have gone meanwhile.
    after = first.appeared_at - datetime.resolution
    fresh = [
        told
        for told in news.appeared(of.context.site.id, first.thread.id, after, until)
        if told.comment.reader_id != of.reader_id and told.comment.id not in of.told
    ]
    if not fresh:
        return None
    shown = [of.shown(told, EXCERPT_CHARS) for told in fresh[:SHOWN]]
    return Item(FOLLOWED, first.headline, of.link(fresh[0]), shown, more=len(fresh) - len(shown))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
