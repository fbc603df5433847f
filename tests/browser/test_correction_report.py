"""A reader sees a mistake and reports it: by keyboard, by mouse, and without a selection."""

import pytest
from playwright.sync_api import expect

from .correction_page import CorrectionPage

SENTENCE = "To suggest a correction or clarification, write to us here. You can also highlight the text and press Ctrl + Enter."


@pytest.fixture
def article(page, service):
    return CorrectionPage(page, service)


def test_the_sentence_under_the_article_says_how(article):
    article.open()
    assert article.element.locator(".invitation").evaluate("(one) => one.textContent") == SENTENCE
    assert article.element.locator("kbd").all_inner_texts() == ["Ctrl", "Enter"]


def test_on_a_mac_the_sentence_names_the_command_key_and_the_key_works(article):
    article.page.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'platform', { get: () => 'MacIntel' });"
        "Object.defineProperty(Navigator.prototype, 'userAgentData', { get: () => undefined });"
    )
    article.open()
    sentence = article.element.locator(".invitation").evaluate("(one) => one.textContent")
    assert sentence == SENTENCE.replace("Ctrl", "Cmd")
    article.report("recieve", keys="Meta+Enter")
    expect(article.marked).to_have_text("recieve")


def test_by_keyboard_alone_from_the_words_to_the_thank_you_and_back(article):
    article.open().report("recieve")
    expect(article.proposal).to_be_focused()
    keyboard = article.page.keyboard
    keyboard.press("Control+A")
    keyboard.type("receive")
    expect(article.dialog.locator("del")).to_have_text("recieve")
    expect(article.dialog.locator("ins")).to_have_text("receive")
    keyboard.press("Control+Enter")
    body = article.arrived()
    assert (body["kind"], body["replacement"], body["target"]["exact"]) == ("typo", "receive", "recieve")
    expect(article.dialog.get_by_role("heading", name="Thank you")).to_be_focused()
    link = article.dialog.get_by_role("link", name="Status of your report")
    assert link.get_attribute("href").startswith(f"{article.service.url}/report/")
    keyboard.press("Escape")
    expect(article.dialog).to_be_hidden()
    assert article.selected() == "recieve"
    keyboard.press("Tab")
    expect(article.page.locator("#mark")).to_be_focused()


def test_by_mouse_the_button_opens_the_form_and_keeps_the_selection(article):
    article.open()
    article.page.locator("#first em").dblclick()
    expect(article.tip).to_be_visible()
    assert "Report a mistake" not in article.selected()
    article.tip.click()
    expect(article.marked).to_have_text("recieve")
    article.dialog.get_by_role("button", name="Cancel").click()
    assert article.selected().strip() == "recieve"


def test_here_opens_the_form_without_a_selection(article):
    article.open()
    article.element.get_by_role("button", name="here").click()
    article.dialog.get_by_label("What should we look at?").fill("The photograph shows another bridge.")
    article.dialog.get_by_label("Broken link or media").check()
    article.send()
    body = article.arrived()
    assert body["target"] is None
    assert (body["kind"], body["remark"]) == ("broken_link_or_media", "The photograph shows another bridge.")
    article.dialog.get_by_role("button", name="Done").click()
    expect(article.element.get_by_role("button", name="here")).to_be_focused()


def test_typed_words_are_found_in_the_article(article):
    article.open()
    article.element.get_by_role("button", name="here").click()
    article.dialog.get_by_label("The words in question").fill("on  Monday morning")
    article.dialog.get_by_label("What should we look at?").fill("It was Tuesday.")
    target = article.send().arrived()["target"]
    assert target["exact"] == "on Monday morning"
    assert target["prefix"].endswith("its first tram ")


def test_words_cross_markup_paragraphs_and_adverts_and_are_widened(article):
    article.open().select("cieve its first tram on Mond")
    article.page.keyboard.press("Control+Enter")
    expect(article.marked).to_have_text("recieve its first tram on Monday")
    article.page.keyboard.press("Escape")
    story = article.page.locator("#story").evaluate("(one) => one.textContent")
    start, end = story.index("Weber"), story.index("mayor")
    article.select(story[start : end + 3])
    article.page.keyboard.press("Control+Enter")
    expect(article.marked).to_have_text("Weber.\nThe mayor", use_inner_text=True)
    body = article.send().arrived()
    assert body["target"]["exact"] == "Weber.\nThe mayor"


