"""Addresses that lead into long threads, browsers that keep nothing, and impatient readers."""

import pytest
from playwright.sync_api import expect

from .journey import HANDS, Article

MOUSE, _, _ = HANDS
HOSTILE = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>"
NO_STORAGE = (
    "for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])"
    " Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });"
)


def last_comment(page, service, key):
    params = {"key": key, "sort": "oldest", "limit": 100}
    answer = page.request.get(f"{service.url}/api/v1/sites/daily/thread", params=params)
    return answer.json()["comments"][-1]["id"]


def test_a_comments_address_leads_to_it_at_the_end_of_a_long_article(page, service):
    comment = last_comment(page, service, "article-17")
    page.goto(f"{service.url}/embed/comments/{comment}")
    target = page.locator(f"#comment-{comment}")
    expect(target).to_be_in_viewport()
    expect(target).to_be_focused()
    assert page.url == f"{service.article('article-17')}#comment-{comment}"


def test_a_browser_that_keeps_nothing_still_posts_and_reports(contexts, service):
    context = contexts.new()
    context.add_init_script(NO_STORAGE)
    article = Article(context.new_page(), service, MOUSE).open()
    expect(article.comment_on("Without any storage.")).to_be_visible()
    article.count(1)
    assert article.report("recieve", "receive", "Still here.").startswith(f"{service.url}/report/")


@pytest.mark.parametrize("place", ["comment", "report"])
def test_hostile_words_stay_words(contexts, service, place):
    article = Article(contexts.new().new_page(), service, MOUSE).open()
    asked = []
    article.page.on("dialog", lambda dialog: asked.append(dialog.message) or dialog.dismiss())
    if place == "comment":
        expect(article.comment_on(HOSTILE, "<b>Ann</b>")).to_contain_text("<script>alert(2)</script>")
        shown = article.comment("onerror")
    else:
        article.page.goto(article.report("recieve", HOSTILE, HOSTILE))
        shown = article.page.locator("main")
        expect(shown).to_contain_text("<script>alert(2)</script>")
    assert shown.locator("img, script").count() == 0
    assert asked == []


def test_a_reply_in_the_making_survives_another_order(contexts, service):
    article = Article(contexts.new().new_page(), service, MOUSE).open()
    article.post("First words.")
    article.post("Second words.")
    article.comment("First words.").get_by_role("button", name="Reply to").click()
    article.thread.locator(".slot form textarea").fill("half a reply")
    article.order("Oldest")
    expect(article.thread.locator(".list .body")).to_have_text(["First words.", "Second words."])
    expect(article.thread.locator(".slot form textarea")).to_have_value("half a reply")
