"""What a site can set about its threads and reports, with defaults; stored on the site row where it differs."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import tzinfo
from enum import StrEnum

from commentsvc.domain import markup, page_url
from commentsvc.domain.errors import Invalid, invalid
from commentsvc.domain.limits import (
    SECTION_MAX_CHARS,
    SECTIONS_MAX,
    STAFF_WORDS_MAX_CHARS,
    URL_MAX_CHARS,
)
from commentsvc.domain.link_hosts import clean_hosts
from commentsvc.domain.local_time import QuietHours, zone_of, zones
from commentsvc.domain.roles import Role
from commentsvc.domain.safety import Detail
from commentsvc.domain.setting_bounds import BOUNDS
from commentsvc.domain.text import clean_line, clean_text


@dataclass(frozen=True)
class SiteSettings:
    """The rules of one site.

    ``pre_moderate``: every comment waits for a moderator. ``hold_links``: comments with a link wait.
    ``flag_threshold``: so many open flags take a comment off the page until a moderator has looked.
    ``decide_minutes``: so soon the newsroom wants a comment decided that waits (``domain.urgency``).
    ``depth_limit``: replies below this depth (roots are 0) stay in one flat list.
    ``edit_minutes``: how long an author may edit or withdraw. ``guests``: readers without an account may write.
    ``sign_in_by_mail``: a link in a mail makes an account. ``downvotes``: readers may vote down.
    ``lock_after_days``: threads take no more comments so many days after the article's publication (0: never).
    ``closed_sections``: comments are off in these sections of the newspaper.
    ``house_rules`` and ``announcement``: the newsroom's words above the box, in the readers' Markdown subset; a
    thread's own announcement stands in place of the site's.
    ``guest_votes_per_network``: so many guests of one network always weigh on a comment's place and tallies, more of
    them as others say the same; the votes of the rest only they themselves see (docs/ranking.md).
    ``second_pair_of_eyes``: a correction notice is published by somebody else than its writer, but for typing errors.
    ``second_factor_roles``: people of these roles sign in at the desk with a second factor, or set one up first.
    ``time_zone``: the newsroom's, by its name in the IANA database. ``chat_quiet_hours``: ``22:00-07:00`` there, in
    which chats get no alerts ("": none).
    ``due_hours…``: so soon the newsroom wants a correction report decided, by its kind; ``due_hours`` is for all kinds
    that have none of their own. ``fetch_articles``: the pages of articles with open reports are read now and then.
    ``edit_url_template``: the address at which an article is changed, with ``{key}`` and ``{url}`` in it, where the
    publisher has signed none.
    ``raid_watch``: the service itself looks for raids (``domain.raids.Pace``): at least ``raid_comments`` comments in
    five minutes, ``raid_factor`` times as many as usual, ``raid_new_percent`` percent of them by new identities. It
    then takes the measures ``raid_slow_seconds``, ``raid_hold_new`` and ``raid_damp``, which the desk proposes, too,
    until ``raid_minutes`` have passed without such a sign.

    What screening asks (docs/checks.md); 0 and an empty list switch a check off:
    ``safety``: comments wait that tell details of these kinds, which can put people in danger (``domain.safety``).
    ``text_min_chars``, ``text_max_chars``: shorter and longer comments wait. ``hold_shape``: what is shouted, drawn
    out or mostly signs waits (``domain.shape``).
    ``links_max``: comments with more links wait. ``link_hosts_free``: links there count for nothing;
    ``link_hosts_held``: a link there always waits.
    ``hold_repeats``: what its reader has just written already waits; ``repeats_of_many``: what so many others have.
    ``new_reader_comments``: so many comments of a reader wait, until so many were approved.
    ``refused_comments``: whoever had so many refused lately waits. ``pre_moderated_sections``: all wait there.
    ``burst_network``: more within ten minutes from one network wait. ``burst_times``: what comes to a thread or the
    site so many times faster than usual waits.
    ``hold_hidden_field``: whoever fills in a field that nobody sees waits; ``trap_seconds``: or posts so soon.
    ``nudge_writers``: whoever writes is told first what checks object to, and may choose other words.
    ``weigh_flags``: flags weigh by what became of their reader's earlier ones; ``new_flags_percent``: and so much of
    it while the reader is new (``domain.flag_weight``).

    ``legal_notices``: anybody may give notice of illegal content (``services.content_notices``), to be decided within
    ``legal_due_hours``, or ``legal_due_hours_urgent`` for what cannot wait. ``notice_misuse_count`` manifestly
    unfounded notices of one sender in ``notice_misuse_days``, if they are ``notice_misuse_percent`` of those decided,
    are misuse: after a warning the sender's notices are set aside for ``notice_suspension_days``. ``legal_redress``:
    the newsroom's words on how a decision about a notice can be contested, in the readers' Markdown subset.

    ``scorer``: a program learns from the newsroom's decisions and estimates which comments will be refused.
    ``statements_of_reasons``: authors are told why, by which rule and how a decision against them came about;
    ``appeals``: they may appeal against it for so many ``appeal_days`` (six months have up to 184), and the newsroom
    wants to answer within ``due_hours_appeal``.
    """

    pre_moderate: bool = False
    hold_links: bool = True
    flag_threshold: int = 3
    decide_minutes: int = 60
    depth_limit: int = 4
    edit_minutes: int = 15
    guests: bool = True
    sign_in_by_mail: bool = True
    downvotes: bool = True
    lock_after_days: int = 0
    closed_sections: tuple[str, ...] = ()
    house_rules: str = ""
    announcement: str = ""
    guest_votes_per_network: int = 2
    second_pair_of_eyes: bool = True
    second_factor_roles: tuple[str, ...] = ()
    time_zone: str = "UTC"
    chat_quiet_hours: str = ""
    due_hours: int = 24
    due_hours_typo: int = 24
    due_hours_wrong_fact: int = 4
    due_hours_about_me: int = 1
    fetch_articles: bool = False
    edit_url_template: str = ""
    raid_watch: bool = False
    raid_comments: int = 60
    raid_factor: int = 5
    raid_new_percent: int = 50
    raid_slow_seconds: int = 60
    raid_hold_new: bool = True
    raid_damp: bool = True
    raid_minutes: int = 30
    legal_notices: bool = False
    legal_due_hours: int = 24
    legal_due_hours_urgent: int = 4
    notice_misuse_count: int = 3
    notice_misuse_percent: int = 50
    notice_misuse_days: int = 90
    notice_suspension_days: int = 30
    legal_redress: str = ""
    # What the newsroom answers for by law.
    statements_of_reasons: bool = False
    appeals: bool = False
    appeal_days: int = 184
    due_hours_appeal: int = 168

    safety: tuple[str, ...] = (Detail.COORDINATES.value, Detail.PHONES.value)
    text_min_chars: int = 0
    text_max_chars: int = 0
    hold_shape: bool = False
    links_max: int = 0
    link_hosts_free: tuple[str, ...] = ()
    link_hosts_held: tuple[str, ...] = ()
    hold_repeats: bool = False
    repeats_of_many: int = 0
    new_reader_comments: int = 0
    refused_comments: int = 0
    pre_moderated_sections: tuple[str, ...] = ()
    burst_network: int = 0
    burst_times: int = 0
    hold_hidden_field: bool = True
    trap_seconds: int = 0
    nudge_writers: bool = False
    weigh_flags: bool = True
    new_flags_percent: int = 100

    scorer: bool = True

    @property
    def zone(self) -> tzinfo:
        """The newsroom's time zone."""
        return zone_of(self.time_zone)

    @property
    def chat_quiet(self) -> QuietHours | None:
        """The hours in which chats get no alerts."""
        return QuietHours.read("chat_quiet_hours", self.chat_quiet_hours)

    @classmethod
    def from_mapping(cls, stored: Mapping) -> "SiteSettings":
        """The defaults overlaid with what is stored; names this version does not know are left aside."""
        known = {field.name: stored[field.name] for field in fields(cls) if field.name in stored}
        return cls(**{name: tuple(value) if isinstance(value, list) else value for name, value in known.items()})

    def with_changes(self, changes: Mapping) -> "SiteSettings":
        """A copy with ``changes`` applied.

        Raises Invalid with all that is wrong: unknown names, wrong types, values out of bounds.
        """
        checked, wrong = {}, []
        for name, value in changes.items():
            try:
                checked[name] = _checked(name, value)
            except Invalid as error:
                wrong += error.errors
        if wrong:
            raise Invalid(errors=tuple(wrong))
        return SiteSettings(**{**asdict(self), **checked})

    def differences(self, other: "SiteSettings") -> dict[str, tuple]:
        """What ``other`` sets otherwise: name -> its value here and there."""
        theirs = asdict(other)
        return {name: (value, theirs[name]) for name, value in asdict(self).items() if value != theirs[name]}

    def opens(self, before: "SiteSettings") -> bool:
        """Whether these settings let more people write unseen, or guard the desk less, than those ``before``."""
        return (
            (self.guests and not before.guests)
            or (before.pre_moderate and not self.pre_moderate)
            or (before.hold_links and not self.hold_links)
            or (before.second_pair_of_eyes and not self.second_pair_of_eyes)
            or self.new_reader_comments < before.new_reader_comments
            or not set(before.pre_moderated_sections) <= set(self.pre_moderated_sections)
            or not set(before.safety) <= set(self.safety)
            or not set(before.second_factor_roles) <= set(self.second_factor_roles)
        )

    def to_mapping(self) -> dict:
        """What to store: only the fields that differ from the defaults."""
        plain = SiteSettings()
        return {name: value for name, value in asdict(self).items() if value != getattr(plain, name)}


