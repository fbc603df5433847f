"""What moderators decide about a reader is seen by that reader, and by nobody else, on the newspaper's page."""

import pytest
from playwright.sync_api import expect

from .axe import findings
from .journey import HANDS, arriving, moderating

MOUSE, KEYBOARD, TOUCH = HANDS
WORDS = "Please <b>stay calm</b>: argue with the words, not with the neighbour."


@pytest.fixture
def reader(contexts, service):
    return arriving(contexts, service)


@pytest.fixture
def desk(contexts, service):
    return moderating(contexts, service)


def give(desk, text, digit, *, reason="Insult or harassment", days=None):
    """From the comment's card to the page of its author, and there the decision."""
    desk.go("comments?queue=all&order=newest")
    card = desk.card(text)
    desk.hands.decide(desk, card, "b", digit)
    form = desk.page.locator("form.give")
    expect(form.get_by_label("Reason")).to_be_visible()
    form.get_by_label("Reason").select_option(label=reason)
    if days:
        form.get_by_label("How long").select_option(days)
    form.locator("textarea").fill(WORDS)
    desk.hands.press(form.get_by_role("button", name="Decide"))
    expect(desk.page.locator("[data-toast]").first).to_be_visible()


def test_a_ban_is_told_in_place_of_the_box_and_its_undo_gives_the_box_back(reader, desk):
    author = reader(MOUSE)
    text = f"Only an idiot would build it there. {author.key}"
    expect(author.comment_on(text)).to_be_visible()
    moderator = desk(MOUSE)
    give(moderator, author.key, 3)
    expect(moderator.page.locator(".reader-head")).to_contain_text("Ban")

    author.page.reload()
    notice = author.thread.locator(".standing")
    expect(notice).to_contain_text("You cannot write here any more.")
    expect(notice).to_contain_text("Insult or attack on a person")
    expect(notice).to_contain_text("Criticise what people say and do")
    expect(notice).to_contain_text(WORDS)
    expect(author.box).to_be_hidden()
    assert findings(author.page) == []
    other = reader(MOUSE, author.key)
    expect(other.comment(author.key)).to_be_visible()
    expect(other.box).to_be_visible()
    expect(other.thread.locator(".standing")).to_have_count(0)

    moderator.undo()
    expect(moderator.page.get_by_text("Undone.")).to_be_visible()
    author.page.reload()
    expect(author.comment(author.key)).to_be_visible()
    expect(author.box).to_be_visible()
    expect(author.thread.locator(".standing")).to_have_count(0)


@pytest.mark.parametrize("hands", [KEYBOARD, TOUCH], ids=lambda one: one.name)
def test_a_warning_is_read_and_the_kept_comment_goes_through(reader, desk, hands):
    author = reader(hands)
    text = f"What nonsense. {author.key}"
    expect(author.comment_on(text)).to_be_visible()
    # Given while the page stands open: the reader hears of it with the next comment.
    give(desk(hands), author.key, 1)
    again = f"And another thing, {author.key}."
    form = author.thread.locator("form").first
    hands.write(author.box, again)
    hands.press(form.get_by_role("button", name="Post comment"))
    notice = author.thread.locator(".standing")
    expect(notice).to_contain_text("The moderators have written to you")
    expect(notice).to_contain_text(WORDS)
    expect(author.box).to_be_hidden()
    hands.press(notice.get_by_role("button", name="I have read this"))
    expect(notice).to_have_count(0)
    expect(author.box).to_have_value(again)
    hands.press(form.get_by_role("button", name="Post comment"))
    expect(author.comment("And another thing")).to_be_visible()


def test_a_suspended_reader_answering_somebody_is_told_until_when(reader, desk):
    author = reader(MOUSE)
    expect(author.comment_on(f"Enough of this. {author.key}")).to_be_visible()
    give(desk(MOUSE), author.key, 2, days="3")
    other = reader(MOUSE, author.key)
    expect(other.comment_on("Somebody else’s words.", name="Ben")).to_be_visible()
    author.page.reload()
    notice = author.thread.locator(".standing")
    expect(notice).to_contain_text("You cannot write here until")
    author.hands.press(author.comment("Somebody else").get_by_role("button", name="Reply to"))
    reply = author.thread.locator(".slot form")
    reply.get_by_role("textbox").first.fill("You, too!")
    author.hands.press(reply.get_by_role("button", name="Post reply"))
    expect(author.thread.locator(".slot .standing")).to_contain_text("You cannot write here until")
    expect(reply).to_be_hidden()


def test_the_page_of_a_reader_breaks_no_rule_of_accessibility(reader, desk):
    author = reader(MOUSE)
    expect(author.comment_on(f"One more. {author.key}")).to_be_visible()
    moderator = desk(TOUCH)
    give(moderator, author.key, 4)
    moderator.page.get_by_label("Note about this reader").first.fill("Known for years.")
    moderator.hands.press(moderator.page.locator(".note-form").get_by_role("button", name="Leave the note"))
    expect(moderator.page.locator(".sanctions")).to_contain_text(["Always held", "Known for years."])
    assert findings(moderator.page) == []
    assert moderator.page.evaluate("document.documentElement.scrollWidth") <= 360
