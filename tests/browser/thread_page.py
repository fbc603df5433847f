"""An article page that a test writes itself, served at the newspaper's origin, with `<comment-thread>` on it."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from .host_page import STRICT_CSP, HostPage

THREADS = re.compile(r"/api/v1/sites/daily/thread\?")
THREAD = '<comment-thread site="daily" key="{key}" {attributes}>{inside}</comment-thread>'
ARTICLE = "<h1>The bridge</h1><p>It is still closed.</p>\n{before}{thread}{after}"


class ThreadPage(HostPage):
    """What a reader does with the thread of one article."""

    def __init__(self, page, service, key=None):
        super().__init__(page, service, key)
        self.thread = page.locator("comment-thread")
        self.fragment = ""

    def open(self, *, lang="en", attributes="", css="", before="", after="", inside="", csp=STRICT_CSP, ready=True):
        """Goes to the page; with `ready`, waits until the thread's heading shows."""
        thread = THREAD.format(key=self.key, attributes=attributes, inside=inside)
        body = ARTICLE.format(before=before, thread=thread, after=after)
        self.show(body, lang=lang, css=css, csp=csp, fragment=self.fragment)
        if ready:
            self.thread.get_by_role("heading").first.wait_for()
        return self

    def posted(self, source, **more):
        """A comment that somebody else posts past the page; gives its JSON."""
        body = {"thread": {"key": self.key}, "source": source, "author": {"name": "Ben"}, **more}
        answer = self.page.request.post(f"{self.service.url}/api/v1/sites/daily/comments", data=body)
        assert answer.status == 201, answer.text()
        return answer.json()["comment"]

    def serves(self, change):
        """Has the service's answers for whole threads changed by `change(page, query)` before the page sees them."""

        def answer(route):
            response = route.fetch()
            body = response.json()
            change(body, parse_qs(urlsplit(route.request.url).query))
            route.fulfill(response=response, json=body)

        self.page.route(THREADS, answer)

    @property
    def box(self):
        return self.thread.get_by_role("textbox").first

    def count(self, number):
        expect(self.thread.get_by_role("heading", name=f"Comments ({number})", exact=True)).to_be_visible()

    def comment(self, text):
        """The comment whose own text holds these words."""
        body = self.page.locator(".body", has_text=text)
        return self.thread.locator("article").filter(has=body).first

    def write(self, text, name="Ann"):
        """Fills the box and the name without sending."""
        self.box.fill(text)
        self.thread.get_by_label("Your name").fill(name)

    def post(self, text, name="Ann"):
        """Posts a comment and waits until it shows."""
        self.write(text, name)
        self.thread.get_by_role("button", name="Post comment").click()
        expect(self.comment(text)).to_be_visible()

    def reply(self, to, text, name="Ben"):
        """Replies to the comment that holds `to`."""
        self.comment(to).get_by_role("button", name="Reply to").click()
        form = self.thread.locator(".slot form")
        form.get_by_role("textbox").first.fill(text)
        form.get_by_label("Your name").fill(name)
        form.get_by_role("button", name="Post reply").click()
        expect(self.comment(text)).to_be_visible()

    def good(self, text):
        """The button that votes for the comment that holds `text`."""
        return self.comment(text).get_by_role("button", name="Good comment")

    def vote(self, text):
        """Votes for a comment that nobody has voted for, and sees the vote again after a reload."""
        button = self.good(text)
        with self.page.expect_response(lambda answer: answer.url.endswith("/vote") and answer.ok):
            button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(button).to_have_text("1")
        self.page.reload()
        expect(button).to_have_attribute("aria-pressed", "true")
        return button

    def menu(self, text, item):
        """Chooses an item of the menu of the comment that holds `text`."""
        self.comment(text).get_by_role("button", name="More actions").click()
        self.thread.get_by_role("menuitem", name=item).click()

    def focused(self):
        """Class and text of the element inside the thread that has the focus."""
        return self.page.evaluate(
            "() => { const one = document.querySelector('comment-thread').shadowRoot.activeElement;"
            " return one ? `${one.className} ${one.textContent}` : ''; }"
        )


def problem(status, code, title, **more):
    """Arguments for `route.fulfill` with a problem document."""
    body = {"type": "about:blank", "status": status, "code": code, "title": title, **more}
    headers = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After"}
    return {"status": status, "json": body, "headers": headers, "content_type": "application/problem+json"}
