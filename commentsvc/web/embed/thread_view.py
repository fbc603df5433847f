"""The thread's page: what it reads, and how it is put together."""

from dataclasses import dataclass

from flask import Response, render_template, request, url_for

from commentsvc.domain.errors import NotFound
from commentsvc.domain.filters import Filter
from commentsvc.domain.limits import PAGE_DEFAULT_COMMENTS
from commentsvc.domain.moderation import Status
from commentsvc.domain.ranking import Order
from commentsvc.queries import filtered, notices
from commentsvc.queries import readers as reader_queries
from commentsvc.queries import threads as thread_queries
from commentsvc.services import comments
from commentsvc.services.threads import ArticleHint, hint
from commentsvc.web import notice_words, statement_words
from commentsvc.web.api import thread_head
from commentsvc.web.embed import words
from commentsvc.web.embed.refusals import Refusal
from commentsvc.web.embed.showing import safe_html, shown, shown_own, structured_data
from commentsvc.web.embed.visit import Visit
from commentsvc.web.request_context import runtime


@dataclass(frozen=True)
class Place:
    """One comment to be shown in its place: those above it, and itself."""

    above: list
    comment: dict


def about_of(visit: Visit) -> ArticleHint:
    """The article that the page's address names. Raises Invalid."""
    state = visit.state
    return hint(visit.context.site, state.get("key"), state.get("url"), state.get("title"))


def order_of(visit: Visit) -> Order:
    """The order asked for; an unknown one is Best, so that an old link still reads."""
    asked = visit.state.get("sort", "")
    return Order(asked) if asked in set(Order) else Order.BEST


def filter_of(visit: Visit) -> Filter | None:
    """The filter asked for; an unknown one is none. The replies of one comment are shown whole."""
    asked = visit.state.get("filter", "")
    return Filter(asked) if asked in set(Filter) and "branch" not in visit.state else None


def render(visit: Visit, refusal: Refusal | None = None, typed: dict | None = None) -> Response:
    """The page of one thread, or of one branch of it. Raises Invalid or NotFound for a place that is not there."""
    about, order, chosen = about_of(visit), order_of(visit), filter_of(visit)
    row = thread_queries.by_key(visit.context.site, about.key)
    found = thread_head.of(visit.context, row, about.key, about.url)
    head = found.document
    head["title"] = head["title"] or about.title
    # A former key leads here; forms and links go on with the present one.
    visit.state |= {"key": head["key"]} if row is not None else {}
    # Where comments are off, nothing of the thread is read.
    row = None if found.closed else row
    branch, page = _page(visit, row, order, chosen)
    listed = [shown(node, visit.framed) for node in page.nodes]
    html = render_template(
        "embed/thread.html",
        visit=visit,
        framed=visit.framed,
        site=visit.context.site,
        settings=visit.context.settings,
        head=head,
        announcement=safe_html(head["announcement"] or [], visit.framed),
        house_rules=safe_html(head["house_rules"] or [], visit.framed),
        order=order,
        sorts=words.SORTS,
        chosen=chosen,
        filters=_filters(head, chosen),
        nothing=words.NOTHING_SELECTED.get(chosen),
        picks=_picks(visit, row, chosen, listed),
        comments=listed,
        next_cursor=page.next_cursor,
        branch=branch,
        place=_place(visit, row, listed),
        corrected=_corrected(visit, about.key) if branch is None and not visit.framed else [],
        mine=_mine(visit, row),
        token=visit.form_token(head["key"]),
        done=words.DONE.get(request.args.get("done", "")),
        refusal=refusal,
        typed=typed or {},
        data=structured_data(head, listed, _address(visit), visit.context.site.name, row.begun_at if row else None),
        feed=_feed(visit),
    )
    response = Response(html, mimetype="text/html")
    return visit.send(refusal.stamp(response) if refusal else response)