def clean_staff_words(field: str, value: object) -> str:
    """The newsroom's words for readers in the form in which they are kept; capped as a reader's text is.

    Raises Invalid for ``field``.
    """
    text = clean_text(field, value, STAFF_WORDS_MAX_CHARS, required=False)
    try:
        markup.parse(text)
    except Invalid as error:
        raise invalid(field, error.errors[0].code, **error.errors[0].params) from error
    return text


def clean_sections(name: str, value: object) -> tuple[str, ...]:
    """Names of the newspaper's sections, each once. Raises Invalid for ``name``."""
    if not isinstance(value, list | tuple):
        raise invalid(name, "wrong_type")
    if len(value) > SECTIONS_MAX:
        raise invalid(name, "too_many_entries", max=SECTIONS_MAX)
    return tuple(dict.fromkeys(clean_line(name, one, SECTION_MAX_CHARS) for one in value))


def _checked(name: str, value: object) -> object:
    expected = _TYPES.get(name)
    if expected is None:
        raise invalid(name, "unknown_setting")
    if name in LINES:
        return _LINES_READ[name](name, clean_line(name, value, LINES[name], required=False))
    if expected is str:
        return clean_staff_words(name, value)
    if name in _CHOSEN:
        return _chosen(name, value, _CHOSEN[name])
    if expected not in (int, bool):
        return _LISTS_READ.get(name, clean_sections)(name, value)
    if expected is bool:
        if type(value) is not bool:
            raise invalid(name, "wrong_type")
        return value
    low, high = BOUNDS[name]
    if type(value) is not int or not low <= value <= high:
        raise invalid(name, "number_out_of_bounds", low=low, high=high)
    return value


