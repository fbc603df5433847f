"""Statements of reasons in words, in the language of the answer: what is restricted, why, how it came about, what can
be done about it.

What has to be said is in Article 17(3) of Regulation (EU) 2022/2065.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for
from flask_babel import format_date, gettext, ngettext

from commentsvc.domain import markup
from commentsvc.domain.appeals import AppealState
from commentsvc.domain.markup_tree import words
from commentsvc.domain.statements import Ground, Restriction, Source
from commentsvc.queries import statements as queries
from commentsvc.queries.statements import Told
from commentsvc.services import appeals, statements
from commentsvc.services.context import Context
from commentsvc.web import legal_words, reason_words
from commentsvc.web.held_words import held_text
from commentsvc.web.messages import until_text
from commentsvc.web.request_context import runtime


@dataclass(frozen=True)
class Coded:
    """What the codes of a statement say, without anything of the comment or the person."""

    ground: str
    rule: str
    facts: list[str]
    automation: str


@dataclass(frozen=True)
class Said:
    """One statement as its reader sees it; every part is sentences, ``appeal_until`` is None where it is too late."""

    told: Told
    decision: str
    facts: list[str]
    automation: str
    ground: str
    rule: str
    law: str
    holds: bool
    refused: str | None
    appeal_until: str
    redress: str


def said(context: Context, told: Told) -> Said:
    """A statement in words."""
    row = told.statement
    reason = reason_words.told(row.reason) if row.reason else None
    return Said(
        told=told,
        decision=_decision(told),
        facts=_facts(told),
        automation=_automation(told),
        ground=_ground(told, reason.name if reason else ""),
        rule=reason.rule if reason else "",
        law=row.law,
        holds=row.until_version is None,
        refused=appeals.may_file(context, row),
        appeal_until=format_date(appeals.ends_at(context, row), "long"),
        redress=words(markup.parse(context.settings.legal_redress).nodes)
        or gettext(
            "Whatever comes of it, you can turn to a certified body for settling disputes out of court (Article 21 of "
            "Regulation (EU) 2022/2065), or to a court."
        ),
    )


def in_codes(told: Told) -> Coded:
    """The ground and the facts alone, for lists and files."""
    reason = reason_words.told(told.statement.reason) if told.statement.reason else None
    name, rule = (reason.name, reason.rule) if reason else ("", "")
    return Coded(_ground(told, name), rule, _facts(told), _automation(told))


def links(found: dict[int, tuple[str, str | None]]) -> dict[int, dict]:
    """What leads to statements, for the API and the pages, by the row id of what they are about."""
    return {row_id: {"statement": _link(public_id, state)} for row_id, (public_id, state) in found.items()}


def of_comments(rows: Iterable) -> dict[int, dict]:
    """The same for those of the caller's comments that were refused."""
    return links(queries.of_comments(row.id for row in rows if row.status in ("rejected", "spam")))


def page_url(public_id: str, **more) -> str:
    """The address of a statement's page, whole."""
    token = statements.token(runtime().keys, public_id)
    return f"{runtime().settings.base_url}{url_for('statement_page.page', token=token, **more)}"


def state_text(state: str) -> str:
    """What became of an appeal."""
    return {
        AppealState.OPEN: gettext("We have received your appeal. Somebody else than who decided looks at it."),
        AppealState.UPHELD: gettext("We have looked at it again, and the decision stays."),
        AppealState.REVERSED: gettext("You were right: the decision has been taken back."),
        AppealState.SETTLED: gettext("The decision has been taken back meanwhile."),
    }[AppealState(state)]


def _link(public_id: str, state: str | None) -> dict:
    return {"id": public_id, "url": page_url(public_id), "appeal": state}


def _decision(told: Told) -> str:
    row = told.statement
    if row.restriction == Restriction.SUSPENDED:
        return gettext(
            "You cannot write here until %(until)s, from anywhere. Reading is open to you as before.",
            until=until_text(row.ends_at),
        )
    return {
        Restriction.REFUSED: gettext(
            "Your comment was not published. This holds everywhere and has no end of its own."
        ),
        Restriction.REMOVED: gettext(
            "Your comment was taken off the page. This holds everywhere and has no end of its own."
        ),
        Restriction.BANNED: gettext(
            "You cannot write here any more, from anywhere and for good. Reading is open to you as before."
        ),
    }[Restriction(row.restriction)]


def _facts(told: Told) -> list[str]:
    row, found = told.statement, []
    if row.source == Source.NOTICE:
        reference = legal_words.reference(row.notice_reference)
        found.append(gettext("A notice of illegal content led to it (%(reference)s).", reference=reference))
    if row.flags:
        found.append(
            ngettext(
                "A reader had asked the moderators to look at it.",
                "%(num)s readers had asked the moderators to look at it.",
                row.flags,
            )
        )
    found += [text for code in row.found or () if (text := held_text(code))]
    if row.source == Source.OWN and not found:
        found.append(gettext("The newsroom came upon it by itself; nobody had asked for it."))
    if told.sanction is not None and told.comment is not None:
        found.append(gettext("It followed on a comment of yours."))
    return found


def _automation(told: Told) -> str:
    row = told.statement
    if row.automated_decision:
        return gettext("A rule of the newsroom decided by itself, before any person had looked at it.")
    if row.found:
        return gettext("An automatic check had picked it out; a person decided.")
    return gettext("A person decided. Nothing automatic was used to find it or to decide about it.")


def _ground(told: Told, name: str) -> str:
    if told.statement.ground == Ground.SPAM:
        return gettext("Advertising, or the same words sent many times over")
    return name or gettext("Against the house rules")
