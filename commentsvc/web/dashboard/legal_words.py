"""The desk's words about notices of illegal content: settings, states, and what the log tells of them."""

from flask_babel import lazy_gettext as _l

from commentsvc.web.dashboard import appeal_words

GROUPS = (
    (
        _l("Notices of illegal content"),
        ("legal_notices", "legal_due_hours", "legal_due_hours_urgent", "legal_redress"),
    ),
    (
        _l("Misuse of notices"),
        ("notice_misuse_count", "notice_misuse_percent", "notice_misuse_days", "notice_suspension_days"),
    ),
    *appeal_words.GROUPS,
)
"""The settings of the page Legal."""
NAMES = {
    "legal_notices": _l("Anybody can give notice of illegal content"),
    "legal_due_hours": _l("Hours to decide about a notice"),
    "legal_due_hours_urgent": _l("Hours where a life or a child is at stake"),
    "legal_redress": _l("How a decision can be contested"),
    "notice_misuse_count": _l("Manifestly unfounded notices that are misuse"),
    "notice_misuse_percent": _l("… if they are so many percent of those decided"),
    "notice_misuse_days": _l("… within so many days"),
    "notice_suspension_days": _l("Days for which notices are set aside after a warning"),
}
NAMES |= appeal_words.NAMES
HELP = {
    "legal_notices": _l(
        "A form for comments that break the law, without an account, as the EU’s Digital Services Act wants it (Art. "
        "16). Every notice asks for your work and has a clock: switch it on when counsel says so."
    ),
    "legal_due_hours": _l("Counted from the moment in which a notice arrives; its sender is told this time."),
    "legal_due_hours_urgent": _l("Threats, terrorism, and the sexual abuse of children."),
    "legal_redress": _l(
        "Told with every decision: whom to write to, which out-of-court body may be asked, that a court may. Empty: a "
        "sentence of the service."
    ),
    "notice_misuse_count": _l(
        "The rule you publish about misuse (Art. 23). It only allows a step: one of you warns or suspends. Notices "
        "whose sender’s address is not confirmed do not count."
    ),
    "notice_misuse_percent": _l("Whoever is mostly right may be wrong now and then."),
    "notice_misuse_days": _l("Counted back from today; after a warning, since the warning."),
    "notice_suspension_days": _l("What arrives meanwhile is kept and can be taken up all the same."),
}
HELP |= appeal_words.HELP
STATES = {
    "asked": _l("Sender asked"),
    "removed": _l("Removed"),
    "kept": _l("Kept"),
    "unsubstantiated": _l("Not substantiated"),
    "set_aside": _l("Set aside"),
    "warned": _l("Warned"),
    "trusted": _l("Trusted flagger"),
}
ACTIONS = {
    "legal_remove": _l("Removed after a notice"),
    "legal_keep": _l("Kept in spite of a notice"),
    "legal_unsubstantiated": _l("Notice not substantiated"),
    "legal_ask": _l("Asked the sender of a notice"),
    "legal_answered": _l("The sender of a notice answered"),
    "legal_withdraw": _l("Notice of illegal content withdrawn"),
    "legal_take_up": _l("Took up a notice that was set aside"),
    "trust_sender": _l("Marked as a trusted flagger"),
    "untrust_sender": _l("No longer a trusted flagger"),
    "warn_sender": _l("Warned a sender of notices"),
    "suspend_sender": _l("Set a sender’s notices aside"),
    "lift_sender": _l("Sender’s warning or suspension lifted"),
}
ACTIONS |= appeal_words.ACTIONS
DONE = {
    "legal_remove": _l("Removed. The sender of the notice is told in two minutes."),
    "legal_keep": _l("Kept. The sender of the notice is told in two minutes, with your words."),
    "legal_unsubstantiated": _l("Decided. The sender of the notice is told in two minutes, with your words."),
    "legal_ask": _l("Asked. The sender finds the question on the notice’s page, and in a mail."),
    "legal_take_up": _l("Taken up: it waits for a decision now."),
    "trust_sender": _l("A trusted flagger now: these notices go first."),
    "untrust_sender": _l("No longer a trusted flagger."),
    "warn_sender": _l("Warned. The sender reads it on the pages of their notices."),
    "suspend_sender": _l("From now on notices of this sender are set aside."),
    "lift_sender": _l("Lifted: notices of this sender are worked on as others are."),
}
DONE |= appeal_words.DONE
HAPPENED = {
    "legal_remove": _l("%(who)s removed what this notice is about %(ago)s."),
    "legal_keep": _l("%(who)s decided %(ago)s that the comment stays."),
    "legal_unsubstantiated": _l("%(who)s decided %(ago)s that this notice says too little."),
    "legal_ask": _l("%(who)s asked the sender of this notice %(ago)s."),
    "legal_answered": _l("The sender of this notice answered %(ago)s."),
    "legal_withdraw": _l("The sender withdrew this notice %(ago)s."),
    "legal_take_up": _l("%(who)s took this notice up %(ago)s."),
    "trust_sender": _l("%(who)s marked this sender as trusted %(ago)s."),
    "untrust_sender": _l("%(who)s took the trusted mark off this sender %(ago)s."),
    "warn_sender": _l("%(who)s warned this sender %(ago)s."),
    "suspend_sender": _l("%(who)s had this sender’s notices set aside %(ago)s."),
    "lift_sender": _l("%(who)s lifted this %(ago)s."),
}
HAPPENED |= appeal_words.HAPPENED
