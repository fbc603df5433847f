"""A reader's own page: from the list of one's comments to a copy and to being erased."""

import json

import pytest
from playwright.sync_api import expect

from .axe import findings


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_a_reader_has_a_copy_and_is_erased(contexts, service, picture, scheme, width):
    context = contexts.new(color_scheme=scheme, viewport={"width": width, "height": 800})
    guest = context.request.post(f"{service.url}/api/v1/sites/daily/session", data={"name": "Ann"}).json()
    bearer = {"Authorization": f"Bearer {guest['token']}"}
    link = context.request.post(f"{service.url}/api/v1/sites/daily/me/link", headers=bearer)
    assert link.ok, link.text()
    page = context.new_page()
    page.goto(link.json()["url"])
    expect(page.get_by_role("heading", name="Your data at")).to_be_visible()
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"
    picture(page, f"own-data-{scheme}-{width}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download everything").click()
    assert json.loads(download.value.path().read_text())["name"] == "Ann"
    page.get_by_label("They are deleted").check()
    page.get_by_label("Yes, erase me").check()
    page.get_by_role("button", name="Erase").click()
    expect(page.get_by_role("heading", name="You are being erased")).to_be_visible()
    assert findings(page) == []
    after = context.request.get(f"{service.url}/api/v1/sites/daily/me/comments", headers=bearer)
    assert after.status == 401
