"""Webhooks of the site, for its administrators: add, choose, test, switch off, delete, and send again."""

from flask import Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import Invalid, OutgoingFailed, invalid
from commentsvc.domain.roles import Power
from commentsvc.domain.webhook_events import HookKind, choices
from commentsvc.queries import desk_webhooks
from commentsvc.services import webhook_deliveries, webhooks
from commentsvc.web.dashboard import step_up, webhook_words
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.dashboard.paging import listing
from commentsvc.web.messages import error_text
from commentsvc.web.request_context import keys, now, runtime


@blueprint.get("/<site>/settings/webhooks")
@needs(Power.CONFIGURE)
def webhook_list():
    """All webhooks, and the forms for new ones."""
    return _list()


@blueprint.post("/<site>/settings/webhooks")
@needs(Power.CONFIGURE)
def add_webhook():
    """Add a webhook, and show the secret of one that is signed: once, and never again."""
    kind, url, events = request.form.get("kind", ""), request.form.get("url", "").strip(), _chosen()
    step_up.prove()
    try:
        webhooks.checked(kind, url, events)
        _require_some(events)
        # Looked up outside of the unit of work: nobody waits for somebody's name server.
        runtime().outgoing.check(url)
        with unit_of_work():
            context = at_desk().context()
            hook = webhooks.add(context, kind, url, events, at_desk().actor)
    except OutgoingFailed as error:
        return _list({"url": error_text(error.code, error.params)}), 422
    except Invalid as error:
        return _list({one.field: error_text(one.code, one.params) for one in error.errors}), 422
    if kind == HookKind.CHAT:
        return _done(_("The chat is added. Send it a test."), hook.public_id)
    return _shown_once(hook), 201


@blueprint.get("/<site>/settings/webhooks/<hook_id>")
@needs(Power.CONFIGURE)
def webhook_page(hook_id: str):
    """One webhook: what it is told of, and what became of each message."""
    return _page(hook_id)


@blueprint.post("/<site>/settings/webhooks/<hook_id>/events")
@needs(Power.CONFIGURE)
def choose_webhook_events(hook_id: str):
    """Tell it of other things from now on."""
    step_up.prove()
    events = _chosen()
    try:
        _require_some(events)
        _act(hook_id, webhooks.choose_events, events, at_desk().actor)
    except Invalid as error:
        return _page(hook_id, "; ".join(error_text(one.code, one.params) for one in error.errors)), 422
    return _done(_("Saved."), hook_id)


@blueprint.post("/<site>/settings/webhooks/<hook_id>/switch")
@needs(Power.CONFIGURE)
def switch_webhook(hook_id: str):
    """Switch it off (``on=no``), or on again."""
    step_up.prove()
    on = request.form.get("on") == "yes"
    _act(hook_id, webhooks.switch, at_desk().actor, on=on)
    return _done(_("Switched on.") if on else _("Switched off. What happens from now on is not told."), hook_id)


@blueprint.post("/<site>/settings/webhooks/<hook_id>/secret")
@needs(Power.CONFIGURE)
def renew_webhook_secret(hook_id: str):
    """Sign with a new secret, shown once; the one before it signs as well for a day, so that nothing is missed."""
    step_up.prove()
    try:
        with unit_of_work():
            context = at_desk().context()
            hook = webhooks.find(context, hook_id)
            webhooks.renew_secret(context, hook, at_desk().actor)
    except Invalid as error:
        return _page(hook_id, error_text(error.errors[0].code, {})), 422
    return _shown_once(hook)


@blueprint.post("/<site>/settings/webhooks/<hook_id>/old-secret/end")
@needs(Power.CONFIGURE)
def end_old_webhook_secret(hook_id: str):
    """Sign with the newest secret alone."""
    step_up.prove()
    _act(hook_id, webhooks.end_old_secret, at_desk().actor)
    return _done(_("Only the newest secret signs now."), hook_id)


@blueprint.post("/<site>/settings/webhooks/<hook_id>/deletion")
@needs(Power.CONFIGURE)
def delete_webhook(hook_id: str):
    """Forget it, with its deliveries."""
    step_up.prove()
    _act(hook_id, webhooks.remove, at_desk().actor)
    return _done(_("The webhook is deleted."))


@blueprint.post("/<site>/settings/webhooks/<hook_id>/test")
@needs(Power.CONFIGURE)
def test_webhook(hook_id: str):
    """Send it a message that says nothing but that it works."""
    _act(hook_id, webhook_deliveries.tell_test)
    return _done(_("A test is on its way. Reload this page in a moment to see whether it arrived."), hook_id)


@blueprint.post("/<site>/settings/webhooks/<hook_id>/deliveries/<delivery_id>/send-again")
@needs(Power.CONFIGURE)
def send_delivery_again(hook_id: str, delivery_id: str):
    """Send one message again, under the same id."""
    with unit_of_work():
        context = at_desk().context()
        webhook_deliveries.send_again(context, webhook_deliveries.find(context, delivery_id))
    return _done(_("It is on its way again. Reload this page in a moment."), hook_id)


@blueprint.context_processor
def _for_webhooks() -> dict:
    return {"hook_words": webhook_words, "choices": choices, "host_of": lambda hook: webhooks.host(keys(), hook)}


def _chosen() -> list[str]:
    return request.form.getlist("events")


def _require_some(events: list[str]) -> None:
    if not events:
        raise invalid("events", "required")


def _act(hook_id: str, act, *arguments, **named) -> None:
    with unit_of_work():
        context = at_desk().context()
        act(context, webhooks.find(context, hook_id), *arguments, **named)


def _done(message: str, hook_id: str | None = None) -> Response:
    flash({"text": message, "undo": None}, "done")
    page = url_for("dashboard.webhook_page", hook_id=hook_id) if hook_id else url_for("dashboard.webhook_list")
    return redirect(page, 303)


def _shown_once(hook) -> str:
    return render_template(
        "dashboard/webhook_secret.html",
        hook=hook,
        host=webhooks.host(keys(), hook),
        secret=webhooks.secret_for_people(keys(), hook),
        old_until=webhooks.old_secret_until(hook, now()),
    )


def _list(wrong: dict | None = None):
    hooks = webhooks.listed(g.site)
    return render_template(
        "dashboard/webhooks.html",
        hooks=hooks,
        latest=desk_webhooks.latest([hook.id for hook in hooks]),
        wrong=wrong or {},
        typed=request.form,
        chosen=_chosen(),
    )


def _page(hook_id: str, wrong: str = ""):
    hook = webhooks.look(g.site, hook_id)
    deliveries, cursor = desk_webhooks.page(hook.id, listing("show", ("all",), "all", ()).after)
    chosen = _chosen() if wrong else hook.events or list(choices(hook.kind))
    return render_template(
        "dashboard/webhook.html",
        hook=hook,
        old_until=webhooks.old_secret_until(hook, now()),
        deliveries=deliveries,
        cursor=cursor,
        chosen=chosen,
        wrong=wrong,
    )
