"""A reader reports a mistake on the newspaper's site, an editor decides at the desk, the reader sees the outcome."""

import pytest
from playwright.sync_api import expect

from .journey import HANDS, Article, Desk

hands_of_all = pytest.mark.parametrize("hands", HANDS, ids=lambda one: one.name)


def reported(contexts, service, hands, words="recieve", proposal="receive", remark="I before E."):
    """A fresh article with one report on it: the reader's page, the status page's address."""
    article = Article(contexts.new(**hands.options).new_page(), service, hands).open()
    return article, article.report(words, proposal, remark)


def card_of(desk, remark):
    """The report's card; old reports of the demo stand before it."""
    desk.go("reports?state=open&order=newest")
    return desk.card(remark)


@hands_of_all
def test_a_report_is_accepted_fixed_and_answered(contexts, service, hands):
    remark = f"Spelling, seen by {hands.name}."
    article, status_address = reported(contexts, service, hands, remark=remark)
    status = article.page.context.new_page()
    status.goto(status_address)
    expect(status.get_by_role("heading", name="Your report has arrived")).to_be_visible()

    desk = Desk(contexts.new(**hands.options).new_page(), service, hands).sign_in()
    card = card_of(desk, remark)
    sentence = card.locator("blockquote.sentence")
    expect(sentence).to_contain_text("18 milion euro and will ")
    expect(sentence).to_contain_text(" its first tram on Monday morning.")
    assert sentence.locator("del").all_inner_texts() == ["recieve"]
    assert sentence.locator("ins").all_inner_texts() == ["receive"]
    desk.decide(card, "a")
    status.reload()
    expect(status.get_by_role("heading", name="Your report is being checked")).to_be_visible()

    card = card_of(desk, remark)
    expect(card.locator(".states")).to_contain_text("Being checked")
    if hands.name == "keyboard":
        desk.walk_to(card)
    hands.press(card.locator("summary", has_text="Answer or ask"))
    hands.write(card.get_by_label("Words to the reader"), "Thank you, it is right now.")
    if hands.name == "keyboard":
        desk.page.keyboard.press("Escape")
    desk.decide(card, "f")
    expect(card).to_have_count(0)
    status.reload()
    expect(status.get_by_role("heading", name="The article has been corrected")).to_be_visible()
    expect(status.get_by_text("Thank you, it is right now.")).to_be_visible()
    assert status.evaluate("document.documentElement.scrollWidth") <= status.viewport_size["width"]

    lines = desk.log_of("recieve")
    expect(lines.first).to_contain_text("Fixed")
    expect(lines.first).to_contain_text("Thank you, it is right now.")


@hands_of_all
def test_a_report_is_declined_with_a_reason_and_undo_brings_it_back(contexts, service, hands):
    remark = f"A matter of taste, says {hands.name}."
    article, status_address = reported(contexts, service, hands, "Paul Weber", "Paula Weber", remark)
    desk = Desk(contexts.new(**hands.options).new_page(), service, hands).sign_in()
    card = card_of(desk, remark)
    desk.decide(card, "r", 2)
    expect(card).to_have_count(0)
    status = article.page.context.new_page()
    status.goto(status_address)
    expect(status.get_by_role("heading", name="The article stays as it is")).to_be_visible()
    expect(status.get_by_text("This is a matter of opinion or style.")).to_be_visible()

    desk.undo()
    expect(card).to_be_visible()
    status.reload()
    expect(status.get_by_role("heading", name="Your report has arrived")).to_be_visible()
    expect(status.get_by_text("This is a matter of opinion or style.")).to_have_count(0)
    lines = desk.log_of("Paul Weber")
    expect(lines.nth(0)).to_contain_text("Undone")
    expect(lines.nth(1)).to_contain_text("Declined")
    expect(lines.nth(1)).to_contain_text("Opinion or style")


def test_the_reader_withdraws_a_report_on_the_status_page_and_the_desk_no_longer_offers_it(contexts, service):
    hands = HANDS[0]
    article, status_address = reported(contexts, service, hands, remark="Never mind, says the mouse.")
    page = article.page
    page.goto(status_address)
    page.get_by_label("Is there anything to add?").fill("I was wrong.")
    page.get_by_role("button", name="Add the remark").click()
    expect(page.get_by_role("status")).to_contain_text("Your remark has been added.")
    desk = Desk(contexts.new().new_page(), service, hands).sign_in()
    expect(card_of(desk, "Never mind, says the mouse.")).to_contain_text("I was wrong.")
    page.get_by_role("link", name="Withdraw the report").click()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_role("heading", name="You have withdrawn this report")).to_be_visible()
    expect(card_of(desk, "Never mind, says the mouse.")).to_have_count(0)
