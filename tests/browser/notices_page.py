"""An article page that a test writes itself, with `<correction-notices>` on it, and what the element is answered with."""

import json
import re

from .host_page import GROUND, HostPage

NOTICES = re.compile(r"/api/v1/sites/[^/]+/notices")


def notice(**more):
    """One notice as the service gives it."""
    made = {
        "id": "2345678923456789",
        "kind": "correction",
        "status": "published",
        "text": "An earlier version named the wrong year.",
        "before": "in 1978",
        "after": "in 1987",
        "target": None,
        "language": "en",
        "version": 1,
        "published_at": "2026-03-02T09:00:00.000Z",
        "changed_at": None,
        "withdrawn_at": None,
        "reason": None,
        "url": "https://comments.example/corrections/daily?at=2345678923456789#2345678923456789",
    }
    return made | more


class NoticesPage(HostPage):
    """A page with the element, and what it is answered with."""

    def __init__(self, page, service):
        super().__init__(page, service)
        self.element = page.locator("correction-notices")

    def answer(self, *notices):
        document = json.dumps({"article": None, "notices": notices})
        headers = {"Access-Control-Allow-Origin": "*"}
        self.page.unroute(NOTICES)
        self.page.route(
            NOTICES, lambda route: route.fulfill(body=document, content_type="application/json", headers=headers)
        )
        return self

    def open(self, attributes="", above="", inside="", css="", **page):
        element = f'<correction-notices site="daily" key="{self.key}" {attributes}>{inside}</correction-notices>'
        body = f'<h1>The bridge</h1>{above}{element}<p id="below">Below.</p>'
        self.show(body, css=GROUND + css, **page)
        return self
