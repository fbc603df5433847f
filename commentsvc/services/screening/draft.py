"""What a check may look at: read-only, and without the database."""

from dataclasses import dataclass

from commentsvc.domain.listed_words import ListedWords
from commentsvc.domain.markup import Body
from commentsvc.domain.sanctions import GOOD, Standing
from commentsvc.domain.site_settings import SiteSettings


@dataclass(frozen=True)
class Draft:
    """A comment before it is stored, the rules of its site and thread, and what is in force for its author.

    ``name`` is the author's; ``words`` are the site's lists, None where it has none.
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
