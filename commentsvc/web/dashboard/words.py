"""The desk's words for codes: reasons, states, actions, kinds, and what happened meanwhile."""

from datetime import datetime

from flask_babel import format_timedelta
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from commentsvc.web import reason_words
from commentsvc.web.dashboard import appeal_words, legal_words, reader_words
from commentsvc.web.dashboard.held_words import HELD_REASONS
from commentsvc.web.role_words import ROLES

FLAG_REASONS = {
    "offensive": _l("offensive"),
    "abusive": _l("abusive"),
    "spam": _l("spam"),
    "off_topic": _l("off topic"),
    "misinformation": _l("false claim"),
    "illegal": _l("illegal"),
    "personal_data": _l("personal data"),
    "disagree": _l("disagrees"),
    "other": _l("other"),
}
COMMENT_ORDERS = {
    "oldest": _l("Oldest first"),
    "newest": _l("Newest first"),
    "urgent": _l("Most urgent first"),
    "refusal": _l("Most likely to be refused first"),
}
DECLINE_REASONS = {
    "not_an_error": _l("Not an error"),
    "opinion_or_style": _l("Opinion or style"),
    "out_of_scope": _l("Not ours to change"),
}
KINDS = {
    "typo": _l("Typing or spelling error"),
    "wrong_fact": _l("Wrong fact"),
    "name_or_number": _l("Name or number"),
    "unclear": _l("Unclear"),
    "broken_link_or_media": _l("Broken link, picture or video"),
    "translation": _l("Translation"),
    "about_me": _l("About the reader"),
    "other": _l("Something else"),
}
SCOPES = {
    "headline": _l("Headline"),
    "lead": _l("Opening paragraph"),
    "body": _l("Text"),
    "caption": _l("Caption"),
    "byline": _l("Byline"),
}
STATES = {
    "approved": _l("Approved"),
    "pending": _l("Held"),
    "rejected": _l("Rejected"),
    "spam": _l("Spam"),
    "featured": _l("Editors’ pick"),
    "plain": _l("No pick"),
    "locked": _l("Locked"),
    "open": _l("Open"),
    "comments_off": _l("Comments off"),
    "comments_on": _l("Comments on"),
    "pre_moderated": _l("Checked before publication"),
    "post_moderated": _l("Published at once"),
    "announced": _l("With an announcement"),
    "unannounced": _l("Without an announcement"),
    "confirmed": _l("Headline confirmed"),
    "unconfirmed": _l("Headline not confirmed"),
    "raid_on": _l("Raid mode"),
    "raid_off": _l("No raid mode"),
    "anonymous_closed": _l("Anonymous posting closed"),
    "anonymous_open": _l("Anonymous posting open"),
    "new": _l("New"),
    "assigned": _l("Assigned"),
    "verifying": _l("Being checked"),
    "needs_information": _l("Reader asked"),
    "fixed_silently": _l("Fixed"),
    "fixed_with_notice": _l("Fixed with a notice"),
    "published": _l("Notice published"),
    "draft": _l("Draft"),
    "declined": _l("Declined"),
    "withdrawn": _l("Withdrawn"),
    "dead": _l("Failed for good"),
    "waiting": _l("In the queue"),
    "let_go": _l("Let go"),
}
# What the log's lines begin with.
ACTIONS = {
    "post": _l("Wrote as the newsroom"),
    "edit": _l("Changed own words"),
    "approve": _l("Approved"),
    "reject": _l("Rejected"),
    "mark_spam": _l("Marked as spam"),
    "hold": _l("Held"),
    "feature": _l("Picked by editors"),
    "unfeature": _l("No longer a pick"),
    "lock": _l("Locked"),
    "unlock": _l("Unlocked"),
    "switch_off": _l("Switched off"),
    "switch_on": _l("Switched on"),
    "pre_moderate": _l("Pre-moderation begun"),
    "post_moderate": _l("Pre-moderation ended"),
    "announce": _l("Announcement changed"),
    "confirm": _l("Confirmed the headline"),
    "begin_raid": _l("Raid mode begun"),
    "end_raid": _l("Raid mode ended"),
    "close_anonymous": _l("Anonymous posting closed"),
    "open_anonymous": _l("Anonymous posting opened"),
    "configure": _l("Settings changed"),
    "move": _l("Moved"),
    "merge": _l("Merged"),
    "merge_guest": _l("A guest signed in"),
    "erase": _l("Erased a reader"),
    "withdraw": _l("Withdrawn"),
    "undo": _l("Undone"),
    "try_again": _l("Tried again"),
    "let_go": _l("Let go"),
    "accept": _l("Accepted"),
    "decline": _l("Declined"),
    "fix": _l("Fixed"),
    "publish": _l("Answered by a notice"),
    "fix_with_notice": _l("Fixed, with a notice"),
    "ask": _l("Asked the reader"),
    "answered": _l("Answered"),
    "assign": _l("Assigned"),
    "fold": _l("Put together with another report"),
    "unfold": _l("Taken apart"),
    "note": _l("Noted"),
    "make_report": _l("Made of a comment"),
    "reopen": _l("Reopened"),
    "invite": _l("Invited"),
    "revoke": _l("Invitation revoked"),
    "join": _l("Joined the desk"),
    "change_role": _l("Role changed"),
    "remove": _l("Removed from the site"),
    "dismiss": _l("Dismissed"),
    "secure": _l("Second factor set up"),
    "unsecure": _l("Second factor switched off"),
    "reset_second_factor": _l("Second factor reset"),
    "write_notice": _l("Notice drafted"),
    "submit_notice": _l("Notice handed over for approval"),
    "change_notice": _l("Notice changed"),
    "approve_notice": _l("Notice approved and published"),
    "publish_notice": _l("Notice published"),
    "withdraw_notice": _l("Notice withdrawn"),
} | reader_words.ACTIONS
# What the person who decided is told.
DONE = {
    "post": _l("Your comment is on the page."),
    "edit": _l("Your comment is changed."),
    "withdraw": _l("Your comment is withdrawn."),
    "approve": _l("Approved."),
    "reject": _l("Rejected."),
    "mark_spam": _l("Marked as spam."),
    "feature": _l("An editors’ pick now."),
    "unfeature": _l("No longer an editors’ pick."),
    "lock": _l("The thread is locked."),
    "unlock": _l("The thread is open again."),
    "switch_off": _l("Comments are off: readers see none of this thread."),
    "switch_on": _l("Comments are on again."),
    "pre_moderate": _l("From now on every comment here waits for a moderator."),
    "post_moderate": _l("Comments here appear at once again."),
    "announce": _l("The announcement is changed."),
    "confirm": _l("The headline is confirmed: front pages and feeds show it."),
    "begin_raid": _l("Raid mode is on."),
    "end_raid": _l("Raid mode is off."),
    "close_anonymous": _l("Only readers with an account can write now."),
    "open_anonymous": _l("Everybody can write again."),
    "configure": _l("The settings are changed. They hold from now on."),
    "try_again": _l("It is tried again now."),
    "let_go": _l("Let go: nobody will try it any more."),
    "accept": _l("Accepted. The reader sees that it is being checked."),
    "decline": _l("Declined. The reader sees the reason."),
    "fix": _l("Fixed. The reader sees that it is corrected."),
    "fix_with_notice": _l("Fixed, with a notice. The reader sees that it is corrected."),
    "ask": _l("Asked. The reader finds the question on the report’s page."),
    "assign": _l("Assigned."),
    "fold": _l("One place now: decided together."),
    "unfold": _l("A place of its own now."),
    "note": _l("Noted. Readers do not see it."),
    "make_report": _l("A correction report now. The comment’s author is told."),
    "claim": _l("The others see that you have it open."),
    "release": _l("You no longer have it open."),
    "reopen": _l("Reopened."),
    "write_notice": _l("The draft is saved. Only the newsroom sees it."),
    "submit_notice": _l("Handed over: a colleague has to approve it."),
    "change_notice": _l("The new words are saved."),
    "approve_notice": _l("Approved: the notice is public."),
    "publish_notice": _l("The notice is public."),
    "withdraw_notice": _l("The notice is withdrawn."),
} | reader_words.DONE
# What somebody is told who comes too late.
HAPPENED = {
    "post": _l("%(who)s wrote this %(ago)s."),
    "edit": _l("%(who)s changed the words %(ago)s."),
    "approve": _l("%(who)s approved this %(ago)s."),
    "reject": _l("%(who)s rejected this %(ago)s."),
    "mark_spam": _l("%(who)s marked this as spam %(ago)s."),
    "hold": _l("%(who)s held this %(ago)s."),
    "feature": _l("%(who)s made this an editors’ pick %(ago)s."),
    "unfeature": _l("%(who)s took this out of the editors’ picks %(ago)s."),
    "lock": _l("%(who)s locked this thread %(ago)s."),
    "unlock": _l("%(who)s opened this thread again %(ago)s."),
    "switch_off": _l("%(who)s switched comments off here %(ago)s."),
    "switch_on": _l("%(who)s switched comments on again here %(ago)s."),
    "pre_moderate": _l("%(who)s began to check comments here before they appear %(ago)s."),
    "post_moderate": _l("%(who)s let comments here appear at once again %(ago)s."),
    "announce": _l("%(who)s changed the announcement here %(ago)s."),
    "confirm": _l("%(who)s confirmed the headline %(ago)s."),
    "begin_raid": _l("%(who)s began raid mode %(ago)s."),
    "end_raid": _l("%(who)s ended raid mode %(ago)s."),
    "close_anonymous": _l("%(who)s closed anonymous posting %(ago)s."),
    "open_anonymous": _l("%(who)s opened anonymous posting %(ago)s."),
    "configure": _l("%(who)s changed the settings %(ago)s."),
    "move": _l("%(who)s moved this thread %(ago)s."),
    "merge": _l("%(who)s merged another thread into this one %(ago)s."),
    "merge_guest": _l("%(who)s signed in %(ago)s."),
    "erase": _l("%(who)s erased a reader %(ago)s."),
    "withdraw": _l("%(who)s withdrew this %(ago)s."),
    "undo": _l("%(who)s undid an earlier decision on this %(ago)s."),
    "try_again": _l("%(who)s had this tried again %(ago)s."),
    "let_go": _l("%(who)s let this go %(ago)s."),
    "accept": _l("%(who)s accepted this report %(ago)s."),
    "decline": _l("%(who)s declined this report %(ago)s."),
    "fix": _l("%(who)s marked this report as fixed %(ago)s."),
    "publish": _l("%(who)s published a notice about this %(ago)s."),
    "fix_with_notice": _l("%(who)s marked this report as fixed with a notice %(ago)s."),
    "ask": _l("%(who)s asked the reader %(ago)s."),
    "answered": _l("%(who)s answered %(ago)s."),
    "assign": _l("%(who)s assigned this report %(ago)s."),
    "fold": _l("%(who)s put this report together with another one %(ago)s."),
    "unfold": _l("%(who)s made this report stand alone %(ago)s."),
    "note": _l("%(who)s left a note %(ago)s."),
    "make_report": _l("%(who)s made this report of a comment %(ago)s."),
    "reopen": _l("%(who)s reopened this report %(ago)s."),
    "write_notice": _l("%(who)s wrote this notice %(ago)s."),
    "submit_notice": _l("%(who)s handed this notice over for approval %(ago)s."),
    "change_notice": _l("%(who)s changed this notice %(ago)s."),
    "approve_notice": _l("%(who)s approved this notice %(ago)s."),
    "publish_notice": _l("%(who)s published this notice %(ago)s."),
    "withdraw_notice": _l("%(who)s withdrew this notice %(ago)s."),
} | reader_words.HAPPENED
STATES |= legal_words.STATES
ACTIONS |= legal_words.ACTIONS
DONE |= legal_words.DONE
HAPPENED |= legal_words.HAPPENED
_ACTORS = {"reader": _l("The reader"), "operator": _l("The operator"), "machine": _l("The service")}
_JUST_NOW_SECONDS = 5


