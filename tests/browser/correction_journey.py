"""The whole way of a mistake: the article with its three elements, a notice by two people, and where readers find it."""

import json
import re
import threading
import time
from dataclasses import dataclass

from playwright.sync_api import expect

from commentsvc.domain.article_text import extract

from .conftest import sign_in
from .journey import HANDS, Article, Desk, Keyboard

KNOWN_WITHIN = 60
NOTICES = '<correction-notices site="daily" key="{key}" json-ld></correction-notices>'
ELEMENTS = """<article id="story">{html}</article>{notices}
<correction-reporter site="daily" key="{key}" for="#story" title="{title}"></correction-reporter>
<comment-thread site="daily" key="{key}" title="{title}"></comment-thread>"""


@dataclass(frozen=True)
class Story:
    """An article as the newspaper writes it, and the mistake in it."""

    html: str
    wrong: str
    right: str
    lang: str = "en"
    direction: str = ""

    @property
    def title(self) -> str:
        """The headline."""
        return re.sub("<[^>]+>", "", re.search("<h1>(.*?)</h1>", self.html).group(1))

    @property
    def text(self) -> str:
        """What the newspaper's own server says that the article reads."""
        return extract(f"<article>{self.html}</article>").text

    def but(self, was: str, now: str) -> "Story":
        """The same article with other words in it."""
        assert was in self.html
        return Story(self.html.replace(was, now), self.wrong, self.right, self.lang, self.direction)


class Paper(Article):
    """A reader at the newspaper: the article, its corrections, the line to report one, and the discussion."""

    def __init__(self, page, service, hands, story, key=None):
        super().__init__(page, service, hands, key)
        self.story = story
        self.notices = page.locator("correction-notices").get_by_role("article")

    def open(self, *, csp=None):
        """Goes to the article; without a policy, since the linked data would be complained of (docs/notices.md)."""
        notices = NOTICES.format(key=self.key)
        body = ELEMENTS.format(html=self.story.html, title=self.story.title, key=self.key, notices=notices)
        self.show(body, lang=self.story.lang, direction=self.story.direction, csp=csp)
        self.reporter.locator(".invitation").wait_for()
        return self

    def signed_by(self, publisher, **more):
        """The newspaper's server says with a signature what the article reads now, and `more` of it (`authors`)."""
        story = self.story
        assert publisher.says(self.key, url=self.address, title=story.title, text=story.text, **more)

    def linked_data(self):
        """What search engines that run scripts find in the head."""
        data = self.page.locator('head script[type="application/ld+json"]')
        expect(data).to_have_count(1)
        return json.loads(data.evaluate("(one) => one.textContent"))


def desk_of(contexts, service, role):
    """One of the newsroom at the desk, who never touches the mouse."""
    return Reports(sign_in(contexts, service, role), service, Keyboard())


class Reports(Desk):
    """What an editor does with reports and notices."""

    def open_report(self, remark):
        """From the list, by j and the link on the card, to the report; its card."""
        self.go("reports?state=open&order=newest")
        card = self.card(remark)
        self.walk_to(card)
        self.hands.press(card.locator(".meta a").first)
        expect(self.page.get_by_role("heading", name="Public notice")).to_be_visible()
        return self.card(remark)

    def press(self, key, told):
        """One key on the only card of the page, and what the desk says to it."""
        self.page.wait_for_load_state()
        self.page.keyboard.press(key)
        expect(self.toast.last).to_contain_text(told)

    def ask(self, card, question):
        """A question to the reader, written by hand."""
        self.hands.press(card.locator("summary", has_text="Answer or ask"))
        self.hands.write(card.get_by_label("Words to the reader"), question)
        self.hands.press(card.get_by_role("button", name="Ask the reader"))
        expect(self.toast.last).to_contain_text("Asked")

    def hand_over_notice(self, words):
        """From the report's page to a notice that waits for somebody else; its address."""
        page = self.page
        self.hands.press(page.get_by_role("link", name="Publish a notice"))
        expect(page.get_by_label("What readers are told")).to_be_visible()
        self.hands.write(page.get_by_label("What readers are told"), words)
        self.hands.press(page.get_by_role("button", name="Preview"))
        expect(page.get_by_role("heading", name="Readers will see")).to_be_visible()
        self.hands.press(page.get_by_role("button", name="Hand over for approval"))
        expect(page.get_by_text("You wrote this: somebody else has to publish it.")).to_be_visible()
        return page.url

    def approve(self, address):
        """The second pair of eyes: one key; the permanent address of the notice."""
        self.page.goto(address)
        self.press("a", "Approved: the notice is public.")
        return self.page.get_by_role("link", name="Its permanent address").get_attribute("href")

    def wait_for(self, path, seen):
        """Look at a page until the work in the background has brought what is looked for."""
        deadline = time.monotonic() + KNOWN_WITHIN
        self.go(path)
        while seen.count() == 0:
            assert time.monotonic() < deadline, f"never came: {seen}"
            threading.Event().wait(0.3)
            self.page.reload()
        return seen


def published(contexts, service, remark, words):
    """An editor writes the notice that answers a report, a second one approves it; its permanent address."""
    editor, chief = (desk_of(contexts, service, role) for role in ("editor", "administrator"))
    editor.open_report(remark)
    return chief.approve(editor.hand_over_notice(words))


def seen_everywhere(context, paper, words, permanent):
    """Another reader finds the notice in the article, above the discussion, on the public page and in the feeds."""
    story, service = paper.story, paper.service
    other = Paper(context.new_page(), service, HANDS[0], story, paper.key).open()
    expect(other.notices).to_contain_text(words)
    expect(other.notices.locator("del")).to_have_text(story.wrong)
    expect(other.notices.locator("ins")).to_have_text(story.right)
    assert [one["text"] for one in other.linked_data()["correction"]] == [words]
    expect(other.thread.get_by_text("This article was corrected on")).to_be_visible()
    link = other.notices.get_by_role("link")
    assert link.get_attribute("href").endswith(permanent)
    for feed in ("atom", "json"):
        assert words in other.page.request.get(f"{service.url}/feeds/daily/corrections.{feed}").text()
    link.click()
    expect(other.page.locator("article:target").get_by_text(words)).to_be_visible()
    return other


class Status:
    """A reader's private page about one report."""

    def __init__(self, page, address):
        self.page = page
        self.address = address

    def says(self, heading):
        """Look again: this is what the page says."""
        self.page.goto(self.address)
        expect(self.page.get_by_role("heading", name=heading)).to_be_visible()
        return self.page
