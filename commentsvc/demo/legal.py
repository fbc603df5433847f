"""Notices of illegal content in the demo: one that waits, one that was decided."""

from dataclasses import dataclass

from commentsvc.demo.stage import MODERATOR, Stage
from commentsvc.domain.content_notice import prepare
from commentsvc.domain.legal import LegalAction
from commentsvc.services import content_notice_decisions, content_notices
from commentsvc.services.content_notice_decisions import Decision


@dataclass(frozen=True)
class DemoLegal:
    """A notice about one comment, and, where ``words`` say so, that the comment stays."""

    article_key: str
    comment: str
    minutes_ago: int
    kind: str
    law: str
    explanation: str
    name: str
    email: str
    words: str = ""


NOTICES = (
    DemoLegal(
        "article-17",
        "sum-which",
        2200,
        "defamation",
        "",
        "The comment says that somebody in the council’s accounts office sleeps at work. We do not.",
        "Accounts office of the council",
        "accounts@council.example",
        words="It is a joke about nobody in particular, and no statement of fact. Opinions of this kind are allowed.",
    ),
    DemoLegal(
        "article-17",
        "sum-cynic",
        190,
        "defamation",
        "Civil Code, Art. 277",
        "“Always a slip of one digit” says that the council falsifies its accounts. They were audited twice, without a"
        " remark.",
        "Association of municipal auditors",
        "notices@auditors.example",
    ),
)


def play(stage: Stage, one: DemoLegal) -> None:
    """Somebody gives notice and, where the demo tells of a decision, a moderator decides an hour later."""
    comment = stage.posted(one.article_key, one.comment)
    new = prepare(
        [comment.public_id], one.kind, one.explanation, law=one.law, name=one.name, email=one.email, good_faith=True
    )
    row = content_notices.give(stage.context(one.minutes_ago, one.name), new, "page")
    if one.words:
        context = stage.context(one.minutes_ago - 60, MODERATOR)
        decision = Decision(LegalAction.KEEP, one.words)
        content_notice_decisions.decide(context, row, decision, stage.named[MODERATOR], seen_version=row.version)
