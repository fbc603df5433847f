"""A real Chromium against the real service: `commentsvc serve` with the demo, on two sites.

The service answers at http://127.0.0.1:…, the newspaper at http://localhost:…: different sites, so that the browser's
rules for third parties apply.
"""

import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.publisher import Publisher
from tests.running import RunningService, start_service

CANDIDATES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
NARROW = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
# A browser on a busy machine is slow, but a test that waits longer than this waits in vain.
TIMEOUT_MS = 15_000
expect.set_options(timeout=TIMEOUT_MS)


# A browser, a server and a test share two cores here: now and then one of them waits longer than it may. Such a test runs
# once more, and the summary says so (RERUN): a defect of the test or of the page, to be mended, but no reason to hold
# back what has nothing to do with it. What fails every time still fails.
RERUNS = int(os.environ.get("RERUNS", 2))


def pytest_collection_modifyitems(items):
    """Browser tests run again where they fail; all others, which share nothing with anybody, do not."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=RERUNS))


def chromium_path() -> str:
    """The browser's executable: BROWSER where it is set, else the first one found."""
    found = os.environ.get("BROWSER") or next(filter(None, map(shutil.which, CANDIDATES)), None)
    if found is None:
        pytest.fail("no Chromium found: install the package `chromium`, or name one with BROWSER=/path/to/it")
    return found


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def service(tmp_path_factory) -> RunningService:
    """The running service, with the demo loaded; tests take articles of their own, or `fresh_service`."""
    with start_service(tmp_path_factory.mktemp("service")) as running:
        yield running


@pytest.fixture(scope="session")
def publisher(service) -> Publisher:
    """`publisher.says(key, title=…)`: the newspaper's own server, with a key of the site."""
    return Publisher(service)


@pytest.fixture
def fresh_service(tmp_path) -> RunningService:
    """A running service that nobody has touched, for tests that look at everything there is."""
    with start_service(tmp_path) as running:
        yield running


class Contexts:
    """Makes browser contexts, notes uncaught errors of their pages, and closes them at the end of the test."""

    def __init__(self, browser):
        self._browser = browser
        self._open = []
        self.uncaught = []

    def new(self, **options):
        context = self._browser.new_context(**{"locale": "en-GB", "reduced_motion": "reduce", **options})
        context.set_default_timeout(TIMEOUT_MS)
        context.on("weberror", lambda error: self.uncaught.append(str(error.error)))
        self._open.append(context)
        return context

    def close(self):
        for context in self._open:
            context.close()


@contextmanager
def contexts_of(browser):
    """Contexts of a browser, closed at the end; an uncaught error on any of their pages fails the test."""
    made = Contexts(browser)
    yield made
    made.close()
    assert made.uncaught == [], "a page had uncaught errors"


@pytest.fixture
def contexts(browser):
    """`contexts.new(**options)`: as many readers as a test needs, each with a browser of their own."""
    with contexts_of(browser) as made:
        yield made


@pytest.fixture(scope="module")
def strict_browser(browser):
    """A Chromium that blocks third-party cookies, as Safari and Firefox do from the start."""
    strict = browser.browser_type.launch(
        executable_path=chromium_path(), args=[*ARGUMENTS, "--test-third-party-cookie-phaseout"]
    )
    yield strict
    strict.close()


@pytest.fixture
def strict(strict_browser):
    """`strict.new(**options)`: contexts of that browser."""
    with contexts_of(strict_browser) as made:
        yield made


@pytest.fixture
def context(contexts):
    return contexts.new()


@pytest.fixture
def page(context):
    return context.new_page()


@pytest.fixture
def narrow_page(contexts):
    """A page as on a small phone: 360 pixels wide, touched instead of clicked."""
    return contexts.new(**NARROW).new_page()


def sign_in(contexts, service, role="moderator", **options):
    """A page of the desk, signed in as one of the demo's staff: with the cookies of an earlier test, where they do."""
    page = contexts.new(base_url=service.url, storage_state=service.signed_in.get(role), **options).new_page()
    page.goto("/desk/daily/")
    if "/desk/sign-in" in page.url:
        email, password = service.staff(f"{role}@daily.example")
        page.fill("[name=email]", email)
        page.fill("[name=password]", password)
        page.click("button[type=submit]")
        page.wait_for_url("**/desk/daily/")
        service.signed_in[role] = page.context.storage_state()
    return page


@pytest.fixture
def signed_in(contexts, service):
    """A page of the desk, signed in as the demo's moderator."""
    return sign_in(contexts, service)


SCREENSHOTS = Path(os.environ.get("SCREENSHOTS", "")) if os.environ.get("SCREENSHOTS") else None


@pytest.fixture
def picture():
    """`picture(page, name)`: keeps a screenshot where SCREENSHOTS=folder is set, and does nothing otherwise."""

    def keep(page, name):
        if SCREENSHOTS is not None:
            SCREENSHOTS.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)

    return keep
