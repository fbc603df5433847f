"""The reasons that a site gives, in their order."""

from dataclasses import dataclass, field

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.moderation import RejectReason
from commentsvc.models.sanction import SiteReason


@dataclass(frozen=True)
class Reason:
    """One reason: its code, whether it is given still, and language -> ``name``, ``rule``, ``message``, where set."""

    code: str
    active: bool = True
    texts: dict = field(default_factory=dict)


BUILT_IN = tuple(Reason(str(code)) for code in RejectReason)


def of_site(site_id: int) -> tuple[Reason, ...]:
    """The site's catalogue; one that has changed nothing has the reasons that are built in."""
    rows = db.session.scalars(
        select(SiteReason).where(SiteReason.site_id == site_id).order_by(SiteReason.position, SiteReason.id)
    )
    return tuple(Reason(row.code, row.active, dict(row.texts)) for row in rows) or BUILT_IN


def own_words(site_id: int, code: str | None, language: str, site_language: str) -> dict:
    """What the site itself calls a reason, and its rule: in a language, or for a reason of the site's own in its
    language or whatever there is; parts that are to be said in the built-in words are left out.
    """
    found = next((one for one in of_site(site_id) if one.code == code), None)
    if found is None:
        return {}
    own = {name: text for name, text in found.texts.get(language, {}).items() if text}
    if code in set(RejectReason):
        return own
    others = [found.texts.get(site_language[:2], {}), *found.texts.values()]
    return {name: text for one in reversed(others) for name, text in one.items() if text} | own
