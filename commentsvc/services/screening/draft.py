"""What a check may look at: read-only, and without the database."""

from dataclasses import dataclass

from commentsvc.domain.listed_words import ListedWords
from commentsvc.domain.markup import Body
from commentsvc.domain.sanctions import GOOD, Standing
from commentsvc.domain.site_settings import SiteSettings


@dataclass(frozen=True)
class Opening:
    """What is known of the box in which a comment was written; clients that say nothing of it are as good as any.

    ``filled``: something stood in the field that nobody sees. ``seconds``: how long ago the box was opened.
    """

    filled: bool = False
    seconds: float | None = None


UNTOLD = Opening()
"""The client says nothing of it."""


@dataclass(frozen=True)
class Facts:
    """What was found out about the writer and the moment; None: no setting of the site asks.

    ``approved`` and ``refused``: how many of the reader's comments were, the latter lately. ``repeats_own``: the reader
    wrote nearly the same within the hour. ``others_alike``: so many others did. ``from_network``: comments from here
    within ten minutes. ``thread_rush``, ``site_rush``: how many times the usual number came within five minutes.
    """

    approved: int | None = None
    refused: int | None = None
    repeats_own: bool | None = None
    others_alike: int | None = None
    from_network: int | None = None
    thread_rush: float | None = None
    site_rush: float | None = None


UNASKED = Facts()
"""No setting asks."""


@dataclass(frozen=True)
class Draft:
    """A comment before it is stored, the rules of its site and thread, and what is known of its author.

    ``name`` is the author's; ``words`` are the site's lists, None where it has none. ``section`` is the newspaper's,
    where a setting asks for it; ``by_staff``: one of the newsroom writes.
    """

    source: str
    body: Body
    settings: SiteSettings
    thread_pre_moderated: bool = False
    standing: Standing = GOOD
    name: str = ""
    words: ListedWords | None = None
    # A raid is fended off, and the author is a new identity.
    raided: bool = False
    section: str | None = None
    by_staff: bool = False
    opening: Opening = UNTOLD
    facts: Facts = UNASKED
