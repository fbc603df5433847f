"""A front page that a test writes itself, served at the newspaper's origin, with lists of a site on it."""

import json
import re

from .host_page import STRICT_CSP, HostPage

# The room that docs/embed.md tells publishers to keep.
ROOM = (
    "latest-comments, most-discussed { display: block; font-size: medium }"
    "latest-comments { min-block-size: calc(3 * 7.75em) } most-discussed { min-block-size: calc(3 * 6.1em) }"
)
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


class ListPage(HostPage):
    """A front page, and what its lists are answered with."""

    def __init__(self, page, service):
        super().__init__(page, service)
        self.latest = page.locator("latest-comments")
        self.discussed = page.locator("most-discussed")

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

    def open(self, lists=LATEST + DISCUSSED, *, lang="en", css=ROOM, csp=STRICT_CSP):
        """Goes to the page with these lists on it."""
        self.show(f'<h1>The front page</h1>{lists}<p id="below">Below the lists.</p>', lang=lang, css=css, csp=csp)
        return self

    def requests(self, name):
        """The addresses asked for, of one list."""
        return [url for url in self.asked if f"/{name}?" in url]
