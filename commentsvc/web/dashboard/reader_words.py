"""The desk's words about readers: sanctions, notes, and what the log tells of them."""

from datetime import UTC, datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from commentsvc.web.messages import until_text

KINDS = {
    "warning": _l("Warning"),
    "suspension": _l("Suspension"),
    "ban": _l("Ban"),
    "held": _l("Always held"),
    "trusted": _l("Trusted"),
}
# What each does, said where it is given.
MEANINGS = {
    "warning": _l("The reader has to read it before the next comment."),
    "suspension": _l("No writing, voting or flagging until it ends. Reading goes on."),
    "ban": _l("The same for good, until somebody lifts it."),
    "held": _l("Every comment waits for a moderator; the reader is told."),
    "trusted": _l("Links do not wait. The reader is not told; colleagues see it."),
}
ENDS = {
    "": _l("for good"),
    "1": _l("for a day"),
    "3": _l("for 3 days"),
    "7": _l("for a week"),
    "30": _l("for 30 days"),
    "90": _l("for 90 days"),
    "365": _l("for a year"),
}
ACTIONS = {
    "warn": _l("Warned"),
    "suspend": _l("Suspended"),
    "ban": _l("Banned"),
    "always_hold": _l("Always held from now on"),
    "trust": _l("Trusted from now on"),
    "lift": _l("Lifted"),
    "acknowledge": _l("Warning read"),
    "note_reader": _l("Noted about a reader"),
    "remove_note": _l("Note removed"),
    "change_reasons": _l("Reasons changed"),
}
DONE = {
    "warn": _l("Warned. The reader has to read it before the next comment."),
    "suspend": _l("Suspended. The reader is told until when, and why."),
    "ban": _l("Banned. The reader is told, and why."),
    "always_hold": _l("From now on every comment of this reader waits for a moderator."),
    "trust": _l("Trusted from now on."),
    "lift": _l("Lifted."),
    "note_reader": _l("Noted. Readers do not see it."),
    "remove_note": _l("The note is removed."),
    "change_reasons": _l("The reasons are changed."),
}
HAPPENED = {
    "warn": _l("%(who)s warned this reader %(ago)s."),
    "suspend": _l("%(who)s suspended this reader %(ago)s."),
    "ban": _l("%(who)s banned this reader %(ago)s."),
    "always_hold": _l("%(who)s had this reader’s comments always held %(ago)s."),
    "trust": _l("%(who)s trusted this reader %(ago)s."),
    "lift": _l("%(who)s lifted this %(ago)s."),
    "acknowledge": _l("The reader acknowledged this %(ago)s."),
    "note_reader": _l("%(who)s noted this %(ago)s."),
    "remove_note": _l("%(who)s removed this note %(ago)s."),
    "change_reasons": _l("%(who)s changed the reasons %(ago)s."),
}
_MINUTE = "%Y-%m-%dT%H:%MZ"


def until(state: str | None) -> str:
    """The end of a sanction as the log keeps it, in words; "" for anything else."""
    try:
        moment = datetime.strptime(state or "", _MINUTE).replace(tzinfo=UTC)
    except ValueError:
        return ""
    return _("until %(moment)s", moment=until_text(moment))
