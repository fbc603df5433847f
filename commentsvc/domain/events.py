"""Facts in the past tense. Each is written to the outbox with the change it tells of; payloads hold public ids only."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Event:
    """A fact about one site's data."""

    def payload(self) -> dict:
        """The event's fields, JSON-ready."""
        return asdict(self)


@dataclass(frozen=True)
class CommentPosted(Event):
    """A reader's comment was stored with its first status."""

    comment: str
    thread: str
    status: str


@dataclass(frozen=True)
class CommentEdited(Event):
    """An author changed a comment; ``version`` is the new one."""

    comment: str
    thread: str
    version: int


@dataclass(frozen=True)
class CommentModerated(Event):
    """A comment's moderation status changed."""

    comment: str
    thread: str
    from_status: str
    to_status: str


@dataclass(frozen=True)
class CommentFeatured(Event):
    """An editor picked a comment; taking it out again is no news to anybody."""

    comment: str
    thread: str


@dataclass(frozen=True)
class CommentWithdrawn(Event):
    """An author took a comment back."""

    comment: str
    thread: str


@dataclass(frozen=True)
class CommentFlagged(Event):
    """A reader asked for a moderator's attention."""

    comment: str
    reason: str


@dataclass(frozen=True)
class ThreadSwitched(Event):
    """One of a thread's switches was turned: ``locked``, ``closed`` or ``pre_moderated``."""

    thread: str
    switch: str
    on: bool


@dataclass(frozen=True)
class RaidSeen(Event):
    """The service saw a raid and fends it off, on one thread or (None) on the whole site: so many comments in five
    minutes, so many of them by ``new`` identities, and as many as ``usual``.
    """

    thread: str | None
    recent: int
    new: int
    usual: float


@dataclass(frozen=True)
class ThreadMoved(Event):
    """A thread's article got another key or address."""

    thread: str


@dataclass(frozen=True)
class ThreadMerged(Event):
    """A thread's comments went over into another one, and it is gone."""

    thread: str
    into: str


@dataclass(frozen=True)
class CorrectionReported(Event):
    """A reader reported a mistake."""

    report: str
    kind: str


@dataclass(frozen=True)
class CorrectionDecided(Event):
    """A report changed its state."""

    report: str
    from_state: str
    to_state: str


@dataclass(frozen=True)
class ArticleTextKnown(Event):
    """The wording of an article is known to be another one now: its key, and the SHA-256 (hex) of the text."""

    article: str
    sha256: str


@dataclass(frozen=True)
class NoticePublished(Event):
    """A correction notice became public."""

    notice: str


@dataclass(frozen=True)
class NoticeChanged(Event):
    """A public correction notice got other words; ``number`` is the version shown now."""

    notice: str
    number: int


@dataclass(frozen=True)
class NoticeWithdrawn(Event):
    """A public correction notice was taken back; its trace stays public."""

    notice: str
