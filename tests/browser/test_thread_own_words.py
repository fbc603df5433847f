"""Writing: what is one's own - name, votes, flags, held and refused comments, edits - is there after a reload."""

import re

import pytest
from playwright.sync_api import expect

from .axe import findings
from .conftest import sign_in
from .thread_page import ThreadPage


@pytest.fixture
def article(page, service):
    return ThreadPage(page, service)


def test_the_name_is_kept_for_next_time_on_this_device(article, service, contexts):
    article.open().post("Root words.", name="Ann")
    article.open()
    article.box.click()
    expect(article.thread.get_by_label("Your name")).to_have_value("Ann")
    other = ThreadPage(contexts.new().new_page(), service, article.key).open()
    other.box.click()
    expect(other.thread.get_by_label("Your name")).to_have_value("")


def test_ones_own_comments_say_so(article):
    article.posted("Somebody's words.")
    article.open().post("My own words.")
    article.menu("My own words.", "Copy link")
    expect(article.comment("My own words.").get_by_text("You", exact=True)).to_be_visible()
    expect(article.comment("Somebody's words.").get_by_text("You", exact=True)).to_have_count(0)


def test_own_votes_and_flags_show_after_a_reload(article):
    article.posted("Somebody's words.")
    article.open()
    article.comment("Somebody's words.").get_by_role("button", name="Good comment").click()
    expect(article.comment("Somebody's words.").locator(".tally")).to_have_text("1")
    article.menu("Somebody's words.", "Flag")
    article.thread.get_by_label("Advertising or spam").check()
    article.thread.get_by_role("dialog").get_by_role("button", name="Send").click()
    expect(article.thread.get_by_text("The moderators have been told.")).to_be_visible()
    article.open()
    good = article.comment("Somebody's words.").get_by_role("button", name="Good comment")
    expect(good).to_have_attribute("aria-pressed", "true")
    article.comment("Somebody's words.").get_by_role("button", name="More actions").click()
    expect(article.thread.get_by_role("menuitem", name="Flagged")).to_be_visible()


def test_own_held_and_refused_comments_show_their_author_why(article, signed_in, service, contexts):
    article.open().post("Look at https://example.org/ now.")
    article.open()
    note = article.comment("Look at").locator(".note")
    expect(note).to_contain_text("link")
    other = ThreadPage(contexts.new().new_page(), service, article.key).open()
    other.count(0)
    expect(other.comment("Look at")).to_have_count(0)
    comment = article.comment("Look at").get_attribute("id").removeprefix("comment-")
    signed_in.goto(f"/desk/daily/comments/{comment}")
    signed_in.locator(".card [data-key='r']").click()
    signed_in.locator(".card details[open] [data-digit='1']").click()
    expect(signed_in.locator(".card .badge.rejected")).to_have_count(1)
    article.open()
    expect(article.comment("Look at").locator(".note.bad")).to_be_visible()


def test_an_edit_shows_when_it_was_made_and_an_unfinished_one_is_kept(article):
    article.open().post("Half a thought.")
    article.menu("Half a thought.", "Edit")
    box = article.thread.get_by_label("Edit your comment")
    box.fill("A whole thought.")
    box.press("Escape")
    expect(article.comment("Half a thought.")).to_be_visible()
    expect(article.comment("Half a thought.").get_by_role("button", name="More actions")).to_be_focused()
    article.menu("Half a thought.", "Edit")
    expect(box).to_have_value("A whole thought.")
    box.press("Control+Enter")
    edited = article.comment("A whole thought.").get_by_text("edited")
    expect(edited).to_be_visible()
    edited.hover()
    expect(edited).to_have_attribute("title", re.compile(":"))


@pytest.mark.parametrize("text", ["Добре 👍🏽 сказано", "مرحبا بالعالم", "👩‍👩‍👧‍👦 ok", "नमस्ते दुनिया"])
def test_emoji_and_every_script_come_through(article, text):
    article.open().post(text)
    article.open()
    expect(article.comment(text).locator(".body")).to_have_text(text)
    expect(article.comment(text).locator(".body")).to_have_attribute("dir", "auto")


@pytest.mark.parametrize("name", ["\u200b\u200b", "Ann\u202etxt"], ids=["invisible", "bidi"])
def test_invisible_and_bidi_spoofing_names_are_refused_and_the_text_stays(article, name):
    article.open().write("Words worth keeping.", name=name)
    article.thread.get_by_role("button", name="Post comment").click()
    expect(article.thread.get_by_label("Your name")).to_have_attribute("aria-invalid", "true")
    expect(article.box).to_have_value("Words worth keeping.")
    article.count(0)


def test_my_comments_lists_what_became_of_each(article, picture):
    article.open().post("Root words.")
    article.post("Look at https://example.org/ now.")
    article.box.click()
    article.thread.get_by_role("button", name="My comments").click()
    dialog = article.thread.get_by_role("dialog", name="My comments")
    expect(dialog.get_by_role("listitem")).to_have_count(2)
    expect(dialog.get_by_role("listitem").filter(has_text="Look at").locator(".note")).to_contain_text("link")
    picture(article.page, "my-comments")
    with article.page.expect_popup() as opened:
        dialog.get_by_role("link", name="My data").click()
    expect(opened.value.get_by_role("heading", name="Your data at")).to_be_visible()
    opened.value.close()
    dialog.get_by_role("listitem").filter(has_text="Root words.").get_by_role("link").click()
    expect(dialog).to_have_count(0)
    expect(article.comment("Root words.")).to_be_focused()


def test_my_comments_tell_of_a_pick_and_of_the_newsrooms_answer(article, contexts, service):
    article.open().post("The bridge is older than that.")
    comment = article.comment("older than that").get_attribute("id").removeprefix("comment-")
    desk = sign_in(contexts, service)
    desk.goto(f"/desk/daily/comments/{comment}")
    desk.keyboard.press("p")
    expect(desk.locator(".card .badge.featured")).to_be_visible()
    desk.get_by_text("Reply as the newsroom").click()
    desk.get_by_label("Your comment").fill("You are right: 1926.")
    desk.get_by_role("button", name="Post as the newsroom").click()
    expect(desk.get_by_text("Your comment is on the page.")).to_be_visible()
    article.page.reload()
    article.box.click()
    article.thread.get_by_role("button", name="My comments").click()
    dialog = article.thread.get_by_role("dialog", name="My comments")
    expect(dialog.locator(".note").first).to_have_text("The editors have picked this comment.")
    assert findings(article.page) == []
    dialog.get_by_role("link", name="Olha Moroz has answered for the newsroom.").click()
    expect(article.comment("You are right")).to_be_focused()


def test_a_reader_is_forgotten_on_this_device_after_a_question(article):
    article.open().post("Root words.")
    article.box.click()
    article.thread.get_by_role("button", name="My comments").click()
    dialog = article.thread.get_by_role("dialog", name="My comments")
    dialog.get_by_role("button", name="Forget me on this device").click()
    expect(dialog.get_by_text("you can no longer edit or withdraw them")).to_be_visible()
    dialog.get_by_role("button", name="Forget me").press("Enter")
    expect(dialog).to_have_count(0)
    article.count(1)
    article.box.click()
    expect(article.thread.get_by_label("Your name")).to_have_value("")
    expect(article.thread.get_by_role("button", name="My comments")).to_have_count(0)
    article.comment("Root words.").get_by_role("button", name="More actions").click()
    expect(article.thread.get_by_role("menuitem", name="Flag")).to_be_visible()
    expect(article.thread.get_by_role("menuitem", name="Withdraw")).to_have_count(0)
