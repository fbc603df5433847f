"""Names that guests cannot take: those of the newsroom's people, of an article's authors, and of the site itself.

They are refused rather than held: the reader learns at once what is wrong and how to mend it, and no moderator has to.
"""

from collections.abc import Iterable

from sqlalchemy import bindparam, or_, select

from commentsvc import rows
from commentsvc.domain.errors import invalid
from commentsvc.domain.look_alikes import NEWSROOM_WORDS, look_alike
from commentsvc.domain.roles import Power, holders
from commentsvc.models.staff import Membership, StaffUser
from commentsvc.services.context import Context

_PEOPLE = rows.Prepared(
    select(StaffUser.name)
    .join(Membership, Membership.user_id == StaffUser.id)
    .where(
        Membership.site_id == bindparam("site_id"),
        or_(*(Membership.role == str(role) for role in holders(Power.SPEAK))),
        StaffUser.active,
    )
)


def require_not_of_newsroom(context: Context, name: str) -> None:
    """Raises Invalid ``name_of_newsroom`` for the name of the site, or of one who may write in its name."""
    people = (person.name for person in _PEOPLE.all(site_id=context.site.id))
    require_none_of(name, (context.site.name, *NEWSROOM_WORDS, *people))


def require_none_of(name: str, taken: Iterable[str]) -> None:
    """Raises Invalid ``name_of_newsroom`` for a name that could be taken for one of these."""
    if any(look_alike(name, other) for other in taken):
        raise invalid("author.name", "name_of_newsroom")
