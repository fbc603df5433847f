"""The desk's first pages: which site, what waits there, and the keys."""

from flask import g, redirect, render_template, url_for

from commentsvc.domain.roles import Power
from commentsvc.queries import background, desk_log_list, desk_staff
from commentsvc.queries.desk_log_list import Choice
from commentsvc.web.dashboard.answers import counts
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs

_RECENT = 8


@blueprint.get("/")
@needs(None)
def start():
    """On to the person's site; with several, a choice; without any, a word about it."""
    sites = desk_staff.memberships(g.person.id)
    if len(sites) == 1:
        return redirect(url_for("dashboard.overview", site=sites[0][0].slug))
    return render_template("dashboard/sites.html", sites=sites)


@blueprint.get("/<site>/")
@needs(Power.LOOK)
def overview():
    """What waits, and what was done last."""
    lines, _ = desk_log_list.page(g.site.id, Choice(), sight=at_desk().sight)
    failed = background.dead_count(g.site.id) if at_desk().may(Power.CONFIGURE) else 0
    return render_template("dashboard/overview.html", waiting=counts(), lines=lines[:_RECENT], failed=failed)


@blueprint.get("/<site>/keys")
@needs(Power.LOOK)
def keys():
    """The map of keys, for who has no script and for who wants a page of it."""
    return render_template("dashboard/keys.html")
