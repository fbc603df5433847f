"""A front page that a test writes itself, served at the newspaper's origin, with lists of a site on it."""

import json
import re

STRICT_CSP = (
    "default-src 'none'; script-src {service}; connect-src {service}; style-src 'nonce-test'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
# The room that docs/embed.md tells publishers to keep.
ROOM = (
    "latest-comments, most-discussed { display: block; font-size: medium }"
    "latest-comments { min-block-size: calc(3 * 7.75em) } most-discussed { min-block-size: calc(3 * 6.1em) }"
)
GROUND = "body { background: light-dark(#fff, #17191b) }"
HTML = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>The front page</title><style nonce="test">:root {{ color-scheme: light dark }} {css}</style>
<script type="module" src="{service}/embed.js"></script></head>
<body><main><h1>The front page</h1>{body}<p id="below">Below the lists.</p></main></body></html>"""
LATEST = '<latest-comments site="daily" limit="3"></latest-comments>'
DISCUSSED = '<most-discussed site="daily" limit="3" within="7d"></most-discussed>'
LISTS = re.compile(r"/api/v1/sites/[^/]+/(latest|most-discussed)")


def comment(**more):
    """One comment as the service lists it."""
    made = {
        "id": "2345678923456789",
        "author": {"name": "Ann", "avatar": "0a1b2c", "badges": []},
        "excerpt": "The bridge was opened on Monday.",
        "created_at": "2026-03-02T09:00:00.000Z",
        "permalink": "https://comments.example/embed/comments/2345678923456789",
        "article": {"key": "bridge", "url": "https://news.example/bridge", "title": "The bridge"},
    }
    return made | more


def article(**more):
    """One article as the service lists it."""
    made = {"key": "bridge", "url": "https://news.example/bridge", "title": "The bridge", "comment_count": 12}
    return made | more


class ListPage:
    """A front page, and what its lists are answered with."""

    def __init__(self, page, service):
        self.page, self.service = page, service
        self.latest = page.locator("latest-comments")
        self.discussed = page.locator("most-discussed")
        self.messages, self.asked = [], []
        # Chromium counts a page fulfilled by the test as public, and would ask before it may reach loopback.
        page.context.grant_permissions(["local-network-access"])
        page.on("console", lambda message: self.messages.append(message.text))
        page.on("request", lambda request: self.asked.append(request.url))

    def answer(self, comments=(), articles=()):
        """The service answers with these rows from now on."""
        documents = {
            "latest": {"comments": list(comments), "next_cursor": None},
            "most-discussed": {"articles": list(articles), "complete": True},
        }

        def fulfil(route):
            name = LISTS.search(route.request.url)[1]
            headers = {"Access-Control-Allow-Origin": "*"}
            route.fulfill(body=json.dumps(documents[name]), content_type="application/json", headers=headers)

        self.page.unroute(LISTS)
        self.page.route(LISTS, fulfil)

    def fail(self):
        """The service is not there from now on."""
        self.page.unroute(LISTS)
        self.page.route(LISTS, lambda route: route.abort())

    def open(self, body=LATEST + DISCUSSED, *, lang="en", css=ROOM, csp=STRICT_CSP):
        """Goes to the page."""
        html = HTML.format(service=self.service.url, lang=lang, css=css, body=body)
        headers = {"content-type": "text/html; charset=utf-8"}
        if csp:
            headers["content-security-policy"] = csp.format(service=self.service.url)
        address = f"{self.service.newspaper}/test/front"
        self.page.unroute(address)
        self.page.route(address, lambda route: route.fulfill(body=html, headers=headers))
        self.page.goto(address)
        return self

    def requests(self, name):
        """The addresses asked for, of one list."""
        return [url for url in self.asked if f"/{name}?" in url]
