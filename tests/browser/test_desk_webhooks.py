"""An administrator adds a webhook, tries it, and sees what arrived and what did not; the worker really sends."""

import base64
import re
import time

import pytest
from playwright.sync_api import expect

from commentsvc.domain import signatures
from tests.browser.conftest import NARROW
from tests.browser.desk_page import sign_in
from tests.browser.test_desk_accessibility import faults
from tests.receivers import receiver
from tests.running import start_service

LOOKS = {"wide": {}, "narrow-dark": {**NARROW, "color_scheme": "dark"}}
# The worker looks for work about every second; a busy machine takes longer.
ARRIVES_MS = 60_000


@pytest.fixture(scope="module")
def open_service(tmp_path_factory):
    """A service that may call this machine."""
    with start_service(tmp_path_factory.mktemp("hooks"), COMMENTSVC_OUTGOING_ALLOW="127.0.0.0/8") as running:
        yield running


def _reload_until(page, locator, text):
    """Reload until the worker has done its work, as the page says to do."""
    end = time.monotonic() + ARRIVES_MS / 1000
    while text not in locator.inner_text() and time.monotonic() < end:
        page.reload()
    expect(locator).to_contain_text(text)


@pytest.mark.parametrize("look", LOOKS)
def test_a_webhook_is_added_tried_and_sent_again(contexts, open_service, picture, look):
    page = sign_in(contexts, open_service, "administrator", **LOOKS[look])
    with receiver() as there:
        page.get_by_role("navigation", name="Desk").get_by_role("link", name="Settings").click()
        page.get_by_role("navigation", name="Settings").get_by_role("link", name="Webhooks").click()
        expect(page.get_by_role("heading", name="Webhooks", exact=True)).to_be_visible()
        assert faults(page) == []
        picture(page, f"desk-webhooks-empty-{look}")
        system = page.get_by_role("region", name="Tell a system of yours")
        system.get_by_label("Address").fill("http://169.254.169.254/")
        system.get_by_role("button", name="Add the webhook").click()
        expect(page.get_by_role("alert")).to_contain_text("private network")
        expect(system.get_by_label("Address")).to_be_focused()
        assert faults(page) == []
        picture(page, f"desk-webhooks-refused-{look}")
        system.get_by_label("Address").fill(there.url(f"/{look}"))
        system.get_by_label("A comment was flagged").uncheck()
        system.get_by_role("button", name="Add the webhook").click()
        secret = page.get_by_label("Secret", exact=True)
        expect(secret).to_have_value(re.compile(r"^whsec_[A-Za-z0-9+/]{43}=$"))
        assert faults(page) == []
        picture(page, f"desk-webhooks-secret-{look}")
        known = secret.input_value()
        page.get_by_role("link", name="I have copied it").click()
        page.get_by_role("button", name="Send a test").click()
        (got,) = there.wait_for(1, ARRIVES_MS / 1000)
        _check_signature(known, got)
        deliveries = page.get_by_role("region", name="What was sent")
        _reload_until(page, deliveries, "Arrived")
        there.mode = 500
        deliveries.get_by_role("button", name="Send again").click()
        there.wait_for(2, ARRIVES_MS / 1000)
        _reload_until(page, deliveries, "answer 500")
        expect(deliveries).to_contain_text("The server answered, but did not accept it.")
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        picture(page, f"desk-webhook-{look}")
        page.get_by_role("button", name="Delete the webhook").click()
        expect(page.get_by_text("No webhooks yet.")).to_be_visible()


def _check_signature(secret: str, got) -> None:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    told = {name: got.headers[f"webhook-{name}"] for name in ("id", "timestamp", "signature")}
    assert signatures.sign(key, told["id"], told["timestamp"], got.body) == told["signature"]
