"""Words that the newsroom does not want to read: a comment with one is refused, or waits, as its list says."""

from commentsvc.domain.listed_words import Listed
from commentsvc.domain.moderation import Finding, HeldReason, RejectReason, Status, Verdict
from commentsvc.services.screening.draft import Draft


def check(draft: Draft) -> Verdict | None:
    """Refuse or hold a comment with a listed word in it, or in its author's name."""
    if draft.words is None:
        return None
    in_text, in_name = draft.words.find(draft.source), draft.words.find(draft.name)
    if not in_text and not in_name:
        return None
    findings = tuple([_finding(one) for one in in_text] + [_finding(one, placed=False) for one in in_name])
    refusing = next((one.rule for one in in_text + in_name if one.rule.refuses), None)
    if refusing is not None:
        return Verdict(Status.REJECTED, refusing.reason or RejectReason.OTHER, findings)
    return Verdict(Status.PENDING, HeldReason.LISTED_WORD, findings)


def _finding(one: Listed, *, placed: bool = True) -> Finding:
    start, end = (one.start, one.end) if placed else (None, None)
    return Finding(HeldReason.LISTED_WORD, start, end, rule=one.rule.name)
