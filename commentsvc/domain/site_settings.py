"""What a site can set about its threads and reports, with defaults; stored on the site row where it differs."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from commentsvc.domain.errors import invalid


@dataclass(frozen=True)
class SiteSettings:
    """The rules of one site.

    ``pre_moderate``: every comment waits for a moderator. ``hold_links``: comments with a link wait.
    ``flag_threshold``: so many open flags take a comment off the page until a moderator has looked.
    ``depth_limit``: replies below this depth (roots are 0) stay in one flat list.
    ``edit_minutes``: how long an author may edit or withdraw. ``guests``: readers without an account may write.
    ``downvotes``: readers may vote down.
    """

    pre_moderate: bool = False
    hold_links: bool = True
    flag_threshold: int = 3
    depth_limit: int = 4
    edit_minutes: int = 15
    guests: bool = True
    downvotes: bool = True

    @classmethod
    def from_mapping(cls, stored: Mapping) -> "SiteSettings":
        """The defaults overlaid with what is stored; names this version does not know are left aside."""
        return cls(**{field.name: stored[field.name] for field in fields(cls) if field.name in stored})

    def with_changes(self, changes: Mapping) -> "SiteSettings":
        """A copy with ``changes`` applied. Raises Invalid for unknown names, wrong types or values out of bounds."""
        for name, value in changes.items():
            expected = _TYPES.get(name)
            if expected is None:
                raise invalid(name, "unknown_setting")
            if type(value) is not expected:
                raise invalid(name, "wrong_type")
            low, high = _BOUNDS.get(name, (value, value))
            if not low <= value <= high:
                raise invalid(name, "out_of_bounds", low=low, high=high)
        return SiteSettings(**{**asdict(self), **changes})

    def to_mapping(self) -> dict:
        """What to store: only the fields that differ from the defaults."""
        plain = SiteSettings()
        return {name: value for name, value in asdict(self).items() if value != getattr(plain, name)}


_TYPES = {field.name: field.type for field in fields(SiteSettings)}
_BOUNDS = {"flag_threshold": (1, 1000), "depth_limit": (0, 10), "edit_minutes": (0, 24 * 60)}
