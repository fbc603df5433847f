"""An article page that a test writes itself, served at the newspaper's origin, with `<correction-reporter>` under it."""

import re

from playwright.sync_api import expect

from .host_page import STRICT_CSP, HostPage

STORY = """<h1>The bridge opens on Monday</h1>
<p id="first">The new bridge 🌉 cost 18 milion euro and will <em>recieve</em> its first tram on Mon<b>day</b> morning.
<sup><a id="mark" href="#note">1</a></sup> It was designed by Paul Weber.</p>
<aside>Read also: the old bridge</aside>
<p id="second">The mayor said that the work took five years.</p>"""

BODY = """<article id="story">{story}</article>
<correction-reporter site="daily" key="{key}" for="#story" {attributes}></correction-reporter>
<p id="outside">Words outside the article.</p><label>Search <input id="search" value="some words"></label>"""

# Selects the first occurrence of some words under an element, across whatever elements they are spread.
SELECT = """([selector, words]) => {
  const root = document.querySelector(selector);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let text = "";
  while (walker.nextNode()) {
    nodes.push([walker.currentNode, text.length]);
    text += walker.currentNode.data;
  }
  const at = text.indexOf(words);
  if (at < 0) throw new Error(`not on the page: ${words}`);
  const range = document.createRange();
  const [first, from] = nodes.findLast(([, start]) => start <= at);
  const [last, to] = nodes.findLast(([, start]) => start < at + words.length);
  range.setStart(first, at - from);
  range.setEnd(last, at + words.length - to);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}"""

REPORTS = re.compile(r"/api/v1/sites/daily/corrections$")
MATCHES = re.compile(r"/api/v1/sites/daily/corrections/matches$")


class CorrectionPage(HostPage):
    """What a reader who sees a mistake does on an article page."""

    def __init__(self, page, service, key=None):
        super().__init__(page, service, key)
        self.element = page.locator("correction-reporter")
        self.dialog = self.element.get_by_role("dialog")
        self.tip = self.element.locator(".at-selection")
        self.bodies = []
        self.answers = []
        page.on("request", self._on_request)
        page.on("response", self._on_response)

    def _on_request(self, request):
        if request.method == "POST" and REPORTS.search(request.url):
            self.bodies.append(request.post_data_json)

    def _on_response(self, response):
        if response.request.method == "POST" and REPORTS.search(response.url):
            self.answers.append(response.status)

    def open(self, story=STORY, *, lang="en", direction="ltr", attributes="", css="", csp=STRICT_CSP, ready=True):
        """Goes to the page; with `ready`, waits until the sentence under the article shows."""
        body = BODY.format(story=story, key=self.key, attributes=attributes)
        self.show(body, lang=lang, direction=direction, css=css, csp=csp)
        if ready:
            self.element.locator(".invitation").wait_for()
        return self

    def select(self, words, inside="#story"):
        self.page.evaluate(SELECT, [inside, words])
        return self

    def selected(self):
        return self.page.evaluate("() => getSelection().toString()")

    def report(self, words, keys="Control+Enter"):
        """Selects words and opens the form with the keyboard."""
        self.select(words)
        self.page.keyboard.press(keys)
        expect(self.dialog).to_be_visible()
        return self

    @property
    def marked(self):
        return self.dialog.locator("mark")

    @property
    def join(self):
        return self.dialog.get_by_role("button", name="Add mine")

    @property
    def proposal(self):
        return self.dialog.get_by_label("How should it read?")

    def send(self):
        self.dialog.locator("button.send").click()
        return self

    def arrived(self):
        """Waits for the thank-you; the body that was sent last."""
        expect(self.dialog.get_by_role("heading", name="Thank you")).to_be_visible()
        return self.bodies[-1]

    def kept(self):
        """The keys of what the browser keeps of unsent reports."""
        return self.page.evaluate(
            "() => Object.keys(localStorage).filter((key) => key.endsWith(':daily:corrections-outbox'))"
        )
