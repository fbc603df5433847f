"""A moderator's shift: sign-in with a code, three hundred comments cleared by keyboard alone, colleagues, and readers."""

import logging
import random
import re
import time

import pytest
from playwright.sync_api import expect

from tests.running import start_service

from .conftest import sign_in
from .journey import HANDS, Article
from .shift_page import KEYS, WAITING, Hands, pour, seen_by_readers, sign_in_with_code
from .test_desk_people import PASSWORD, administrator, fresh_email, invite, join

# Ten of a kind in a row are selected and decided together.
ROW = 10
MIXED = random.Random(300).choices(["fine", "insult", "off_topic", "spam", "flagged"], [6, 1, 2, 2, 1], k=240)
FLOOD = [*MIXED, *["spam"] * ROW, *["fine"] * ROW, *["off_topic"] * ROW, *MIXED[:30]]
LINK = "The plan is at https://plans.example/"


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory):
    """A service of its own, where nothing waits but what these tests post."""
    with start_service(tmp_path_factory.mktemp("shift")) as running:
        yield running


@pytest.fixture
def reader(contexts, newsroom):
    """A reader at an article of their own."""
    return Article(contexts.new().new_page(), newsroom, HANDS[1]).open()


def clear(hands: Hands) -> None:
    """Whatever waits already is approved."""
    hands.page.goto(WAITING)
    hands.press("j")
    while hands.at()["id"]:
        hands.press("a")


def select_row(hands: Hands, keys: str) -> None:
    """Tick this card and, with Shift, all to the tenth; then decide about them with one press."""
    hands.press("x")
    hands.press("j" * (ROW - 1))
    hands.press("X")
    expect(hands.page.get_by_text(f"Selected: {ROW}")).to_be_visible()
    hands.press(keys)


def decide(hands: Hands, kind: str, done: int) -> None:
    """One card as a moderator takes it: mostly one decision; now and then a wrong one that is undone at once."""
    keys = KEYS[kind]
    if done % 25 == 24:
        # Faster than the service answers: what is pressed after u is meant for the card that comes back.
        hands.press("su" if keys == "a" else "au")
    hands.press(keys)


def queued(hands: Hands, words: str, queue: str = "waiting"):
    """The card with these words in a queue, reached by j."""
    hands.page.goto(f"/desk/daily/comments?queue={queue}&order=newest")
    card = hands.page.locator("[data-card]", has_text=words)
    hands.press("j")
    hands.walk_to(card.get_attribute("id")[2:])
    return card


def test_three_hundred_comments_are_cleared_by_keyboard_alone(contexts, newsroom):
    email = fresh_email()
    join(contexts, invite(administrator(contexts, newsroom), email), "Maria Lys").context.close()
    page = contexts.new(base_url=newsroom.url).new_page()
    sign_in_with_code(page, email, PASSWORD)
    hands = Hands(page)
    clear(hands)
    flood = pour(newsroom, page, FLOOD)
    order, hands.pressed, began = list(flood.kinds), 0, time.monotonic()
    hands.begin()
    expect(page.locator(".tabs [data-count=comments-waiting]")).to_have_text("300")
    rows = {order[at]: FLOOD[at] for at in range(len(MIXED), len(FLOOD) - 30, ROW)}
    done = 0
    while (here := hands.at())["id"]:
        if here["id"] in rows:
            select_row(hands, KEYS[rows[here["id"]]])
        else:
            decide(hands, flood.kinds[here["id"]], done)
        done += 1
    logging.info("%s comments, %s keys, %.1f seconds", len(order), hands.pressed, time.monotonic() - began)
    expect(page.get_by_text("Nothing waits. Well done.")).to_be_visible()
    expect(page.locator("[data-empty]")).to_be_focused()
    for queue in ("waiting", "held", "flagged"):
        expect(page.locator(f".tabs [data-count=comments-{queue}]")).to_have_text("0")
    expect(page.locator(".places [data-count=comments-waiting]")).to_have_text("0")
    assert seen_by_readers(newsroom, page, flood) == flood.to_be_seen
    page.reload()
    expect(page.get_by_text("Nothing waits. Well done.")).to_be_visible()


def test_a_colleague_sees_the_claim_and_the_slower_one_is_told(contexts, newsroom, reader):
    reader.comment_on(f"{LINK} says {reader.key}")
    first, second = (Hands(sign_in(contexts, newsroom, role)) for role in ("moderator", "administrator"))
    mine, theirs = (queued(hands, reader.key) for hands in (first, second))
    first.press("c")
    expect(theirs.locator("[data-holder]")).to_have_text(re.compile("has it open"))
    # No news: only the answer to the own decision tells.
    second.page.route("**/comments/state?*", lambda route: route.abort())
    first.press("a")
    expect(mine).to_have_count(0)
    second.press("s")
    expect(theirs.get_by_role("alert")).to_contain_text("approved this")
    expect(second.page.locator("[data-card].current")).to_have_count(1)
    reader.page.reload()
    expect(reader.comment(reader.key)).to_be_visible()


