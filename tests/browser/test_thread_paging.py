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
    expect(more.first).to_be_visible()
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


class Others:
    """Two readers who vote and post past the page, so that the places of others change."""

    def __init__(self, article, parent):
        self.article, self.parent = article, parent
        self.request, self.api = article.page.request, f"{article.service.url}/api/v1"
        sessions = [
            self.request.post(f"{self.api}/sites/daily/session", data={"name": name}) for name in ("Cleo", "Dan")
        ]
        self.tokens = [session.json()["token"] for session in sessions]

    def vote(self, comment, value):
        for token in self.tokens:
            headers = {"Authorization": f"Bearer {token}"}
            answer = self.request.put(f"{self.api}/comments/{comment}/vote", data={"value": value}, headers=headers)
            assert answer.ok, answer.text()

    def stir(self, ids, shown, turn):
        """Somebody writes, what was not shown yet rises to the top, what was shown sinks to the end."""
        self.article.posted(f"News number {turn}.", **({"parent_id": self.parent} if self.parent else {}))
        unseen = [one for one in ids if one not in shown]
        for one in [*unseen[:1], *unseen[-1:]]:
            self.vote(one, 1)
        for one in shown[:2]:
            self.vote(one, -1)


@pytest.mark.parametrize("replies", [False, True], ids=["comments", "replies"])
@pytest.mark.parametrize("order", ["best", "newest", "oldest"])
def test_each_comment_is_met_once_while_others_post_and_vote(article, order, replies):
    parent = article.posted("Root words.")["id"] if replies else None
    more = {"parent_id": parent} if parent else {}
    ids = [article.posted(f"Comment number {number}.", **more)["id"] for number in range(45)]
    others = Others(article, parent)
    for number in (3, 20, 41):
        others.vote(ids[number], 1)
    article.open(attributes=f'sort="{order}"').count(45 + replies)
    items = article.thread.locator(".replies > .item" if replies else ".list > .item")
    button = (
        article.thread.locator(".more-replies") if replies else article.thread.get_by_role("button", name="Show more")
    )
    read = "(all) => all.map((one) => one.querySelector('.comment').id.replace('comment-', ''))"
    expect(button).to_be_visible()
    turns = 0
    while button.count():
        shown = items.evaluate_all(read)
        others.stir(ids, shown, turns)
        button.press("Enter")
        expect(items).not_to_have_count(len(shown))
        expect(article.thread.locator(":disabled")).to_have_count(0)
        turns += 1
    assert turns >= 2
    met = items.evaluate_all(read)
    assert len(met) == len(set(met))
    assert set(ids) <= set(met)
    # Whoever comes now finds another order, where votes make it.
    if order == "best":
        first = article.open().thread.locator(".replies .comment" if replies else ".list .comment").first
        expect(first).to_be_visible()
        expect(first).not_to_have_id(f"comment-{met[0]}")
