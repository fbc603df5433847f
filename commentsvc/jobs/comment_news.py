"""News about comments: a reply, a moderator's decision, something new in a discussion that somebody follows.

Here it is found out who is told what; what the mail says is found out when it is written (``jobs/mails/news.py``).
"""

from datetime import datetime

from commentsvc.db import unit_of_work
from commentsvc.domain.mail_topics import DECISION, FOLLOWED, REPLY, Cadence, cadence, slower
from commentsvc.domain.moderation import Status
from commentsvc.domain.telling import LOOKED_FOR
from commentsvc.jobs.work import Work
from commentsvc.queries import news
from commentsvc.queries.news import Follower, Told
from commentsvc.services import consents, contacts, jobs, mail, notifications
from commentsvc.services.context import Context
from commentsvc.services.notifications import APPROVED, PICKED, REFUSED, REMOVED, News

# People who are told in one unit of work: others write in between.
_BATCH = 50
_DECISIONS = {
    (Status.PENDING, Status.APPROVED): APPROVED,
    (Status.REJECTED, Status.APPROVED): APPROVED,
    (Status.SPAM, Status.APPROVED): APPROVED,
    (Status.PENDING, Status.REJECTED): REFUSED,
    (Status.APPROVED, Status.REJECTED): REMOVED,
}


def tell_of_comment(work: Work) -> None:
    """A comment appeared (``CommentPosted``, ``CommentModerated``): tell whom it answers, and look after the
    discussion's followers when the period is over. One that appears a second time is no news.
    """
    if (work.payload.get("to_status") or work.payload["status"]) != Status.APPROVED:
        return
    with unit_of_work():
        context = work.context()
        told = news.by_public_id(context.site.id, work.payload["comment"])
        if told is None or not told.is_shown or told.appeared_at is None or told.appeared_at < work.occurred_at:
            return
        if told.appeared_at - told.comment.created_at > news.STALE:
            return
        _tell_answered(context, told)
        for wish in news.cadences(told.thread.id):
            _look_later(context, told, Cadence(wish))


def tell_author(work: Work) -> None:
    """A moderator decided about a comment (``CommentModerated``): tell its author, unless it is undone at once."""
    kind = _DECISIONS.get((Status(work.payload["from_status"]), Status(work.payload["to_status"])))
    if kind is None:
        return
    with unit_of_work():
        context = work.context()
        told = news.by_public_id(context.site.id, work.payload["comment"])
        contact = told and consents.contact_of(told.comment.reader_id)
        if not contact or told.comment.withdrawn_at is not None:
            return
        owed = context.settings.statements_of_reasons and kind in (REFUSED, REMOVED)
        if not (owed or consents.has_agreed(contact)):
            return
        wish = _wish(context, contact, DECISION)
        # Of a comment that was taken off the page and put back before anybody was told there is nothing to tell.
        unless = (APPROVED, REMOVED) if kind == APPROVED else (kind,)
        if wish is Cadence.NEVER or notifications.was_coming(contact.id, told.comment.id, unless, work.occurred_at):
            return
        key = f"{DECISION}:{work.key}"
        notifications.note(context, contact.id, News(kind, key, told.comment.id, work.occurred_at), wish)


def tell_picked(work: Work) -> None:
    """An editor picked a comment (``CommentFeatured``): tell its author, unless it is taken back at once.

    However often it is picked and taken out again, the author is told once a day at most.
    """
    with unit_of_work():
        context = work.context()
        told = news.by_public_id(context.site.id, work.payload["comment"])
        contact = told and told.is_shown and consents.contact_of(told.comment.reader_id)
        if not contact or not consents.has_agreed(contact):
            return
        wish = _wish(context, contact, DECISION)
        if wish is not Cadence.NEVER:
            key = f"{PICKED}:{told.comment.public_id}:{work.occurred_at:%Y-%m-%d}"
            one = News(PICKED, key, told.comment.id, work.occurred_at)
            notifications.note(context, contact.id, one, wish)


def tell_followers(work: Work) -> None:
    """A period of a discussion is over: tell those who follow it what appeared in it, each of them once.

    A worker that died in between begins anew; who was told already is not told again.
    """
    until, wish = datetime.fromisoformat(work.payload["until"]), Cadence(work.payload["cadence"])
    context = work.context()
    thread = news.thread(context.site.id, work.payload["thread"])
    if thread is None:
        return
    after = notifications.period_before(context, wish, until)
    found = [
        (one.comment.id, one.comment.reader_id, one.appeared_at)
        for one in news.appeared(context.site.id, thread.id, after, until)
    ]
    thread_id, key, last = thread.id, f"{FOLLOWED}:{thread.public_id}:{work.payload['until']}", 0
    while found:
        batch = news.followers(thread_id, wish, last, _BATCH)
        with unit_of_work():
            for follower in sorted(batch, key=lambda one: one.contact_id or 0):
                _tell_follower(work.context(), follower, found, News(FOLLOWED, key, 0, until), wish)
        if len(batch) < _BATCH:
            return
        last = batch[-1].subscription_id


def _tell_answered(context: Context, told: Told) -> None:
    if told.parent is None or told.parent.reader_id == told.comment.reader_id:
        return
    contact = consents.contact_of(told.parent.reader_id)
    if contact is None or not consents.has_agreed(contact):
        return
    wish = _wish(context, contact, REPLY)
    if wish is not Cadence.NEVER:
        key = f"{REPLY}:{told.comment.public_id}"
        notifications.note(context, contact.id, News(REPLY, key, told.comment.id, told.appeared_at), wish)


def _look_later(context: Context, told: Told, wish: Cadence) -> None:
    """One job for a discussion and a period, whatever comes in it."""
    end = notifications.period_of(context, wish, told.appeared_at)
    until, thread = end.isoformat(), told.thread.public_id
    payload = {"thread": thread, "cadence": wish, "until": until}
    jobs.add(
        context.site.id, "tell_followers", f"{thread}:{wish}:{until}", payload, context.now, due_at=end + LOOKED_FOR
    )


def _tell_follower(context: Context, follower: Follower, found: list[tuple], period: News, wish: Cadence) -> None:
    contact = contacts.by_id(context, follower.contact_id) if follower.contact_id else None
    fresh = [one for one, by, at in found if by != follower.reader_id and at > follower.since]
    if contact is None or not fresh:
        return
    wish = slower(wish, _wish(context, contact, FOLLOWED))
    if wish is not Cadence.NEVER:
        notifications.note(context, contact.id, News(period.kind, period.key, fresh[0], period.at), wish)


def _wish(context: Context, contact, topic: str) -> Cadence:
    return cadence(topic, contact.preferences, mail.blocked(context, contact.address_hash))


HANDLERS = {
    "tell_of_comment": tell_of_comment,
    "tell_author": tell_author,
    "tell_picked": tell_picked,
    "tell_followers": tell_followers,
}
LISTENS = {
    "CommentPosted": ("tell_of_comment",),
    "CommentModerated": ("tell_of_comment", "tell_author"),
    "CommentFeatured": ("tell_picked",),
}
WANTED = dict.fromkeys(("tell_of_comment", "tell_author", "tell_picked"), consents.any_account)
