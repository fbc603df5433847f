"""Reading: Best, Oldest and Newest at every depth, paged; permalinks that never page through the thread."""

import pytest
from playwright.sync_api import expect

from .thread_page import ThreadPage


@pytest.fixture
def article(page, service):
    return ThreadPage(page, service)


def texts(article):
    return article.thread.locator(".list .body").all_text_contents()


def test_more_comments_neither_repeat_nor_skip_while_others_post(article):
    before = [f"Comment number {number}." for number in range(25)]
    for text in before:
        article.posted(text)
    article.open(attributes='sort="newest"').count(25)
    expect(article.thread.locator(".list > .item")).to_have_count(20)
    article.posted("It came meanwhile.")
    article.thread.get_by_role("button", name="Show more comments").press("Enter")
    expect(article.thread.locator(".list > .item")).to_have_count(25)
    # Focus goes to the first that is new on the page.
    expect(article.comment("Comment number 4.")).to_be_focused()
    assert texts(article) == before[::-1]
    expect(article.thread.get_by_role("button", name="Show more comments")).to_have_count(0)


def test_more_replies_come_in_the_order_chosen_at_every_depth(article):
    root = article.posted("Root words.")
    answers = [article.posted(f"Answer number {number}.", parent_id=root["id"]) for number in range(5)]
    deeper = [f"Deeper number {number}." for number in range(5)]
    for text in deeper:
        article.posted(text, parent_id=answers[0]["id"])
    article.open(attributes='sort="oldest"').count(11)
    more = article.thread.locator(".more-replies")
    while more.count():
        more.first.press("Enter")
        article.thread.locator(".more-replies:disabled").wait_for(state="detached")
    shown = texts(article)
    assert [text for text in shown if text.startswith("Deeper")] == deeper
    assert [text for text in shown if text.startswith("Answer")] == [f"Answer number {n}." for n in range(5)]
    assert len(shown) == len(set(shown)) == 11


def test_a_permalink_opens_at_the_comment_with_its_ancestors_and_never_pages(article):
    root = article.posted("The very first root.")
    answer = article.posted("An answer to it.", parent_id=root["id"])
    wanted = article.posted("What it is about.", parent_id=answer["id"])
    for number in range(22):
        article.posted(f"Comment number {number}.")
    asked = []
    article.page.on("request", lambda request: asked.append(request.url) if "cursor=" in request.url else None)
    article.fragment = f"#comment-{wanted['id']}"
    article.open(attributes='sort="newest"')
    expect(article.comment("What it is about.")).to_be_focused()
    expect(article.comment("What it is about.")).to_be_in_viewport()
    expect(article.comment("An answer to it.")).to_be_visible()
    expect(article.comment("The very first root.")).to_be_visible()
    assert asked == []
