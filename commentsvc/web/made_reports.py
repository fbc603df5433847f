"""What the author of a comment reads of the correction report that the newsroom made of it."""

from flask_babel import lazy_gettext as _

_MADE_REPORTS = {
    "received": _("The newsroom is looking into the mistake you pointed out. Follow it here."),
    "checking": _("The mistake you pointed out is being checked. Follow it here."),
    "needs_information": _("The newsroom has a question about the mistake you pointed out. Answer it here."),
    "corrected": _("The mistake you pointed out has been corrected. Thank you! Read more here."),
    "not_changed": _("The newsroom has looked into what you pointed out and left the article as it is. Read why here."),
    "withdrawn": _("You have taken back the report of this mistake."),
}


def made_report_text(status: str) -> str:
    """What the author of a comment is told of the report made of it, by the status that readers see."""
    return str(_MADE_REPORTS[status])