def reason(code: str | None) -> str:
    """Any reason of the log in words; an unknown code stands for itself."""
    for known in (HELD_REASONS, DECLINE_REASONS, appeal_words.REASONS):
        if code in known:
            return str(known[code])
    return reason_words.at_desk(code) if code else ""


def state(code: str | None, subject: str = "") -> str:
    """A state of the log's subjects in words: of comments, threads and reports, or the role of a person."""
    if (subject, code) == ("notice", "waiting"):
        return _("Waits for approval")
    if subject == "appeal":
        return str(appeal_words.STATES.get(code, ""))
    return str(STATES.get(code) or ROLES.get(code) or reader_words.until(code))


def who(line) -> str:
    """Who did what a line of the log tells."""
    if line.entry.actor_type == "staff":
        return line.actor or _("A former colleague")
    return str(_ACTORS.get(line.entry.actor_type, _ACTORS["machine"]))


def ago(at: datetime, moment: datetime) -> str:
    """How long before ``moment`` something was, in words."""
    passed = moment - at
    if passed.total_seconds() < _JUST_NOW_SECONDS:
        return _("just now")
    return format_timedelta(-passed, granularity="second", add_direction=True)


def happened(line, moment: datetime) -> str:
    """What changed under somebody's hands; without a line of the log it was the reader's own change."""
    if line is None:
        return _("The reader changed this meanwhile.")
    return str(HAPPENED[line.entry.action]) % {"who": who(line), "ago": ago(line.entry.at, moment)}
