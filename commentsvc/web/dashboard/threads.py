"""Threads: the list, and their lock."""

from flask import g, render_template, request, url_for

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import LostRace
from commentsvc.domain.moderation import Action
from commentsvc.domain.roles import Power
from commentsvc.queries import desk_threads
from commentsvc.services import moderation, threads
from commentsvc.web.dashboard import words
from commentsvc.web.dashboard.answers import decided, racing_for
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.dashboard.paging import listing


@blueprint.get("/<site>/threads")
@needs(Power.LOOK)
def thread_list():
    """Threads, the newest first; all or the locked ones."""
    view = listing("show", ("all", "locked"), "all", ())
    lines, cursor = desk_threads.page(g.site.id, view.tab == "locked", view.after)
    return render_template("dashboard/threads.html", view=view, lines=lines, cursor=cursor)


@blueprint.post("/<site>/threads/<thread_id>/lock")
@needs(Power.MODERATE)
def lock_thread(thread_id: str):
    """Lock or open a thread; whoever finds it so already came too late."""
    locked = request.form.get("locked") == "yes"
    page = url_for("dashboard.thread_list")
    with unit_of_work():
        context = at_desk().context()
        thread = threads.lock_row(threads.find(context, thread_id).id)
        racing_for("thread", thread.id, -1, page)
        if thread.locked == locked:
            raise LostRace("thread_changed")
        entry = moderation.lock_thread(context, thread, at_desk().actor, locked=locked)
    return decided(entry, str(words.DONE[Action.LOCK if locked else Action.UNLOCK]), page)
