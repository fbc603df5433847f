"""Several readers, one place; a reader whom the article is about; and one without a connection: each hears the outcome."""

import pytest
from playwright.sync_api import expect

from .correction_journey import Paper, Status, Story, desk_of
from .correction_page import STORY, CorrectionPage
from .journey import Keyboard, Mouse
from .mailbox import address_of, confirm, mail_for, outcome_for

BRIDGE = Story(STORY, "recieve", "receive")


@pytest.fixture
def paper(page, service):
    return Paper(page, service, Mouse(), BRIDGE).open()


def test_what_three_readers_report_is_one_place_and_each_of_them_is_answered(contexts, service, paper):
    remark = f"I before e ({paper.key})."
    first = Status(page := paper.page.context.new_page(), paper.report(BRIDGE.wrong, BRIDGE.right, remark))
    same = CorrectionPage(page, service, paper.key).open().report(BRIDGE.wrong)
    expect(same.dialog.get_by_text("You have already reported this place.")).to_be_visible()
    joined = CorrectionPage(contexts.new().new_page(), service, paper.key).open().report(BRIDGE.wrong)
    expect(joined.dialog.get_by_text("1 reader has already reported this: add yours.")).to_be_visible()
    joined.join.click()
    expect(joined.dialog.get_by_text("2 readers have now reported this place")).to_be_visible()
    third = Paper(contexts.new().new_page(), service, Keyboard(), BRIDGE, paper.key).open()
    other = Status(third.page.context.new_page(), third.report(BRIDGE.wrong, "get", f"Shorter ({paper.key})."))
    editor = desk_of(contexts, service, "editor").go(f"reports?state=open&q={paper.key}")
    card = editor.card(remark)
    expect(editor.page.locator("[data-card]")).to_have_count(1)
    expect(card).to_contain_text("readers report this place")
    expect(card.locator(".others")).to_contain_text("1 more report of this place")
    editor.decide(card, "f")
    expect(card).to_have_count(0)
    for status in (first, other):
        status.says("The article has been corrected")


def test_the_same_report_again_is_answered_with_what_became_of_the_first(contexts, service, paper):
    remark = f"I before e ({paper.key})."
    address = paper.report(BRIDGE.wrong, BRIDGE.right, remark)
    editor = desk_of(contexts, service, "editor").go(f"reports?state=open&q={paper.key}")
    editor.decide(editor.card(remark), "r", 2)
    again = Paper(paper.page.context.new_page(), service, paper.hands, BRIDGE, paper.key).open()
    assert again.report(BRIDGE.wrong, BRIDGE.right, remark, done=False) == address
    expect(again.dialog.get_by_text("an editor has looked at it")).to_be_visible()
    page = Status(again.page, address).says("The article stays as it is")
    expect(page.get_by_text("This is a matter of opinion or style.")).to_be_visible()
    editor.go(f"reports?state=open&q={paper.key}")
    expect(editor.page.get_by_text("Nothing found.")).to_be_visible()


def test_written_without_a_connection_it_arrives_once_and_is_answered(contexts, service, page):
    article = CorrectionPage(page, service).open().report(BRIDGE.wrong)
    remark = f"On the train ({article.key})."
    article.proposal.fill(BRIDGE.right)
    article.dialog.get_by_label("Anything to add?").fill(remark)
    page.context.set_offline(True)
    article.send()
    expect(article.dialog.get_by_text("Not sent yet:")).to_be_visible()
    expect(article.dialog.get_by_role("heading", name="Thank you")).to_have_count(0)
    article.dialog.get_by_role("button", name="Close", exact=True).last.click()
    editor = desk_of(contexts, service, "editor").go(f"reports?state=open&q={article.key}")
    expect(editor.page.get_by_text("Nothing found.")).to_be_visible()
    page.context.set_offline(False)
    sent = article.element.locator("[part=sent]")
    expect(sent).to_contain_text("Your kept report has now arrived: recieve")
    status = Status(page.context.new_page(), sent.get_by_role("link").get_attribute("href"))
    status.says("Your report has arrived")
    editor.go(f"reports?state=open&q={article.key}")
    expect(editor.page.locator("[data-card]")).to_have_count(1)
    editor.decide(editor.card(remark), "f")
    status.says("The article has been corrected")


def test_about_me_has_its_own_clock_a_question_and_an_answer_by_mail(contexts, service, publisher, paper):
    # Whose story it is sees that there is such a report, and decides nothing about it.
    paper.signed_by(publisher, authors=["Larysa Horoshko"])
    reader, remark = address_of("paul"), f"I only designed the pillars ({paper.key})."
    address = paper.report("Paul Weber", None, remark, kind="It is about me", contact=reader)
    confirm(service, paper.page.context.new_page(), mail_for(service, reader, "Please confirm"))
    status = Status(paper.page.context.new_page(), address)
    editor = desk_of(contexts, service, "editor")
    card = editor.open_report(remark)
    expect(card).to_contain_text("due in")
    expect(card).to_contain_text("minutes")
    expect(card).to_contain_text(reader)
    journalist = desk_of(contexts, service, "journalist").go(f"reports?state=open&q={paper.key}")
    expect(journalist.card(remark)).to_be_visible()
    expect(journalist.card(remark).locator(".acts")).to_have_count(0)
    expect(journalist.card(remark)).not_to_contain_text(reader)
    question = f"Who designed the rest? ({paper.key})"
    editor.ask(card, question)
    asked = outcome_for(service, reader, "The newsroom has a question")
    assert question in asked.text
    status.says("The newsroom has a question")
    paper.hands.write(status.page.get_by_label("Your answer"), "Maria Weber, my sister.")
    paper.hands.press(status.page.get_by_role("button", name="Add the remark"))
    expect(status.page.get_by_role("heading", name="Your report is being checked")).to_be_visible()
    card = editor.open_report(remark)
    expect(card).to_contain_text("Maria Weber, my sister.")
    editor.press("f", "Fixed")
    told = outcome_for(service, reader, "The article has been corrected")
    assert "Paul Weber" in told.text
    assert told.link("/report/") in address
