"""Webhooks: an event becomes deliveries, a delivery is signed and sent, alerts to a chat are sent together.

The body is made when it is sent, so that nothing is told that was erased meanwhile.
"""

from datetime import timedelta
from functools import partial

import orjson

from commentsvc.db import db, unit_of_work
from commentsvc.domain import signatures
from commentsvc.domain.backoff import ATTEMPTS_MAX, told_to_wait, wait_after, wait_as_told
from commentsvc.domain.errors import OutgoingFailed
from commentsvc.domain.webhook_events import CHAT_TOGETHER, TEST, TYPES, Fact, HookKind
from commentsvc.jobs import chat_alerts
from commentsvc.jobs.work import GiveUp, Retry, Work
from commentsvc.ports import Asked
from commentsvc.queries import webhook_data
from commentsvc.services import webhook_deliveries, webhooks
from commentsvc.services.context import Context
from commentsvc.services.webhook_deliveries import NOTHING_LEFT, SWITCHED_OFF, Outcome

SECONDS = 15
"""So long a receiver may take to answer, from looking up its name to the status; its answer's body is not read."""

GONE = 410
_GONE = "receiver_gone"
# Nothing that trying again could mend: no dead letter.
_SETTLED = frozenset({NOTHING_LEFT, SWITCHED_OFF, _GONE})


def tell(name: str, work: Work) -> None:
    """An event of that name happened: write down which webhooks are told of it."""
    fact = Fact(name, work.key, work.payload, work.occurred_at)
    if not webhook_deliveries.listeners(work.site_id, fact):
        return
    with unit_of_work():
        webhook_deliveries.tell(work.context(), fact)


def deliver(work: Work) -> None:
    """Send one delivery. Raises Retry while it may still arrive, GiveUp when all attempts are used up.

    One that failed is sent as well: somebody at the desk has asked for its dead job to be tried again.
    """
    context = work.context()
    delivery = webhook_deliveries.look(context.site, work.payload["delivery"])
    if delivery is None or delivery.state == "delivered":
        return
    body = _body(work, context, delivery) if delivery.webhook.active else None
    if body is None:
        outcome, after = _unsent(delivery.webhook), None
    else:
        outcome, after = _send(work, context, delivery, body, work.attempt)
    _note(work, [delivery], outcome)
    if outcome.error and outcome.error not in _SETTLED:
        raise GiveUp(outcome.error) if outcome.final else Retry(outcome.error, after)


def alert(work: Work) -> None:
    """Send a chat all alerts that wait for it in one message, unless it had one a short time ago."""
    with unit_of_work():
        context = work.context()
        waiting = webhook_deliveries.take_together(context, work.payload["webhook"])
        if not waiting:
            return
        hook = waiting[0].webhook
        text = chat_alerts.message(context, _told(waiting), work.runtime.settings.base_url) if hook.active else None
        if text is None:
            for one in waiting:
                webhook_deliveries.note(context, one, _unsent(hook))
            return
        webhook_deliveries.begin_message(context, hook, more=len(waiting) == CHAT_TOGETHER)
    attempt = max(one.attempts for one in waiting) + 1
    outcome, after = _send(work, context, waiting[0], orjson.dumps({"text": text}), attempt)
    _note(work, waiting, outcome, wait_after(attempt, 1) if after is None else wait_as_told(after))


def _told(deliveries: list) -> list[tuple[str, dict]]:
    return [(one.type, one.payload) for one in deliveries]


def _unsent(hook) -> Outcome:
    """Nothing is sent: the webhook was switched off, or what would have been told has been dealt with."""
    return Outcome(error=NOTHING_LEFT, needless=True) if hook.active else Outcome(error=SWITCHED_OFF, final=True)


def _body(work: Work, context: Context, delivery) -> bytes | None:
    """What is sent; None where nothing is left to be said."""
    base_url = work.runtime.settings.base_url
    if delivery.webhook.kind == HookKind.CHAT:
        if delivery.type == TEST:
            text = chat_alerts.trial(context)
        else:
            text = chat_alerts.message(context, _told([delivery]), base_url)
        return text and orjson.dumps({"text": text})
    data = webhook_data.data(context.site, delivery.type, delivery.payload, base_url, context.now)
    told = {"type": delivery.type, "timestamp": webhook_data.moment(delivery.occurred_at), "data": data}
    return orjson.dumps(told)


def _send(work: Work, context: Context, delivery, body: bytes, attempt: int) -> tuple[Outcome, timedelta | None]:
    """Send a body; returns what came of it, and the wait that the receiver asked for."""
    hook = delivery.webhook
    headers = {"Content-Type": "application/json"}
    if hook.kind == HookKind.SIGNED:
        # The id stays the same however often it is sent.
        headers |= signatures.headers(webhooks.secrets(context, hook), delivery.public_id, context.now, body)
    last = attempt >= ATTEMPTS_MAX
    asked = Asked(webhooks.address(context.keys, hook), "POST", headers, body, seconds=SECONDS)
    # Nothing of the database is held while somebody else takes time.
    db.session.close()
    try:
        answer = work.runtime.outgoing.ask(asked)
    except OutgoingFailed as error:
        return Outcome(error=error.code, final=last), None
    if 200 <= answer.status < 300:
        return Outcome(answer.status), None
    if answer.status == GONE:
        return Outcome(answer.status, _GONE, final=True), None
    code = "redirected" if 300 <= answer.status < 400 else "status_refused"
    return Outcome(answer.status, code, final=last), told_to_wait(answer.headers.get("retry-after", ""), work.now)


def _note(work: Work, deliveries: list, outcome: Outcome, wait: timedelta | None = None) -> None:
    """Write down what came of it; with a ``wait``, a chat is told again what did not arrive."""
    with unit_of_work():
        context = work.context()
        present = webhook_deliveries.locked(context, [one.public_id for one in deliveries])
        for one in present:
            webhook_deliveries.note(context, one, outcome)
        # Nothing is there any more when somebody deleted the webhook meanwhile.
        if present and outcome.status == GONE:
            webhooks.gone(context, present[0].webhook)
        elif present and wait is not None and outcome.error and not outcome.final:
            webhook_deliveries.put_off(context, present[0].webhook, context.now + wait)


_EVENTS = [event.__name__ for event in TYPES.values()]
HANDLERS = {f"webhooks.{name}": partial(tell, name) for name in _EVENTS}
HANDLERS |= {webhook_deliveries.DELIVER: deliver, webhook_deliveries.ALERT: alert}
LISTENS = {name: (f"webhooks.{name}",) for name in _EVENTS}
# Most sites have none: their events cost no job.
WANTED = {f"webhooks.{name}": webhooks.any_active for name in _EVENTS}
