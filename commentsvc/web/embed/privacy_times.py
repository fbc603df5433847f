"""What is kept of readers, what for, and how long: the table of the privacy page, by what is switched on."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from commentsvc.queries.practices import Practices


@dataclass(frozen=True)
class Kept:
    """One kind of trace: what it is, what it is kept for, and until when."""

    what: str
    why: str
    until: str


def kept(now: Practices) -> list[Kept]:
    """Every kind of trace with its reason and its time."""
    return [*_of_writing(now), *_of_decisions(now), *_of_addresses(now), *_of_machines(now)]


def _of_writing(now: Practices) -> list[Kept]:
    erased, keep = _("until you are erased"), now.keep
    return [
        Kept(_("Your name and your comments"), _("They are the discussion."), erased),
        Kept(
            _("Earlier versions of a comment"),
            _("So that moderators see what others have answered to."),
            _days(keep.keep_revisions_days),
        ),
        Kept(_("Votes and flags"), _("They order the comments, and call a moderator."), erased),
        Kept(
            _("What you remark with a flag, and what moderators note"),
            _("To decide, and to be able to explain it."),
            _("%(days)s from the decision on", days=_days(keep.keep_notes_days)),
        ),
        Kept(
            _("What moderators decided about you: warnings, suspensions, bans"),
            _("So that it holds, and you can read why."),
            _("until you are erased; the words of it %(days)s from its end on", days=_days(keep.keep_notes_days)),
        ),
        Kept(_("Reports of mistakes"), _("The newsroom’s record of what was wrong, and of what came of it."), erased),
        Kept(
            _("Answers to what you sent"),
            _("So that nothing is posted twice when the connection breaks."),
            _days(keep.keep_submissions_days),
        ),
    ]


def _of_decisions(now: Practices) -> list[Kept]:
    if not now.rules.statements_of_reasons:
        return []
    days = _days(now.keep.keep_notes_days)
    return [
        Kept(
            _("Why something was decided against you, and your appeal"),
            _("So that you can read it and contest it."),
            _("until you are erased; the words of an appeal %(days)s from the answer on", days=days),
        )
    ]


def _of_addresses(now: Practices) -> list[Kept]:
    keep = now.keep
    found = [
        Kept(
            _("An address left with a report"),
            _("For the answer that you asked for."),
            _("%(days)s from the report’s end on", days=_days(keep.keep_contacts_days)),
        ),
        Kept(
            _("That a mail was sent, without its words; the address as a fingerprint"),
            _("So that nobody gets too many."),
            _days(keep.keep_mail_days),
        ),
    ]
    if now.rules.legal_notices:
        found.append(
            Kept(
                _("A notice of illegal content: your name, your address (both encrypted) and your words"),
                _("To decide, to answer you, and to see when notices are misused. The author never sees them."),
                _("%(days)s from its end on", days=_days(keep.keep_content_notices_days)),
            )
        )
        found.append(
            Kept(
                _("A comment of yours that somebody reported as illegal, as it stood then"),
                _("So that it can be judged, and the judgement explained."),
                _("%(days)s from its end on", days=_days(keep.keep_content_notices_days)),
            )
        )
    if not now.mails_leave:
        found.append(Kept(_("Mails in the folder"), _("In place of sending them."), _days(keep.keep_mail_days)))
    if now.by_mail:
        found += [
            Kept(
                _("The address of your account"),
                _("To sign you in, and to tell you what you agreed to."),
                _("until you are erased"),
            ),
            Kept(_("That you asked for a link to sign in"), _("For the link itself."), _days(keep.keep_sign_in_days)),
        ]
    if now.by_publisher:
        found.append(
            Kept(
                _("Numbers of the newspaper’s sign-on tokens, as fingerprints"),
                _("So that none is used twice."),
                _days(keep.keep_sign_in_days),
            )
        )
    return found


def _of_machines(now: Practices) -> list[Kept]:
    keep = now.keep
    return [
        Kept(
            _("Your sessions; of the browser two words, such as “Firefox · Windows”"),
            _("So that you recognise and end them."),
            _("%(days)s from their end on", days=_days(keep.keep_sessions_days)),
        ),
        Kept(
            _("Your network, as a fingerprint under a key of the day"),
            _("So that nobody votes many times over or floods the discussion."),
            _("%(days)s; then the key is destroyed", days=_days(keep.keep_network_days)),
        ),
        Kept(
            _("Notes of this service’s own work: numbers of comments and reports, no words"),
            _("So that nothing gets lost on its way."),
            _days(max(keep.keep_events_days, keep.keep_jobs_days, keep.keep_dead_jobs_days, keep.keep_deliveries_days)),
        ),
        Kept(
            _("Backups"),
            _("To mend a breakdown."),
            _("as long as the newspaper keeps them; whoever was erased is erased again when one is put back"),
        ),
    ]


def _days(count: int) -> str:
    return ngettext("%(num)s day", "%(num)s days", count)
