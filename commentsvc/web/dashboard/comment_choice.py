"""Which comments an address asks for."""

import re
from urllib.parse import parse_qs, urlsplit

from flask import g

from commentsvc.domain.moderation import Status
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.queries import desk_comment_list
from commentsvc.queries.desk_comment_list import Choice
from commentsvc.web.dashboard import estimates
from commentsvc.web.dashboard.asked import public_id, search_words
from commentsvc.web.dashboard.days import read_day

_CODE = re.compile(r"[a-z0-9_]{1,40}")
# What a comment can be in a search: what it was decided to be, or taken back by its author.
STATUSES = (*Status, "withdrawn")
_PLACE = re.compile(r"[A-Za-z0-9-]{1,60}")


def choice_of(given) -> Choice:
    """Read what an address or a form asks for; what it does not know is answered with the default."""
    queue = given.get("queue", "")
    queue = queue if queue in desk_comment_list.QUEUES else "waiting"
    order, after = given.get("order", ""), given.get("after", "")
    named = {name: given.get(name, "") for name in ("thread", "author", "like")}
    days = {name: read_day(given.get(name)) for name in ("since", "until")}
    status, reason = given.get("status", ""), given.get("reason", "")
    return Choice(
        queue,
        order if order in orders_of(queue) else first_order(queue),
        search_words(given.get("section", "")),
        words=search_words(given.get("words", "")),
        name=search_words(given.get("name", "")),
        status=status if status in STATUSES else "",
        reason=reason if _CODE.fullmatch(reason) else "",
        zone=SiteSettings.from_mapping(g.site.settings).zone,
        after=after if _PLACE.fullmatch(after) else "",
        **{name: public_id(value) for name, value in named.items()},
        **{name: day.isoformat() for name, day in days.items() if day},
    )


def choice_of_address(address: str) -> Choice:
    """The choice of a list's own address."""
    return choice_of({name: values[0] for name, values in parse_qs(urlsplit(address).query).items()})


def orders_of(queue: str) -> tuple[str, ...]:
    """The orders that a queue can have: what need not be decided is not urgent, and only what is to be decided is
    estimated, where the site's scorer is in use.
    """
    orders = ["oldest", "newest"]
    if queue in desk_comment_list.URGENT:
        orders.append("urgent")
    if queue in desk_comment_list.WORKED_OFF and estimates.model() is not None:
        orders.append("refusal")
    return tuple(orders)


def first_order(queue: str) -> str:
    """The order in which a queue opens."""
    return "oldest" if queue in desk_comment_list.WORKED_OFF else "newest"
