"""A reader signs in by a link in a mail, across two sites, with third-party cookies blocked."""

import email
import re
import time
import uuid
from email.policy import default

import pytest
from playwright.sync_api import expect

from .axe import findings
from .conftest import NARROW, TIMEOUT_MS
from .thread_page import ThreadPage


class Inbox:
    """The mails to one address, which the service lays into a folder where no mail server is set."""

    def __init__(self, page, service):
        self.address = f"reader-{uuid.uuid4().hex[:8]}@example.org"
        self._page, self._folder = page, service.data_dir / "mail"

    @property
    def mails(self):
        files = sorted(self._folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
        read = (email.message_from_bytes(file.read_bytes(), policy=default) for file in files)
        return [mail for mail in read if mail["To"] == self.address]

    def link(self, number=1):
        """The link in the mail of that number, once it has come."""
        deadline = time.monotonic() + 2 * TIMEOUT_MS / 1000
        while len(self.mails) < number:
            assert time.monotonic() < deadline, "no mail came"
            # Lets the page go on meanwhile.
            self._page.wait_for_load_state()
        return re.search(r"http\S+/sign-in/\S+", self.mails[number - 1].get_body(("plain",)).get_content())[0]


class SignInPage(ThreadPage):
    """What a reader does to sign in."""

    def __init__(self, page, service):
        super().__init__(page, service)
        self.inbox = Inbox(page, service)

    @property
    def who(self):
        return self.thread.locator(".who").first

    @property
    def dialog(self):
        return self.thread.get_by_role("dialog")

    def ask(self):
        """Asks for a link by keyboard alone; gives the code that is shown."""
        self.box.focus()
        button = self.who.get_by_role("button", name="Sign in")
        button.focus()
        self.page.keyboard.press("Enter")
        expect(self.dialog.get_by_label("Your e-mail address")).to_be_focused()
        self.page.keyboard.type(self.inbox.address)
        self.page.keyboard.press("Enter")
        expect(self.dialog.get_by_text("Waiting for your confirmation")).to_be_visible()
        return self.dialog.locator(".match").inner_text()

    def signed_in(self):
        expect(self.who.get_by_role("button", name="Sign out")).to_be_visible()


@pytest.fixture
def reader(strict, service):
    return SignInPage(strict.new().new_page(), service)


def confirmed(page, link, code):
    """Opens the link in another browser, as on a phone, compares the code, and confirms."""
    page.goto(link)
    expect(page.get_by_text(code, exact=True)).to_be_visible()
    page.get_by_role("button", name="The code is the same").click()
    expect(page.get_by_role("heading", name="You are signed in")).to_be_visible()


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
