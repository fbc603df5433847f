"""Rules tried on the past: what they would have stopped among the comments of the last month, had they been in force.

Both the rules of now and those that are tried look at every comment, so that what differs is the work of the change. A
comment is looked at as it stands, as if a reader without any standing had just written it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import func, select

from commentsvc.db import db
from commentsvc.domain.errors import Invalid, NotFound
from commentsvc.domain.listed_words import ListedWords
from commentsvc.domain.markup import Body, parse
from commentsvc.domain.moderation import Status
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment
from commentsvc.models.reader import Reader
from commentsvc.models.word_list import RuleTrial, WordList
from commentsvc.services import jobs, listed_words, screening
from commentsvc.services.context import Context
from commentsvc.services.screening.past import Past

HANDLER = "rule-trial"
# What is tried: the form of the screening's settings, or that of one list of words.
SETTINGS, LIST = "settings", "list"
DAYS = 30
# The latest are enough to see by; more would take minutes.
COMMENTS_MAX = 20_000
_AT_ONCE = 500
# So many comments of each fate are listed.
LISTED_MAX = 60

_NOTHING = Body([], (), "")


@dataclass(frozen=True)
class Rules:
    """What comments are screened by."""

    settings: SiteSettings
    words: ListedWords | None


def ask(context: Context, user_id: int, asked: dict) -> RuleTrial:
    """Have rules tried in the background; ``asked`` says what: ``kind``, ``form`` as it was filled in, and of
    settings what is ``wanted``, of a list which ``list`` it is ("": a new one) and the ``forms`` of its words.

    Raises Invalid for settings that are none.
    """
    if asked["kind"] == SETTINGS:
        context.settings.with_changes(asked["wanted"])
    trial = RuleTrial(site_id=context.site.id, user_id=user_id, asked=asked, created_at=context.now)
    db.session.add(trial)
    db.session.flush()
    trial.total = min(db.session.scalar(_of_last_month(context, context.now, func.count())), COMMENTS_MAX)
    jobs.add(context.site.id, HANDLER, trial.public_id, {"trial": trial.id}, context.now)
    return trial


def find(site_id: int, public_id: str) -> RuleTrial:
    """One trial of a site. Raises NotFound ``unknown_trial``."""
    trial = db.session.scalar(select(RuleTrial).where(RuleTrial.site_id == site_id, RuleTrial.public_id == public_id))
    if trial is None:
        raise NotFound("unknown_trial")
    return trial


def begin(context: Context, trial_id: int) -> "Run | None":
    """Begin with a trial, from the start if an earlier attempt broke off; None for one that is done or forgotten."""
    trial = db.session.get(RuleTrial, trial_id)
    return Run(context, trial) if trial is not None and trial.state == "waiting" else None


class Run:
    """One trial on its way through the past."""

    def __init__(self, context: Context, trial: RuleTrial):
        self._trial_id, self._asked_at, self._context = trial.id, trial.created_at, context
        self._now, self._tried = _rules(context, trial.asked)
        self._last, self._seen = self._before_first(), 0
        self._past = Past(trial.created_at - timedelta(days=DAYS))
        self._held = [0, 0]
        self._more: dict[str, list] = {}
        self._less: dict[str, list] = {}
        self._numbers = {"more": {}, "less": {}}

    def look(self) -> bool:
        """Look at the next comments, whether there were any. Outside of a unit of work: nobody has to wait for it."""
        found = db.session.execute(
            _of_last_month(self._context, self._asked_at, *_COLUMNS)
            .where(Comment.id > self._last)
            .order_by(Comment.id)
            .limit(_AT_ONCE)
        ).all()
        for row in found:
            self._compare(row)
        self._seen += len(found)
        self._last = found[-1].id if found else self._last
        return bool(found)

    def tell(self, *, done: bool) -> None:
        """Keep how far it is, or, at the end, what came of it. Inside a unit of work."""
        trial = db.session.get(RuleTrial, self._trial_id)
        if trial is None:
            return
        trial.seen = self._seen
        trial.total = self._seen if done else max(trial.total, self._seen)
        if done:
            trial.state, trial.finished_at = "done", self._context.now
            trial.result = {"held": self._held, "numbers": self._numbers, "more": self._more, "less": self._less}

    def _compare(self, row) -> None:
        body, facts = _body(row.source), self._past.meet(row)
        verdicts = [screening.examine(_draft(row, body, rules, facts)) for rules in (self._now, self._tried)]
        stopped = [verdict.status is not Status.APPROVED for verdict in verdicts]
        for place, one in enumerate(stopped):
            self._held[place] += one
        if stopped[0] == stopped[1]:
            return
        side, listed = ("more", self._more) if stopped[1] else ("less", self._less)
        fate = fate_of(row)
        self._numbers[side][fate] = self._numbers[side].get(fate, 0) + 1
        if len(listed.setdefault(fate, [])) < LISTED_MAX:
            found = verdicts[stopped[1]].findings
            listed[fate].append([row.id, verdicts[stopped[1]].reason, [one.to_mapping() for one in found]])

    def _before_first(self) -> int:
        """The id before that of the first comment that is looked at, where there are more than the most."""
        latest = _of_last_month(self._context, self._asked_at, Comment.id).order_by(Comment.id.desc())
        return db.session.scalar(latest.offset(COMMENTS_MAX).limit(1)) or 0


_COLUMNS = (
    Comment.id,
    Comment.source,
    Comment.author_name,
    Comment.status,
    Comment.unreviewed,
    Comment.reader_id,
    Comment.created_at,
    Reader.created_at.label("known_since"),
    Thread.pre_moderated,
    Article.section,
)


def fate_of(comment) -> str:
    """What became of a comment: somebody ``approved`` it, it appeared and is ``unseen``, it was ``refused``, or it is
    ``waiting``.
    """
    if comment.status == Status.APPROVED:
        return "unseen" if comment.unreviewed else "approved"
    return "waiting" if comment.status == Status.PENDING else "refused"


def _rules(context: Context, asked: Mapping) -> tuple[Rules, Rules]:
    """The rules of now, and those that are tried. A list is compared with there being no such list."""
    rows = list(db.session.scalars(select(WordList).where(WordList.site_id == context.site.id, WordList.active)))
    settings = context.settings
    if asked["kind"] == SETTINGS:
        words = listed_words.put_together(rows)
        return Rules(settings, words), Rules(settings.with_changes(asked["wanted"]), words)
    typed, others = asked["form"], [row for row in rows if row.public_id != asked["list"]]
    tried = WordList(
        name=typed["name"],
        action=typed["action"],
        reason=typed["reason"] or None,
        text=typed["text"],
        forms=asked["forms"],
    )
    return Rules(settings, listed_words.put_together(others)), Rules(
        settings, listed_words.put_together([*others, tried])
    )


def _draft(row, body: Body, rules: Rules, facts: screening.Facts) -> screening.Draft:
    return screening.Draft(
        row.source,
        body,
        rules.settings,
        row.pre_moderated,
        name=row.author_name,
        words=rules.words,
        section=row.section,
        facts=facts,
    )


def _body(source: str) -> Body:
    try:
        return parse(source)
    except Invalid:
        # Written when other limits held.
        return replace(_NOTHING, text=source)


def _of_last_month(context: Context, until: datetime, *columns):
    since = until - timedelta(days=DAYS)
    of_readers = select(*columns).select_from(Comment).join(Reader, Reader.id == Comment.reader_id)
    placed = of_readers.join(Thread, Thread.id == Comment.thread_id).join(Article, Article.id == Thread.article_id)
    return placed.where(
        Comment.site_id == context.site.id,
        Comment.created_at >= since,
        Comment.created_at <= until,
        Reader.kind != "staff",
        Comment.source != "",
    )
