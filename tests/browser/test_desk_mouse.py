"""The desk by mouse: one click decides, the card leaves, undo brings it back, and a lost race is told."""

import re

from playwright.sync_api import expect

from tests.browser.desk_page import narrow, post_comment, send_report, sign_in, status_of

QUEUE = "/desk/daily/comments?queue=held&order=newest"


def _count(page):
    return int(page.locator(".tabs [data-count=comments-held]").inner_text())


def test_a_click_approves_and_another_undoes(signed_in, service):
    page = signed_in
    comment = post_comment(service, page)
    page.goto(QUEUE)
    before = _count(page)
    card = page.locator(f"#c-{comment}")
    card.get_by_role("button", name="Approve").click()
    expect(card).to_have_count(0)
    expect(page.get_by_text("Approved.")).to_be_visible()
    assert _count(page) == before - 1
    assert status_of(service, page, comment) == 200
    page.get_by_role("button", name="Undo").click()
    expect(card).to_be_visible()
    expect(card).to_be_focused()
    assert _count(page) == before
    assert status_of(service, page, comment) == 404
    card.get_by_role("button", name="Spam").click()
    expect(card).to_have_count(0)


def test_rejecting_asks_for_the_reason(signed_in, service):
    page = signed_in
    comment = post_comment(service, page)
    page.goto(QUEUE)
    card = page.locator(f"#c-{comment}")
    card.get_by_text("Reject", exact=False).first.click()
    expect(card.get_by_role("button", name="Insult or harassment")).to_be_focused()
    card.get_by_label("Note for the log (optional)").fill("Seen before")
    card.get_by_role("button", name="Advertising").click()
    expect(card).to_have_count(0)
    page.goto(f"/desk/daily/comments/{comment}")
    log = page.locator(".log")
    expect(log).to_contain_text("Rejected")
    expect(log).to_contain_text("Advertising")
    expect(log).to_contain_text("Seen before")


def test_featuring_and_locking_stay_on_the_card(signed_in, service):
    page = signed_in
    comment = post_comment(service, page, "A thoughtful comment without links")
    page.goto(f"/desk/daily/comments/{comment}")
    card = page.locator(f"#c-{comment}")
    card.get_by_role("button", name="Editors’ pick").click()
    expect(card.locator(".badge.featured")).to_be_visible()
    expect(card).to_be_focused()
    card.get_by_role("button", name="Lock the thread").click()
    expect(card.locator(".badge.locked")).to_be_visible()
    page.locator("[data-toasts]").get_by_role("button", name="Undo").click()
    expect(card.locator(".badge.locked")).to_have_count(0)


def test_whoever_comes_second_reads_what_happened(contexts, service):
    first, second = sign_in(contexts, service), sign_in(contexts, service, "administrator")
    comment = post_comment(service, first)
    for page in (first, second):
        page.goto(QUEUE)
    first.locator(f"#c-{comment}").get_by_role("button", name="Approve").click()
    expect(first.locator(f"#c-{comment}")).to_have_count(0)
    card = second.locator(f"#c-{comment}")
    card.get_by_role("button", name="Spam").click()
    expect(card.get_by_role("alert")).to_contain_text(re.compile("approved this"))
    expect(card.get_by_role("button")).to_have_count(0)
    assert status_of(service, first, comment) == 200


def test_a_broken_line_keeps_the_card_and_says_so(signed_in, service):
    page = signed_in
    comment = post_comment(service, page)
    page.goto(QUEUE)
    card = page.locator(f"#c-{comment}")
    page.route("**/actions", lambda route: route.abort())
    card.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("Not saved: the service did not answer.")).to_be_visible()
    page.unroute("**/actions")
    card.get_by_role("button", name="Approve").click()
    expect(card).to_have_count(0)


def test_reports_of_one_place_leave_together_and_come_back_together(contexts, service):
    page = sign_in(contexts, service, "editor")
    key = service.fresh_key()
    reports = [send_report(service, page, key), send_report(service, page, key, "1986")]
    page.goto("/desk/daily/reports?state=open&order=newest")
    card, folded = (page.locator(f"#r-{one}") for one in reports)
    expect(card.locator(".sentence del")).to_have_text("1978")
    expect(card.locator(".sentence ins")).to_have_text("1987")
    expect(card).to_contain_text("1 more report of this place")
    expect(folded).to_have_count(0)
    card.get_by_role("button", name="Fixed", exact=False).first.click()
    expect(page.locator("[data-toast]")).to_contain_text("1 more report of the same place went with it.")
    expect(card).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(card).to_be_visible()
    expect(page.locator(".card.current")).to_have_count(1)


def test_everything_works_without_script(contexts, service):
    page = sign_in(contexts, service, java_script_enabled=False)
    comment = post_comment(service, page)
    page.goto(QUEUE)
    card = page.locator(f"#c-{comment}")
    card.locator("summary", has_text="Reject").click()
    card.get_by_role("button", name="Off topic").click()
    expect(page.get_by_text("Rejected.")).to_be_visible()
    expect(card).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(card).to_be_visible()
    page.get_by_role("link", name="Keys").first.click()
    expect(page.get_by_role("heading", name="Corrections")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()


def test_thumbs_reach_the_buttons_of_a_small_phone(contexts, service):
    page = narrow(contexts, service)
    comment = post_comment(service, page)
    page.goto(QUEUE)
    card = page.locator(f"#c-{comment}")
    for button in card.locator(".acts > .btn, .acts > details > .btn").all():
        assert button.bounding_box()["height"] >= 44
    for url in (QUEUE, "/desk/daily/", "/desk/daily/reports", "/desk/daily/log", "/desk/daily/embed-check?key=a"):
        page.goto(url)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, url
    page.goto(QUEUE)
    card.get_by_role("button", name="Approve").tap()
    expect(card).to_have_count(0)


def test_the_embed_check_reaches_the_script_from_the_browser(signed_in, service):
    page = signed_in
    page.goto("/desk/daily/embed-check")
    page.get_by_label("Address of the page").fill(f"{service.newspaper}/some/article")
    page.get_by_role("button", name="Look").click()
    expect(page.get_by_text("Your browser reaches the service and its script.")).to_be_visible()
    expect(page.get_by_text(f"The origin {service.newspaper} is registered.")).to_be_visible()