def _corrected(visit: Visit, key: str) -> list[dict]:
    """The article's standing correction notices, the newest first."""
    site = visit.context.site
    found = notices.of_article(site, key)[1]
    return [notice_words.shown(site.slug, one) for one in found if one.withdrawn_at is None]


def _filters(head: dict, chosen: Filter | None) -> dict:
    """The filters to choose from, with their words: those that show something, and the one at hand."""
    offered = {one: text for one, text in words.FILTERS.items() if one in (None, chosen) or one in head["filters"]}
    return offered if len(offered) > 1 else {}


def _picks(visit: Visit, row, chosen: Filter | None, listed: list[dict]) -> list[dict]:
    """The editors' picks above the first page of the whole; not the one that begins the list anyway."""
    if row is None or not row.shows_featured or chosen or visit.state.keys() & {"branch", "cursor"}:
        return []
    first = listed[0]["id"] if listed else None
    picks = [shown(node, visit.framed) for node in filtered.on_top(row.id)]
    return [one for one in picks if one["id"] != first]


def _page(visit: Visit, row, order: Order, chosen: Filter | None):
    """The comment whose replies are asked for (None: the roots), and the page of the list."""
    cursor, branch_id = visit.state.get("cursor"), visit.state.get("branch")
    if row is None:
        return None, thread_queries.Page([], None)
    if chosen is not None:
        return None, filtered.page(row.id, chosen, PAGE_DEFAULT_COMMENTS, cursor)
    if branch_id is None:
        return None, thread_queries.roots(row.id, order, PAGE_DEFAULT_COMMENTS, cursor)
    above = _row_in(visit, row, branch_id)
    page = thread_queries.replies(
        thread_queries.public_row(branch_id, visit.context.site.id), order, PAGE_DEFAULT_COMMENTS, cursor
    )
    return shown(thread_queries.single(above, thread_queries.ancestors(above)), visit.framed), page


def _row_in(visit: Visit, row, public_id: str):
    found = thread_queries.public_row(public_id, visit.context.site.id)
    if found.thread_id != row.id:
        raise NotFound("unknown_comment")
    return found


def _place(visit: Visit, row, listed: list[dict]) -> Place | None:
    """The comment that the address points at, unless the list shows it already."""
    at = request.args.get("at")
    if at is None or row is None or at in _ids(listed):
        return None
    try:
        found = _row_in(visit, row, at)
    except NotFound:
        return None
    above = thread_queries.ancestors(found)
    return Place(
        [shown(thread_queries.single(one, above), visit.framed) for one in above],
        shown(thread_queries.single(found, above), visit.framed),
    )


def _ids(listed: list[dict]) -> set[str]:
    found = set()
    for one in listed:
        found |= {one["id"]} | _ids(one["replies"]["comments"])
    return found


def _mine(visit: Visit, row) -> dict:
    """What the reader did here: votes, flags, what waits or was refused, and what can still be changed."""
    context = visit.context
    if row is None or context.reader is None:
        return {"votes": {}, "uncounted": [], "flags": [], "unseen": [], "own": set(), "editable": set()}
    mine = reader_queries.in_thread(context.reader, row.id)
    stated = statement_words.of_comments(mine.comments)
    return {
        "votes": mine.votes,
        "uncounted": mine.uncounted,
        "flags": mine.flags,
        "unseen": [
            shown_own(one, visit.framed) | stated.get(one.id, {})
            for one in mine.comments
            if one.status != Status.APPROVED
        ],
        "own": {one.public_id for one in mine.comments},
        "editable": {one.public_id for one in mine.comments if comments.is_editable(context, one)},
    }


def _feed(visit: Visit) -> str:
    """The address of the thread's feed, which names the article as this page's does."""
    name = "key" if visit.state.get("key") else "url"
    return url_for("feeds.thread", site=visit.slug, **{name: visit.state.get(name)})


def _address(visit: Visit) -> str:
    own = dict.fromkeys(("visit", "frame", "lang", "sort", "filter", "cursor", "branch", "title"))
    return runtime().settings.base_url + visit.link("plain_thread.thread", **own)
