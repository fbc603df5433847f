"""Views of the desk's lists that a person keeps under a name: the lists of reports and of comments have them."""

from flask import g, redirect, request, url_for

from commentsvc.db import unit_of_work
from commentsvc.domain.roles import Power
from commentsvc.queries import saved_views as kept_queries
from commentsvc.services import saved_views
from commentsvc.web.account.local_paths import desk_path
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs


@blueprint.post("/<site>/reports/views")
@needs(Power.LOOK)
def keep_view():
    """Keep the list of reports that is looked at now, or let a view of it go."""
    return _keep(saved_views.REPORTS, url_for("dashboard.report_list"))


@blueprint.post("/<site>/comments/views")
@needs(Power.LOOK)
def keep_comment_view():
    """Keep the list of comments that is looked at now, or let a view of it go."""
    return _keep(saved_views.COMMENTS, url_for("dashboard.comment_queue"))


def views_of(area: str) -> list[dict]:
    """What the person keeps of a list, and what others share: ``view``, and whether the person may let it go."""
    desk = at_desk()
    found = kept_queries.kept(g.site.id, desk.user_id, area)
    return [{"view": row, "goes": row.user_id == desk.user_id or desk.may(Power.CONFIGURE)} for row in found]


def _keep(area: str, page: str):
    """``name``, ``query`` (of the list's address) and ``shared`` make a view; ``forget`` names the one to let go.

    What colleagues share only administrators let go for them.
    """
    forgotten = request.form.get("forget")
    with unit_of_work():
        context = at_desk().context()
        if forgotten:
            saved_views.forget(context, at_desk().user_id, forgotten, at_desk().may(Power.CONFIGURE))
            query = ""
        else:
            name, query = request.form.get("name", ""), request.form.get("query", "")
            shared = request.form.get("shared") == "yes"
            query = saved_views.keep(context, at_desk().user_id, area, name, query, shared).query
    back = desk_path(request.form.get("next"), page) if forgotten else f"{page}?{query}"
    return redirect(back, 303)
