"""Who does what with a correction report, and by when: due times, claims, assignment, notes."""

from datetime import datetime, timedelta

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.badges import is_author
from commentsvc.domain.correction_states import OPEN, Kind, ReportAction, State
from commentsvc.domain.errors import Forbidden, LostRace, invalid
from commentsvc.domain.limits import CLAIM_MINUTES, NOTE_MAX_CHARS
from commentsvc.domain.moderation import MACHINE, Actor
from commentsvc.domain.roles import Power, Role, holders
from commentsvc.domain.text import clean_text
from commentsvc.models.article import Article
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.log import LogEntry
from commentsvc.models.staff import Membership, StaffUser
from commentsvc.services.context import Context
from commentsvc.services.report_states import change_aside, lock_place


def due(context: Context, kind: str) -> datetime:
    """By when the newsroom wants a report of this kind decided that arrives now (the site's ``due_hours…``)."""
    rules = context.settings
    hours = {
        Kind.TYPO: rules.due_hours_typo,
        Kind.WRONG_FACT: rules.due_hours_wrong_fact,
        Kind.ABOUT_ME: rules.due_hours_about_me,
    }
    return context.now + timedelta(hours=hours.get(Kind(kind), rules.due_hours))


def holder(row: CorrectionReport, now: datetime) -> int | None:
    """The staff id of who has a report open now."""
    held = row.claimed_at is not None and now - row.claimed_at < timedelta(minutes=CLAIM_MINUTES)
    return row.claimed_by_id if held else None


def claim(context: Context, row: CorrectionReport, person_id: int) -> bool:
    """Tell the others that a person has an open report in hand, or, pressed again, no longer; whether it is so now.

    A claim ends by itself. It is a courtesy: no decision waits for it, so the log says nothing of it. Raises LostRace
    ``report_claimed`` where another one has it open, Forbidden ``wrong_state`` for a decided report.
    """
    db.session.refresh(row, with_for_update=True)
    if State(row.state) not in OPEN:
        raise Forbidden("wrong_state")
    has_it = holder(row, context.now)
    if has_it not in (None, person_id):
        raise LostRace("report_claimed")
    claimed = has_it is None
    row.claimed_by_id, row.claimed_at = (person_id, context.now) if claimed else (None, None)
    return claimed


def assign(
    context: Context,
    row: CorrectionReport,
    person: StaffUser | None,
    actor: Actor,
    *,
    seen_version: int,
    note: str = "",
) -> tuple[LogEntry, list[CorrectionReport]]:
    """Give a report with all of its place to one of the newsroom (None: to nobody), with a note to them.

    Returns its log row and the other reports that went along. Raises Invalid ``assignee`` for who cannot decide about
    reports here, LostRace, Forbidden ``wrong_state``.
    """
    if person is not None and not may_take(context, person):
        raise invalid("assignee", "unknown_person")
    note = clean_text("note", note, NOTE_MAX_CHARS, required=False)
    place = lock_place(row)
    entry = _give(context, row, person, actor, seen_version, note)
    others = [one for one in place if one.id != row.id and State(one.state) in OPEN]
    for one in others:
        _give(context, one, person, actor, one.version, note)
    return entry, others


def assign_by_rule(context: Context, row: CorrectionReport) -> LogEntry | None:
    """Give a new report to whom it concerns: the (first) author of the article, else the one editor of its section.

    Nobody has looked yet, so the reader is told nothing. What a reader says about themselves is not left to the
    author. None where the rule names nobody, or somebody has it already.
    """
    article = db.session.get_one(Article, row.article_id)
    if row.state != State.NEW or row.assignee_id is not None:
        return None
    people = _people(context)
    chosen = [] if row.kind == Kind.ABOUT_ME else [user for user, _ in people if is_author(user.name, article.authors)]
    if not chosen and article.section:
        chosen = [user for user, place in people if place.role == Role.EDITOR and article.section in place.sections]
        chosen = chosen if len(chosen) == 1 else []
    return _give(context, row, chosen[0], MACHINE, row.version, "", State.NEW) if chosen else None


def note(context: Context, row: CorrectionReport, text: str, actor: Actor, *, seen_version: int) -> LogEntry:
    """Leave a note for the newsroom. Raises Invalid for an empty one, LostRace."""
    text = clean_text("note", text, NOTE_MAX_CHARS)
    return change_aside(context, row, ReportAction.NOTE, actor, seen_version=seen_version, note=text)


def may_take(context: Context, person: StaffUser) -> bool:
    """Whether one of the newsroom decides about reports on this site, or about those on their own stories."""
    return any(user.id == person.id for user, _ in _people(context))


def _people(context: Context) -> list[tuple[StaffUser, Membership]]:
    return [
        (user, place)
        for user, place in db.session.execute(
            select(StaffUser, Membership)
            .join(Membership, Membership.user_id == StaffUser.id)
            .where(
                Membership.site_id == context.site.id,
                Membership.role.in_(holders(Power.CORRECT_OWN)),
                StaffUser.active,
            )
            .order_by(StaffUser.id)
        )
    ]


def _give(
    context: Context,
    row: CorrectionReport,
    person: StaffUser | None,
    actor: Actor,
    seen_version: int,
    note: str,
    state: State | None = None,
) -> LogEntry:
    to = person.id if person is not None else None
    if state is None and row.state in (State.NEW, State.ASSIGNED):
        state = State.NEW if person is None else State.ASSIGNED
    before = row.assignee_id
    entry = change_aside(
        context,
        row,
        ReportAction.ASSIGN,
        actor,
        seen_version=seen_version,
        state=state,
        before=before,
        after=to,
        note=note,
    )
    row.assignee_id = to
    return entry
