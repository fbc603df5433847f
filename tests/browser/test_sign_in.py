"""A reader signs in by a link in a mail, across two sites, with third-party cookies blocked."""

import pytest
from playwright.sync_api import expect

from .axe import findings
from .conftest import NARROW
from .sign_in_page import SignInPage, confirmed


@pytest.fixture
def reader(strict, service):
    return SignInPage(strict.new().new_page(), service)


def test_a_guest_signs_in_by_mail_and_keeps_comments_and_votes(reader, contexts, picture):
    reader.open()
    reader.posted("Somebody else's.")
    reader.open()
    reader.post("As a guest.", name="Olena")
    reader.vote("Somebody else's.")
    code = reader.ask()
    assert findings(reader.page) == []
    picture(reader.page, "sign-in-code")
    phone = contexts.new(**NARROW).new_page()
    confirmed(phone, reader.inbox.link(), code)
    assert findings(phone) == []
    picture(phone, "sign-in-done")
    expect(reader.dialog).to_have_count(0)
    reader.signed_in()
    expect(reader.good("Somebody else's.")).to_have_attribute("aria-pressed", "true")
    reader.page.reload()
    reader.box.click()
    reader.signed_in()
    reader.box.fill("As myself.")
    reader.thread.get_by_role("button", name="Post comment").click()
    mine = reader.comment("As myself.")
    expect(mine.locator(".name")).to_have_text("Olena")
    expect(mine.get_by_text("Verified")).to_be_visible()
    assert reader.page.context.cookies() == []


def test_looking_at_the_link_changes_nothing_and_the_page_can_be_left_meanwhile(reader, contexts):
    reader.open()
    code = reader.ask()
    link = reader.inbox.link()
    other = contexts.new().new_page()
    for method in ("GET", "HEAD"):
        assert other.request.fetch(link, method=method).ok
    reader.page.keyboard.press("Escape")
    expect(reader.dialog).to_have_count(0)
    expect(reader.who.get_by_role("button", name="Sign in")).to_be_focused()
    reader.page.reload()
    reader.box.click()
    reader.who.get_by_role("button", name="Sign in").click()
    expect(reader.dialog.locator(".match")).to_have_text(code)
    confirmed(other, link, code)
    reader.signed_in()
    other.goto(link)
    expect(other.get_by_role("heading", name="You are signed in")).to_be_visible()


def test_a_wrong_address_is_told_and_stays_in_the_field(reader):
    reader.open(lang="uk")
    reader.box.click()
    reader.who.get_by_role("button", name="Увійти").click()
    field = reader.dialog.get_by_label("Ваша електронна адреса")
    field.fill("olena@")
    reader.dialog.get_by_role("button", name="Надіслати посилання").click()
    expect(field).to_be_focused()
    expect(field).to_have_value("olena@")
    expect(reader.dialog.get_by_role("status").first).not_to_be_empty()
    assert findings(reader.page) == []


def test_the_page_behind_the_link_is_calm_wide_and_narrow(reader, contexts, picture):
    reader.open()
    code = reader.ask()
    link = reader.inbox.link()
    for name, options in {
        "wide": {},
        "narrow-dark": NARROW | {"color_scheme": "dark"},
    }.items():
        page = contexts.new(**options).new_page()
        page.goto(link)
        expect(page.get_by_text(code, exact=True)).to_be_visible()
        assert findings(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        picture(page, f"sign-in-page-{name}")
