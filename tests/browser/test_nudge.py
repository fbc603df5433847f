"""The nudge: before posting, the words are marked that checks object to, and the writer chooses."""

import pytest
from playwright.sync_api import expect

from ..running import start_service
from .axe import findings
from .thread_page import ThreadPage

LINKED = "Дивіться 🎉 https://example.org/a and judge for yourselves."
HELD = "Comments with a link are read by a moderator"


@pytest.fixture(scope="module")
def nudging(tmp_path_factory):
    """A service whose site tells writers first."""
    with start_service(tmp_path_factory.mktemp("nudging")) as running:
        running.run("site", "set", "daily", "nudge_writers=true")
        yield running


@pytest.fixture
def article(page, nudging):
    return ThreadPage(page, nudging)


@pytest.fixture
def note(article):
    """`note(text)`: what is said when that is sent."""

    def send(text):
        article.open()
        article.write(text)
        article.thread.get_by_role("button", name="Post comment").click()
        said = article.thread.get_by_role("group", name="Please read it once more before it is posted.")
        expect(said).to_be_visible()
        return said

    return send


def test_the_words_are_marked_and_can_be_chosen_anew(article, note, picture):
    said = note(LINKED)
    expect(said).to_contain_text(HELD)
    expect(said).to_have_attribute("part", "nudge")
    expect(said.locator("mark")).to_have_text("https://example.org/a")
    expect(said.get_by_role("button", name="Change it")).to_be_focused()
    picture(article.page, "nudge")
    assert findings(article.page) == []
    said.get_by_role("button", name="Change it").click()
    expect(article.box).to_be_focused()
    chosen = "({ selectionStart, selectionEnd, value }) => value.slice(selectionStart, selectionEnd)"
    assert article.box.evaluate(chosen) == "https://example.org/a"
    article.page.keyboard.type("the report")
    expect(said).to_have_count(0)
    article.thread.get_by_role("button", name="Post comment").click()
    expect(article.comment("the report and judge")).to_be_visible()
    article.count(1)


def test_it_can_be_posted_as_it_is_by_the_keyboard_alone(article, note):
    said = note(LINKED)
    article.page.keyboard.press("Tab")
    expect(said.get_by_role("button", name="Post it as it is")).to_be_focused()
    article.page.keyboard.press("Enter")
    expect(article.comment("judge for yourselves")).to_contain_text(HELD)
    article.count(0)


def test_there_is_one_chance_and_the_next_comment_has_its_own(article, note):
    note(LINKED).get_by_role("button", name="Change it").click()
    article.box.fill("Still https://example.org/b")
    article.thread.get_by_role("button", name="Post comment").click()
    expect(article.comment("Still")).to_contain_text(HELD)
    article.box.fill("Another https://example.org/c")
    article.thread.get_by_role("button", name="Post comment").click()
    expect(article.thread.locator(".nudge mark")).to_have_text("https://example.org/c")


def test_a_text_kept_on_the_device_is_there_after_a_reload(article, note):
    note(LINKED)
    article.page.reload()
    article.box.click()
    expect(article.box).to_have_value(LINKED)


def test_an_edit_is_asked_about_too(article):
    article.open()
    article.post("I have seen it.")
    article.menu("I have seen it.", "Edit")
    form = article.thread.locator("form.edit")
    form.get_by_role("textbox").fill(LINKED)
    form.get_by_role("button", name="Save").click()
    expect(form.locator("mark")).to_have_text("https://example.org/a")
    form.get_by_role("button", name="Post it as it is").click()
    expect(article.comment("judge for yourselves")).to_contain_text(HELD)


def test_nobody_who_reads_and_writes_meets_the_field_that_only_programs_fill_in(article):
    article.open()
    article.box.click()
    expect(article.thread.get_by_label("Your name")).to_be_visible()
    expect(article.thread.locator('input[name="leave_empty"]')).to_have_count(1)
    assert article.thread.get_by_role("textbox").count() == 2
    met = []
    for _ in range(12):
        article.page.keyboard.press("Tab")
        met.append(article.page.evaluate("document.querySelector('comment-thread').shadowRoot.activeElement?.name"))
    assert "leave_empty" not in met


def test_where_the_site_wants_it_the_box_says_when_it_was_opened(article):
    article.serves(lambda body, query: body["thread"].update(timed=True))
    article.open()
    with article.page.expect_response("**/api/v1/sites/daily/opening*") as opening:
        article.box.click()
    article.write("It took me a while.")
    with article.page.expect_request(lambda one: one.method == "POST" and one.url.endswith("/comments")) as sent:
        article.thread.get_by_role("button", name="Post comment").click()
    assert sent.value.post_data_json["opened"] == opening.value.json()["opened"]
    expect(article.comment("It took me a while.")).to_be_visible()


def test_a_program_that_fills_in_every_field_has_its_comment_held(article):
    article.open()
    article.write("Cheap watches")
    article.thread.locator('input[name="leave_empty"]').evaluate("(field) => { field.value = 'http://cheap.example'; }")
    article.thread.get_by_role("button", name="Post comment").click()
    expect(article.comment("Cheap watches")).to_contain_text("as programs fill it in")


def test_a_phone_in_the_dark_shows_it_whole(contexts, nudging, picture):
    size = {"width": 360, "height": 740}
    article = ThreadPage(contexts.new(viewport=size, color_scheme="dark").new_page(), nudging)
    article.open(css=":root { color-scheme: dark; background: #14171c; color: #eee }")
    article.write(LINKED)
    article.thread.get_by_role("button", name="Post comment").click()
    expect(article.thread.locator(".nudge mark")).to_be_visible()
    picture(article.page, "nudge-phone-dark")
    assert findings(article.page) == []
    assert article.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
