"""Somebody is invited to the desk, comes, sets up a second factor, proves who they are, and is dismissed again."""

import re
import sqlite3
import uuid
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from passlib.totp import TOTP
from playwright.sync_api import expect

from tests.browser.conftest import NARROW
from tests.browser.desk_page import post_comment, sign_in
from tests.browser.test_desk_accessibility import faults

PASSWORD = "twelve blue herons at dawn"
LOOKS = {
    "wide": {},
    "narrow-dark": {**NARROW, "color_scheme": "dark"},
}


def code_of(secret: str, ahead: int = 0) -> str:
    """What an app shows, `ahead` steps of 30 seconds from now; the next one is good already."""
    moment = datetime.now(UTC) + timedelta(seconds=30 * ahead)
    return TOTP(key=secret, format="base32").generate(time=moment).token


def administrator(contexts, service, **options):
    """A page of an administrator who has just signed in: the cookies of an earlier test prove nothing any more."""
    service.signed_in.pop("administrator", None)
    return sign_in(contexts, service, "administrator", **options)


def forget_proofs(service) -> None:
    """As if everybody had proved long ago who they are."""
    with closing(sqlite3.connect(service.data_dir / "commentsvc.db", timeout=30)) as database, database:
        database.execute("UPDATE staff_session SET proved_at = NULL")
    service.signed_in.clear()


def invite(page, email: str, role: str = "moderator") -> str:
    """Invite somebody from the page of people, by keyboard; the link."""
    page.get_by_role("navigation", name="Desk").get_by_role("link", name="People").press("Enter")
    field = page.get_by_label("E-mail address")
    field.fill(email)
    page.get_by_label("Role", exact=True).select_option(role)
    field.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Invited.")
    return page.locator("li", has_text=email).get_by_label("The link").input_value()


def join(contexts, link: str, name: str, **options):
    """A page of the desk of somebody who has followed the link."""
    page = contexts.new(**options).new_page()
    page.goto(link)
    expect(page.get_by_label("Your name")).to_be_focused()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Welcome.")
    return page


def set_up(page) -> str:
    """Set up the second factor from the person's own account, by keyboard; the key."""
    page.get_by_role("contentinfo").get_by_role("link", name="Your account").press("Enter")
    page.get_by_role("link", name="Set it up").press("Enter")
    page.get_by_role("button", name="Set it up").press("Enter")
    secret = page.locator("[data-secret]").inner_text()
    expect(page.get_by_role("img", name="QR code").locator("svg")).to_be_visible()
    page.get_by_label("The six digits").fill(code_of(secret))
    page.keyboard.press("Enter")
    expect(page.locator(".recovery li")).to_have_count(10)
    return secret


def fresh_email() -> str:
    return f"maria-{uuid.uuid4().hex[:8]}@daily.example"


