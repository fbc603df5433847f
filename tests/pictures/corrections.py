"""Corrections as readers meet them: button, form, status page, notices; and the same without JavaScript."""

from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from tests.browser.correction_page import SELECT
from tests.pictures.photographer import DARK, LOOKS, PHONE, WIDE, Photographer

# Words of the English demo article that a reader might propose to change, and a place that others have reported.
QUOTE, PROPOSAL = "Mr Halaychuk", "Mr Halaichuk"
REPORTED = "412.6 million"
# Of an article from right to left, reported too.
ARABIC = "إنشاء الله"


def readers(photographer: Photographer) -> None:
    """The button at the selection, a fresh form, and one about a place that others have reported."""
    for look, options in LOOKS.items():
        low = {**options, "viewport": {**options["viewport"], "height": 540}}
        page = _selected(photographer, "article-17", QUOTE, low)
        photographer.keep(page, f"correction-button{look}")
        page, _dialog = _opened(photographer, "article-17", QUOTE, options)
        photographer.keep(page, f"correction-fresh{look}")
        page, dialog = _opened(photographer, "article-17", REPORTED, options)
        expect(dialog.get_by_role("button", name="Add mine")).to_be_visible()
        photographer.keep(page, f"correction-join{look}")
        page = photographer.page(**options, java_script_enabled=False)
        about = {"key": "article-17", "url": photographer.service.article("article-17"), "quote": REPORTED}
        page.goto(f"{photographer.service.url}/embed/daily/correction?{urlencode(about)}")
        photographer.keep(page, f"correction-plain{look}")
    page, dialog = _opened(photographer, "article-19", ARABIC, PHONE)
    expect(dialog.locator(".join")).to_be_visible()
    photographer.keep(page, "correction-join-rtl")


def form(photographer: Photographer) -> None:
    """The form filled in, on both screens, the thank-you, and the private page right after."""
    page, dialog = _filled(photographer, PHONE)
    photographer.keep(page, "correction-narrow")
    page, dialog = _filled(photographer, WIDE)
    page.screenshot(path=photographer.path("correction-form"))
    dialog.get_by_role("button", name="Send").click()
    address = dialog.get_by_role("link", name="Status of your report").get_attribute("href")
    page.mouse.move(0, 0)
    page.screenshot(path=photographer.path("correction-sent"))
    page.goto(address)
    photographer.keep(page, "status-page")


def statuses(photographer: Photographer) -> None:
    """The reader's private page in several states."""
    for name, words in (("asked", "wagons"), ("corrected", "Halina"), ("declined", "speech")):
        for look, options in LOOKS.items():
            page = photographer.page(**options)
            page.goto(photographer.status_page(words))
            photographer.keep(page, f"status-{name}{look}")


def notices(photographer: Photographer) -> None:
    """The notices under an article and on the public page of all of them."""
    for look, options in LOOKS.items():
        page = photographer.page(**options)
        page.goto(f"{photographer.service.url}/corrections/daily")
        photographer.keep(page, f"corrections-page{look}")
        _under(photographer, "article-17", f"correction-notices{look}", options)
    _under(photographer, "article-19", "correction-notices-rtl", {**PHONE, **DARK})


def _under(photographer: Photographer, key: str, name: str, options: dict) -> None:
    page = photographer.article(photographer.page(**options), key)
    page.locator("correction-notices .notice").first.wait_for()
    photographer.keep_part(page.locator("correction-notices"), name)


def _selected(photographer: Photographer, key: str, words: str, options: dict) -> Page:
    page = photographer.article(photographer.page(**options), key)
    page.evaluate(SELECT, ["#story", words])
    page.evaluate("getSelection().anchorNode.parentElement.scrollIntoView({ block: 'center' })")
    page.locator("correction-reporter .at-selection").wait_for()
    return page


def _opened(photographer: Photographer, key: str, words: str, options: dict):
    page = _selected(photographer, key, words, options)
    page.locator("correction-reporter .at-selection").click()
    dialog = page.locator("correction-reporter").get_by_role("dialog")
    expect(dialog.locator("mark")).to_be_visible()
    page.mouse.move(0, 0)
    return page, dialog


def _filled(photographer: Photographer, options: dict):
    page, dialog = _opened(photographer, "article-17", QUOTE, options)
    dialog.get_by_label("Name or number").check()
    dialog.get_by_label("How should it read?").fill(PROPOSAL)
    dialog.get_by_label("Anything to add?").fill("Everywhere else it is Halaichuk, with an i.")
    dialog.locator(".body").evaluate("(one) => one.scrollTo(0, 0)")
    return page, dialog
