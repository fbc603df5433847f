"""What the settings in the form would do, in a sentence at each: told before they are saved."""

from datetime import datetime, time, timedelta

from flask import g
from flask_babel import format_datetime
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from commentsvc.domain.site_settings import SiteSettings
from commentsvc.queries import setting_effects
from commentsvc.queries.setting_effects import Recent, Share
from commentsvc.web.dashboard.presenting import edit_place_by
from commentsvc.web.request_context import now

_LATE = _l("Reports of the last 30 days: %(num)s of %(all)s would have been late.")
_SHARES = {
    "guests": _l("Comments of the last seven days: %(num)s of %(all)s came from readers without an account."),
    "pre_moderate": _l("Comments of the last seven days: %(num)s of %(all)s would have waited."),
    "hold_links": _l("Comments of the last seven days: %(num)s of %(all)s have a link."),
    "flag_threshold": _l("Comments of the last seven days: %(num)s of %(all)s would have been taken off the page."),
    "decide_minutes": _l("Decisions of the last seven days: %(num)s of %(all)s came in time."),
    "lock_after_days": _l("Comments of the last seven days: %(num)s of %(all)s would have come too late."),
    "closed_sections": _l("Comments of the last seven days: %(num)s of %(all)s are in these sections."),
    "edit_minutes": _l("Changes of the last seven days: %(num)s of %(all)s came later than that."),
    "depth_limit": _l("Replies of the last seven days: %(num)s of %(all)s stand deeper."),
    "due_hours": _LATE,
    "due_hours_typo": _LATE,
    "due_hours_wrong_fact": _LATE,
    "due_hours_about_me": _LATE,
}
# Of so many guests it is told how many weigh.
_GUESTS = 10
_NAMED = 5


def effects(present: SiteSettings, wanted: SiteSettings) -> dict[str, list[str]]:
    """Sentences about the settings ``wanted``, by the setting's name; where it matters, with what holds at present."""
    moment = now()
    recent = Recent(g.site.id, moment)
    before, after = recent.shares(present), recent.shares(wanted)
    told = {name: [_share(name, after[name], before[name])] for name in _SHARES}
    told["lock_after_days"] += _locked(recent, wanted)
    told["closed_sections"] += _unknown(recent, wanted)
    told["edit_minutes"].insert(0, _window(wanted))
    told["guest_votes_per_network"] = [
        _(
            "Of %(all)s guests at one address who vote alike, %(num)s weigh.",
            all=_GUESTS,
            num=min(_GUESTS, wanted.guest_votes_per_network),
        )
    ]
    told["second_pair_of_eyes"] = [
        _("People here who can approve a notice: %(num)s.", num=setting_effects.publishers(g.site.id))
    ]
    told["second_factor_roles"] = _to_be_secured(wanted)
    told["time_zone"] = [_("It is %(time)s there now.", time=_clock(moment, wanted))]
    told["chat_quiet_hours"] = _quiet(moment, wanted)
    told["edit_url_template"] = _edited_at(wanted)
    return {name: [one for one in sentences if one] for name, sentences in told.items()}


def steps(limit: int, most: int = 6) -> list[int]:
    """How far each of some replies to one another is indented, for a picture of it."""
    return [min(depth, limit) for depth in range(most)]


def _share(name: str, after: Share, before: Share) -> str:
    if not after.of:
        return _("Nothing came in lately that it could be compared with.")
    told = _SHARES[name] % {"num": after.number, "all": after.of}
    if after.number == before.number:
        return str(told)
    return _("%(told)s As it is set now: %(num)s.", told=told, num=before.number)


def _locked(recent: Recent, wanted: SiteSettings) -> list[str]:
    number = recent.threads_locked(wanted)
    return [_("Discussions that are older than that: %(num)s.", num=number)] if wanted.lock_after_days else []


def _unknown(recent: Recent, wanted: SiteSettings) -> list[str]:
    unknown = ", ".join(recent.sections_unknown(wanted)[:_NAMED])
    return [_("No article is known in: %(sections)s. Is it spelt so?", sections=unknown)] if unknown else []


def _window(wanted: SiteSettings) -> str:
    noon = datetime.combine(now().date(), time(12))
    until = noon + timedelta(minutes=wanted.edit_minutes)
    if not noon < until < noon + timedelta(hours=12):
        return ""
    return _("What is posted at 12:00 can be changed until %(time)s.", time=f"{until:%H:%M}")


def _to_be_secured(wanted: SiteSettings) -> list[str]:
    if not wanted.second_factor_roles:
        return []
    people = setting_effects.unsecured(g.site.id, wanted)
    if not people:
        return [_("Everybody of these roles has one.")]
    more = ", …" if len(people) > _NAMED else ""
    return [
        _("Would have to set one up (%(num)s): %(people)s", num=len(people), people=", ".join(people[:_NAMED]) + more)
    ]


def _quiet(moment: datetime, wanted: SiteSettings) -> list[str]:
    hours = wanted.chat_quiet
    if hours is None:
        return []
    if hours.cover(moment, wanted.zone):
        return [_("At this moment the chat is left alone, until %(time)s.", time=f"{hours.end:%H:%M}")]
    return [_("At this moment the chat is told; from %(time)s on it is left alone.", time=f"{hours.begin:%H:%M}")]


def _edited_at(wanted: SiteSettings) -> list[str]:
    article = setting_effects.newest_article(g.site.id)
    if article is None or not wanted.edit_url_template:
        return []
    address = edit_place_by(wanted.edit_url_template, article)
    return [_("The newest article would be changed at: %(address)s", address=address)]


def _clock(moment: datetime, wanted: SiteSettings) -> str:
    return format_datetime(moment.astimezone(wanted.zone).replace(tzinfo=None), "EEEE, HH:mm", rebase=False)
