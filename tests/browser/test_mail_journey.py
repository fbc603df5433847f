"""A reader leaves an address with a report, confirms it by mail, chooses what to be told, and hears of it no more."""

import itertools

import pytest
from playwright.sync_api import expect

from .axe import findings
from .correction_page import CorrectionPage
from .mailbox import address_of, mail_for

LOOKS = list(itertools.product(["light", "dark"], [360, 1280]))


def check(page):
    """What axe-core finds on the page."""
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"


@pytest.fixture(params=LOOKS, ids=[f"{scheme}-{width}" for scheme, width in LOOKS])
def looking(contexts, request):
    scheme, width = request.param
    return contexts.new(color_scheme=scheme, viewport={"width": width, "height": 800}).new_page()


def left_with_a_report(page, service) -> str:
    """Report a mistake through the plain form; the address left with it."""
    mine = address_of("reader")
    page.goto(f"{service.url}/embed/daily/correction?key={service.fresh_key()}&quote=recieve")
    page.get_by_label("Typo").check()
    page.get_by_label("Your e-mail").fill(mine)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("A mail asks you to confirm your address")).to_be_visible()
    return mine


def test_from_the_report_to_the_last_mail(looking, service, picture, request):
    page, name = looking, request.node.callspec.id
    question = mail_for(service, left_with_a_report(page, service), "Please confirm")
    check(page)
    page.goto(service.url + question.link("/mail/confirm/"))
    expect(page.get_by_role("heading", name="Is this address yours?")).to_be_visible()
    check(page)
    picture(page, f"mail-confirm-{name}")
    page.get_by_role("button", name="Yes, it is mine").click()
    expect(page.get_by_text("The address is confirmed")).to_be_visible()
    check(page)
    picture(page, f"mail-preferences-{name}")
    steps = page.get_by_role("group", name="Each step on the way")
    expect(steps.get_by_label("Not at all")).to_be_checked()
    steps.get_by_label("At once").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(steps.get_by_label("At once")).to_be_checked()
    page.goto(question.unsubscribe)
    expect(page.get_by_role("heading", name="No more of these mails?")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Unsubscribe").click()
    expect(page.get_by_role("heading", name="You are unsubscribed")).to_be_visible()
    check(page)
    page.get_by_role("link", name="Everything you are told by mail").click()
    expect(page.get_by_role("button", name="Allow mails again")).to_be_visible()
    check(page)


def test_the_thank_you_of_the_element_says_that_a_mail_asks(page, service):
    article = CorrectionPage(page, service)
    article.open().report("18 milion")
    mine = address_of("reader")
    article.dialog.get_by_label("Wrong fact").check()
    article.dialog.get_by_label("I would like an answer").check()
    article.dialog.get_by_label("Your e-mail").fill(mine)
    article.send().arrived()
    expect(article.dialog.get_by_text("A mail asks you to confirm your address")).to_be_visible()
    assert mail_for(service, mine)["Subject"].startswith("Please confirm")


def test_administrators_read_the_kept_mails(looking, service, picture, request):
    page, name = looking, request.node.callspec.id
    mail_for(service, left_with_a_report(page, service))
    email, password = service.staff("administrator@daily.example")
    page.goto(f"{service.url}/desk/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Mails").click()
    expect(page.get_by_role("heading", name="Mails", exact=True)).to_be_visible()
    check(page)
    page.get_by_role("link", name="Please confirm your address").first.click()
    expect(page.get_by_role("heading", name="As plain text")).to_be_visible()
    inside = page.frame_locator("iframe")
    expect(inside.get_by_role("heading", name="Is this address yours?")).to_be_visible()
    check(page)
    picture(page, f"desk-mail-{name}")
