"""The lists of comments: queues, orders, what they are narrowed to, and what each card says about why it is there."""

import re
from urllib.parse import parse_qs, urlsplit

from flask import g, render_template, request, url_for
from markupsafe import Markup

from commentsvc.domain.limits import SEARCH_MAX_CHARS
from commentsvc.domain.marking import marked
from commentsvc.domain.roles import Power
from commentsvc.queries import desk_comment_list
from commentsvc.queries.desk_comment_list import Choice
from commentsvc.web.dashboard import words
from commentsvc.web.dashboard.answers import looking
from commentsvc.web.dashboard.desk import blueprint, needs
from commentsvc.web.dashboard.presenting import body_html

_PUBLIC_ID = re.compile(r"[A-Za-z0-9]{1,40}")
_PLACE = re.compile(r"[A-Za-z0-9-]{1,60}")
# So many flags are told one by one.
FLAGGERS_SHOWN = 5


@blueprint.get("/<site>/comments")
@needs(Power.LOOK)
def comment_queue():
    """One queue, page by page."""
    choice = choice_of(request.args)
    cards, cursor = desk_comment_list.page(looking(), choice)
    return render_template(
        "dashboard/comments.html",
        choice=choice,
        cards=cards,
        cursor=cursor,
        numbers=desk_comment_list.counts(looking(), choice) if choice.narrowed else {},
        only=desk_comment_list.narrowed_to(g.site.id, choice),
        sections=desk_comment_list.sections_of(g.site.id),
        orders=orders_of(choice.queue),
    )


def choice_of(given) -> Choice:
    """Read what an address or a form asks for; what it does not know is answered with the default."""
    queue = given.get("queue", "")
    queue = queue if queue in desk_comment_list.QUEUES else "waiting"
    order, after = given.get("order", ""), given.get("after", "")
    named = {name: given.get(name, "") for name in ("thread", "author", "like")}
    return Choice(
        queue,
        order if order in orders_of(queue) else first_order(queue),
        "".join(letter for letter in given.get("section", "") if letter.isprintable()).strip()[:SEARCH_MAX_CHARS],
        after=after if _PLACE.fullmatch(after) else "",
        **{name: value if _PUBLIC_ID.fullmatch(value) else "" for name, value in named.items()},
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


def comments_url(choice: Choice | None = None, **changes) -> str:
    """A list's address with some of its parts changed; those that say nothing are left out."""
    parts = {"queue": choice.queue, "order": choice.order, **choice.narrowed} if choice else {}
    return url_for("dashboard.comment_queue", **{name: value for name, value in (parts | changes).items() if value})


def objected_words(comment) -> list[str]:
    """The words of the source that checks objected to, each once, in their order."""
    places = [found for found in comment.findings or () if found.get("start") is not None]
    return list(dict.fromkeys(comment.source[found["start"] : found["end"]] for found in places))


def shown_body(comment) -> Markup:
    """A comment's body with the words marked that checks objected to."""
    return body_html(marked(comment.body, objected_words(comment)))


def why_here(comment) -> list[str]:
    """Why a comment waits or was refused: its reason, and whatever else checks found, in words, each once."""
    codes = [comment.reason, *(found["check"] for found in comment.findings or ())]
    return [words.reason(code) for code in dict.fromkeys(codes) if code]


@blueprint.context_processor
def _for_lists() -> dict:
    return {
        "comments_url": comments_url,
        "flaggers_shown": FLAGGERS_SHOWN,
        "objected_words": objected_words,
        "why_here": why_here,
        "shown_body": shown_body,
    }
