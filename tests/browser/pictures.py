"""Makes the pictures of the documentation anew: `python -m tests.browser.pictures [FOLDER]` (docs/pictures).

Starts a service of its own with the demo, so that every picture shows the same newspaper, and stops it at the end.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.browser.conftest import ARGUMENTS, NARROW, chromium_path
from tests.browser.correction_page import SELECT
from tests.browser.crowd import Crowd
from tests.running import ROOT, start_service

FOLDER = ROOT / "docs" / "pictures"
WIDE = {"viewport": {"width": 1280, "height": 900}}
PHONE = {**NARROW, "device_scale_factor": 2}
DARK = {"color_scheme": "dark"}
# Words of the English demo article that a reader might propose to change.
QUOTE = ("Mr Halaychuk", "Mr Halaichuk")


class Photographer:
    """Opens pages of the demo and keeps pictures of them."""

    def __init__(self, browser, service, folder: Path):
        self.browser = browser
        self.service = service
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)

    def page(self, **options):
        """A page in a browser of its own."""
        context = self.browser.new_context(locale="en-GB", reduced_motion="reduce", **options)
        return context.new_page()

    def keep(self, page, name: str, **options) -> None:
        """Keep what the window shows, or what `clip` names, and close the browser."""
        page.evaluate("document.fonts.ready")
        page.screenshot(path=self.folder / f"{name}.png", **options)
        page.context.close()

    def article(self, page, key: str):
        """A demo article with its thread drawn."""
        page.goto(self.service.article(key))
        page.locator("comment-thread").evaluate("(one) => one.scrollIntoView()")
        page.locator("comment-thread").get_by_role("heading").first.wait_for()
        return page

    def desk(self, page, path: str):
        """A page of the desk, with the demo's moderator signed in."""
        email, password = self.service.moderator
        page.goto(f"{self.service.url}/desk/sign-in")
        page.get_by_label("E-mail address").fill(email)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()
        page.locator("header.bar").wait_for()
        page.goto(f"{self.service.url}/desk/daily/{path}")
        return page


def threads(photographer: Photographer) -> None:
    """The thread: wide, on a phone in the dark, from right to left, and empty."""
    for name, key, above, options in (
        ("thread", "article-17", 24, WIDE),
        ("thread-narrow-dark", "article-17", 24, {**PHONE, **DARK}),
        ("thread-rtl", "article-19", 24, WIDE),
        ("empty", "article-20", 300, {"viewport": {"width": 1280, "height": 560}}),
    ):
        page = photographer.article(photographer.page(**options), key)
        if name == "thread-rtl":
            # The best comment there ends in an emoji, for which not every machine has a font.
            page.locator("comment-thread").get_by_role("button", name="Newest").click()
            page.mouse.move(0, 0)
        top = "(one, above) => scrollTo(0, scrollY + one.getBoundingClientRect().top - above)"
        page.locator("comment-thread").evaluate(top, above)
        photographer.keep(page, name)


def crowded(photographer: Photographer) -> None:
    """A thread of 2,000 comments: its top, and a comment in its midst opened by its own address."""
    ids = Crowd(photographer.service, "article-20").fill(2000)
    page = photographer.article(photographer.page(**WIDE), "article-20")
    page.locator("comment-thread").evaluate("(one) => scrollTo(0, scrollY + one.getBoundingClientRect().top - 24)")
    photographer.keep(page, "thread-2000")
    page = photographer.page(**WIDE)
    page.goto(f"{photographer.service.url}/embed/comments/{ids[1000]}")
    expect(page.locator(f"#comment-{ids[1000]}")).to_be_focused()
    photographer.keep(page, "thread-2000-permalink")


def corrections(photographer: Photographer) -> None:
    """The form over the article, on both screens, and the reader's private page after the report was sent."""
    wide = _form(photographer, WIDE)
    wide.screenshot(path=photographer.folder / "correction-form.png")
    dialog = wide.locator("correction-reporter").get_by_role("dialog")
    dialog.get_by_role("button", name="Send").click()
    address = dialog.get_by_role("link", name="Status of your report").get_attribute("href")
    wide.goto(address)
    photographer.keep(wide, "status-page")
    photographer.keep(_form(photographer, PHONE), "correction-narrow")


def _form(photographer: Photographer, options: dict):
    page = photographer.article(photographer.page(**options), "article-17")
    words, proposal = QUOTE
    page.evaluate(SELECT, ["#story", words])
    page.evaluate("getSelection().anchorNode.parentElement.scrollIntoView({ block: 'center' })")
    page.locator("correction-reporter").locator(".at-selection").click()
    dialog = page.locator("correction-reporter").get_by_role("dialog")
    dialog.get_by_label("Name or number").check()
    dialog.get_by_label("How should it read?").fill(proposal)
    dialog.get_by_label("Anything to add?").fill("Everywhere else it is Halaichuk, with an i.")
    dialog.locator(".body").evaluate("(one) => one.scrollTo(0, 0)")
    return page


def desk(photographer: Photographer) -> None:
    """The review queue, and the correction reports."""
    queue = "comments?queue=waiting&order=newest"
    for name, path in (("desk-queue", queue), ("desk-reports", "reports?state=open")):
        page = photographer.desk(photographer.page(**WIDE), path)
        page.keyboard.press("j")
        photographer.keep(page, name)
    photographer.keep(photographer.desk(photographer.page(**PHONE, **DARK), queue), "desk-narrow-dark")


def plain(photographer: Photographer) -> None:
    """The thread without JavaScript."""
    page = photographer.page(**WIDE, java_script_enabled=False)
    page.goto(f"{photographer.service.url}/embed/daily/thread?key=article-17")
    page.screenshot(path=photographer.folder / "plain.png")
    page.context.close()


def lists(photographer: Photographer) -> None:
    """What readers say, on the newspaper's front page."""
    page = photographer.page(**WIDE)
    page.goto(photographer.service.newspaper)
    latest = page.locator("latest-comments")
    # The latest comment ends in an emoji, for which not every machine has a font.
    latest.evaluate("(one) => one.setAttribute('limit', '4')")
    latest.scroll_into_view_if_needed()
    expect(latest.get_by_role("listitem")).to_have_count(4)
    expect(page.locator("most-discussed").get_by_role("listitem")).to_have_count(3)
    latest.get_by_role("listitem").first.evaluate("(one) => one.remove()")
    latest.evaluate("(one) => one.shadowRoot.querySelector('.root').style.setProperty('--rows', 3)")
    page.locator(".readers").screenshot(path=photographer.folder / "lists.png")
    page.context.close()


def main(folder: Path) -> None:
    """Make all pictures."""
    with (
        tempfile.TemporaryDirectory() as data,
        start_service(Path(data), COMMENTSVC_TRUSTED_PROXIES="127.0.0.1") as service,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        photographer = Photographer(browser, service, folder)
        for subject in (threads, corrections, desk, plain, lists, crowded):
            subject(photographer)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
