"""Where the links in mails lead: confirming an address, choosing what one is told, and unsubscribing.

The address of a page is the key to it. Nothing changes by looking: mail programs and virus scanners open links.
"""

from flask import Blueprint, Response, redirect, render_template, request, url_for

from commentsvc.db import unit_of_work
from commentsvc.domain import mail_tokens
from commentsvc.domain.errors import NotFound
from commentsvc.domain.mail_topics import (
    ALL,
    COMMENTS,
    GROUPS,
    REPORT_PROGRESS,
    TOPICS,
    Cadence,
    Topic,
    choice_shown,
    members,
)
from commentsvc.queries import readers as reader_queries
from commentsvc.queries import sites as site_queries
from commentsvc.services import consents, contacts, mail, sites, subscriptions
from commentsvc.services.context import Context
from commentsvc.web import private_pages
from commentsvc.web.account import mail_words
from commentsvc.web.embed import form_tokens, refusals
from commentsvc.web.rate_limits import of_network
from commentsvc.web.request_context import context_of, keys, now

blueprint = Blueprint("mail_pages", __name__, url_prefix="/mail")
private_pages.attach(blueprint)
refusals.attach(blueprint)

_ABOUT = "mail"
_UNFOLLOW = "unfollow:"
_DONE = {"block": "blocked", "unblock": "unblocked", "unfollow": "unfollowed"}
# Providers unsubscribe for thousands of people from one network; for them there is no limit.
_CHANGES = "30 per minute; 300 per hour"


@blueprint.get("/confirm/<token>")
def confirmation(token: str) -> Response:
    """Asks the owner of an address whether it is theirs."""
    contact = contacts.open_confirmation(keys(), token, now())
    context = context_of(site_queries.of_contact(contact))
    if contact.verified_at is not None:
        return redirect(_page_of(context, contact.address_hash), 303)
    return _shown(
        "account/mail_confirm.html",
        context,
        address=_masked(context, contact),
        legal=contact.content_notice_id is not None,
        others=sum(row.verified_at is None for row in contacts.at(context, contact.address_hash)) - 1,
        consent=mail_words.CONSENT % {"site": context.site.name},
        form_token=form_tokens.issue(token, _ABOUT),
    )


@blueprint.post("/confirm/<token>")
@of_network(_CHANGES)
def confirm(token: str) -> Response:
    """The owner says that it is theirs, and agrees to be told."""
    form_tokens.check(request.form.get("form", ""), token, _ABOUT)
    with unit_of_work():
        contact = contacts.open_confirmation(keys(), token, now())
        context = context_of(site_queries.of_contact(contact))
        contacts.confirm(context, contact)
        if request.form.get("progress"):
            contacts.choose(context, contact.address_hash, {REPORT_PROGRESS: Cadence.AT_ONCE})
        page = _page_of(context, contact.address_hash, done="confirmed")
    return redirect(page, 303)


@blueprint.get("/<token>")
def preferences(token: str) -> Response:
    """What the owner of an address is told by a site, and how soon."""
    context, hashed = _opened(token)
    known, refused = contacts.at(context, hashed), mail.blocked(context, hashed)
    wishes = contacts.preferences(context, hashed)
    account = consents.account_at(context, hashed)
    topics = _topics_for(account)
    agreed = account is not None and consents.has_agreed(account)
    return _shown(
        "account/mail_preferences.html",
        context,
        token=token,
        form_token=form_tokens.issue(token, _ABOUT),
        address=_masked(context, known[-1]) if known else None,
        confirmed=any(row.verified_at is not None for row in known),
        blocked="" in refused,
        chosen={topic.name: choice_shown(topic.name, wishes, refused, agreed) for topic in topics},
        topics=topics,
        consent=mail_words.NEWS_CONSENT % {"site": context.site.name} if account is not None and not agreed else None,
        followed=reader_queries.followed(account.reader_id) if account is not None else [],
        words=mail_words,
        done=request.args.get("done"),
    )


