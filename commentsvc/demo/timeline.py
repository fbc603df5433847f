"""The demo's two days as a list of steps in the order of time: who wrote, voted, flagged and decided when."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from commentsvc.demo.appeals import DemoAppeal
from commentsvc.demo.content import DemoComment, DemoReport
from commentsvc.demo.notices import DemoNotice
from commentsvc.demo.readers import DemoSanction
from commentsvc.demo.stage import Stage
from commentsvc.domain.correction_states import ReportAction, State
from commentsvc.domain.moderation import Action, HeldReason, Status

# How long the newsroom takes to look, in minutes; readers vote and flag sooner.
LOOK_MINUTES = 2
DECIDE_MINUTES = 25

_DECIDED = {
    State.VERIFYING: ReportAction.ACCEPT,
    State.DECLINED: ReportAction.DECLINE,
    State.NEEDS_INFORMATION: ReportAction.ASK,
    State.FIXED_SILENTLY: ReportAction.FIX,
    State.FIXED_WITH_NOTICE: ReportAction.FIX_WITH_NOTICE,
    State.SPAM: ReportAction.MARK_SPAM,
}


@dataclass(frozen=True)
class Step:
    """Something that happened ``minutes_ago``."""

    minutes_ago: float
    act: Callable[[Stage, float], None]

    def play(self, stage: Stage) -> None:
        """Let it happen."""
        self.act(stage, self.minutes_ago)


def steps(
    comments: Iterable[DemoComment],
    reports: Iterable[DemoReport],
    notices: Iterable[DemoNotice],
    sanctions: Iterable[DemoSanction] = (),
    appeals: Iterable[DemoAppeal] = (),
) -> list[Step]:
    """Everything that happened, oldest first; what happened at the same minute keeps the order of the files."""
    comments = list(comments)
    last_reply: dict[tuple[str, str], float] = {}
    for one in comments:
        if one.parent is not None:
            place = (one.article_key, one.parent)
            last_reply[place] = min(one.minutes_ago, last_reply.get(place, one.minutes_ago))
    everything = [step for one in comments for step in _of_comment(one, last_reply.get((one.article_key, one.id)))]
    everything += [step for one in reports for step in _of_report(one)]
    everything += [step for one in notices for step in _of_notice(one)]
    everything += [Step(one.minutes_ago, lambda stage, ago, one=one: stage.sanction(one, ago)) for one in sanctions]
    everything += [step for one in appeals for step in _of_appeal(one)]
    return sorted(everything, key=lambda step: -step.minutes_ago)


def _after(minutes_ago: float, minutes: float) -> float:
    """``minutes`` later, but never after the demo was loaded."""
    return max(minutes_ago - minutes, minutes_ago / 2)


def _of_comment(one: DemoComment, last_reply: float | None) -> Iterator[Step]:
    yield Step(one.minutes_ago, lambda stage, ago: stage.post(one, ago))
    looked = _after(one.minutes_ago, LOOK_MINUTES)
    if one.status is Status.APPROVED and "](http" in one.source:
        yield Step(looked, lambda stage, ago: stage.decide(one, Action.APPROVE, ago))
    if one.ups or one.downs:
        yield Step(looked, lambda stage, ago: stage.vote(one, ago))
    if one.reason is HeldReason.FLAGGED:
        yield Step(_after(one.minutes_ago, DECIDE_MINUTES), lambda stage, ago: stage.flag(one, ago))
    if one.featured:
        yield Step(_after(one.minutes_ago, DECIDE_MINUTES), lambda stage, ago: stage.feature(one, ago))
    if one.status in (Status.REJECTED, Status.SPAM):
        action = Action.REJECT if one.status is Status.REJECTED else Action.MARK_SPAM
        yield Step(_after(one.minutes_ago, DECIDE_MINUTES), lambda stage, ago: stage.decide(one, action, ago))
    if one.withdrawn:
        # The tombstone stands for a comment taken back late: nobody can answer one that is gone already.
        taken_back = _after(last_reply if last_reply is not None else one.minutes_ago, LOOK_MINUTES)
        yield Step(taken_back, lambda stage, ago: stage.withdraw(one, ago))


def _of_report(one: DemoReport) -> Iterator[Step]:
    yield Step(one.minutes_ago, lambda stage, ago: stage.corrections.report(one, ago))
    looked, decided = _after(one.minutes_ago, LOOK_MINUTES), _after(one.minutes_ago, DECIDE_MINUTES)
    if one.supporters:
        yield Step(looked, lambda stage, ago: stage.corrections.support(one, ago))
    if one.mended_minutes_ago is not None:
        yield Step(one.mended_minutes_ago, lambda stage, ago: stage.corrections.mend(one, ago))
        decided = _after(one.mended_minutes_ago, LOOK_MINUTES)
    if one.assignee:
        yield Step(looked, lambda stage, ago: stage.corrections.assign(one, ago))
    action = _DECIDED.get(one.state)
    if action is not None:
        yield Step(decided, lambda stage, ago: stage.corrections.decide(one, action, ago))


def _of_appeal(one: DemoAppeal) -> Iterator[Step]:
    yield Step(one.minutes_ago, lambda stage, ago: stage.appeal(one, ago))
    if one.answered_minutes_ago is not None:
        yield Step(one.answered_minutes_ago, lambda stage, ago: stage.answer_appeal(one, ago))


def _of_notice(one: DemoNotice) -> Iterator[Step]:
    yield Step(one.minutes_ago, lambda stage, ago: stage.corrections.write_notice(one, ago))
    for later in one.later:
        yield Step(later.minutes_ago, lambda stage, ago, then=later: stage.corrections.change_notice(one, then, ago))
