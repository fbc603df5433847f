"""Appeals against decisions: filed by the author, decided by a person who had not taken the decision.

Somebody else than who decided: the service sees to it (``own_decision``). Where nobody else can, an administrator may
decide about their own decision, because an answer that says so is worth more to the author than none; the appeal and
its row of the log note it.
"""

from contextlib import suppress
from datetime import timedelta

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.appeals import OUTCOME, AppealAction, AppealState
from commentsvc.domain.errors import Forbidden, LostRace, NotFound
from commentsvc.domain.limits import REMARK_MAX_CHARS, STAFF_WORDS_MAX_CHARS
from commentsvc.domain.moderation import Action, Actor
from commentsvc.domain.roles import Power, may
from commentsvc.domain.telling import SECOND_THOUGHTS
from commentsvc.domain.text import clean_text
from commentsvc.models.comment import Comment
from commentsvc.models.log import LogEntry
from commentsvc.models.sanction import Sanction
from commentsvc.models.staff import Membership, StaffUser
from commentsvc.models.statement import Appeal, Statement
from commentsvc.services import consents, log, mail, moderation, sanctions
from commentsvc.services.context import Context
from commentsvc.services.statements import APPEAL

MAIL = "appeal"


def prepare(words: object) -> str:
    """What the author says against a decision. Raises Invalid ``words``."""
    return clean_text("words", words, REMARK_MAX_CHARS)


def prepare_answer(action: AppealAction, words: object) -> str:
    """What the author is told with the outcome; who upholds a decision says why. Raises Invalid ``answer``."""
    return clean_text("answer", words, STAFF_WORDS_MAX_CHARS, required=action is AppealAction.UPHOLD)


def may_file(context: Context, statement: Statement) -> str | None:
    """Why a decision cannot be appealed against, as a code; None where it can."""
    if not context.settings.appeals:
        return "appeals_off"
    if of_statement(statement) is not None:
        return "appealed_already"
    if statement.until_version is not None:
        return "decision_over"
    return "appeal_late" if context.now > ends_at(context, statement) else None


def ends_at(context: Context, statement: Statement):
    """Until when the author may appeal."""
    return statement.starts_at + timedelta(days=context.settings.appeal_days)


def of_statement(statement: Statement) -> Appeal | None:
    """The appeal against a decision, if there is one."""
    return db.session.scalar(select(Appeal).where(Appeal.statement_id == statement.id))


def file(context: Context, statement: Statement, words: str) -> Appeal:
    """The author appeals, once. Raises Forbidden with the codes of ``may_file``."""
    db.session.refresh(statement, with_for_update=True)
    refused = may_file(context, statement)
    if refused is not None:
        raise Forbidden(refused)
    appeal = Appeal(
        site_id=context.site.id,
        statement_id=statement.id,
        reader_id=statement.reader_id,
        words=words,
        created_at=context.now,
        due_at=context.now + timedelta(hours=context.settings.due_hours_appeal),
    )
    db.session.add(appeal)
    db.session.flush()
    _log(context, Actor("reader", statement.reader_id), appeal, AppealAction.APPEAL, None)
    return appeal


def find(context: Context, public_id: str) -> Appeal:
    """An appeal of the context's site. Raises NotFound ``unknown_appeal``."""
    row = db.session.scalar(select(Appeal).where(Appeal.site_id == context.site.id, Appeal.public_id == public_id))
    if row is None:
        raise NotFound("unknown_appeal")
    return row


def decide(
    context: Context, appeal: Appeal, action: AppealAction, actor: Actor, answer: str, *, seen_version: int
) -> LogEntry:
    """Uphold a decision or reverse it: the comment appears again, the sanction is lifted. The author is told.

    Raises Forbidden ``person_needed`` for a machine, ``own_decision`` for who took the decision while somebody else may
    decide, ``appeal_decided``; LostRace ``appeal_changed`` when somebody was faster.
    """
    if actor.kind != "staff":
        raise Forbidden("person_needed")
    db.session.refresh(appeal, with_for_update=True)
    if appeal.version != seen_version:
        raise LostRace("appeal_changed")
    if appeal.state != AppealState.OPEN:
        raise Forbidden("appeal_decided")
    statement = db.session.get_one(Statement, appeal.statement_id)
    appeal.alone = is_own(statement, actor.id)
    if appeal.alone and not _may_alone(context, actor.id):
        raise Forbidden("own_decision")
    appeal.state, appeal.answer = OUTCOME[action], answer
    appeal.decided_by_id, appeal.decided_at = actor.id, context.now
    appeal.version += 1
    db.session.flush()
    if action is AppealAction.REVERSE:
        _take_back(context, statement, actor)
    entry = _log(context, actor, appeal, action, AppealState.OPEN, answer)
    _tell(context, appeal)
    return entry


def is_own(statement: Statement, person_id: int) -> bool:
    """Whether a person took the decision that a statement tells of."""
    entry = db.session.get_one(LogEntry, statement.entry_id)
    return entry.actor_type == "staff" and entry.actor_id == person_id


def others_who_decide(site_id: int, person_id: int) -> int:
    """How many other people of the newsroom may decide about appeals of the whole site."""
    members = (
        select(Membership.role, Membership.sections)
        .join(StaffUser, StaffUser.id == Membership.user_id)
        .where(Membership.site_id == site_id, Membership.user_id != person_id, StaffUser.active)
    )
    return sum(may(row.role, Power.MODERATE) and not row.sections for row in db.session.execute(members))


def _may_alone(context: Context, person_id: int) -> bool:
    """An administrator, where nobody else could."""
    mine = select(Membership.role).where(Membership.site_id == context.site.id, Membership.user_id == person_id)
    role = db.session.scalar(mine)
    return role is not None and may(role, Power.CONFIGURE) and not others_who_decide(context.site.id, person_id)


def _take_back(context: Context, statement: Statement, actor: Actor) -> None:
    """Nothing is left to take back of a comment that its author withdrew, or a sanction that is over."""
    with suppress(Forbidden):
        if statement.comment_id is not None:
            comment = db.session.get_one(Comment, statement.comment_id)
            moderation.decide(context, comment, Action.APPROVE, actor, seen_version=comment.version)
        elif statement.sanction_id is not None:
            row = db.session.get_one(Sanction, statement.sanction_id)
            sanctions.lift(context, row, actor, row.version)


def _log(
    context: Context, actor: Actor, appeal: Appeal, action: AppealAction, before: str | None, note: str = ""
) -> LogEntry:
    reason = "own_decision" if appeal.alone else None
    change = log.Change(APPEAL, appeal.id, action, before, appeal.state, appeal.version, reason=reason)
    return log.append(context, actor, change, note)


def _tell(context: Context, appeal: Appeal) -> None:
    """Whoever appealed is told, whatever else they wish to hear of."""
    contact = consents.contact_of(appeal.reader_id)
    if contact is not None:
        args = {"appeal": appeal.public_id, "version": appeal.version}
        key, due = f"{appeal.public_id}:{appeal.version}", context.now + SECOND_THOUGHTS
        mail.queue(context, MAIL, key, contact_id=contact.id, args=args, due_at=due)
