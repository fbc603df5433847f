"""The main job of the thread, by mouse, by keyboard alone and on a narrow screen."""

import re

import pytest
from playwright.sync_api import expect

from .thread_page import ThreadPage


@pytest.fixture
def article(page, service):
    return ThreadPage(page, service)


def test_an_empty_thread_invites_the_first_comment(article):
    article.open()
    article.count(0)
    expect(article.thread.get_by_label("Write the first comment for this!")).to_be_visible()
    expect(article.thread.locator("form svg.avatar")).to_be_visible()


def test_a_guest_posts_and_the_comment_shows_at_once(article):
    article.open(before=f'<comment-count site="daily" key="{article.key}"></comment-count>')
    article.post("The ferry should come back.")
    article.count(1)
    expect(article.page.locator("comment-count")).to_have_text("1 comment")
    assert "The ferry should come back." in article.focused()
    assert article.box.input_value() == ""


def test_the_keys_for_sending_post_comment_and_reply(article):
    article.open().write("Sent by the keyboard.")
    article.box.press("ControlOrMeta+Enter")
    article.count(1)
    article.comment("Sent by the keyboard.").get_by_role("button", name="Reply to").click()
    reply = article.thread.locator(".slot form").get_by_role("textbox").first
    reply.fill("So was this.")
    reply.press("Control+Enter")
    article.count(2)


def test_a_second_reader_replies_and_a_third_votes(article, service, contexts):
    article.open().post("The ferry should come back.")
    second = ThreadPage(contexts.new().new_page(), service, article.key).open()
    second.reply("The ferry should come back.", "It never left.")
    second.count(2)
    expect(second.thread.locator(".replies article", has_text="It never left.")).to_be_visible()
    third = ThreadPage(contexts.new().new_page(), service, article.key).open()
    up = third.vote("The ferry should come back.")
    up.click()
    expect(up).to_have_attribute("aria-pressed", "false")
    expect(up).to_have_text("")


def test_a_vote_changes_sides(article, service, contexts):
    article.open().post("The ferry should come back.")
    other = ThreadPage(contexts.new().new_page(), service, article.key).open()
    good = other.vote("The ferry should come back.")
    poor = other.comment("The ferry should come back.").get_by_role("button", name="Poor comment")
    poor.click()
    expect(poor).to_have_attribute("aria-pressed", "true")
    expect(good).to_have_text("")


@pytest.fixture
def two_votes_of_a_network(service):
    """The demo counts every reader of one computer; here it counts two, as a newspaper would."""
    service.run("site", "set", "daily", "guest_votes_per_network=2")
    yield
    service.run("site", "set", "daily", "guest_votes_per_network=1000")


@pytest.mark.usefixtures("two_votes_of_a_network")
def test_a_vote_that_others_do_not_see_stays_with_its_reader(article, service, contexts):
    article.open().post("The ferry should come back.")
    buttons = []
    for number in range(3):
        reader = ThreadPage(contexts.new().new_page(), service, article.key).open()
        up = reader.comment("The ferry should come back.").get_by_role("button", name="Good comment")
        expect(up).to_have_text("" if number == 0 else str(number))
        with reader.page.expect_response(lambda answer: answer.url.endswith("/vote") and answer.ok):
            up.click()
        expect(up).to_have_text(str(number + 1))
        buttons.append(up)
    reader.page.reload()
    expect(up).to_have_attribute("aria-pressed", "true")
    expect(up).to_have_text("3")
    down = reader.comment("The ferry should come back.").get_by_role("button", name="Poor comment")
    down.click()
    expect(down).to_have_text("1")
    expect(up).to_have_text("2")
    down.click()
    expect(down).to_have_text("")
    buttons[0].page.reload()
    expect(buttons[0]).to_have_text("2")


def test_the_order_changes_and_is_remembered(article):
    article.open().post("First words.")
    article.post("Second words.")
    article.thread.get_by_role("button", name="Newest").click()
    bodies = article.thread.locator(".list .body")
    expect(bodies).to_have_text(["Second words.", "First words."])
    article.thread.get_by_role("button", name="Oldest").click()
    expect(bodies).to_have_text(["First words.", "Second words."])
    article.page.reload()
    expect(article.thread.get_by_role("button", name="Oldest")).to_have_attribute("aria-pressed", "true")
    expect(bodies).to_have_text(["First words.", "Second words."])


