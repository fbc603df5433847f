"""What readers are told about notices of illegal content, by code: kinds, outcomes, refusals."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from commentsvc.domain.legal import IllegalKind, LegalState, Outcome

KINDS = {
    IllegalKind.DEFAMATION: _("Insult, slander or defamation"),
    IllegalKind.HATE: _("Incitement to hatred or discrimination"),
    IllegalKind.THREAT: _("Threat, or incitement to violence"),
    IllegalKind.TERRORISM: _("Terrorism, or praise of it"),
    IllegalKind.PRIVACY: _("Private data or pictures of a person"),
    IllegalKind.COPYRIGHT: _("Copyright or trade marks"),
    IllegalKind.FRAUD: _("Fraud, or illegal goods and services"),
    IllegalKind.CHILD_ABUSE: _("Sexual abuse of children"),
    IllegalKind.OTHER: _("Something else that is against the law"),
}
HEADINGS = {
    LegalState.NEW: _("Your notice has arrived"),
    LegalState.ASKED: _("The newsroom has a question"),
    LegalState.REMOVED: _("What you reported was removed"),
    LegalState.KEPT: _("What you reported stays on the page"),
    LegalState.UNSUBSTANTIATED: _("Your notice does not say enough to decide upon"),
    LegalState.SET_ASIDE: _("Your notice is set aside for now"),
    LegalState.WITHDRAWN: _("You have withdrawn this notice"),
}
OUTCOMES = {
    Outcome.REMOVED: _("Removed from the page"),
    Outcome.KEPT: _("Stays on the page"),
    Outcome.GONE: _("Was no longer on the page"),
}
# Art. 16(5): the decision comes with what can be done against it.
REDRESS = _(
    "Every notice is read and decided by a person of the newsroom; no machine decides. If you do not agree, answer the"
    " newsroom by mail and say why, or go to court: neither needs the other first."
)
ERRORS = {
    "legal_notices_off": _("This site takes no notices of this kind here. Please write to the newsroom."),
    "unknown_content_notice": _("There is no such notice."),
    "content_notice_changed": _("The notice has changed meanwhile. Please look again."),
    "content_notice_claimed": _("Somebody else has this notice open just now."),
    "content_notice_closed": _("This notice has been decided already."),
    "unknown_illegal_kind": _("Please choose what is illegal about it."),
    "comments_needed": _("Please name at least one comment."),
    "comment_unreadable": _("“%(named)s” is neither a link to a comment nor its number."),
    "too_many_comments": _("One notice can name up to %(max)s comments."),
    "comment_not_shown": _("The comment %(id)s is not on this site’s pages (any more)."),
    "explanation_short": _("Please say in a sentence or two why this is illegal: at least %(min)s characters."),
    "good_faith_needed": _("Please confirm that what you say is accurate and complete, as far as you know."),
    "unknown_notifier": _("There is no such sender of notices."),
    "notifier_changed": _("This has changed meanwhile. Please look again."),
    "misuse_rule_not_met": _("The site’s rule on misuse does not reach this sender."),
    "warning_first": _("The sender has to be warned first."),
}


def kind(code: str) -> str:
    """What a notice says is illegal, in words."""
    return str(KINDS[IllegalKind(code)])


def reference(public_id: str) -> str:
    """How people name a notice, in groups that can be read aloud."""
    groups = [public_id[at : at + 4] for at in range(0, len(public_id), 4)]
    return gettext("Reference %(groups)s", groups=" ".join(groups))
