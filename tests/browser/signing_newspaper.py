"""A newspaper with a sign-in of its own: the Flask example, running on another site than the service."""

import os
import subprocess
import sys
import time
import urllib.request
import uuid
from contextlib import contextmanager
from urllib.error import URLError

from playwright.sync_api import expect

from tests.running import ROOT, START_SECONDS, free_ports

from .thread_page import ThreadPage

FOLDER = ROOT / "integrations" / "flask"
READER = "Olena Kovalenko"


class Newspaper:
    """Where it is, and the site of the service that it belongs to."""

    def __init__(self, url: str, site: str):
        self.url, self.site = url, site


@contextmanager
def start_newspaper(service, place):
    """Register a site of its own for the example, make its key, and run it until the end of the block."""
    (port,) = free_ports(1)
    url, site, file = f"http://localhost:{port}", f"example-{uuid.uuid4().hex[:8]}", place / "key.json"
    service.run("site", "create", site, "--name", "The Example", "--origin", url)
    file.write_text(service.run("site", "sign-on-key", "create", site, "--issuer", url, "--json"))
    environment = os.environ | {
        "COMMENTS_SERVICE": service.url,
        "COMMENTS_SITE": site,
        "COMMENTS_KEY_FILE": str(file),
        "PORT": str(port),
    }
    with (place / "newspaper.log").open("w") as log:
        process = subprocess.Popen([sys.executable, FOLDER / "newspaper.py"], env=environment, stdout=log, stderr=log)
    try:
        _wait_for(f"{url}/bridge", process)
        yield Newspaper(url, site)
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(url: str, process) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except URLError:
            assert process.poll() is None, "the newspaper did not start"
            assert time.monotonic() < deadline, "the newspaper did not answer"


class SigningPage(ThreadPage):
    """One article of the example in a reader's browser."""

    def __init__(self, page, service, newspaper, key="bridge"):
        super().__init__(page, service, f"sign-on-{key}")
        self.newspaper = newspaper
        self.path = f"{newspaper.url}/{key}"

    def visit(self):
        """Goes to the article, and waits until its thread shows."""
        self.page.goto(self.path)
        self.thread.get_by_role("heading").first.wait_for()
        return self

    def enter(self):
        """Signs in to the newspaper."""
        self.page.get_by_role("button", name=f"Enter as {READER}").click()
        expect(self.page.get_by_text(f"Signed in to The Example as {READER}")).to_be_visible()
        # The newspaper leads back to the article of its choice.
        return self.visit()

    def leave(self):
        """Signs out of the newspaper."""
        self.page.get_by_role("button", name="Leave The Example").click()
        expect(self.page.get_by_role("button", name=f"Enter as {READER}")).to_be_visible()
        return self.visit()

    @property
    def who(self):
        """The line that says who writes."""
        return self.thread.locator(".who").first

    def wants_to_write(self):
        self.box.click()
        self.thread.get_by_role("button", name="Post comment").wait_for()

    def signed_in(self):
        """The box knows the reader."""
        self.wants_to_write()
        expect(self.who).to_contain_text(f"Signed in as {READER}")
        expect(self.thread.get_by_label("Your name")).to_be_hidden()

    def guest(self):
        """The box asks for a name."""
        self.wants_to_write()
        expect(self.thread.get_by_label("Your name")).to_be_visible()
        expect(self.who).not_to_contain_text("Signed in")

    def say(self, text):
        """Posts as whoever is signed in."""
        self.box.fill(text)
        self.thread.get_by_role("button", name="Post comment").click()
        expect(self.comment(text)).to_be_visible()

    def posted_by_other(self, text):
        """A comment of another reader."""
        body = {"thread": {"key": self.key}, "source": text, "author": {"name": "Ben"}}
        answer = self.page.request.post(f"{self.service.url}/api/v1/sites/{self.newspaper.site}/comments", data=body)
        assert answer.status == 201, answer.text()

    def likes(self, text):
        with self.page.expect_response(lambda answer: answer.url.endswith("/vote") and answer.ok):
            self.good(text).click()
        self.liked(text)

    def liked(self, text, on=True):
        expect(self.good(text)).to_have_attribute("aria-pressed", "true" if on else "false")

    def is_own(self, text):
        """The comment's menu offers to take it back."""
        self.comment(text).get_by_role("button", name="More actions").click()
        expect(self.thread.get_by_role("menuitem", name="Withdraw")).to_be_visible()
        self.page.keyboard.press("Escape")
