"""A message to the author goes with a rejection from the queue, and its author reads it on the newspaper's page."""

import pytest
from playwright.sync_api import expect

from .axe import findings
from .journey import HANDS, arriving, moderating

MOUSE = HANDS[0]
WORDS = "Please <b>write about the article</b>, and write again."


@pytest.fixture
def reader(contexts, service):
    return arriving(contexts, service)


@pytest.fixture
def desk(contexts, service):
    return moderating(contexts, service)


def test_the_author_reads_why_by_which_rule_and_in_whose_words(reader, desk, picture):
    author = reader(MOUSE)
    text = f"Buy better lamps at my shop. {author.key}"
    expect(author.comment_on(text)).to_be_visible()
    moderator = desk(MOUSE)
    moderator.go("comments?queue=all&order=newest")
    card = moderator.card(author.key)
    card.locator("summary", has_text="Reject").click()
    panel = card.locator(".menu-panel")
    panel.locator("summary", has_text="Your words to the author").click()
    panel.locator("[name=message]").fill(WORDS)
    assert findings(moderator.page) == []
    picture(moderator.page, "reject-with-a-message")
    panel.get_by_role("button", name="Advertising").click()
    expect(moderator.page.locator("[data-toast]").first).to_be_visible()

    author.page.reload()
    why = author.thread.locator(".why")
    expect(why).to_contain_text("The discussion is no place for advertising")
    expect(why).to_contain_text(WORDS)
    expect(why.locator("b", has_text="write about")).to_have_count(0)
    assert findings(author.page) == []
    picture(author.page, "refused-with-a-message")
    other = reader(MOUSE, author.key)
    expect(other.thread.locator(".why")).to_have_count(0)

    moderator.undo()
    expect(moderator.page.get_by_text("Undone.")).to_be_visible()
    author.page.reload()
    expect(author.comment(author.key)).to_be_visible()
    expect(author.thread.locator(".why")).to_have_count(0)
