"""A moderator turns a thread's switches and speaks above it; readers' pages follow."""

from playwright.sync_api import expect

from tests.browser.desk_page import narrow, post_comment, sign_in
from tests.browser.test_desk_accessibility import faults


def _settings_page(page):
    """Go to the newest thread's page by the desk's list, which begins with it."""
    page.goto("/desk/daily/threads")
    page.get_by_role("link", name="Switches and announcement").first.click()
    expect(page.get_by_role("heading", name="Who may write")).to_be_visible()


def _head(service, page, key):
    answer = page.request.get(f"{service.url}/api/v1/sites/daily/thread?key={key}")
    return answer.json()["thread"]


def test_comments_are_switched_off_and_on_again(service, contexts, picture):
    page = sign_in(contexts, service)
    key = service.fresh_key()
    post_comment(service, page, "First", key=key)
    _settings_page(page)
    assert _head(service, page, key)["state"] == "open"
    page.get_by_role("button", name="Switch off").click()
    expect(page.get_by_role("status")).to_contain_text("Comments are off")
    expect(page.get_by_role("button", name="Switch on")).to_be_visible()
    assert _head(service, page, key)["state"] == "closed"
    picture(page, "desk-thread-closed")
    page.locator(".side").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Switch off")).to_be_visible()
    assert _head(service, page, key)["state"] == "open"


def test_a_thread_is_locked_and_pre_moderated(service, contexts):
    page = sign_in(contexts, service)
    key = service.fresh_key()
    post_comment(service, page, "First", key=key)
    _settings_page(page)
    page.get_by_role("button", name="Check first").click()
    expect(page.get_by_role("button", name="Publish at once")).to_be_visible()
    assert _head(service, page, key)["pre_moderated"] is True
    page.get_by_role("button", name="Lock", exact=True).click()
    expect(page.get_by_role("button", name="Open again")).to_be_visible()
    assert _head(service, page, key)["state"] == "locked"


def test_an_announcement_is_looked_at_before_readers_see_it(service, contexts, picture):
    page = sign_in(contexts, service)
    key = service.fresh_key()
    post_comment(service, page, "First", key=key)
    _settings_page(page)
    page.get_by_label("The newsroom’s words").fill("Please stay with the **bridge**.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".preview strong")).to_have_text("bridge")
    expect(page.get_by_label("The newsroom’s words")).to_have_value("Please stay with the **bridge**.")
    assert _head(service, page, key)["announcement"] is None
    picture(page, "desk-thread-preview")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("The announcement is changed.")
    assert _head(service, page, key)["announcement"][0]["c"][1] == {"t": "strong", "c": ["bridge"]}


def test_the_page_is_accessible_wide_and_narrow(service, contexts, picture):
    for name, page in (
        ("wide", sign_in(contexts, service)),
        ("narrow", narrow(contexts, service)),
        ("dark", sign_in(contexts, service, color_scheme="dark")),
    ):
        post_comment(service, page, "First", key=service.fresh_key())
        _settings_page(page)
        picture(page, f"desk-thread-{name}")
        assert faults(page) == []