def test_the_position_counts_characters_of_the_text_that_is_sent(article):
    body = article.open().report("milion").send().arrived()
    text, target = body["article"]["text"], body["target"]
    assert text[target["start"] : target["end"]] == target["exact"] == "milion"
    assert text[: target["start"]].endswith(target["prefix"])
    assert text[target["end"] :].startswith(target["suffix"])
    assert len(target["suffix"]) == 64
    assert target["scope"] == "body"
    assert "Read also" not in text
    assert body["article"]["key"] == article.key


def test_the_headline_is_named_as_such(article):
    assert article.open().report("bridge opens").send().arrived()["target"]["scope"] == "headline"


@pytest.mark.parametrize("place", ["nothing", "outside", "advert", "field"])
def test_the_keys_do_nothing_elsewhere(article, place):
    article.open()
    if place == "nothing":
        article.page.locator("#second").click()
    elif place == "outside":
        article.select("outside", inside="#outside")
    elif place == "advert":
        article.select("old bridge", inside="aside")
    else:
        article.select("milion")
        article.page.locator("#search").select_text()
    article.page.keyboard.press("Control+Enter")
    expect(article.dialog).to_be_hidden()
    expect(article.tip).to_be_hidden()


def test_the_kind_decides_what_is_asked(article):
    article.open().report("18 milion")
    source = article.dialog.get_by_label("Where can we check it?")
    address = article.dialog.get_by_label("Your e-mail")
    expect(source).to_be_hidden()
    expect(address).to_be_hidden()
    article.dialog.get_by_label("Wrong fact").check()
    source.fill("example.org/budget.pdf")
    article.dialog.get_by_label("I would like an answer").check()
    expect(address).to_be_focused()
    address.fill("reader@example.org")
    body = article.send().arrived()
    assert (body["source_url"], body["contact"]) == ("https://example.org/budget.pdf", "reader@example.org")
    assert "replacement" not in body


def test_about_me_asks_for_an_address_at_once(article):
    article.open().report("Paul Weber")
    article.dialog.get_by_label("It is about me").check()
    expect(article.dialog.get_by_label("Your e-mail")).to_be_visible()
    expect(article.dialog.get_by_text("Needed here: we have to be able to ask you")).to_be_visible()
    article.send()
    expect(article.dialog.get_by_text("Please say in a few words what is wrong.")).to_be_visible()
    article.dialog.get_by_label("Anything to add?").fill("I only designed the pillars.")
    article.send()
    expect(article.dialog.get_by_text("Please tell us how we can reach you about this.")).to_be_visible()
    expect(article.dialog.get_by_label("Your e-mail")).to_be_focused()
    article.dialog.get_by_label("Your e-mail").fill("paul@example.org")
    assert article.send().arrived()["kind"] == "about_me"


def test_the_second_reader_is_told_that_it_was_reported(article, service, contexts):
    article.open().report("recieve").send().arrived()
    second = CorrectionPage(contexts.new().new_page(), service, article.key).open().report("recieve")
    expect(second.dialog.get_by_text("1 reader has already reported this: add yours.")).to_be_visible()
    second.proposal.fill("receive")
    second.send().arrived()
    expect(second.dialog.get_by_text("1 reader reported this before you.")).to_be_visible()


def test_whoever_reported_it_already_is_shown_the_way_to_the_answer(article):
    article.open().report("recieve").send().arrived()
    address = article.dialog.get_by_role("link", name="Status of your report").get_attribute("href")
    article.page.keyboard.press("Escape")
    article.report("recieve")
    expect(article.dialog.get_by_text("You have already reported this place.")).to_be_visible()
    expect(article.dialog.get_by_role("link", name="Status of your report")).to_have_attribute("href", address)


def test_the_page_hears_of_it_by_events(article):
    article.page.add_init_script(
        "window.heard = [];"
        "for (const name of ['loaded', 'opened', 'sent', 'closed'])"
        "  document.addEventListener(`corrections:${name}`, (event) => heard.push([name, event.detail]));"
    )
    article.open().report("milion").send().arrived()
    article.page.keyboard.press("Escape")
    expect(article.dialog).to_be_hidden()
    heard = article.page.evaluate("() => heard")
    assert [name for name, _ in heard] == ["loaded", "opened", "sent", "closed"]
    assert heard[1][1] == {"site": "daily", "key": article.key, "scope": "body"}
    assert set(heard[2][1]) == {"site", "key", "id", "kind", "already_reported"}
