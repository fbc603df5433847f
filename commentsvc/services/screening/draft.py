"""What a check may look at: read-only, and without the database."""

from dataclasses import dataclass

from commentsvc.domain.markup import Body
from commentsvc.domain.site_settings import SiteSettings


@dataclass(frozen=True)
class Draft:
    """A comment before it is stored, and the rules of its site and thread."""

    source: str
    body: Body
    settings: SiteSettings
    thread_pre_moderated: bool = False
