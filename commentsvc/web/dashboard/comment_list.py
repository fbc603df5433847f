"""The lists of comments: queues, orders, what they are narrowed to, and what each card says about why it is there."""

from flask import g, render_template, request, url_for
from markupsafe import Markup

from commentsvc.domain.marking import marked
from commentsvc.domain.roles import Power
from commentsvc.queries import desk_comment_list
from commentsvc.queries.desk_comment_list import Choice
from commentsvc.web.dashboard import words
from commentsvc.web.dashboard.answers import looking
from commentsvc.web.dashboard.comment_choice import choice_of, orders_of
from commentsvc.web.dashboard.desk import blueprint, needs
from commentsvc.web.dashboard.presenting import body_html

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
