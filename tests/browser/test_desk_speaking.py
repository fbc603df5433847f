"""The newsroom answers at the desk, by mouse and by keyboard, and readers see it with its badge."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desk_page import narrow, post_comment, sign_in

WORDS = "Thank you, we have looked it up: 1936."


@pytest.fixture
def question(signed_in, service):
    """A reader's question in a thread of its own: the article's key and the comment's id."""
    key = service.fresh_key()
    return key, post_comment(service, signed_in, "When was the bridge built?", key=key)


def answers(service, page, key):
    thread = page.request.get(f"{service.url}/api/v1/sites/daily/thread", params={"key": key, "filter": "staff"})
    return [(one["author"]["badges"], one["reply_to"]["name"]) for one in thread.json()["comments"]]


def test_an_answer_by_mouse_is_told_and_taken_back(signed_in, service, question, picture):
    page, (key, comment) = signed_in, question
    page.goto(f"/desk/daily/comments/{comment}")
    card = page.locator(f"#c-{comment}")
    card.get_by_text("Reply as the newsroom").click()
    box = card.get_by_label("Your comment")
    expect(box).to_be_focused()
    expect(card).to_contain_text("signed Olha Moroz")
    box.fill(WORDS)
    picture(page, "desk-speaking")
    card.get_by_role("button", name="Post as the newsroom").click()
    expect(page.get_by_text("Your comment is on the page.")).to_be_visible()
    expect(box).to_be_hidden()
    expect(box).to_have_value("")
    assert answers(service, page, key) == [(["staff"], "Marta Ilchenko")]
    page.locator("[data-toasts]").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone.")).to_be_visible()
    assert answers(service, page, key) == []


def test_an_answer_by_keyboard_alone(signed_in, service, question):
    page, (key, comment) = signed_in, question
    page.goto(f"/desk/daily/comments/{comment}")
    card = page.locator(f"#c-{comment}")
    summary = card.locator(".speaking > summary")
    page.keyboard.press("j")
    expect(card).to_be_focused()
    for _ in range(20):
        page.keyboard.press("Tab")
        if summary.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Enter")
    box = card.get_by_label("Your comment")
    expect(box).to_be_focused()
    page.keyboard.type("a sad joke, u know?")
    page.keyboard.press("Escape")
    expect(card).to_be_focused()
    expect(box).to_be_hidden()
    summary.focus()
    page.keyboard.press("Enter")
    expect(box).to_have_value("a sad joke, u know?")
    box.fill(WORDS)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Your comment is on the page.")).to_be_visible()
    expect(summary).to_be_focused()
    assert len(answers(service, page, key)) == 1
    page.keyboard.press("u")
    expect(page.get_by_text("Undone.")).to_be_visible()
    assert answers(service, page, key) == []


def test_words_that_were_not_posted_stay_with_the_reason(signed_in, service, question):
    page, (key, comment) = signed_in, question
    page.goto(f"/desk/daily/comments/{comment}")
    card = page.locator(f"#c-{comment}")
    card.get_by_text("Reply as the newsroom").click()
    box = card.get_by_label("Your comment")
    box.fill(WORDS)
    page.route("**/replies", lambda route: route.abort())
    card.get_by_role("button", name="Post as the newsroom").click()
    expect(card.get_by_role("alert")).to_contain_text("the service did not answer")
    expect(box).to_have_value(WORDS)
    page.unroute("**/replies")
    box.fill("\u200b")
    card.get_by_role("button", name="Post as the newsroom").click()
    expect(card.get_by_role("alert")).to_contain_text("invisible characters")
    expect(box).to_be_focused()
    box.fill(WORDS)
    card.get_by_role("button", name="Post as the newsroom").click()
    expect(page.get_by_text("Your comment is on the page.")).to_be_visible()
    expect(card.get_by_role("alert")).to_have_count(0)
    assert len(answers(service, page, key)) == 1


def test_a_comment_to_the_article_from_the_threads_page(contexts, service, question, picture):
    page = sign_in(contexts, service, "editor", java_script_enabled=False)
    page.goto(f"/desk/daily/comments/{question[1]}")
    page.get_by_role("link", name="All comments of this thread").click()
    expect(page.get_by_role("heading", name="The bridge that waited")).to_be_visible()
    page.locator(".speaking.panel").get_by_label("Your comment").fill("The newsroom is reading along.")
    page.locator(".speaking.panel").get_by_role("button", name="Post as the newsroom").click()
    expect(page.get_by_text("Your comment is on the page.")).to_be_visible()
    first = page.locator(".card").first
    expect(first).to_contain_text("The newsroom is reading along.")
    expect(first.locator(".badge.by-staff")).to_have_text("Newsroom")
    picture(page, "desk-thread")
    page.locator("[data-toasts]").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone.")).to_be_visible()
    expect(page.locator(".card")).to_have_count(1)


def test_a_pick_is_seen_on_the_card_and_in_the_queue_of_picks(signed_in, service, question, picture):
    page, (_key, comment) = signed_in, question
    page.goto(f"/desk/daily/comments/{comment}")
    card = page.locator(f"#c-{comment}")
    button = card.get_by_role("button", name="Editors’ pick")
    expect(button).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("p")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(card.locator(".badge.featured")).to_have_text("Editors’ pick")
    page.goto("/desk/daily/comments")
    page.get_by_role("link", name="Editors’ picks").click()
    expect(page.locator(".tabs [aria-current]")).to_have_text("Editors’ picks")
    expect(card).to_be_visible()
    picture(page, "desk-picks")
    page.goto(f"/desk/daily/comments/{comment}")
    page.keyboard.press("p")
    expect(button).to_have_attribute("aria-pressed", "false")
    page.locator("[data-toasts]").get_by_role("button", name="Undo").click()
    expect(button).to_have_attribute("aria-pressed", "true")


def test_a_small_phone_has_room_for_an_answer(contexts, service, question, picture):
    page = narrow(contexts, service, color_scheme="dark")
    page.goto(f"/desk/daily/comments/{question[1]}")
    card = page.locator(f"#c-{question[1]}")
    card.get_by_text("Reply as the newsroom").tap()
    expect(card.get_by_label("Your comment")).to_be_visible()
    picture(page, "desk-speaking-narrow-dark")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.goto("/desk/daily/threads")
    page.get_by_role("link", name=re.compile(r"\d+ comments? ?: ")).first.tap()
    expect(page.get_by_role("heading", name="Write as the newsroom")).to_be_visible()
    picture(page, "desk-thread-narrow-dark")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