def _zone(name: str, value: str) -> str:
    if value and value not in zones():
        raise invalid(name, "unknown_time_zone")
    return value or SiteSettings.time_zone


def _hours(name: str, value: str) -> str:
    return str(QuietHours.read(name, value) or "")


def _chosen(name: str, value: object, choices: type[StrEnum]) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise invalid(name, "wrong_type")
    if not set(value) <= set(choices):
        raise invalid(name, "unknown_choice")
    # In the choices' own order, whatever the order given.
    return tuple(one.value for one in choices if one in value)


def _address_template(name: str, text: str) -> str:
    plain = text.replace("{key}", "key").replace("{url}", "url")
    if text and (not plain.startswith(("https://", "http://")) or page_url.safe_link(plain) is None):
        raise invalid(name, "url_unreadable")
    return text


_TYPES = {field.name: field.type for field in fields(SiteSettings)}
# Settings of one line, no words for readers: how many characters may be typed, and how they are read.
LINES = {"time_zone": 40, "chat_quiet_hours": 20, "edit_url_template": URL_MAX_CHARS}
# Lists of what is chosen from a few.
_CHOSEN = {"second_factor_roles": Role, "safety": Detail}
# Lists of other things than the newspaper's sections.
_LISTS_READ = {"link_hosts_free": clean_hosts, "link_hosts_held": clean_hosts}
_LINES_READ = {"time_zone": _zone, "chat_quiet_hours": _hours, "edit_url_template": _address_template}
