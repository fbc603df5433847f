"""The article changes between a reader's report and the editor's look at it: mended meanwhile, or the words are gone."""

import re

import pytest
from playwright.sync_api import expect

from .correction_journey import Paper, Status, Story, desk_of
from .correction_page import STORY
from .journey import Mouse

BRIDGE = Story(STORY, "18 milion", "28 million")
# What `embed.js` marks where a link names words of the article; empty where it finds none.
MARKED = "() => [...(CSS.highlights.get('commentsvc-quote') ?? [])].map((range) => range.toString())"


@pytest.fixture
def reported(page, service, publisher):
    """An article that the newspaper has signed, a report about its words, and the way to the reader's status."""
    paper = Paper(page, service, Mouse(), BRIDGE).open()
    paper.signed_by(publisher)
    remark = f"See the budget ({paper.key})."
    address = paper.report(BRIDGE.wrong, BRIDGE.right, remark, kind="Name or number")
    return paper, remark, Status(page.context.new_page(), address)


def edited(paper, publisher, was, now):
    """The newspaper changes its article, on the page and with a signature."""
    paper.story = paper.story.but(was, now)
    paper.open().signed_by(publisher)


def opened_at_the_place(desk, paper):
    """The article's page that `o` leads to, and what is marked on it once it has been looked for."""
    paper.also_for(desk.page)
    with (
        desk.page.expect_popup() as opened,
        desk.page.context.expect_event("response", lambda response: response.url.endswith("/quote-link.js")),
    ):
        desk.page.keyboard.press("o")
    opened.value.locator("correction-reporter").wait_for()
    return opened.value


def test_was_x_now_y_is_shown_and_accepted_with_one_key(contexts, service, publisher, reported):
    paper, remark, status = reported
    edited(paper, publisher, "18 milion", "28 million")
    editor = desk_of(contexts, service, "editor")
    card = editor.wait_for(f"reports?state=fixed&q={paper.key}", editor.card(remark))
    expect(card.locator(".was-now")).to_have_text(re.compile(r"18 milion.*28 million"))
    # A proposal only: nothing is closed without an editor.
    status.says("Your report has arrived")
    article = opened_at_the_place(editor, paper)
    article.wait_for_function(f"() => ({MARKED})().join() === '28 million'")
    article.close()
    editor.press("f", "Fixed")
    expect(card).to_have_count(0)
    status.says("The article has been corrected")
    editor.go(f"reports?state=closed&q={paper.key}")
    expect(editor.card(remark).locator(".badge.fixed_silently")).to_be_visible()


def test_words_that_are_gone_are_said_to_be_and_nothing_else_is_marked(contexts, service, publisher, reported):
    paper, remark, status = reported
    edited(paper, publisher, "cost 18 milion euro and ", "")
    editor = desk_of(contexts, service, "editor")
    card = editor.card(remark)
    editor.wait_for(f"reports?state=open&q={paper.key}", card.get_by_text("The words are no longer in the article."))
    expect(card.locator(".badge.looks-fixed")).to_have_count(0)
    article = opened_at_the_place(editor, paper)
    article.wait_for_function("() => document.readyState === 'complete'")
    assert article.evaluate(MARKED) == []
    assert article.evaluate("scrollY") == 0
    article.close()
    editor.open_report(remark)
    expect(editor.page.locator(".sides del", has_text="18 milion").first).to_be_visible()
    editor.decide(editor.card(remark), "r", 3)
    expect(
        status.says("The article stays as it is").get_by_text("This is outside what we can correct.")
    ).to_be_visible()
