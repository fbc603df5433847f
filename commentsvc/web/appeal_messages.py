"""Refusals around appeals and statements of reasons, in words."""

from flask_babel import lazy_gettext as _

ERRORS = {
    "own_decision": _("You took this decision yourself. Somebody else has to look at the appeal."),
    "person_needed": _("A person has to decide about an appeal."),
    "appeal_decided": _("This appeal has been decided already."),
    "appeal_changed": _("The appeal has changed meanwhile. Please look again."),
    "unknown_appeal": _("There is no such appeal."),
    "unknown_statement": _("There is no such decision."),
    "appeals_off": _("This site takes no appeals here."),
    "appealed_already": _("You have appealed against this decision already."),
    "decision_over": _("This decision does not hold any more."),
    "appeal_late": _("The time in which you could appeal here is over."),
}
"""By their codes; ``messages`` takes them up."""
