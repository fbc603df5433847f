"""The desk's words about appeals and statements of reasons."""

from flask_babel import lazy_gettext as _l

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
