"""Reading: axe-core finds nothing in any state, by keyboard alone, on a small phone, in three languages and an RTL page."""

import pytest
from playwright.sync_api import expect

from . import staged
from .axe import findings
from .thread_page import ThreadPage

GROUND = "body { background: light-dark(#fff, #17191b) }"


def check(article):
    """The findings of axe-core inside the thread."""
    assert findings(article.page, context="comment-thread") == []


def full(article, **options):
    """A thread that shows everything at once, to a reader who comes back and has muted nobody yet."""
    article.page.clock.install()
    article.open(csp=None, css=GROUND, **options).post("Root words.")
    article.reply("Root words.", "An answer.")
    article.serves(staged.returning)
    article.page.evaluate("localStorage.clear()")
    article.open(csp=None, css=GROUND, **options)
    article.page.clock.fast_forward(10_000)
    expect(article.thread.locator(".picks")).to_be_visible()
    article.page.goto("about:blank")
    article.page.clock.fast_forward("02:00:00")
    article.open(csp=None, css=GROUND, **options)
    expect(article.thread.locator(".unread-bar")).to_be_visible()
    return article


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state_of_reading(page, service, scheme, picture):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    article = full(ThreadPage(page, service))
    check(article)
    picture(page, f"reading-{scheme}")
    article.thread.get_by_text("House rules").click()
    article.thread.get_by_role("button", name="Keys for reading").click()
    expect(article.thread.get_by_role("dialog")).to_be_visible()
    check(article)
    page.keyboard.press("Escape")
    article.comment("An answer.").get_by_role("button", name="More actions").click()
    expect(article.thread.get_by_role("menu")).to_be_visible()
    check(article)
    article.thread.get_by_role("menuitem", name="Mute").click()
    article.thread.get_by_role("button", name="1 person muted").click()
    expect(article.thread.get_by_role("dialog")).to_be_visible()
    check(article)
    page.keyboard.press("Escape")
    check(article)
    article.thread.get_by_role("button", name="Newsroom").click()
    expect(article.thread.get_by_role("button", name="Newsroom")).to_have_attribute("aria-pressed", "true")
    check(article)


def test_axe_finds_nothing_where_comments_are_off(page, service):
    article = ThreadPage(page, service)
    article.serves(staged.closed)
    article.open(csp=None, css=GROUND)
    expect(article.thread.get_by_text("Comments are switched off")).to_be_visible()
    check(article)


@pytest.mark.parametrize("lang", ["en", "uk", "ru", "ar"])
def test_a_small_phone_has_room_for_all_of_it(narrow_page, service, lang, picture):
    """The words of the helper are English; the thread is asked for in its own language afterwards."""
    article = full(ThreadPage(narrow_page, service))
    article.open(csp=None, css=GROUND, lang=lang)
    expect(article.thread.locator(".unread-bar")).to_be_visible()
    picture(narrow_page, f"reading-narrow-{lang}")
    assert narrow_page.evaluate("document.documentElement.scrollWidth") <= 360
    targets = article.thread.locator(".filter, .unread-bar .act, .fresh-mark, .pick-link, summary")
    sizes = targets.evaluate_all(
        "(all) => all.filter((one) => one.offsetParent).map((one) => one.getBoundingClientRect().toJSON())"
    )
    assert len(sizes) > 6
    assert all(size["width"] >= 24 and size["height"] >= 24 for size in sizes)


def test_reading_works_by_keyboard_alone(page, service):
    article = full(ThreadPage(page, service))
    keyboard = page.keyboard
    article.thread.get_by_text("House rules").focus()
    keyboard.press("Enter")
    expect(article.thread.get_by_text("Name your sources.")).to_be_visible()
    keyboard.press("Tab")
    expect(article.thread.get_by_role("link", name="All versions, and what changed")).to_be_focused()
    keyboard.press("Tab")
    expect(article.box).to_be_focused()
    article.thread.get_by_role("button", name="All", exact=True).focus()
    keyboard.press("Tab")
    expect(article.thread.get_by_role("button", name="Editors’ picks")).to_be_focused()
    keyboard.press("Tab")
    expect(article.thread.get_by_role("button", name="Newsroom")).to_be_focused()
    keyboard.press("Tab")
    keyboard.press("Tab")
    expect(article.thread.locator(".unread-bar").get_by_role("button", name="Go to the next")).to_be_focused()
    keyboard.press("Enter")
    expect(article.comment("Root words.")).to_be_focused()
    article.comment("An answer.").get_by_role("button", name="More actions").focus()
    keyboard.press("Enter")
    expect(article.thread.get_by_role("menuitem").first).to_be_focused()
    while not article.thread.get_by_role("menuitem", name="Mute").evaluate("(one) => one.matches(':focus')"):
        keyboard.press("ArrowDown")
    keyboard.press("Enter")
    expect(article.comment("An answer.")).to_be_focused()
    keyboard.press("Tab")
    expect(article.comment("An answer.").get_by_role("button", name="Show the comment by")).to_be_focused()
