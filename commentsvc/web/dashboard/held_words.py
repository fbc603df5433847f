"""Why a comment waits, in the desk's words: by the reason, or, where a check says more, by what it found."""

from flask_babel import lazy_gettext as _l

HELD_REASONS = {
    "pre_moderation": _l("Every comment is checked before it appears"),
    "pre_moderated_thread": _l("Every comment in this thread is checked before it appears"),
    "pre_moderated_section": _l("Every comment in this section is checked before it appears"),
    "link": _l("Contains a link"),
    "too_many_links": _l("Contains more links than the site wants"),
    "link_host": _l("Links to a host that always waits"),
    "flagged": _l("Taken off the page because readers flagged it"),
    "always_held": _l("Everything that this reader writes is checked first"),
    "raid": _l("Of a new identity, while a raid is fended off"),
    "safety": _l("Tells a detail that can put people in danger"),
    "listed_word": _l("Has a word of a list"),
    "shape": _l("Looks odd"),
    "repeat": _l("Repeats what was written within the hour"),
    "new_reader": _l("Among the first comments of a new reader"),
    "recent_history": _l("Several of this reader’s comments were refused lately"),
    "external": _l("The site’s external check asks for a look"),
    "trap": _l("Sent as a program sends"),
    "burst": _l("Came with far more comments than usual"),
}
DETAILS = {
    "coordinates": _l("Coordinates of a place"),
    "phones": _l("A telephone number"),
    "addresses": _l("An address with its house number"),
    "units": _l("The name of a military unit"),
    "too_short": _l("Shorter than the site wants"),
    "too_long": _l("Longer than the site wants"),
    "capitals": _l("Written in capitals"),
    "drawn_out": _l("A drawn-out word or row of marks"),
    "piled_marks": _l("Marks piled upon letters"),
    "signs": _l("Mostly signs and pictures"),
    "one_character": _l("A single repeated character"),
    "own": _l("Its reader wrote nearly the same within the hour"),
    "of_others": _l("Several other readers wrote the same within the hour"),
    "network": _l("Many comments from one network within ten minutes"),
    "thread": _l("Far more comments than usual in this discussion"),
    "site": _l("Far more comments than usual on the whole site"),
    "hidden_field": _l("Sent with a field filled in that people do not see, as programs do"),
    "too_soon": _l("Sent sooner than it can be typed, as programs do"),
}
