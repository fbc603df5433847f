"""The settings of a site in the desk's words: groups, names, help, and what a row of the log changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from commentsvc.domain.correction_text import difference
from commentsvc.queries.setting_history import parts_of
from commentsvc.web import languages
from commentsvc.web.dashboard import check_words, legal_words
from commentsvc.web.role_words import ROLES

GROUPS = (
    (_l("The newsroom’s words"), ("announcement", "house_rules")),
    (_l("Who may write, and how soon you decide"), ("guests", "sign_in_by_mail", "decide_minutes")),
    (_l("Where and when discussions end"), ("lock_after_days", "closed_sections")),
    (_l("What readers can do"), ("edit_minutes", "downvotes", "guest_votes_per_network", "depth_limit")),
    (
        _l("Corrections"),
        (
            "second_pair_of_eyes",
            "due_hours_wrong_fact",
            "due_hours_about_me",
            "due_hours_typo",
            "due_hours",
            "fetch_articles",
            "edit_url_template",
        ),
    ),
    (_l("The newsroom’s own safety"), ("second_factor_roles",)),
    (_l("The newsroom’s day"), ("time_zone", "chat_quiet_hours")),
)
SCREENING = (
    (_l("Before it is posted"), ("nudge_writers",)),
    (_l("What the newsroom promises"), ("pre_moderate", "pre_moderated_sections")),
    (_l("Safety in war"), ("safety",)),
    (_l("Length and looks"), ("text_min_chars", "text_max_chars", "hold_shape")),
    (_l("Programs that write"), ("hold_hidden_field", "trap_seconds")),
    (_l("The same once more"), ("hold_repeats", "repeats_of_many")),
    (_l("Links"), ("hold_links", "links_max", "link_hosts_free", "link_hosts_held")),
    (_l("Who writes"), ("new_reader_comments", "refused_comments")),
    (_l("Far more than usual"), ("burst_network", "burst_times")),
    (
        _l("Raids"),
        (
            "raid_watch",
            "raid_comments",
            "raid_factor",
            "raid_new_percent",
            "raid_minutes",
            "raid_hold_new",
            "raid_slow_seconds",
            "raid_damp",
        ),
    ),
    (_l("After a comment has appeared"), ("flag_threshold", "weigh_flags", "new_flags_percent")),
)
"""What decides whether a comment waits: the checks in their order."""
SCORER = ((_l("Learning and estimating"), ("scorer",)),)
PAGES = {
    "dashboard.site_settings": GROUPS,
    "dashboard.screening_settings": SCREENING,
    "dashboard.scorer_page": SCORER,
    "dashboard.legal_settings": legal_words.GROUPS,
}
NAMES = check_words.NAMES | {
    "announcement": _l("Announcement above every discussion"),
    "house_rules": _l("House rules"),
    "guests": _l("Readers without an account may write"),
    "sign_in_by_mail": _l("Readers may sign in by a link in a mail"),
    "pre_moderate": _l("Every comment waits for a moderator"),
    "hold_links": _l("Comments with a link wait for a moderator"),
    "flag_threshold": _l("Flags that take a comment off the page"),
    "decide_minutes": _l("Minutes to decide about a comment that waits"),
    "lock_after_days": _l("Days until a discussion closes by itself"),
    "closed_sections": _l("Sections without comments"),
    "edit_minutes": _l("Minutes to change one’s own comment"),
    "downvotes": _l("Readers may vote against a comment"),
    "guest_votes_per_network": _l("Guests of one network whose votes weigh"),
    "depth_limit": _l("How deep replies are indented"),
    "second_pair_of_eyes": _l("A second person approves correction notices"),
    "second_factor_roles": _l("Roles that sign in with a second factor"),
    "raid_watch": _l("The service begins raid mode by itself"),
    "raid_comments": _l("Comments in five minutes that may be a raid"),
    "raid_factor": _l("Times as many as usual"),
    "raid_new_percent": _l("Percent of them by new identities"),
    "raid_minutes": _l("Minutes that raid mode lasts"),
    "raid_hold_new": _l("In raid mode, comments of new identities wait for a moderator"),
    "raid_slow_seconds": _l("In raid mode, seconds between two comments of a reader"),
    "raid_damp": _l("In raid mode, votes and flags of new identities are damped"),
    "time_zone": _l("Time zone"),
    "chat_quiet_hours": _l("Quiet hours of the moderators’ chat"),
    "due_hours_wrong_fact": _l("Hours to decide about a wrong fact"),
    "due_hours_about_me": _l("Hours to answer a person whom the article is about"),
    "due_hours_typo": _l("Hours to decide about a typo"),
    "due_hours": _l("Hours to decide about any other report"),
    "fetch_articles": _l("Read the pages of articles with open reports"),
    "edit_url_template": _l("Where an article is changed"),
    "scorer": _l("Learn from decisions, and estimate which comments will be refused"),
}
HELP = check_words.HELP | {
    "announcement": _l(
        "Up to 2,000 characters, with **bold**, *italic*, lists and links. An announcement of a single discussion "
        "stands in its place."
    ),
    "house_rules": _l("Readers open them above the box where they write. The same marks as above."),
    "guests": _l(
        "A name is enough. Switched off, writing and voting take an account: of the newspaper, or by mail. Where there "
        "is neither, only the newsroom writes."
    ),
    "sign_in_by_mail": _l(
        "A confirmed address makes an account, with a badge. The address is kept encrypted and shown to nobody."
    ),
    "pre_moderate": _l("Nothing appears before one of you has looked at it. Single discussions can be set so, too."),
    "hold_links": _l("Advertising nearly always has a link; so do many good comments."),
    "flag_threshold": _l(
        "So many readers who flag a comment hide it until a moderator has looked. Mere disagreement does not count."
    ),
    "decide_minutes": _l(
        "By it the queue is put in order: what readers flagged, and what many see, comes sooner. Nothing happens by "
        "itself when it is over."
    ),
    "lock_after_days": _l(
        "Counted from the article’s publication. Afterwards it can be read, not written to. 0: never."
    ),
    "closed_sections": _l("One a line, written as your system names them when it tells the service of an article."),
    "edit_minutes": _l("So long a reader may edit or withdraw a comment. 0: not at all."),
    "downvotes": _l("Switched off, readers can only vote for a comment. Votes already given stay."),
    "guest_votes_per_network": _l(
        "On the order and the numbers that everybody sees. Further votes count where many elsewhere vote the same way; "
        "else only their own readers see them. It keeps one household from voting a comment up with many names."
    ),
    "second_pair_of_eyes": _l(
        "Somebody else than the writer publishes a notice, and every later change of it. Typing errors need no "
        "approval."
    ),
    "second_factor_roles": _l(
        "Whoever has none is led to setting one up right after signing in, and can do nothing else before."
    ),
    "raid_watch": _l(
        "It looks once a minute, says in the log and in your alerts what it saw, and ends the mode when it is over."
    ),
    "raid_comments": _l("Fewer are never taken for a raid, however quiet the hour."),
    "raid_factor": _l("Compared with the average of the last seven days."),
    "raid_new_percent": _l(
        "Identities made within the last hour. It tells a raid from breaking news, at which known readers write."
    ),
    "raid_minutes": _l(
        "Since the last sign of a raid. By hand you choose the length each time; this is what is proposed."
    ),
    "raid_hold_new": _l(
        "Identities made for it, or without a comment that was ever approved. Trusted readers write as ever."
    ),
    "raid_slow_seconds": _l("In each discussion; trusted readers need not wait. 0: no slow mode."),
    "raid_damp": _l(
        "Their votes move the order only as far as other readers vote the same, and their flags hide nothing; you "
        "still see them."
    ),
    "time_zone": _l("By its name, such as Europe/Kyiv. Mails that gather a day go out at seven in the morning there."),
    "chat_quiet_hours": _l(
        "Such as 22:00-07:00, in this time zone. What comes in meanwhile is told in one message afterwards. Empty: "
        "none."
    ),
    "due_hours_wrong_fact": _l("Counted from the moment in which a report arrives; later it stands among the overdue."),
    "due_hours_about_me": _l("Somebody says that the article is about them. It has a clock of its own."),
    "due_hours_typo": _l("Misspelt words and slips of the pen."),
    "due_hours": _l("Names and numbers, unclear passages, broken links, translations, and the rest."),
    "fetch_articles": _l(
        "So that the desk can say which places have been mended meanwhile, also where your system does not tell the "
        "service of new wordings. Only pages on the site’s own addresses are read: when a report arrives, and once an "
        "hour."
    ),
    "edit_url_template": _l(
        "An address of your own system in which {key} stands for the article’s key and {url} for its address. Used "
        "where your system has signed no address of its own. Empty: none."
    ),
    "scorer": _l(
        "By the words of comments alone, for this site alone, on this service alone. Switched off, what was learnt is "
        "forgotten within the hour."
    ),
    "depth_limit": _l("Replies below that stand in one flat list and say whom they answer. 0: no indenting at all."),
}


NAMES |= legal_words.NAMES
HELP |= legal_words.HELP

# Codes that stand in lists of the log.
_LISTED = (
    ROLES
    | check_words.SAFETY
    | {
        "*": _l("everything"),
        "secret": _l("the secret"),
        "new_secret": _l("a new secret"),
        "old_secret": _l("the old secret"),
    }
)


# What the page of the site itself changes.
OF_SITE = {
    "name": _l("Name of the site"),
    "language": _l("Language of the site"),
    "origins": _l("Origins of your pages"),
    "signing_key": _l("Key of your server"),
    "external_check": _l("External check"),
    "scorer_forgotten": _l("What the scorer had learnt (forgotten)"),
}


_PARTS_OF_ANSWERS = languages.NAMES | {
    "purpose": _l("goes out with"),
    "name": _l("name"),
    "place": _l("place in the list"),
}
_PARTS_OF_LISTS = {
    "name": _l("name"),
    "action": _l("what becomes of a comment"),
    "reason": _l("reason"),
    "active": _l("in force"),
    "text": _l("words"),
}
# Of reasons, where a row of the log does not name the language.
_PARTS_OF_REASONS = {
    "name": _l("Name"),
    "rule": _l("Rule"),
    "message": _l("Message to the reader"),
    "place": _l("Place in the list"),
    "active": _l("Given"),
}
# Two values that together are no longer than this are compared at a glance.
_LONG_CHARS = 60


@dataclass(frozen=True)
class Change:
    """One setting that a row of the log changed, in words."""

    name: str
    before: str
    after: str

    @property
    def steps(self) -> list[tuple[str, str]]:
        """What differs, word by word, where both are words and too long to be compared at a glance; else nothing."""
        short = len(self.before) + len(self.after) <= _LONG_CHARS
        return [] if short or _("nothing") in (self.before, self.after) else difference(self.before, self.after)


def page_of(name: str) -> str:
    """The endpoint of the page on which a setting is changed."""
    return next(page for page, groups in PAGES.items() if any(name in names for _title, names in groups))


def changes(note: str) -> list[Change]:
    """What the note of a row about settings tells; nothing where it was erased, or is in words of its own."""
    return changes_of(parts_of(note))


def changes_of(parts: Mapping) -> list[Change]:
    """What a row of the log changed, in words; ``parts``: name -> value before and after."""
    return [Change(named(name), shown(before), shown(after)) for name, (before, after) in parts.items()]


def named(name: str) -> str:
    """A setting, or a part of an answer or a reason, as a row of the log names it, in words."""
    kind, _colon, rest = name.partition(":")
    if kind == "webhook":
        return _("Webhook %(host)s", host=rest)
    if kind.startswith("answer."):
        part = kind.removeprefix("answer.")
        return _("Answer “%(name)s”: %(part)s", name=rest, part=_PARTS_OF_ANSWERS.get(part, part))
    if kind.startswith("words."):
        return _("List “%(name)s”: %(part)s", name=rest, part=_PARTS_OF_LISTS.get(kind.removeprefix("words."), kind))
    part, _dot, language = name.partition(".")
    if part in _PARTS_OF_REASONS:
        words = str(_PARTS_OF_REASONS[part])
        return f"{words} ({languages.NAMES.get(language, language)})" if language else words
    return str((NAMES | OF_SITE).get(name, name))


def shown(value: object) -> str:
    """A setting's value in words."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        value = ", ".join(str(_LISTED.get(one, one)) for one in value)
    return str(value) or _("nothing")