def test_from_the_invitation_to_a_proof_with_a_code_by_keyboard(contexts, service):
    admin, email = administrator(contexts, service), fresh_email()
    page = join(contexts, invite(admin, email, "administrator"), "Maria Lys")
    secret = set_up(page)
    page.get_by_role("link", name="I have kept them").press("Enter")
    page.get_by_role("button", name="Sign out").press("Enter")
    expect(page.get_by_label("E-mail address")).to_be_focused()
    page.keyboard.type(email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    digits = page.get_by_label("The six digits")
    expect(digits).to_be_focused()
    page.keyboard.type("000 000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("This code is not right")
    page.keyboard.type(code_of(secret, 1))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What waits")).to_be_visible()
    forget_proofs(service)
    page.get_by_role("navigation", name="Desk").get_by_role("link", name="People").press("Enter")
    invited = fresh_email()
    page.get_by_label("E-mail address").fill(invited)
    page.get_by_label("Only these sections").fill("City\nSport")
    page.get_by_role("button", name="Invite", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="Confirm that it is you")).to_be_visible()
    expect(page.get_by_label("Password or code")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    row = page.locator("li", has_text=invited)
    expect(row.locator(".badge")).to_have_text(["Moderator", "City", "Sport"])


def test_whoever_is_dismissed_is_out_in_the_open_tab(contexts, service):
    admin, email = administrator(contexts, service), fresh_email()
    page = join(contexts, invite(admin, email), "Maria Lys")
    post_comment(service, page)
    page.goto(f"{service.url}/desk/daily/comments?queue=held&order=newest")
    card = page.locator("[data-card]").first
    admin.get_by_role("link", name="People", exact=True).click()
    admin.locator("li", has_text=email).get_by_role("link").click()
    admin.get_by_role("button", name="Dismiss everywhere").press("Enter")
    expect(admin.get_by_role("status")).to_contain_text("Dismissed, and out at once everywhere.")
    expect(admin.locator("li", has_text=email)).to_have_count(0)
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator(".toast")).to_contain_text("Your access to the desk has ended. Nothing was changed.")
    expect(card).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Your access to the desk has ended")).to_be_visible()
    assert faults(page) == []


def test_ones_sessions_are_seen_and_ended(contexts, service):
    admin = administrator(contexts, service)
    page = join(contexts, invite(admin, email := fresh_email()), "Maria Lys")
    other = contexts.new(**NARROW).new_page()
    other.goto(f"{service.url}/desk/sign-in")
    other.get_by_label("E-mail address").fill(email)
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Sign in").click()
    expect(other.get_by_role("heading", name="What waits")).to_be_visible()
    page.get_by_role("contentinfo").get_by_role("link", name="Your account").click()
    expect(page.locator(".sessions li")).to_have_count(2)
    expect(page.locator(".sessions li").first).to_contain_text(re.compile("Chrome · Linux"))
    page.get_by_role("button", name=re.compile("^End ?:")).click()
    expect(page.get_by_role("status")).to_contain_text("The session is ended.")
    expect(page.locator(".sessions li")).to_have_count(1)
    other.reload()
    expect(other.get_by_role("heading", name="Sign in to the desk")).to_be_visible()


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_of_it_is_clean(contexts, service, picture, look):
    def clean(shown, name):
        picture(shown, f"people-{name}-{look}")
        assert faults(shown) == [], name
        assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth"), name

    admin, email = administrator(contexts, service, **LOOKS[look]), fresh_email()
    link = invite(admin, email)
    clean(admin, "list")
    guest = contexts.new(**LOOKS[look]).new_page()
    guest.goto(link)
    clean(guest, "invitation")
    guest.get_by_label("Your name").fill("Maria Lys")
    guest.get_by_label("Password").fill("short")
    guest.get_by_role("button", name="Join the desk").click()
    expect(guest.get_by_role("alert")).to_contain_text("at least 15 characters")
    clean(guest, "invitation-wrong")
    page = join(contexts, link, "Maria Lys", **LOOKS[look])
    admin.reload()
    admin.locator("li", has_text=email).get_by_role("link").click()
    expect(admin.get_by_role("heading", name="Maria Lys")).to_be_visible()
    clean(admin, "person")
    set_up(page)
    clean(page, "recovery")
    forget_proofs(service)
    admin.get_by_role("button", name="Save the role").click()
    expect(admin.get_by_label("Password")).to_be_focused()
    clean(admin, "proof")
    page.goto(f"{service.url}/desk/account/second-factor")
    clean(page, "second-factor-on")
    page.goto(f"{service.url}/desk/account/")
    clean(page, "account")
    page.goto(f"{service.url}/desk/account/password")
    clean(page, "password")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_label("The six digits")).to_be_focused()
    clean(page, "code")


@pytest.mark.parametrize("locale", ["uk-UA", "ru-RU"])
def test_it_fits_on_a_phone_in_other_languages(contexts, service, picture, locale):
    def fits(name):
        picture(page, f"people-{name}-{locale}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert faults(page) == [], name

    page = administrator(contexts, service, locale=locale, **NARROW)
    expect(page.locator("html")).to_have_attribute("lang", locale[:2])
    for url in ("/desk/daily/people", "/desk/account/", "/desk/account/second-factor", "/desk/account/password"):
        page.goto(url)
        fits(url.rpartition("/")[2] or "account")
    page.goto("/desk/daily/people")
    page.locator(".people a").first.click()
    expect(page.locator("form[action$='/dismissal']")).to_be_visible()
    fits("person")
    forget_proofs(service)
    page.locator("form[action$='/dismissal'] button").click()
    expect(page.locator("#proof")).to_be_focused()
    fits("proof")


def test_the_key_can_be_read_and_scanned_in_the_dark(contexts, service, picture):
    admin = administrator(contexts, service)
    page = join(contexts, invite(admin, fresh_email()), "Maria Lys", color_scheme="dark", **NARROW)
    page.goto(f"{service.url}/desk/account/second-factor")
    page.get_by_role("button", name="Set it up").click()
    frame = page.get_by_role("img", name="QR code")
    expect(frame).to_have_css("background-color", "rgb(255, 255, 255)")
    picture(page, "people-second-factor-set-up")
    assert faults(page) == []
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    expect(frame).to_be_visible()
    assert all(url.startswith(service.url) for url in asked)
