"""Webhooks of a site as tests make them, and what became of their deliveries."""

from datetime import datetime

import orjson
from sqlalchemy import select

from commentsvc.db import db, unit_of_work
from commentsvc.domain import signatures
from commentsvc.domain.moderation import Actor
from commentsvc.jobs import dispatch
from commentsvc.models.job import Job
from commentsvc.models.webhook import Webhook, WebhookDelivery
from commentsvc.services import sites, webhook_deliveries, webhooks
from commentsvc.services.context import Context
from tests.receivers import Received

ADMINISTRATOR = Actor("staff", 7)


class Hooks:
    """Makes webhooks, lets the worker work, and looks at the rows."""

    def __init__(self, app, clock, slug: str = "daily"):
        self.app, self.clock, self.slug = app, clock, slug

    @property
    def keys(self):
        return self.app.extensions["commentsvc"].keys

    def act(self, action, *arguments, **named):
        """Call a service with a context of its own in a unit of work."""
        with self.app.app_context():
            with unit_of_work():
                context = Context(sites.get(self.slug), self.clock.now(), self.keys)
                result = action(context, *arguments, **named)
            db.session.expunge_all()
        return result

    def add(self, url: str, kind: str = "signed", events=()) -> Webhook:
        return self.act(webhooks.add, kind, url, events, ADMINISTRATOR)

    def on_hook(self, action, hook: Webhook, *arguments, **named):
        """Call a service with a webhook's row."""
        return self.act(lambda context: action(context, webhooks.find(context, hook.public_id), *arguments, **named))

    def remove(self, hook: Webhook) -> None:
        self.on_hook(webhooks.remove, hook, ADMINISTRATOR)

    def switch(self, hook: Webhook, on: bool) -> None:
        self.on_hook(webhooks.switch, hook, ADMINISTRATOR, on=on)

    def send_again(self, delivery: WebhookDelivery) -> None:
        def again(context):
            webhook_deliveries.send_again(context, webhook_deliveries.find(context, delivery.public_id))

        self.act(again)

    def run(self) -> int:
        """Do everything that is due."""
        return dispatch.run_due(self.app)

    def run_all(self) -> None:
        """Do everything there is to do, letting the time pass."""
        while due := self._next_due():
            self.clock.moment = max(self.clock.moment, due)
            self.run()

    def _next_due(self) -> datetime | None:
        self.run()
        waiting = [job.due_at for job in self.jobs() if job.state == "waiting"]
        return min(waiting, default=None)

    def _rows(self, model) -> list:
        with self.app.app_context():
            found = list(db.session.scalars(select(model).order_by(model.id)))
            db.session.expunge_all()
        return found

    def jobs(self) -> list[Job]:
        return self._rows(Job)

    def deliveries(self) -> list[WebhookDelivery]:
        return self._rows(WebhookDelivery)

    def hook(self) -> Webhook:
        return self._rows(Webhook)[0]

    def read(self, hook: Webhook, got: Received) -> dict:
        """What a message says, after its signature has been checked as a receiver does."""
        envelope = signatures.Envelope(*(got.headers[f"webhook-{name}"] for name in ("id", "timestamp", "signature")))
        signatures.check([webhooks.secret(self.keys, hook)], envelope, got.body, self.clock.now())
        return orjson.loads(got.body)
