"""The lists of comments: queues, orders, what they are narrowed to, and what each card says about why it is there."""

from collections.abc import Mapping, Sequence
from functools import partial

from flask import g, render_template, request, url_for
from flask_babel import format_decimal
from flask_babel import gettext as _
from markupsafe import Markup

from commentsvc.db import unit_of_work
from commentsvc.domain import flag_weight, searching
from commentsvc.domain.marking import marked
from commentsvc.domain.moderation import HeldReason
from commentsvc.domain.roles import Power
from commentsvc.domain.searching import Term
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.queries import desk_comment_list, desk_search
from commentsvc.queries.desk_comment_list import Choice
from commentsvc.services import saved_views, search_index
from commentsvc.web.dashboard import estimates, words
from commentsvc.web.dashboard.answers import looking
from commentsvc.web.dashboard.comment_choice import STATUSES, choice_of, orders_of
from commentsvc.web.dashboard.desk import blueprint, needs
from commentsvc.web.dashboard.held_words import DETAILS
from commentsvc.web.dashboard.kept_views import views_of
from commentsvc.web.dashboard.presenting import body_html

# So many flags are told one by one.
FLAGGERS_SHOWN = 5
# Less of a difference in weight than that is none.
_NOTICED = 0.05
# What was posted since the background last took comments into the index is taken in by whoever looks for words, up to
# so many: a search misses nothing, and nobody waits long for it.
_TAKEN_IN = 300


@blueprint.get("/<site>/comments")
@needs(Power.LOOK)
def comment_queue():
    """One queue, page by page."""
    choice = choice_of(request.args)
    missing = make_searchable(choice)
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
        views=views_of(saved_views.COMMENTS),
        query=comments_url(choice).partition("?")[2],
        missing=missing,
        sought=searching.read(choice.words),
        named=[*searching.read(choice.words), *searching.read(choice.name)],
    )


def make_searchable(choice: Choice) -> int:
    """Before words are looked for: take in the newest comments that are not in the index; how many are still not."""
    if not (choice.words or choice.name):
        return 0
    missing = desk_search.waiting()
    if not missing:
        return 0
    with unit_of_work():
        search_index.take_in(_TAKEN_IN)
    return desk_search.waiting()


def comments_url(choice: Choice | None = None, **changes) -> str:
    """A list's address with some of its parts changed; those that say nothing are left out."""
    parts = {"queue": choice.queue, "order": choice.order, **choice.narrowed} if choice else {}
    return url_for("dashboard.comment_queue", **{name: value for name, value in (parts | changes).items() if value})


def objected_words(comment) -> list[str]:
    """The words of the source that checks objected to, each once, in their order."""
    places = [found for found in comment.findings or () if found.get("start") is not None]
    return list(dict.fromkeys(comment.source[found["start"] : found["end"]] for found in places))


def shown_body(comment, sought: Sequence[Term] = ()) -> Markup:
    """A comment's body with the words marked that checks objected to, that weighed, or that were looked for."""
    told = [*objected_words(comment), *estimates.weighed(comment)]
    return body_html(marked(comment.body, told, partial(searching.places, terms=sought)))


def shown_line(text: str, sought: Sequence[Term] = ()) -> Markup:
    """A headline or a name with the words marked that were looked for."""
    return body_html(marked([text], (), partial(searching.places, terms=sought)))


def why_here(comment) -> list[str]:
    """Why a comment waits or was refused: its reason, and whatever else checks found, in words, each once."""
    findings = comment.findings or []
    told = [_told(found) for found in findings]
    # A reason that a finding tells more exactly is not told twice.
    plain = [] if comment.reason in {found["check"] for found in findings} else [words.reason(comment.reason)]
    return [one for one in dict.fromkeys([*plain, *told]) if one]


def _told(finding: Mapping) -> str:
    if finding["check"] == HeldReason.EXTERNAL and finding.get("rule"):
        return _("The site’s external check asks for a look: %(words)s", words=finding["rule"])
    if finding.get("rule"):
        return _("On the list “%(name)s”", name=finding["rule"])
    return str(DETAILS.get(finding.get("detail")) or words.reason(finding["check"]))


def flag_words(flagger) -> str:
    """What a flag weighs towards taking the comment off the page, where that is more or less than one."""
    settings = SiteSettings.from_mapping(g.site.settings)
    weight = flag_weight.weight(settings, flagger.right, flagger.judged, flagger.new)
    number = format_decimal(round(weight, 1))
    if flagger.new and settings.new_flags_percent < 100:
        return _("new here, weighs %(weight)s", weight=number)
    return "" if abs(weight - 1) < _NOTICED else _("weighs %(weight)s", weight=number)


@blueprint.context_processor
def _for_lists() -> dict:
    return {
        "comments_url": comments_url,
        "flag_words": flag_words,
        "flaggers_shown": FLAGGERS_SHOWN,
        "objected_words": objected_words,
        "why_here": why_here,
        "comment_statuses": STATUSES,
        "shown_body": shown_body,
        "shown_line": shown_line,
    }
