"""What every action needs to know about the request or job it runs in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from commentsvc.domain.keys import Keys
from commentsvc.domain.moderation import Actor
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.models.reader import Reader
from commentsvc.models.site import Site


@dataclass
class Context:
    """One site, one moment, one caller.

    ``reader`` is None until somebody is known; ``whence``, ``speaks`` and ``browses`` find out ``network``,
    ``language`` and ``device``.
    ``site`` may be kept in memory (``known_sites``), and is then not to be changed.
    """

    site: Site
    now: datetime
    keys: Keys
    reader: Reader | None = None
    whence: Callable[[], str] = lambda: ""
    speaks: Callable[[], str] = lambda: "en"
    browses: Callable[[], str] = lambda: ""
    settings: SiteSettings = field(init=False)

    def __post_init__(self):
        self.settings = SiteSettings.from_mapping(self.site.settings)

    @cached_property
    def network(self) -> str:
        """The keyed hash of the caller's address prefix; found out when somebody asks."""
        return self.whence()

    @property
    def language(self) -> str:
        """The language in which the caller is answered; found out when somebody asks."""
        return self.speaks()

    @property
    def device(self) -> str:
        """The caller's kind of browser and system, in two words at most; found out when somebody asks."""
        return self.browses()

    @property
    def reader_actor(self) -> Actor:
        """The caller as the log names it."""
        return Actor("reader", self.reader.id if self.reader else None)