@blueprint.post("/<token>")
@of_network(_CHANGES)
def choose(token: str) -> Response:
    """Keep what was chosen; ``do``: ``save``, ``unfollow:`` and a thread, ``block`` (no mail at all) or ``unblock``."""
    form_tokens.check(request.form.get("form", ""), token, _ABOUT)
    do = request.form.get("do", "save")
    with unit_of_work():
        context, hashed = _opened(token)
        if do == "block":
            mail.block(context, hashed)
        elif do == "unblock":
            mail.unblock(context, hashed)
        elif do.startswith(_UNFOLLOW):
            _unfollow(context, hashed, do.removeprefix(_UNFOLLOW))
        else:
            _keep(context, hashed)
        page = _page_of(context, hashed, done=_DONE.get(do.partition(":")[0], "saved"))
    return redirect(page, 303)


def _unfollow(context: Context, hashed: str, public_id: str) -> None:
    account = consents.account_at(context, hashed)
    for row in reader_queries.followed(account.reader_id) if account is not None else []:
        if row.public_id == public_id:
            subscriptions.end(account.reader_id, row.thread_id)


def _topics_for(account) -> list[Topic]:
    known = account is not None
    return [topic for topic in TOPICS.values() if not topic.of_staff and (known or not topic.of_accounts)]


def _keep(context: Context, hashed: str) -> None:
    """What the form chose; who chooses to be told about comments agrees to it."""
    account = consents.account_at(context, hashed)
    chosen = {topic: request.form[topic.name] for topic in _topics_for(account) if topic.name in request.form}
    contacts.choose(context, hashed, {topic.name: wish for topic, wish in chosen.items()})
    if any(topic.after_yes and wish in topic.choices and wish != Cadence.NEVER for topic, wish in chosen.items()):
        consents.agree(context, account)
    for topic in chosen:
        mail.unblock(context, hashed, topic.name)


@blueprint.get("/<token>/unsubscribe/<topic>")
def unsubscription(token: str, topic: str) -> Response:
    """Asks whether mails of a topic (or all) are to end; looking at this page ends nothing."""
    context, _hashed = _opened(token)
    return _unsubscription(context, token, topic, ended=False)


@blueprint.post("/<token>/unsubscribe/<topic>")
def unsubscribe(token: str, topic: str) -> Response:
    """End mails of a topic (or all): by the button of the page, or by the mail program (RFC 8058), without sign-in."""
    with unit_of_work():
        context, hashed = _opened(token)
        for one in _blockable(topic):
            mail.block(context, hashed, one)
    return _unsubscription(context, token, topic, ended=True)


def _unsubscription(context: Context, token: str, topic: str, *, ended: bool) -> Response:
    _blockable(topic)
    return _shown(
        "account/mail_unsubscribe.html",
        context,
        token=token,
        topic=topic,
        about=mail_words.COMMENTS if topic == COMMENTS else mail_words.TOPICS.get(topic),
        ended=ended,
    )


def _blockable(topic: str) -> tuple[str, ...]:
    """The topics that a link ends. Raises NotFound ``unknown_contact``."""
    if topic not in (ALL, *GROUPS, *TOPICS):
        raise NotFound("unknown_contact")
    return ("",) if topic == ALL else members(topic)


def _opened(token: str) -> tuple[Context, str]:
    """The site and the address (by its hash) that a link is about. Raises NotFound ``unknown_contact``."""
    about = mail_tokens.read(keys(), token)
    if about is None:
        raise NotFound("unknown_contact")
    return context_of(sites.get(about.slug)), about.address_hash


def _page_of(context: Context, hashed: str, **args: str) -> str:
    token = mail_tokens.issue(keys(), mail_tokens.AddressOnSite(context.site.slug, hashed))
    return url_for("mail_pages.preferences", token=token, **args)


def _masked(context: Context, contact) -> str | None:
    to = contacts.recipient(context, contact)
    return to.address.masked if to else None


def _shown(template: str, context: Context, **values) -> Response:
    return Response(render_template(template, site=context.site, **values), mimetype="text/html")
