"""Answers that stand ready: written by keyboard, seen before they are kept, given to a reader."""

import re

from playwright.sync_api import expect

from tests.browser.axe import findings
from tests.browser.desk_page import narrow, send_report, sign_in

PAGE = "/desk/daily/settings/answers"


def tab_to(page, name, role="button", steps=40):
    """Walk by Tab to a control of the page, as somebody without a mouse does."""
    wanted = page.get_by_role(role, name=name, exact=True)
    for _step in range(steps):
        page.keyboard.press("Tab")
        if wanted.evaluate("(one) => one === document.activeElement"):
            return wanted
    raise AssertionError(f"{name} was not reached")


def test_an_answer_is_written_seen_kept_given_and_deleted_by_keyboard(contexts, service):
    page = sign_in(contexts, service, "editor")
    report = send_report(service, page, service.fresh_key())
    page.goto(PAGE)
    page.get_by_label("Name").focus()
    page.keyboard.type("By keyboard")
    page.keyboard.press("Tab")
    page.keyboard.type("Q")
    tab_to(page, "English the site’s language: needed", "textbox", 1)
    page.keyboard.type("What do you know of “{qoute}”?")
    tab_to(page, "Preview the words")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    words = page.get_by_role("textbox", name="English")
    expect(words).to_have_accessible_description(re.compile(r"There is no placeholder \{qoute\}\."))
    words.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("What do you know of “{quote}”?")
    tab_to(page, "Preview the words")
    page.keyboard.press("Enter")
    preview = page.get_by_role("status", name="So readers will see it")
    expect(preview).to_contain_text("The newsroom has a question")
    expect(preview).to_contain_text("What do you know of “[the words reported]”?")
    page.get_by_role("textbox", name="Name").focus()
    tab_to(page, "Keep the answer")
    page.keyboard.press("Enter")
    kept = page.get_by_role("list", name="Answers of this newsroom, in their order")
    expect(kept).to_contain_text("By keyboard")
    page.goto(f"/desk/daily/reports/{report}")
    card = page.locator(f"#r-{report}")
    card.get_by_text("Answer or ask").focus()
    page.keyboard.press("Enter")
    tab_to(page, "By keyboard")
    page.keyboard.press("Enter")
    expect(card.get_by_label("Words to the reader")).to_have_value("What do you know of “1978”?")
    tab_to(page, "See it as the reader will")
    page.keyboard.press("Enter")
    seen = page.get_by_role("status", name="So the reader will see it")
    expect(seen).to_contain_text("What do you know of “1978”?")
    expect(page.get_by_label("Words to the reader")).to_have_value("What do you know of “1978”?")
    page.get_by_label("Words to the reader").focus()
    tab_to(page, "Decide, and send it to the reader")
    page.keyboard.press("Enter")
    expect(card.locator(".badge.needs_information")).to_be_visible()
    page.goto(PAGE)
    page.get_by_role("button", name=re.compile("Delete.*By keyboard")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="By keyboard")).to_have_count(0)


def test_the_pages_have_no_fault_that_axe_can_see(contexts, service, picture):
    for scheme, open_desk in (("light", sign_in), ("dark", narrow)):
        page = open_desk(contexts, service, role="editor", color_scheme=scheme)
        report = send_report(service, page, service.fresh_key())
        page.goto(PAGE)
        page.get_by_label("Name").fill("Seen")
        page.get_by_role("textbox", name="English").fill("About “{quote}” in {article}: {notice}")
        page.get_by_role("button", name="Preview the words").click()
        expect(page.get_by_role("status", name="So readers will see it")).to_be_visible()
        assert findings(page) == []
        picture(page, f"desk-answers-{scheme}")
        page.goto(f"/desk/daily/reports/{report}/answer")
        page.get_by_role("button", name="Not an error").click()
        expect(page.get_by_role("status", name="So the reader will see it")).to_be_visible()
        assert findings(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        picture(page, f"desk-answer-{scheme}")
