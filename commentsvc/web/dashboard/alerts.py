"""My alerts: what the person wishes to be told by mail of what waits on the site, how soon, and when not."""

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from commentsvc.db import unit_of_work
from commentsvc.domain import mail_address
from commentsvc.domain.alert_queues import Queue
from commentsvc.domain.errors import Invalid
from commentsvc.domain.local_time import QuietHours
from commentsvc.domain.mail_topics import ABOUT_ME, ALERTS, DIGEST, TOPICS, Cadence
from commentsvc.domain.roles import Power
from commentsvc.services import contacts, correction_digests, mail, staff_alerts
from commentsvc.services.context import Context
from commentsvc.web.account import mail_words
from commentsvc.web.dashboard import alert_words
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.messages import error_text


@blueprint.get("/<site>/alerts")
@needs(Power.LOOK)
def own_alerts():
    """What is chosen, with a word where mails to the person have been ended by a link in one."""
    context = at_desk().context()
    row = staff_alerts.chosen(g.site.id, g.person.id)
    refused = _blocks(context)
    on = row is not None and not {ALERTS, ""} & refused
    quiet = QuietHours.read("quiet", row.quiet_hours) if row else None
    typed = {
        "cadence": row.cadence if on else Cadence.NEVER,
        "queues": row.queues if row else list(Queue),
        "quiet_from": f"{quiet.begin:%H:%M}" if quiet else "",
        "quiet_until": f"{quiet.end:%H:%M}" if quiet else "",
        "digest": row is not None and row.digest_until is not None and not {DIGEST, ""} & refused,
        "about_me": not {ABOUT_ME, ""} & refused,
    }
    return _page(context, typed, blocked="" in refused)


@blueprint.post("/<site>/alerts")
@needs(Power.LOOK)
def choose_alerts():
    """Keep what was chosen. Who chooses to be told has unsubscribed from it no more."""
    begin, end = (request.form.get(name, "").strip() for name in ("quiet_from", "quiet_until"))
    typed = {
        "cadence": request.form.get("cadence", ""),
        "queues": request.form.getlist("queues"),
        "quiet_from": begin,
        "quiet_until": end,
        "digest": "digest" in request.form,
        "about_me": "about_me" in request.form,
    }
    try:
        wishes = staff_alerts.Wishes.read(typed["cadence"], typed["queues"], f"{begin}-{end}" if begin or end else "")
    except Invalid as error:
        wrong = {one.field: error_text(one.code, one.params) for one in error.errors}
        return _page(at_desk().context(), typed, wrong), 422
    with unit_of_work():
        context = at_desk().context()
        staff_alerts.choose(context, g.person.id, wishes)
        if wishes.cadence is not Cadence.NEVER:
            mail.unblock(context, _hash(context), ALERTS)
        _keep_corrections(context, typed)
    flash({"text": _("Saved."), "undo": None}, "done")
    return redirect(url_for("dashboard.own_alerts"), 303)


def _keep_corrections(context: Context, typed: dict) -> None:
    """The digest for who decides about reports, and what goes to seniors at once unless they want none of it."""
    if at_desk().may(Power.CORRECT_OWN):
        correction_digests.switch(context, g.person.id, typed["digest"])
        if typed["digest"]:
            mail.unblock(context, _hash(context), DIGEST)
    if _is_senior():
        change = mail.unblock if typed["about_me"] else mail.block
        change(context, _hash(context), ABOUT_ME)


def _is_senior() -> bool:
    return at_desk().may(Power.PUBLISH) and not at_desk().sections


def _page(context: Context, typed: dict, wrong: dict | None = None, *, blocked: bool = False) -> str:
    return render_template(
        "dashboard/alerts.html",
        typed=typed,
        wrong=wrong or {},
        blocked=blocked,
        cadences=[(wish, mail_words.CADENCES[wish]) for wish in TOPICS[ALERTS].choices],
        queues=alert_words.QUEUES,
        senior=_is_senior(),
        due_hours=context.settings.due_hours_about_me,
        zone=context.settings.time_zone,
    )


def _blocks(context: Context) -> frozenset[str]:
    return mail.blocked(context, _hash(context))


def _hash(context: Context) -> str:
    address = mail_address.read(g.person.email)
    return contacts.address_hash(context, address) if address else ""
