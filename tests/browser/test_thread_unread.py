"""Reading: what is new since my last visit is marked, counted, and reached by key and by button."""

import pytest
from playwright.sync_api import expect

from .thread_page import ThreadPage

NEXT = "Go to the next new comment"
PREVIOUS = "Go to the previous new comment"


@pytest.fixture
def article(page, service):
    page.clock.install()
    return ThreadPage(page, service)


@pytest.fixture
def writer(contexts, service, article):
    """Another reader of the same article."""
    return ThreadPage(contexts.new().new_page(), service, article.key)


def see(article, count, **options):
    """The reader looks at the thread, until the device has taken note of it."""
    article.open(csp=None, **options).count(count)
    article.page.clock.fast_forward(10_000)
    article.page.wait_for_function("Object.keys(localStorage).some((name) => name.endsWith(':visits'))")


def come_back(article, count, after="01:30:00", **options):
    """The reader was elsewhere for a while."""
    article.page.goto("about:blank")
    article.page.clock.fast_forward(after)
    article.open(csp=None, **options).count(count)


def news(article, writer):
    """The reader saw one comment, and comes back to two more and an answer."""
    writer.open().post("Seen before.", name="Ben")
    see(article, 1)
    writer.post("First news.", name="Ben")
    writer.post("Second news.", name="Ben")
    writer.reply("Seen before.", "News in an answer.")
    come_back(article, 4)
    expect(article.thread.get_by_text("3 new since your last visit")).to_be_visible()


def test_new_since_my_last_visit_is_marked_and_counted(article, writer, picture):
    news(article, writer)
    expect(article.thread.locator("article.fresh")).to_have_count(3)
    expect(article.comment("Seen before.").locator(".fresh-mark")).to_have_count(0)
    expect(article.comment("First news.").locator(".fresh-mark")).to_be_visible()
    picture(article.page, "unread")


def test_a_reload_is_the_same_visit_and_a_later_one_is_another(article, writer):
    news(article, writer)
    come_back(article, 4, after="00:05:00")
    expect(article.thread.get_by_text("3 new since your last visit")).to_be_visible()
    come_back(article, 4)
    expect(article.comment("First news.")).to_be_visible()
    expect(article.thread.locator(".fresh-mark")).to_have_count(0)
    expect(article.thread.locator(".unread-bar")).to_have_count(0)


def test_next_and_previous_unread_by_key(article, writer):
    news(article, writer)
    keyboard = article.page.keyboard
    article.thread.get_by_role("heading").first.focus()
    for text in ("Second news.", "First news.", "News in an answer."):
        keyboard.press("]")
        expect(article.comment(text)).to_be_focused()
    keyboard.press("]")
    expect(article.thread.get_by_text("There are no further new comments in this direction.")).to_be_attached()
    expect(article.comment("News in an answer.")).to_be_focused()
    keyboard.press("[")
    expect(article.comment("First news.")).to_be_focused()


def test_next_and_previous_unread_by_button(article, writer):
    news(article, writer)
    bar = article.thread.locator(".unread-bar")
    bar.get_by_role("button", name=NEXT).click()
    expect(article.comment("Second news.")).to_be_focused()
    article.comment("Second news.").locator(".fresh-mark").click()
    expect(article.comment("First news.")).to_be_focused()
    bar.get_by_role("button", name=PREVIOUS).click()
    expect(article.thread.get_by_text("There are no further new comments in this direction.")).to_be_attached()


def test_the_keys_rest_while_typing_and_can_be_switched_off(article, writer):
    news(article, writer)
    keyboard = article.page.keyboard
    article.box.click()
    expect(article.thread.get_by_role("button", name="Post comment")).to_be_visible()
    keyboard.type("[a]")
    expect(article.box).to_have_value("[a]")
    expect(article.box).to_be_focused()
    help_button = article.thread.get_by_role("button", name="Keys for reading")
    help_button.click()
    dialog = article.thread.get_by_role("dialog", name="Keys for reading")
    expect(dialog.get_by_text(NEXT)).to_be_visible()
    dialog.get_by_label("Use the keys").uncheck()
    keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(help_button).to_be_focused()
    keyboard.press("]")
    expect(help_button).to_be_focused()
    come_back(article, 4, after="00:05:00")
    article.thread.get_by_role("heading").first.focus()
    keyboard.press("]")
    expect(article.thread.get_by_role("heading").first).to_be_focused()
    help_button.click()
    dialog.get_by_label("Use the keys").check()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)
    keyboard.press("]")
    expect(article.comment("Second news.")).to_be_focused()


def test_new_comments_further_down_are_fetched_on_the_way(article, writer):
    writer.open().post("Root words.", name="Ben")
    for number in range(3):
        writer.reply("Root words.", f"Answer {number}.")
    see(article, 4, attributes='sort="oldest"')
    writer.reply("Root words.", "The newest answer.")
    come_back(article, 5, attributes='sort="oldest"')
    expect(article.thread.get_by_text("1 new since your last visit")).to_be_visible()
    expect(article.comment("The newest answer.")).to_have_count(0)
    article.thread.locator(".unread-bar").get_by_role("button", name=NEXT).click()
    expect(article.comment("The newest answer.")).to_be_focused()


def test_ones_own_words_and_a_first_visit_are_not_news(article, writer):
    writer.open().post("Seen before.", name="Ben")
    see(article, 1)
    article.post("My own words.")
    come_back(article, 2)
    expect(article.comment("My own words.")).to_be_visible()
    expect(article.thread.locator(".fresh-mark")).to_have_count(0)
    expect(article.thread.locator(".unread-bar")).to_have_count(0)


def test_comments_shown_while_reading_are_marked(article, writer):
    writer.open().post("Seen before.", name="Ben")
    see(article, 1)
    writer.post("It came meanwhile.", name="Ben")
    article.page.clock.fast_forward("00:02:00")
    article.thread.get_by_role("button", name="Show 1 new comment").click()
    expect(article.comment("It came meanwhile.").locator(".fresh-mark")).to_be_visible()
    expect(article.thread.get_by_text("1 new comment", exact=True)).to_be_visible()


def test_blocked_storage_means_no_marks_and_no_trouble(article, writer):
    writer.open().post("Seen before.", name="Ben")
    article.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    article.open(csp=None).count(1)
    writer.post("News.", name="Ben")
    come_back(article, 2)
    expect(article.comment("News.")).to_be_visible()
    expect(article.thread.locator(".fresh-mark")).to_have_count(0)
