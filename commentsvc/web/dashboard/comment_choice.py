"""Which comments an address asks for."""

import re
from urllib.parse import parse_qs, urlsplit

from commentsvc.queries import desk_comment_list
from commentsvc.queries.desk_comment_list import Choice
from commentsvc.web.dashboard.asked import public_id, search_words

_PLACE = re.compile(r"[A-Za-z0-9-]{1,60}")


def choice_of(given) -> Choice:
    """Read what an address or a form asks for; what it does not know is answered with the default."""
    queue = given.get("queue", "")
    queue = queue if queue in desk_comment_list.QUEUES else "waiting"
    order, after = given.get("order", ""), given.get("after", "")
    named = {name: given.get(name, "") for name in ("thread", "author", "like")}
    return Choice(
        queue,
        order if order in orders_of(queue) else first_order(queue),
        search_words(given.get("section", "")),
        after=after if _PLACE.fullmatch(after) else "",
        **{name: public_id(value) for name, value in named.items()},
    )


def choice_of_address(address: str) -> Choice:
    """The choice of a list's own address."""
    return choice_of({name: values[0] for name, values in parse_qs(urlsplit(address).query).items()})


def orders_of(queue: str) -> tuple[str, ...]:
    """The orders that a queue can have: what need not be decided is not urgent."""
    return tuple(order for order in desk_comment_list.ORDERS if order != "urgent" or queue in desk_comment_list.URGENT)


def first_order(queue: str) -> str:
    """The order in which a queue opens."""
    return "oldest" if queue in desk_comment_list.WORKED_OFF else "newest"
