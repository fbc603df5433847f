"""Correction reports at the desk by keyboard: found, claimed, given away, put together, decided many at once."""

import re
import threading
import time

from playwright.sync_api import expect

from tests.browser.desk_page import post_comment, send_report, sign_in

ARRIVES_WITHIN = 60


def reports_of_one_article(contexts, service, *replacements):
    """Reports of different places of one article; the page of an editor that lists only these, and their ids."""
    page = sign_in(contexts, service, "editor")
    key = service.fresh_key()
    ids = []
    for number, replacement in enumerate(replacements):
        text = f"Line {number}. It was closed in {1900 + number} after the flood."
        target = {
            "exact": str(1900 + number),
            "prefix": f"Line {number}. It was closed in ",
            "suffix": " after the flood",
        }
        ids.append(send_report(service, page, key, replacement, target=target, article={"key": key, "text": text}))
    page.goto(f"/desk/daily/reports?state=open&article={ids[0]}")
    expect(page.locator("[data-card]")).to_have_count(len(ids))
    return page, ids


def test_a_selection_is_decided_by_one_key_and_comes_back_by_one(contexts, service):
    page, _ids = reports_of_one_article(contexts, service, "A", "B", "C")
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    bar = page.get_by_role("form", name="Decide about the selected reports")
    expect(bar).to_contain_text("Selected: 2")
    page.keyboard.press("f")
    expect(page.locator("[data-toast]")).to_contain_text("Fixed: 2 reports.")
    expect(page.locator("[data-card]")).to_have_count(1)
    # The page is a new one: its keys are there when all of it is.
    page.wait_for_load_state()
    page.keyboard.press("u")
    expect(page.locator("[data-toast]")).to_contain_text("Undone.")
    expect(page.locator("[data-card]")).to_have_count(3)


def test_slash_searches_and_a_view_is_kept(contexts, service):
    page, ids = reports_of_one_article(contexts, service, "Zanzibar", "B")
    page.keyboard.press("/")
    search = page.get_by_role("searchbox")
    expect(search).to_be_focused()
    page.keyboard.type("zanzibar")
    page.keyboard.press("Enter")
    expect(page.locator("[data-card]")).to_have_count(1)
    expect(page.locator(f"#r-{ids[0]}")).to_be_visible()
    page.get_by_text("Keep this view").click()
    page.get_by_label("Name of the view").fill("Islands <b>")
    page.keyboard.press("Enter")
    view = page.get_by_role("link", name="Islands <b>")
    expect(view).to_have_attribute("aria-current", "true")
    page.goto("/desk/daily/reports")
    page.get_by_role("link", name="Islands <b>").click()
    expect(page.locator("[data-card]")).to_have_count(1)
    page.get_by_role("button", name="Let the view Islands <b> go").click()
    expect(page.get_by_role("link", name="Islands <b>")).to_have_count(0)


def test_c_claims_g_assigns_and_others_see_it(contexts, service):
    page, (report,) = reports_of_one_article(contexts, service, "A")
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page.locator("[data-toast]")).to_contain_text("The others see that you have it open.")
    other = sign_in(contexts, service, "moderator")
    other.goto(f"/desk/daily/reports/{report}")
    expect(other.locator(f"#r-{report}")).to_contain_text("has it open")
    page.wait_for_load_state()
    page.keyboard.press("g")
    expect(page.get_by_label("Who shall do it?")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-toast]")).to_contain_text("Assigned.")
    expect(page.locator(f"#r-{report} .badge.assigned")).to_be_visible()


def test_d_and_a_digit_put_a_report_together_with_another_one(contexts, service):
    page, (first, second) = reports_of_one_article(contexts, service, "A", "B")
    page.goto(f"/desk/daily/reports/{second}")
    page.keyboard.press("d")
    expect(page.get_by_text("Which report is about the same place?")).to_be_visible()
    page.keyboard.press("1")
    expect(page.locator("[data-toast]")).to_contain_text("One place now")
    expect(page.locator(".others")).to_contain_text("1 more report of this place")
    page.goto(f"/desk/daily/reports?state=open&article={first}")
    expect(page.locator("[data-card]")).to_have_count(1)


def test_what_was_mended_meanwhile_is_shown_and_accepted_with_one_key(contexts, service, publisher):
    page = sign_in(contexts, service, "editor")
    key = service.fresh_key()
    url = f"{service.newspaper}/{key}"
    report = send_report(service, page, key)
    text = "It was closed in 1987 after the flood."
    assert publisher.says(key, url=url, title="The bridge that waited", text=text)
    deadline = time.monotonic() + ARRIVES_WITHIN
    card = page.locator(f"#r-{report}")
    page.goto(f"/desk/daily/reports?state=fixed&article={report}")
    while card.count() == 0:
        assert time.monotonic() < deadline, "the report was not looked for again"
        threading.Event().wait(0.3)
        page.reload()
    expect(card.locator(".was-now")).to_have_text(re.compile(r"1978.*1987"))
    page.goto(f"/desk/daily/reports/{report}")
    expect(page.locator(".sides del")).to_have_text("1978")
    expect(page.locator(".sides ins")).to_have_text("1987")
    page.keyboard.press("f")
    expect(card.locator(".badge.fixed_silently")).to_be_visible()


def test_an_answer_begins_with_words_in_the_readers_language(contexts, service):
    page, (report,) = reports_of_one_article(contexts, service, "A")
    card = page.locator(f"#r-{report}")
    card.get_by_text("Answer or ask").click()
    card.get_by_role("button", name="Question", exact=True).click()
    expect(card.get_by_label("Words to the reader")).to_have_value(re.compile("where we could check this"))
    card.get_by_role("button", name="Ask the reader").click()
    expect(card.locator(".badge.needs_information")).to_be_visible()


def test_m_makes_a_report_of_a_comment(contexts, service):
    page = sign_in(contexts, service, "editor")
    comment = post_comment(service, page, "It was 1987, not 1978.")
    page.goto(f"/desk/daily/comments/{comment}")
    page.keyboard.press("m")
    toast = page.locator("[data-toast]")
    expect(toast).to_contain_text("A correction report now.")
    toast.get_by_role("link").click()
    expect(page.locator("[data-card]")).to_contain_text("It was 1987, not 1978.")
