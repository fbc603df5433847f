"""What the demo newspaper's readers wrote: comments and correction reports, read from ``content/`` and checked once.

Ids are symbolic and unique within one article; ages are minutes before the demo is loaded.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from commentsvc.demo.articles import CONTENT, Article, articles
from commentsvc.domain.correction_states import DeclineReason, Kind, State
from commentsvc.domain.moderation import FlagReason, HeldReason, RejectReason, Status

CONTEXT_CHARS = 64
REPAIRED = frozenset({State.FIXED_SILENTLY, State.FIXED_WITH_NOTICE, State.PUBLISHED})

__all__ = ["DemoComment", "DemoReport", "articles", "comments", "first_wording", "reports"]


@dataclass(frozen=True)
class DemoComment:
    """One comment; ``parent`` is the ``id`` of an earlier one under the same article, or ``None``.

    ``ups`` and ``downs`` are numbers of votes. ``reason`` says why a ``pending`` comment is held (``HeldReason``) or
    why one was rejected (``RejectReason``); ``remark`` is the moderator's sentence. ``flags`` are readers' reasons.
    ``staff``: one of the newsroom writes it at the desk. ``newcomer``: the paper has never heard of the author.
    """

    id: str
    article_key: str
    parent: str | None
    author: str
    source: str
    ups: int
    downs: int
    minutes_ago: int
    status: Status = Status.APPROVED
    reason: HeldReason | RejectReason | None = None
    remark: str = ""
    flags: tuple[FlagReason, ...] = ()
    featured: bool = False
    withdrawn: bool = False
    staff: bool = False
    newcomer: bool = False


@dataclass(frozen=True)
class DemoReport:
    """One correction report; ``quote`` is the wrong wording as the reader saw it, with its context in the article.

    Until the newsroom has put the words right (``mended_minutes_ago``, whatever became of the report) the quote stands
    in the article; from then on the replacement does. ``repeats`` is the id of an earlier report of the same place;
    ``supporters`` are readers who joined without words. ``answer`` is what the newsroom told or asked the reader.
    """

    id: str
    article_key: str
    quote: str
    prefix: str
    suffix: str
    scope: str
    kind: Kind
    replacement: str
    remark: str
    minutes_ago: int
    state: State = State.NEW
    reason: DeclineReason | None = None
    contact: str = ""
    source_url: str = ""
    answer: str = ""
    repeats: str | None = None
    mended_minutes_ago: int | None = None
    supporters: int = 0
    assignee: str = ""

    def mended(self, text: str) -> str:
        """The article's text with the proposed words at this place."""
        return text.replace(self._place(self.quote), self._place(self.replacement), 1)

    def before_mending(self, text: str) -> str:
        """The article's text with the wrong words at this place again."""
        return text.replace(self._place(self.replacement), self._place(self.quote), 1)

    def _place(self, words: str) -> str:
        return f"{self.prefix}{words}{self.suffix}"


@cache
def comments() -> tuple[DemoComment, ...]:
    """Return every comment, each after its parent and older than its replies.

    Raises ``ValueError`` when the data file contradicts itself.
    """
    loaded = tuple(
        _comment(key, row) for key, rows in _read("comments.json").items() for row in _known_article(key, rows)
    )
    _check_ids((one.article_key, one.id) for one in loaded)
    seen: dict[tuple[str, str], DemoComment] = {}
    for one in loaded:
        if one.parent is not None:
            parent = seen.get((one.article_key, one.parent))
            if parent is None or parent.minutes_ago <= one.minutes_ago:
                raise ValueError(f"{one.id}: its parent is missing, later in the file, or younger")
        if one.minutes_ago >= _by_key(one.article_key).published_minutes_ago:
            raise ValueError(f"{one.id} is older than its article")
        seen[one.article_key, one.id] = one
    return loaded


@cache
def reports() -> tuple[DemoReport, ...]:
    """Return every correction report, oldest first within its article.

    Raises ``ValueError`` when a quote is not found exactly once in its article, or the data file contradicts itself.
    """
    loaded = tuple(
        _report(key, row) for key, rows in _read("reports.json").items() for row in _known_article(key, rows)
    )
    _check_ids((one.article_key, one.id) for one in loaded)
    seen: dict[tuple[str, str], DemoReport] = {}
    for one in loaded:
        if one.repeats is not None:
            first = seen.get((one.article_key, one.repeats))
            if first is None or first.quote != one.quote:
                raise ValueError(f"{one.id}: repeats no earlier report of the same words")
        seen[one.article_key, one.id] = one
    return loaded


def first_wording(article: Article) -> str:
    """The text of an article as it was first printed: everything that was put right since is wrong again."""
    text = article.text
    for one in reports():
        if one.article_key == article.key and one.mended_minutes_ago is not None:
            text = one.before_mending(text)
    return text


def _read(name: str) -> dict[str, list[dict]]:
    return json.loads((CONTENT / name).read_text(encoding="utf-8"))


def _by_key(key: str) -> Article:
    return next(article for article in articles() if article.key == key)


def _known_article(key: str, rows: list[dict]) -> list[dict]:
    if key not in {article.key for article in articles()}:
        raise ValueError(f"no article has the key {key}")
    return rows


def _check_ids(ids: Iterator[tuple[str, str]]) -> None:
    twice = [name for name, times in Counter(ids).items() if times > 1]
    if twice:
        raise ValueError(f"ids used twice: {twice}")


def _comment(key: str, data: dict) -> DemoComment:
    rest = dict(data)
    status = Status(rest.pop("status", Status.APPROVED))
    reason = rest.pop("reason", None)
    if status is Status.PENDING:
        reason = HeldReason(reason)
    elif status is Status.REJECTED:
        reason = RejectReason(reason)
    elif reason is not None:
        raise ValueError(f"{rest['id']}: only a held or rejected comment has a reason")
    flags = tuple(FlagReason(flag) for flag in rest.pop("flags", ()))
    return DemoComment(article_key=key, status=status, reason=reason, flags=flags, **rest)


def _report(key: str, data: dict) -> DemoReport:
    rest = dict(data)
    state = State(rest.pop("state", State.NEW))
    reason = rest.pop("reason", None)
    mended = rest.get("mended_minutes_ago")
    if mended is None and state in REPAIRED:
        raise ValueError(f"{rest['id']}: when were the words put right?")
    standing = rest["quote"] if mended is None else rest["replacement"]
    prefix, suffix, scope = _context(_by_key(key), standing)
    return DemoReport(
        article_key=key,
        prefix=prefix,
        suffix=suffix,
        scope=scope,
        kind=Kind(rest.pop("kind")),
        state=state,
        reason=DeclineReason(reason) if reason else None,
        **rest,
    )


def _context(article: Article, words: str) -> tuple[str, str, str]:
    """Return what stands before and after ``words`` in the article, and the scope they stand in."""
    before, found, after = article.text.partition(words)
    if not found or words in after:
        raise ValueError(f"{article.key}: not exactly once in the article: {words!r}")
    scope = next(scope for scope, text in article.passages() if words in text)
    return before[-CONTEXT_CHARS:], after[:CONTEXT_CHARS], scope
