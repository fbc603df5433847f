"""A reader who signs in by a link in a mail, which the service lays into a folder where no mail server is set."""

import email
import re
import time
import uuid
from email.policy import default

from playwright.sync_api import expect

from .conftest import TIMEOUT_MS
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


def confirmed(page, link, code):
    """Opens the link in another browser, as on a phone, compares the code, and confirms."""
    page.goto(link)
    expect(page.get_by_text(code, exact=True)).to_be_visible()
    page.get_by_role("button", name="The code is the same").click()
    expect(page.get_by_role("heading", name="You are signed in")).to_be_visible()
