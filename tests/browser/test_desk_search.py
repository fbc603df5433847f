"""Looking for comments at the desk by keyboard alone, and searches that are kept and shared."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import findings
from tests.browser.desk_page import narrow, post_comment, sign_in

LIST = "/desk/daily/comments?queue=all&order=newest"
# Further than any of the places that are gone to from the box.
_STEPS = 30


def go_to(page, place) -> None:
    """Press Tab until a place is reached."""
    for _ in range(_STEPS):
        page.keyboard.press("Tab")
        if place.evaluate("(one) => one === document.activeElement"):
            return
    raise AssertionError("no number of steps leads there")


def search(page, words: str) -> None:
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    expect(page.get_by_role("searchbox")).to_have_value(words)
    expect(page).to_have_url(re.compile("words="))


def test_comments_are_found_and_searches_kept_by_keyboard_alone(contexts, service):
    page = sign_in(contexts, service)
    word = f"Quagmire{service.fresh_key()}".replace("-", "")
    found = post_comment(service, page, f"A {word} of <b>lanterns</b> & п’ять words", key=service.fresh_key())
    post_comment(service, page, "Nothing of the kind")
    page.goto(LIST)
    search(page, f"п'ять {word.lower()[:-1]}")
    expect(page.locator("[data-card]")).to_have_count(1)
    expect(page.locator(f"#c-{found} mark")).to_have_text([word, "п’ять"])
    expect(page.locator('[data-count="list-all"]')).to_have_text("1")
    assert findings(page) == []
    go_to(page, page.locator("summary", has_text="Keep this view"))
    page.keyboard.press("Enter")
    go_to(page, page.get_by_label("Name of the view"))
    page.keyboard.type(word)
    go_to(page, page.get_by_label("Colleagues see it, too"))
    page.keyboard.press("Space")
    assert findings(page) == []
    page.keyboard.press("Enter")
    kept = page.get_by_role("link", name=word)
    expect(kept).to_have_attribute("aria-current", "true")
    other = sign_in(contexts, service, "administrator")
    other.goto("/desk/daily/comments")
    other.get_by_role("link", name=word).click()
    expect(other.locator(f"#c-{found}")).to_be_visible()
    go_to(page, page.get_by_role("button", name=f"Let the view {word} go"))
    page.keyboard.press("Enter")
    expect(kept).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_not_found_says_so_on_a_phone(contexts, service, scheme):
    page = narrow(contexts, service, color_scheme=scheme)
    post_comment(service, page)
    page.goto("/desk/daily/comments?queue=spam&words=nothing+of+the+kind+was+written")
    expect(page.get_by_text("Nothing found.")).to_be_visible()
    page.get_by_text("Author, status, reason, days").click()
    expect(page.get_by_label("Author’s name")).to_be_visible()
    assert findings(page) == []
    page.get_by_role("link", name="Search in all comments").click()
    expect(page.get_by_role("searchbox")).to_have_value("nothing of the kind was written")
    expect(page).to_have_url(re.compile("queue=all"))
