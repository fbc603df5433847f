"""The desk's first pages: which site, what waits there, what happened meanwhile, and the keys."""

from datetime import datetime, timedelta

from flask import g, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l

from commentsvc.domain.roles import Power
from commentsvc.queries import background, desk_log_list, desk_since, desk_staff
from commentsvc.queries.desk_log_list import Choice
from commentsvc.web.dashboard.answers import counts, looking
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.request_context import now

_RECENT = 8
# Name in the address -> how far back it goes, and what the page calls it.
_SPANS = {"day": (timedelta(hours=24), _l("24 hours")), "week": (timedelta(days=7), _l("Seven days"))}
# Whoever was away for longer is told of so much; the figures and the log have the rest.
_LONGEST = timedelta(days=30)


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
    """What waits, what happened since the person left (or since ``?since=day`` or ``week``), what was done last."""
    lines, _ = desk_log_list.page(g.site.id, Choice(), sight=at_desk().sight)
    failed = background.dead_count(g.site.id) if at_desk().may(Power.CONFIGURE) else 0
    span, moment = _since()
    return render_template(
        "dashboard/overview.html",
        waiting=counts(),
        lines=lines[:_RECENT],
        failed=failed,
        span=span,
        spans={name: label for name, (_, label) in _SPANS.items()},
        left=_left(),
        moment=moment,
        since=desk_since.told(looking(), moment),
    )


@blueprint.get("/<site>/keys")
@needs(Power.LOOK)
def keys():
    """The map of keys, for who has no script and for who wants a page of it."""
    return render_template("dashboard/keys.html")


def _since() -> tuple[str, datetime]:
    """Which span is looked at (``left`` or a name of ``_SPANS``), and when it began."""
    asked = request.args.get("since", "")
    if asked in _SPANS:
        return asked, now() - _SPANS[asked][0]
    left = _left()
    return ("left", left) if left else ("day", now() - _SPANS["day"][0])


def _left() -> datetime | None:
    """When the person left; None for whoever is here for the first time."""
    left = at_desk().left_at
    return max(left, now() - _LONGEST) if left else None