def test_everything_works_by_keyboard_alone(article):
    article.open()
    keyboard = article.page.keyboard
    keyboard.press("Tab")
    keyboard.type("Typed without a mouse.")
    name = article.thread.get_by_label("Your name")
    expect(name).to_be_visible()
    keyboard.press("Tab")
    expect(article.thread.get_by_role("toolbar").get_by_role("button", name="Bold")).to_be_focused()
    keyboard.press("Tab")
    expect(name).to_be_focused()
    keyboard.type("Ann")
    keyboard.press("Control+Enter")
    article.count(1)
    expect(article.comment("Typed without a mouse.")).to_be_focused()
    reply = article.comment("Typed without a mouse.").get_by_role("button", name="Reply to Ann")
    for _ in range(6):
        if reply.evaluate("(button) => button.getRootNode().activeElement === button"):
            break
        keyboard.press("Tab")
    expect(reply).to_be_focused()
    keyboard.press("Enter")
    form = article.thread.locator(".slot form")
    expect(form.get_by_role("button", name="Post reply")).to_be_visible()
    expect(form.get_by_role("textbox").first).to_be_focused()
    keyboard.press("Escape")
    expect(form).to_have_count(0)
    expect(reply).to_be_focused()
    keyboard.press("Enter")
    expect(form.get_by_role("button", name="Post reply")).to_be_visible()
    keyboard.type("And answered.")
    keyboard.press("Control+Enter")
    article.count(2)
    expect(article.comment("And answered.")).to_be_focused()


def test_a_narrow_screen_needs_no_sideways_scrolling(article):
    article.page.set_viewport_size({"width": 360, "height": 740})
    article.open().post("Ninety" * 40, name="Averylongname" * 4)
    article.reply("Ninety", "Level one.")
    article.reply("Level one.", "Level two.")
    article.reply("Level two.", "Level three.")
    article.count(4)
    width = article.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 360
    small = article.thread.locator("button:visible").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect()).filter((box) => box.width < 24 || box.height < 24).length"
    )
    assert small == 0


def test_the_author_edits_and_withdraws(article):
    article.open().post("The fery should come back.")
    article.menu("The fery", "Edit")
    article.thread.get_by_label("Edit your comment").fill("The ferry should come back.")
    article.thread.get_by_role("button", name="Save").click()
    expect(article.comment("The ferry should come back.")).to_be_visible()
    expect(article.thread.get_by_text("edited", exact=True)).to_be_visible()
    article.menu("The ferry", "Withdraw")
    article.thread.get_by_role("button", name="Withdraw").click()
    article.count(0)
    expect(article.thread.locator("article")).to_have_count(0)
    expect(article.thread.get_by_role("heading").first).to_be_focused()


def test_a_withdrawn_comment_with_answers_leaves_its_place(article):
    article.open().post("A claim.")
    article.reply("A claim.", "An answer.", name="Ann")
    article.menu("A claim.", "Withdraw")
    article.thread.get_by_role("button", name="Withdraw").click()
    expect(article.thread.get_by_text("The author withdrew this comment.")).to_be_visible()
    expect(article.comment("An answer.")).to_be_visible()
    article.count(1)


def test_a_reader_flags_with_a_reason(article, service, contexts):
    article.open().post("Buy my watches.")
    other = ThreadPage(contexts.new().new_page(), service, article.key).open()
    other.menu("Buy my watches.", "Flag")
    dialog = other.thread.get_by_role("dialog")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog.get_by_text("Please choose a reason.")).to_be_visible()
    dialog.get_by_label("Advertising or spam").check()
    dialog.get_by_role("button", name="Send").click()
    expect(dialog.get_by_text("The moderators have been told.")).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    expect(other.comment("Buy my watches.").get_by_role("button", name="More actions")).to_be_focused()


def test_a_comment_with_a_link_is_held_and_its_author_is_told_why(article):
    article.open()
    article.post("Read https://example.org/bridge first.")
    comment = article.comment("Read")
    expect(comment.locator(".note")).not_to_be_empty()
    article.count(0)
    article.page.reload()
    expect(article.comment("Read")).to_be_visible()
    assert re.search(r"\w", article.comment("Read").locator(".note").inner_text())