def test_an_answer_of_the_newsroom_by_keyboard_is_read_with_its_badge(contexts, newsroom, reader):
    reader.comment_on(f"When was the bridge built? {reader.key}")
    expect(reader.comment(reader.key)).to_be_visible()
    hands = Hands(sign_in(contexts, newsroom))
    card = queued(hands, reader.key, "new")
    hands.reach(card.locator(".speaking > summary"))
    hands.page.keyboard.press("Enter")
    expect(card.get_by_label("Your comment")).to_be_focused()
    hands.page.keyboard.type("In 1936, and it was opened in 1938.")
    hands.page.keyboard.press("Control+Enter")
    expect(hands.page.get_by_text("Your comment is on the page.")).to_be_visible()
    reader.page.reload()
    answer = reader.comment("opened in 1938")
    expect(answer.locator(".badge.staff")).to_have_text("Newsroom")
    expect(answer).to_contain_text("Olha Moroz")
    # The answer is undone, not the decision before it.
    hands.press("u")
    expect(hands.page.get_by_text("Undone.")).to_be_visible()
    reader.page.reload()
    expect(reader.comment(reader.key)).to_be_visible()
    expect(answer).to_have_count(0)


def test_a_ban_by_keys_is_told_to_the_reader_and_its_undo_gives_the_box_back(contexts, newsroom, reader):
    reader.comment_on(f"Only an idiot would build it there. {reader.key}")
    expect(reader.comment(reader.key)).to_be_visible()
    hands = Hands(sign_in(contexts, newsroom))
    queued(hands, reader.key, "new")
    hands.press("b3")
    page = hands.page
    expect(page.locator("#give-ban")).to_be_checked()
    page.get_by_label("Reason").select_option(label="Insult or harassment")
    hands.reach(page.get_by_role("button", name="Decide"))
    page.keyboard.press("Enter")
    expect(page.locator(".reader-head")).to_contain_text("Ban")
    reader.page.reload()
    expect(reader.thread.locator(".standing")).to_contain_text("You cannot write here any more.")
    expect(reader.box).to_be_hidden()
    hands.press("u")
    expect(page.get_by_text("Undone.")).to_be_visible()
    reader.page.reload()
    expect(reader.box).to_be_visible()
    expect(reader.thread.locator(".standing")).to_have_count(0)


def test_whoever_is_dismissed_in_the_middle_of_it_saves_nothing_more(contexts, newsroom):
    admin, email = administrator(contexts, newsroom), fresh_email()
    page = join(contexts, invite(admin, email), "Maria Lys", base_url=newsroom.url)
    flood = pour(newsroom, page, ["fine"] * 6)
    admin.get_by_role("link", name="People", exact=True).press("Enter")
    admin.locator("li", has_text=email).get_by_role("link").press("Enter")
    hands = Hands(page)
    queued(hands, "box 5", "held")
    hands.press("a")
    expect(page.get_by_text("Approved.")).to_be_visible()
    admin.get_by_role("button", name="Dismiss everywhere").press("Enter")
    expect(admin.get_by_role("status")).to_contain_text("Dismissed, and out at once everywhere.")
    hands.press("as")
    toast = page.locator(".toast.problem")
    expect(toast).to_contain_text("Your access to the desk has ended. Nothing was changed.")
    expect(page.locator("[data-unsaved]").first).to_contain_text("Not saved")
    assert len(seen_by_readers(newsroom, page, flood)) == 1
    page.reload()
    expect(page.get_by_role("heading", name="Your access to the desk has ended")).to_be_visible()


def test_a_setting_changed_by_keyboard_acts_on_the_readers_next_comment(contexts, newsroom, reader):
    why = "Comments with a link are read by a moderator before they appear."
    expect(reader.comment_on(f"{LINK}one")).to_contain_text(why)
    page = administrator(contexts, newsroom)
    page.get_by_role("navigation", name="Desk").get_by_role("link", name="Settings").press("Enter")
    page.get_by_role("navigation", name="Settings").get_by_role("link", name="Screening").press("Enter")
    switch = page.get_by_label("Comments with a link wait for a moderator")
    for waits in (False, True):
        switch.focus()
        page.keyboard.press("Space")
        expect(switch).to_be_checked(checked=waits)
        page.get_by_role("button", name="Save the settings").press("Enter")
        expect(page.get_by_role("status")).to_contain_text("The settings are changed.")
        reader.page.reload()
        written = reader.comment_on(f"{LINK}{'held' if waits else 'shown'}")
        expect(written).to_be_visible()
        expect(written.get_by_text(why)).to_have_count(int(waits))
