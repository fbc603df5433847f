"""The words that are listed on a site, kept ready in each process: posting asks no question for them.

Whatever changes a list changes the site's version, which every request looks at anyway; only then are the lists
looked at again, and only if one of them is another are they put together anew.
"""

from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select

from commentsvc.db import db
from commentsvc.domain.listed_words import ListedWords, ListRule
from commentsvc.models.word_list import WordList
from commentsvc.services.context import Context

# Site -> its version, which lists these are, and the lists as one (None: there are none).
_Kept = dict[int, tuple[int, tuple, ListedWords | None]]
_kept: WeakKeyDictionary[Engine, _Kept] = WeakKeyDictionary()


def of_site(context: Context) -> ListedWords | None:
    """The lists that are in force on the context's site; None where there is none."""
    kept = _kept.setdefault(db.engine, {})
    found = kept.get(context.site.id)
    if found is None or found[0] != context.site.version:
        found = kept[context.site.id] = (context.site.version, *_read(context.site.id, found))
    return found[2]


def put_together(lists: list[WordList]) -> ListedWords | None:
    """Some lists as one; None where there are none."""
    return ListedWords([(_rule(one), one.text, one.forms) for one in lists]) if lists else None


def forget() -> None:
    """Look everything up anew."""
    _kept.clear()


def _read(site_id: int, before: tuple | None) -> tuple[tuple, ListedWords | None]:
    in_force = select(WordList).where(WordList.site_id == site_id, WordList.active).order_by(WordList.id)
    which = tuple(tuple(row) for row in db.session.execute(in_force.with_only_columns(WordList.id, WordList.version)))
    if before is not None and before[1] == which:
        return which, before[2]
    return which, put_together(list(db.session.scalars(in_force))) if which else None


def _rule(row: WordList) -> ListRule:
    return ListRule(row.name, row.action == "reject", row.reason)
