"""Which part of a list is asked for: tab, order, place."""

from collections.abc import Collection
from dataclasses import dataclass

from flask import request

from commentsvc.web.dashboard.asked import public_id


@dataclass(frozen=True)
class Listing:
    """A tab of a list, its order, and the public id after which the page begins."""

    tab: str
    newest_first: bool
    after: str | None


def listing(parameter: str, tabs: Collection[str], default: str, oldest_first: Collection[str]) -> Listing:
    """Read the address; what it does not know is answered with the default."""
    tab = request.args.get(parameter, default)
    tab = tab if tab in tabs else default
    order = request.args.get("order") or ("oldest" if tab in oldest_first else "newest")
    after = request.args.get("after", "")
    return Listing(tab, order == "newest", public_id(after) or None)
