"""Writing: an article that moves, by the publisher's signed word or by command, keeps its votes and permalinks."""

import re

import pytest
from playwright.sync_api import expect

from .thread_page import ThreadPage

TITLE = "The bridge that waited"


class MovedPage(ThreadPage):
    """The same article at another address."""

    @property
    def address(self):
        return f"{super().address}-moved"


class NamelessPage(ThreadPage):
    """An article whose page gives no key: its address is its name."""

    def open(self, *, moved_to=None):
        self.place = moved_to or self.key
        self.show('<h1>The bridge</h1><comment-thread site="daily"></comment-thread>', fragment=self.fragment)
        self.thread.get_by_role("heading").first.wait_for()
        return self

    @property
    def address(self):
        return f"{self.service.newspaper}/test/{self.place}"


@pytest.fixture
def article(page, service):
    return ThreadPage(page, service)


def lit(article, text):
    """The address led to this comment."""
    expect(article.comment(text)).to_be_focused()
    expect(article.comment(text)).to_have_class(re.compile(r"\blit\b"))


def leads_to(article, comment):
    """Where the permalink of a comment leads."""
    address = f"{article.service.url}/embed/comments/{comment['id']}"
    return article.page.request.get(address, max_redirects=0).headers["location"]


def test_an_article_that_moves_while_it_is_read_keeps_votes_and_permalinks(article, publisher, service):
    publisher.says(article.key, url=article.address, title=TITLE)
    comment = article.posted("It came along.")
    article.open().vote("It came along.")
    assert leads_to(article, comment) == f"{article.address}#comment-{comment['id']}"
    moved = MovedPage(article.page, service, article.key)
    publisher.says(article.key, url=moved.address)
    # The page that is still open goes on as before.
    article.reply("It came along.", "Written on the old page.")
    moved.fragment = f"#comment-{comment['id']}"
    assert leads_to(article, comment) == moved.address + moved.fragment
    moved.open().count(2)
    lit(moved, "It came along.")
    expect(moved.good("It came along.")).to_have_attribute("aria-pressed", "true")
    expect(moved.good("It came along.")).to_have_text("1")
    expect(moved.comment("Written on the old page.")).to_be_visible()


def test_an_article_known_by_its_address_is_found_at_the_new_one(page, publisher, service):
    article = NamelessPage(page, service)
    article.open().post("It came along.")
    key = page.evaluate("document.querySelector('comment-thread').articleQuery.url")
    answer = page.request.get(f"{service.url}/api/v1/sites/daily/thread", params={"url": key}).json()
    comment = answer["comments"][0]
    new = f"{article.key}-moved"
    publisher.says(answer["thread"]["key"], url=f"{service.newspaper}/test/{new}", title=TITLE)
    article.fragment = f"#comment-{comment['id']}"
    article.open(moved_to=new).count(1)
    lit(article, "It came along.")
    assert leads_to(article, comment) == article.address + article.fragment
    article.menu("It came along.", "Edit")
    expect(article.thread.get_by_label("Edit your comment")).to_have_value("It came along.")
    article.page.keyboard.press("Escape")
    article.reply("It came along.", "Written at the new address.")
    # Pages in caches and bookmarks still have the old address.
    article.fragment = ""
    article.open().count(2)


def test_a_thread_merged_while_it_is_read_goes_on(article, service, contexts):
    texts = [f"Comment number {number}." for number in range(22)]
    for text in texts:
        article.posted(text)
    target = ThreadPage(contexts.new().new_page(), service)
    target.posted("It was there before.")
    article.open(attributes='sort="oldest"').vote("Comment number 3.")
    article.count(22)
    service.run("thread", "merge", "--site", "daily", article.key, target.key)
    article.reply("Comment number 4.", "Written on the old page.")
    more = article.thread.get_by_role("button", name="Show more comments")
    # Its place in the list that is gone means nothing in the other one: that begins anew.
    more.press("Enter")
    article.count(24)
    expect(article.comment("Comment number 0.")).to_be_focused()
    expect(article.good("Comment number 3.")).to_have_attribute("aria-pressed", "true")
    more.press("Enter")
    expect(article.comment("It was there before.")).to_be_visible()
    assert article.thread.locator(".list > .item > .comment .body").all_text_contents() == [
        *texts,
        "It was there before.",
    ]
