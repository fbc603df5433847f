"""The desk's pages have no fault that axe can see, in light and dark, wide and narrow."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import findings
from tests.browser.desk_page import narrow, post_comment, send_report, sign_in

PAGES = (
    "/desk/daily/",
    "/desk/daily/comments",
    "/desk/daily/comments?queue=spam",
    "/desk/daily/comments?queue=picks",
    "/desk/daily/comments?queue=new&order=newest",
    "/desk/daily/bulk",
    "/desk/daily/reports",
    "/desk/daily/reports?state=closed",
    "/desk/daily/threads",
    "/desk/daily/log",
    "/desk/daily/keys",
    "/desk/daily/embed-check?key=a&page=http://nowhere.example",
)
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


def faults(page):
    return findings(page, options=RULES)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("open_desk", [sign_in, narrow])
def test_every_page_is_clean(contexts, service, picture, scheme, open_desk):
    page = open_desk(contexts, service, color_scheme=scheme)
    comment = post_comment(service, page)
    report = send_report(service, page, service.fresh_key(), remark="See the archive")
    for url in (*PAGES, f"/desk/daily/comments/{comment}", f"/desk/daily/reports/{report}"):
        page.goto(url)
        assert faults(page) == [], url
        name = url.partition("/daily/")[2].replace("/", "-").partition("?")[0] or "overview"
        picture(page, f"desk-{name}-{scheme}-{open_desk.__name__}")


@pytest.mark.parametrize("open_desk", [sign_in, narrow])
def test_the_settings_and_their_histories_are_clean(contexts, service, open_desk):
    page = open_desk(contexts, service, role="administrator")
    for url in ("settings/reasons", "settings/reasons/hate", "settings/reasons/hate/history", "settings/site"):
        page.goto(f"/desk/daily/{url}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert faults(page) == [], url
    page.goto("/desk/daily/settings/reasons")
    page.get_by_label("Rule, as the reader is told it").first.fill("Say <b>why</b>.")
    page.get_by_role("button", name="Preview the words").click()
    expect(page.get_by_role("status", name="So readers will see it")).to_be_visible()
    assert faults(page) == []
    page.goto("/desk/daily/settings")
    page.get_by_role("button", name="Show what it would do").first.click()
    expect(page.locator(".effect").first).to_be_visible()
    assert faults(page) == []
    page.goto("/desk/daily/settings/history/house-rules")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert faults(page) == []


def test_an_answer_and_a_threads_page_are_clean(contexts, service):
    page = sign_in(contexts, service)
    comment = post_comment(service, page, "When was it built?")
    page.goto(f"/desk/daily/comments/{comment}")
    page.get_by_text("Reply as the newsroom").click()
    page.get_by_label("Your comment").fill("\u200b")
    page.get_by_role("button", name="Post as the newsroom").click()
    page.get_by_role("alert").wait_for()
    assert faults(page) == []
    page.get_by_role("link", name="All comments of this thread").click()
    page.get_by_role("heading", name="Write as the newsroom").wait_for()
    assert faults(page) == []


def test_open_menus_the_help_and_a_message_are_clean(contexts, service):
    page = sign_in(contexts, service)
    comment = post_comment(service, page)
    # On a page without other cards: what lies half under an open menu is no target that is too small.
    page.goto(f"/desk/daily/comments/{comment}")
    page.keyboard.press("r")
    expect(page.locator(".menu[open]")).to_be_visible()
    assert faults(page) == []
    page.goto("/desk/daily/comments?queue=held&order=newest")
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.keyboard.press("8")
    page.get_by_role("button", name="Undo").wait_for()
    assert faults(page) == []
    page.keyboard.press("?")
    assert faults(page) == []


def test_the_sign_in_page_is_clean_with_and_without_a_refusal(contexts, service):
    page = contexts.new(base_url=service.url).new_page()
    page.goto("/desk/sign-in")
    assert faults(page) == []
    page.fill("[name=email]", "who@daily.example")
    page.fill("[name=password]", "nothing")
    page.click("button[type=submit]")
    page.get_by_role("alert").wait_for()
    assert faults(page) == []
