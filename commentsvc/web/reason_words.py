"""Why a comment was refused or a reader sanctioned, and by which rule: the site's words, or those that are built in."""

from dataclasses import dataclass

from flask import g
from flask_babel import lazy_gettext as _

from commentsvc.domain.languages import LANGUAGES, spoken
from commentsvc.domain.moderation import RejectReason
from commentsvc.domain.ready_answers import language_for
from commentsvc.queries import site_reasons
from commentsvc.queries.site_reasons import Reason
from commentsvc.web.request_context import language

_BUILT_IN = {
    RejectReason.ABUSE: (
        _("Insult or attack on a person"),
        _("Criticise what people say and do, not the people. Insults and threats are not published."),
    ),
    RejectReason.HATE: (
        _("Hatred against a group"),
        _("Nobody is run down for origin, faith, sex, love, age or disability."),
    ),
    RejectReason.OFF_TOPIC: (_("Not about the article"), _("Write about the article and what others say of it.")),
    RejectReason.MISINFORMATION: (
        _("Misleading or untrue"),
        _("What you state as a fact has to be right; say where you have it from."),
    ),
    RejectReason.PERSONAL_DATA: (
        _("Reveals personal or dangerous details"),
        _("Addresses, telephone numbers and whatever puts somebody in danger do not belong here."),
    ),
    RejectReason.ADVERTISING: (_("Advertising"), _("The discussion is no place for advertising, of any kind.")),
    RejectReason.ILLEGAL: (_("Against the law"), _("What the law forbids is forbidden here, too.")),
    RejectReason.OTHER: (_("Against the house rules"), _("The house rules stand above the comments.")),
}


# What a moderator reads on buttons and in the log, where the site has no name of its own.
_AT_DESK = {
    RejectReason.ABUSE: _("Insult or harassment"),
    RejectReason.HATE: _("Hate"),
    RejectReason.OFF_TOPIC: _("Off topic"),
    RejectReason.MISINFORMATION: _("False claim"),
    RejectReason.PERSONAL_DATA: _("Someone’s personal data"),
    RejectReason.ADVERTISING: _("Advertising"),
    RejectReason.ILLEGAL: _("Against the law"),
    RejectReason.OTHER: _("Another reason"),
}


@dataclass(frozen=True)
class Told:
    """A reason in words: its name, the rule behind it, and a message to begin with ("" where there is none)."""

    name: str
    rule: str
    message: str = ""


def built_in(code: str) -> Told | None:
    """The service's own words for a reason, in the language of this answer; None for a reason of the site's own."""
    if code not in set(RejectReason):
        return None
    name, rule = _BUILT_IN[RejectReason(code)]
    return Told(str(name), str(rule))


def told(code: str | None) -> Told:
    """A reason of the present site in words; one that is not known any more stands for the house rules."""
    catalogue = {one.code: one for one in of_present_site()}
    return in_words(catalogue.get(code or "") or Reason(code or ""), g.site.language)


def at_desk(code: str) -> str:
    """A reason as it is called at the desk; one that is not known any more stands for itself."""
    found = next((one for one in of_present_site() if one.code == code), Reason(code))
    own = found.texts.get(language(), {}).get("name")
    if own or code not in set(RejectReason):
        return own or _first([found.texts.get(g.site.language[:2], {}), *found.texts.values()], "name") or code
    return str(_AT_DESK[RejectReason(code)])


def offered() -> dict[str, str]:
    """The reasons that are given at present, by code, as they are called at the desk; digits follow their order."""
    return {one.code: at_desk(one.code) for one in of_present_site() if one.active}


def messages() -> list[tuple[str, str, str]]:
    """The messages that stand ready: what the reason is called at the desk, the words, and their language; those in the
    site's language first.
    """
    first = spoken(g.site.language)
    return [
        (at_desk(one.code), words, language)
        for language in sorted(LANGUAGES, key=lambda code: code != first)
        for one in of_present_site()
        if one.active and (words := one.texts.get(language, {}).get("message"))
    ]


def message_of(code: str, reader: str) -> str:
    """The message that stands ready for a reason, in the reader's language, else the site's, else any that it has; ""
    where there is none.
    """
    found = next((one for one in of_present_site() if one.code == code), None)
    words = {language: said.get("message") for language, said in found.texts.items()} if found else {}
    language = language_for(words, reader, g.site.language)
    return words[language] if language else ""


def in_words(reason: Reason, site_language: str) -> Told:
    """A reason in the language of this answer: as the site says it, else as the service does, else in the language of
    the site or in whatever there is.
    """
    own, plain = reason.texts.get(language(), {}), built_in(reason.code)
    others = [reason.texts.get(site_language[:2], {}), *reason.texts.values()]
    name = own.get("name") or (plain.name if plain else _first(others, "name"))
    rule = own.get("rule") or (plain.rule if plain else _first(others, "rule"))
    if not name:
        return built_in(RejectReason.OTHER)
    return Told(name, rule, own.get("message") or "")


def of_present_site() -> tuple[Reason, ...]:
    """The catalogue of the present site, asked for once in a request."""
    kept = g.get("reasons_of")
    if kept is None or kept[0] != g.site.id:
        g.reasons_of = kept = g.site.id, site_reasons.of_site(g.site.id)
    return kept[1]


def _first(texts: list[dict], part: str) -> str:
    return next((one[part] for one in texts if one.get(part)), "")
