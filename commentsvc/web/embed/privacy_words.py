"""The sentences of the privacy page: which of them hold is decided by what is switched on (``queries.practices``)."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from commentsvc.domain.webhook_events import HookKind
from commentsvc.queries.practices import Practices
from commentsvc.services import consents, contacts
from commentsvc.web.account import mail_words


@dataclass(frozen=True)
class Agreement:
    """Words to which readers may agree, and the version that is kept with each yes."""

    words: str
    version: str


def sections(now: Practices, site: str) -> list[tuple[str, list[str]]]:
    """Titles with their sentences, in the order of the page."""
    return [
        (_("In short"), _in_short()),
        (_("Who you are here"), _who(now, site)),
        (_("What you write"), _writing(now)),
        (_("If you report a mistake"), _reporting(now)),
        (_("Mails"), _mails(now)),
        (_("Who else is told"), _others(now)),
        (_("In your browser"), _browser(site)),
    ]


def agreements(now: Practices, site: str) -> list[Agreement]:
    """What readers are asked to agree to, word for word."""
    asked = [
        Agreement(str(mail_words.LEFT_CONSENT), contacts.LEFT_VERSION),
        Agreement(mail_words.CONSENT % {"site": site}, contacts.CONSENT_VERSION),
    ]
    if now.by_mail:
        asked.append(Agreement(mail_words.NEWS_CONSENT % {"site": site}, consents.VERSION))
        asked.append(Agreement(mail_words.FOLLOWING_CONSENT % {"site": site}, consents.FOLLOWING_VERSION))
    return asked


def rights(now: Practices) -> list[str]:
    """How somebody gets a copy, and is erased."""
    return [
        _(
            "“My comments”, below the box in which you write, leads to a page of your own: with a copy of everything in"
            " one file, with your sessions, and with a button that erases you, with your texts or without."
        ),
        _(
            "Being erased reaches the pages, mails that wait, and backups that are put back later. What stays is that"
            " somebody was erased, as a fingerprint, and your wish never to be written to, if you have said so."
        ),
        _("If you left nothing but an address with a report, write to the newsroom: it can erase you by the address."),
    ]


def _in_short() -> list[str]:
    return [
        _(
            "For comments and corrections your browser asks this service and nobody else: no advertising, no counting"
            " by others, no fonts or pictures from elsewhere."
        ),
        _("Neither your network address nor what your browser says of itself is kept."),
        _("You can have a copy of everything, end your sessions, and be erased at any time."),
    ]


def _who(now: Practices, site: str) -> list[str]:
    said = []
    if now.rules.guests:
        said.append(
            _(
                "You may write with a name of your choice and nothing else. A random key in your browser shows later on"
                " that these comments are yours."
            )
        )
    elif now.accounts:
        said.append(_("Writing takes an account."))
    else:
        said.append(_("At the moment only the newsroom writes here."))
    if now.by_mail:
        said.append(
            _(
                "You may sign in by a link in a mail. Your address is encrypted with a key that is not in the database,"
                " and is shown to nobody."
            )
        )
    if now.by_publisher:
        said.append(
            _(
                "Whoever is signed in at %(site)s can be known here, too. The newspaper passes on a name, and a number"
                " of which only a fingerprint is kept that nobody can turn back; no address comes with it.",
                site=site,
            )
        )
    return said


def _writing(now: Practices) -> list[str]:
    rules = now.rules
    said = [_("Comments and the names beside them are for everybody: on the page, in feeds, and for search engines.")]
    if rules.edit_minutes:
        said.append(
            ngettext(
                "For %(num)s minute you can change or withdraw a comment yourself.",
                "For %(num)s minutes you can change or withdraw a comment yourself.",
                rules.edit_minutes,
            )
        )
    if rules.pre_moderate:
        said.append(_("A moderator reads every comment before it appears."))
    elif rules.hold_links:
        said.append(_("A program makes comments with a link wait. Whether they appear is decided by a person."))
    said.append(
        ngettext(
            "Once %(num)s reader has flagged a comment, it waits for a moderator, too.",
            "Once %(num)s readers have flagged a comment, it waits for a moderator, too.",
            rules.flag_threshold,
        )
    )
    if rules.repeats_of_many or rules.burst_network:
        said.append(
            _(
                "So that floods wait for a moderator, the service remembers for an hour that you posted: what your "
                "text is recognised by, and your network in a form from which its address cannot be found."
            )
        )
    if rules.scorer:
        said.append(
            _(
                "A program here learns from the newsroom’s decisions which comments are refused, and estimates it for "
                "the moderators. It looks at the words alone and keeps none of them. People decide."
            )
        )
    said.append(_("Nobody is shown how you voted or what you flagged; the numbers of votes are for everybody."))
    return said


def _reporting(now: Practices) -> list[str]:
    return [
        _("A report goes to the newsroom and is not published. It has a page of its own, for whoever has the link."),
        _("You need not leave an address. One that you leave is encrypted, and serves only to answer you about it."),
    ]


def _mails(now: Practices) -> list[str]:
    if not now.mails_leave:
        said = [
            _(
                "No mail server is set up. Mails are kept in a folder of this service, where administrators of the"
                " newsroom can read them, and go nowhere else."
            )
        ]
    else:
        said = [
            _(
                "Mails go by a mail server that the newspaper has chosen. An address that nobody has confirmed gets one"
                " mail that asks, and nothing else."
            )
        ]
    said.append(_("Every mail to you has a link that ends such mails at once, without signing in."))
    if now.by_mail:
        said.append(
            _("How soon you hear of what, you choose: at once, gathered by the hour or by the day, or not at all.")
        )
    return said


def _others(now: Practices) -> list[str]:
    said = []
    if HookKind.SIGNED in now.told:
        said.append(
            _(
                "Systems that the newspaper has chosen are told of comments as everybody can read them, and that a"
                " mistake was reported, without the report’s words."
            )
        )
    if HookKind.CHAT in now.told:
        said.append(
            _("A chat of the moderators is told how much waits for them and at which article; nothing that you wrote.")
        )
    if now.checked_elsewhere:
        said.append(
            _(
                "A system that the newspaper has chosen reads each new comment and can have it wait for a moderator. "
                "It is sent the words and the article, not who wrote them."
            )
        )
    return said or [_("No other system is told of anything.")]


def _browser(site: str) -> list[str]:
    return [
        _(
            "Your key, your name, drafts, whom you muted and what you have read are kept by your own browser, for"
            " %(site)s alone. Pages without JavaScript use one cookie in their place.",
            site=site,
        )
    ]
