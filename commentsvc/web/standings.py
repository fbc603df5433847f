"""What is in force for a reader, as the reader is told: with the reason, the rule, the end and the newsroom's words."""

from commentsvc.domain.sanctions import SanctionKind
from commentsvc.queries import statements
from commentsvc.services import standing
from commentsvc.services.context import Context
from commentsvc.web import reason_words, statement_words

# Trust is not told: nothing is taken from anybody by it.
_TOLD = (SanctionKind.BAN, SanctionKind.SUSPENSION, SanctionKind.WARNING, SanctionKind.HELD)
_KEEP_FROM_WRITING = (SanctionKind.BAN, SanctionKind.SUSPENSION)


def of_reader(context: Context) -> list[dict]:
    """The caller's sanctions that are in force, the gravest first, as plain values."""
    if context.reader is None:
        return []
    found = [row for row in standing.in_force(context.reader, context.now) if row.kind in _TOLD]
    stated = statement_words.links(statements.of_sanctions(row.id for row in found))
    return [_document(row) | stated.get(row.id, {}) for row in sorted(found, key=lambda row: _TOLD.index(row.kind))]


def may_write(sanctions: list[dict]) -> bool:
    """Whether these sanctions leave the reader free to write (a warning has to be acknowledged first)."""
    return not any(one["kind"] in _KEEP_FROM_WRITING for one in sanctions)


def _document(row) -> dict:
    reason = reason_words.told(row.reason) if row.reason else None
    return {
        "id": row.public_id,
        "kind": row.kind,
        "reason": reason.name if reason else None,
        "reason_code": row.reason,
        "rule": reason.rule if reason else None,
        "words": row.words or None,
        "since": row.starts_at,
        "until": row.ends_at,
    }
