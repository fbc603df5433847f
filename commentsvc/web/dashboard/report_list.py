"""The list of correction reports: tabs, orders, search, pages."""

from flask import g, render_template, request, url_for

from commentsvc.domain.correction_states import Kind
from commentsvc.domain.roles import Power
from commentsvc.queries import desk_report_list, desk_staff
from commentsvc.queries.desk_report_list import Choice
from commentsvc.services import saved_views
from commentsvc.web.dashboard.answers import looking
from commentsvc.web.dashboard.asked import public_id, search_words
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.dashboard.kept_views import views_of

# What is done is looked up from the newest; what is late, by how late it is.
_FIRST_ORDER = {"closed": "newest", "overdue": "due"}


@blueprint.get("/<site>/reports")
@needs(Power.LOOK)
def report_list():
    """Reports by state, page by page, one for each place."""
    choice = _choice()
    cards, cursor = desk_report_list.page(looking(), choice)
    return render_template(
        "dashboard/reports.html",
        choice=choice,
        kept=_kept(choice),
        narrowed=bool(choice.words or choice.section or choice.kind or choice.article),
        about=desk_report_list.article_of(looking(), choice.article) if choice.article else None,
        cards=cards,
        cursor=cursor,
        sections=desk_report_list.sections_of(g.site.id),
        first_order=first_order,
        orders=desk_report_list.ORDERS,
        views=views_of(saved_views.REPORTS),
        query=list_url(choice, after=None).partition("?")[2],
    )


def first_order(tab: str) -> str:
    """The order in which a tab opens."""
    return _FIRST_ORDER.get(tab, "oldest")


def _choice() -> Choice:
    """Read the address; what it does not know is answered with the default."""
    desk = at_desk()
    tab = request.args.get("state", "open" if desk.may(Power.CORRECT) or not desk.may(Power.CORRECT_OWN) else "mine")
    tab = tab if tab in desk_report_list.TABS else "open"
    order, kind, after = (request.args.get(name, "") for name in ("order", "kind", "after"))
    return Choice(
        tab,
        order if order in desk_report_list.ORDERS else first_order(tab),
        search_words(request.args.get("q", "")),
        search_words(request.args.get("section", "")),
        kind if kind in set(Kind) else "",
        public_id(request.args.get("article", "")),
        public_id(after) or None,
    )


def _kept(choice: Choice) -> dict:
    """The parts of the address that narrow the list, without tab, order and page."""
    named = {"q": choice.words, "section": choice.section, "kind": choice.kind, "article": choice.article}
    return {name: value for name, value in named.items() if value}


def list_url(choice: Choice, **changes) -> str:
    """The list's address with some of its parts changed; those that say nothing are left out."""
    parts = {"state": choice.tab, "order": choice.order, **_kept(choice), **changes}
    return url_for("dashboard.report_list", **{name: value for name, value in parts.items() if value})


def takers() -> list[tuple[str, str]]:
    """Those of the site to whom a report can be given: public id and name."""
    if "takers" not in g:
        g.takers = desk_staff.who_may(g.site.id, Power.CORRECT_OWN)
    return g.takers


@blueprint.context_processor
def _for_lists() -> dict:
    return {"list_url": list_url, "takers": takers}
