"""Threads: the list, one thread, its switches and its announcement."""

from flask import g, render_template, request, url_for
from werkzeug.exceptions import BadRequest

from commentsvc.db import unit_of_work
from commentsvc.domain import markup
from commentsvc.domain.errors import Invalid, NotFound
from commentsvc.domain.roles import Power
from commentsvc.domain.site_settings import SiteSettings, clean_staff_words
from commentsvc.domain.thread_state import state_of
from commentsvc.domain.thread_switches import Switch
from commentsvc.queries import desk_log, desk_threads
from commentsvc.services import thread_states, threads
from commentsvc.web.dashboard import words
from commentsvc.web.dashboard.answers import decided, racing_for
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.dashboard.paging import listing
from commentsvc.web.messages import error_text
from commentsvc.web.request_context import now


@blueprint.get("/<site>/threads")
@needs(Power.LOOK)
def thread_list():
    """Threads, the newest first; all of them, or those of which one switch is on."""
    view = listing("show", ("all", *Switch), "all", ())
    on = None if view.tab == "all" else Switch(view.tab)
    lines, cursor = desk_threads.page(g.site.id, on, view.after, at_desk().sections)
    return render_template(
        "dashboard/threads.html", view=view, lines=lines, cursor=cursor, states=[_state(line) for line in lines]
    )


@blueprint.get("/<site>/threads/<thread_id>/settings")
@needs(Power.LOOK)
def thread_settings(thread_id: str):
    """One thread: its article, its switches, its announcement, and what was decided about it."""
    return _page(_line(thread_id))


@blueprint.post("/<site>/threads/<thread_id>/switch")
@needs(Power.MODERATE)
def switch_thread(thread_id: str):
    """Turn one switch (``locked:yes``); whoever finds it so already came too late."""
    name, _, position = request.form.get("switch", "").partition(":")
    if name not in set(Switch) or position not in ("yes", "no"):
        raise BadRequest()
    which, on = Switch(name), position == "yes"
    page = url_for("dashboard.thread_settings", thread_id=thread_id)
    with unit_of_work():
        context = at_desk().context()
        row = threads.find(context, thread_id)
        racing_for("thread", row.id, -1, page)
        entry = thread_states.switch(context, row, which, at_desk().actor, on=on)
    return decided(entry, str(words.DONE[which.on_action if on else which.off_action]), page)


@blueprint.post("/<site>/threads/<thread_id>/announcement")
@needs(Power.MODERATE)
def announce(thread_id: str):
    """Show how the words would look (``do=preview``), or put them above the thread."""
    text, page = request.form.get("announcement", ""), url_for("dashboard.thread_settings", thread_id=thread_id)
    try:
        if request.form.get("do") == "preview":
            shown = markup.parse(clean_staff_words("announcement", text)).nodes
            return _page(_line(thread_id), typed=text, preview=shown)
        with unit_of_work():
            context = at_desk().context()
            row = threads.find(context, thread_id)
            racing_for("thread", row.id, -1, page)
            entry = thread_states.announce(context, row, text, at_desk().actor)
    except Invalid as error:
        wrong = "; ".join(error_text(one.code, one.params) for one in error.errors)
        return _page(_line(thread_id), typed=text, wrong=wrong), 422
    return decided(entry, str(words.DONE[entry.action]), page)


@blueprint.post("/<site>/threads/<thread_id>/headline")
@needs(Power.MODERATE)
def confirm_headline(thread_id: str):
    """Vouch for the headline as the form shows it."""
    page = url_for("dashboard.thread_settings", thread_id=thread_id)
    with unit_of_work():
        context = at_desk().context()
        row = threads.find(context, thread_id)
        racing_for("thread", row.id, -1, page)
        entry = thread_states.confirm(context, row, request.form.get("title", ""), at_desk().actor)
    return decided(entry, str(words.DONE[entry.action]), page, undo=False)


def _line(thread_id: str) -> desk_threads.ThreadLine:
    line = desk_threads.one(g.site.id, thread_id)
    if line is None:
        raise NotFound("unknown_thread")
    return line


def _page(line: desk_threads.ThreadLine, typed: str | None = None, preview: list | None = None, wrong: str = ""):
    return render_template(
        "dashboard/thread_settings.html",
        line=line,
        state=_state(line),
        settings=SiteSettings.from_mapping(g.site.settings),
        typed=line.thread.announcement if typed is None else typed,
        present=markup.parse(line.thread.announcement).nodes,
        preview=preview,
        wrong=wrong,
        other_keys=desk_threads.other_keys(line.article),
        lines=desk_log.of_subject(g.site.id, "thread", line.thread.id),
    )


def _state(line: desk_threads.ThreadLine):
    return state_of(line, SiteSettings.from_mapping(g.site.settings), now())
