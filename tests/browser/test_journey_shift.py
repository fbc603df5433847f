"""A moderator's shift: sign-in with a code, three hundred comments cleared by keyboard alone, colleagues, and readers."""

import logging
import random
import time

import pytest
from playwright.sync_api import expect

from tests.running import start_service

from .shift_page import KEYS, WAITING, Hands, pour, seen_by_readers, sign_in_with_code

# Ten of a kind in a row are selected and decided together.
ROW = 10
MIXED = random.Random(300).choices(["fine", "insult", "off_topic", "spam", "flagged"], [6, 1, 2, 2, 1], k=240)
FLOOD = [*MIXED, *["spam"] * ROW, *["fine"] * ROW, *["off_topic"] * ROW, *MIXED[:30]]


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory):
    """A service of its own, where nothing waits but what these tests post."""
    with start_service(tmp_path_factory.mktemp("shift")) as running:
        yield running


def clear(hands: Hands) -> None:
    """Whatever waits already is approved."""
    hands.page.goto(WAITING)
    hands.press("j")
    while hands.at()["id"]:
        hands.press("a")


def select_row(hands: Hands, first: dict, keys: str) -> None:
    """Tick the first and, with Shift, all to the tenth; then decide about them with one press."""
    hands.press("x")
    hands.press("j" * (ROW - 1))
    hands.page.keyboard.press("Shift+X")
    hands.pressed += 1
    expect(hands.page.get_by_text(f"Selected: {ROW}")).to_be_visible()
    hands.press(keys)


def decide(hands: Hands, kinds: dict[str, str], here: dict, done: int) -> None:
    """One card as a moderator takes it: mostly one decision; now and then a wrong one that is undone at once."""
    keys = KEYS[kinds[here["id"]]]
    if done % 25 == 24:
        # Faster than the service answers: what is pressed after u is meant for the card that comes back.
        hands.press("su" if keys == "a" else "au")
    hands.press(keys)


def test_three_hundred_comments_are_cleared_by_keyboard_alone(contexts, newsroom):
    page = contexts.new(base_url=newsroom.url).new_page()
    sign_in_with_code(page, newsroom, "moderator@daily.example")
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
            select_row(hands, here, KEYS[rows[here["id"]]])
        else:
            decide(hands, flood.kinds, here, done)
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
