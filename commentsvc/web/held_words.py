"""Why a comment waits, in words for its author: by the reason, or, where a check says more, by what it found."""

from flask_babel import lazy_gettext as _

HELD = {
    "pre_moderation": _("On this site every comment is read by a moderator before it appears."),
    "pre_moderated_thread": _("In this discussion every comment is read by a moderator before it appears."),
    "pre_moderated_section": _(
        "In this section of the newspaper every comment is read by a moderator before it appears."
    ),
    "link": _("Comments with a link are read by a moderator before they appear."),
    "too_many_links": _("Comments with so many links are read by a moderator before they appear."),
    "link_host": _("Comments with a link to this address are read by a moderator before they appear."),
    "flagged": _("Readers have flagged this comment; a moderator will look at it."),
    "always_held": _("Your comments are read by a moderator before they appear."),
    "raid": _("There are unusually many comments just now, so those of new readers are read by a moderator first."),
    "safety": _("It tells a place, a number or a unit; a moderator looks whether that puts anybody in danger."),
    "listed_word": _("Some of its words are read by a moderator before they appear."),
    "shape": _("Comments that look like this are read by a moderator before they appear."),
    "repeat": _("The same was written here a short while ago. A moderator reads it before it appears."),
    "new_reader": _("Your first comments here are read by a moderator before they appear. Later ones appear at once."),
    "recent_history": _(
        "Several of your comments were refused lately. That is why a moderator reads this one before it appears."
    ),
    "external": _("A program of the newspaper asks for a moderator to read this comment. It appears after that."),
    "trap": _("This was sent the way programs send. A moderator reads it before it appears."),
    "burst": _(
        "Far more comments than usual are coming in just now. A moderator reads this one before it appears; nothing is "
        "wrong with it."
    ),
}
DETAILS = {
    "too_short": _("Comments as short as this are read by a moderator before they appear."),
    "too_long": _("Comments as long as this are read by a moderator before they appear."),
    "capitals": _("Comments in capital letters are read by a moderator before they appear."),
    "drawn_out": _("Comments with a drawn-out word or row of marks are read by a moderator before they appear."),
    "piled_marks": _("Comments with marks piled upon letters are read by a moderator before they appear."),
    "signs": _("Comments that are mostly signs and pictures are read by a moderator before they appear."),
    "one_character": _("Comments of a single repeated character are read by a moderator before they appear."),
    "own": _("You wrote nearly the same a short while ago. A moderator reads it before it appears."),
    "of_others": _("Others wrote the same here a short while ago. A moderator reads it before it appears."),
    "hidden_field": _(
        "Something stood in a field that people do not see, as programs fill it in. A moderator reads the comment "
        "before it appears."
    ),
    "too_soon": _(
        "This was sent sooner than it can be typed, as programs do. A moderator reads the comment before it appears."
    ),
}


def held_text(reason: str | None, findings: list[dict] | None = None) -> str | None:
    """Why a comment waits, in words for its author; ``findings`` as they are kept with the comment."""
    details = (found.get("detail") for found in findings or () if found["check"] == reason)
    told = next((DETAILS[detail] for detail in details if detail in DETAILS), HELD.get(reason))
    return None if told is None else str(told)
