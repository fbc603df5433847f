"""The desk's words about appeals and statements of reasons."""

from flask_babel import lazy_gettext as _l

GROUPS = (
    (
        _l("Answering for decisions"),
        ("statements_of_reasons", "appeals", "appeal_days", "due_hours_appeal"),
    ),
)
"""Settings, for the page Legal."""
NAMES = {
    "statements_of_reasons": _l("Authors get a statement of reasons"),
    "appeals": _l("Authors may appeal against decisions"),
    "appeal_days": _l("Days in which an author may appeal"),
    "due_hours_appeal": _l("Hours to decide about an appeal"),
}
HELP = {
    "statements_of_reasons": _l(
        "With every rejection, suspension and ban: what was decided, on which ground, how it came about, whether by "
        "automatic means, and what can be done about it. On a page of their own, and by mail to accounts with a "
        "confirmed address. Your counsel knows whether Article 17 of the EU’s Digital Services Act applies to you."
    ),
    "appeals": _l(
        "On the page of the statement of reasons. Somebody else than who took the decision decides about it. Article "
        "20 of the same act."
    ),
    "appeal_days": _l("Counted from the decision. The act asks for six months at least."),
    "due_hours_appeal": _l("Counted from the moment in which an appeal arrives; later it stands among the overdue."),
}
ACTIONS = {
    "appeal": _l("Appealed"),
    "uphold_appeal": _l("Decision upheld"),
    "reverse_appeal": _l("Decision reversed"),
}
DONE = {
    "uphold_appeal": _l("Upheld. The author is told, with your words."),
    "reverse_appeal": _l("Reversed. The author is told."),
}
HAPPENED = {
    "appeal": _l("The author appealed %(ago)s."),
    "uphold_appeal": _l("%(who)s upheld the decision %(ago)s."),
    "reverse_appeal": _l("%(who)s reversed the decision %(ago)s."),
}
STATES = {
    "open": _l("Waits for a decision"),
    "upheld": _l("Upheld"),
    "reversed": _l("Reversed"),
    "settled": _l("Taken back by the newsroom"),
}
REASONS = {"own_decision": _l("By who had decided: nobody else could")}
RESTRICTIONS = {
    "refused": _l("Comment not published"),
    "removed": _l("Comment taken off the page"),
    "suspended": _l("Suspension"),
    "banned": _l("Ban"),
}
SOURCES = {
    "notice": _l("a notice of illegal content"),
    "flags": _l("readers’ flags"),
    "check": _l("an automatic check"),
    "own": _l("the newsroom itself"),
}
