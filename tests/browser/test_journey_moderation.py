"""What a moderator decides at the desk is what readers see on the newspaper's site."""

import re

import pytest
from playwright.sync_api import expect

from .journey import HANDS, arriving, moderating

hands_of_all = pytest.mark.parametrize("hands", HANDS, ids=lambda one: one.name)


@pytest.fixture
def reader(contexts, service):
    return arriving(contexts, service)


@pytest.fixture
def moderator(contexts, service):
    return moderating(contexts, service)


def queued(desk, text, queue="waiting"):
    """The card of a comment; the demo's older ones stand before it."""
    desk.go(f"comments?queue={queue}&order=newest")
    return desk.card(text)


@hands_of_all
def test_a_comment_with_a_link_waits_until_it_is_approved(reader, moderator, hands):
    text = f"See https://example.org/{hands.name} for the plan."
    short = f"example.org/{hands.name}"
    author = reader(hands)
    why = "Comments with a link are read by a moderator before they appear."
    expect(author.comment_on(text)).to_contain_text(why)
    author.count(0)
    author.page.reload()
    expect(author.comment(short)).to_contain_text(why)
    other = reader(hands, author.key)
    other.count(0)
    expect(other.comment(short)).to_have_count(0)

    desk = moderator(hands)
    card = queued(desk, short, "held")
    expect(card).to_contain_text("Contains a link")
    desk.decide(card, "a")
    expect(card).to_have_count(0)
    other.page.reload()
    expect(other.comment(short)).to_be_visible()
    other.count(1)
    author.page.reload()
    expect(author.comment(short)).to_be_visible()
    expect(author.comment(short).locator(".note")).to_have_count(0)

    lines = desk.log_of(short)
    expect(lines.nth(0)).to_contain_text("Approved")
    expect(lines.nth(0)).to_contain_text(re.compile(r"Held\s*→\s*to\s*Approved"))
    expect(lines.nth(1)).to_contain_text("The service")
    expect(lines.nth(1)).to_contain_text("Contains a link")


@hands_of_all
def test_a_rejected_comment_tells_its_author_why_and_undo_gives_it_back(reader, moderator, hands):
    text = f"Buy at https://example.org/shop-{hands.name}!"
    short = f"example.org/shop-{hands.name}"
    author = reader(hands)
    expect(author.comment_on(text)).to_be_visible()
    desk = moderator(hands)
    card = queued(desk, short)
    desk.decide(card, "r", 6)
    expect(card).to_have_count(0)
    author.page.reload()
    expect(author.comment(short)).to_contain_text("Advertising")
    author.count(0)
    desk.undo()
    expect(card).to_be_visible()
    lines = desk.log_of(short)
    expect(lines.nth(0)).to_contain_text("Undone")
    expect(lines.nth(1)).to_contain_text("Rejected")
    expect(lines.nth(1)).to_contain_text("Advertising")
    expect(queued(desk, short)).to_be_visible()


def test_spam_disappears_from_the_page_and_is_found_in_its_queue(reader, moderator):
    mouse = HANDS[0]
    author = reader(mouse)
    author.comment_on("Cheap watches for all.")
    author.count(1)
    desk = moderator(mouse)
    card = queued(desk, "Cheap watches for all.", "all")
    desk.decide(card, "s")
    expect(queued(desk, "Cheap watches for all.", "spam")).to_be_visible()
    other = reader(mouse, author.key)
    other.count(0)
    expect(other.comment("Cheap watches")).to_have_count(0)


@hands_of_all
def test_the_third_flag_takes_a_comment_off_the_page_and_approval_brings_it_back_for_good(reader, moderator, hands):
    text = f"All ferrymen are liars, says {hands.name}."
    author = reader(hands)
    author.comment_on(text)
    author.count(1)
    for _ in range(3):
        flagging = reader(hands, author.key)
        flagging.count(1)
        flagging.flag(text)
    late = reader(hands, author.key)
    late.count(0)
    author.page.reload()
    expect(author.comment(text)).to_contain_text("Readers have flagged this comment")

    desk = moderator(hands)
    card = queued(desk, text, "flagged")
    expect(card).to_contain_text("Taken off the page because readers flagged it")
    expect(card.get_by_label("Flags").locator("li")).to_have_text("abusive 3")
    desk.decide(card, "a")
    late.page.reload()
    late.count(1)
    # The flags of before have been answered: a single new one holds nothing.
    late.flag(text)
    late.page.reload()
    late.count(1)
    expect(late.comment(text)).to_be_visible()


@hands_of_all
def test_a_locked_thread_says_so_and_keeps_what_is_being_typed(reader, moderator, hands):
    text = f"The first word in this matter, by {hands.name}."
    author = reader(hands)
    author.comment_on(text)
    author.count(1)
    typing = reader(hands, author.key)
    hands.write(typing.box, "I was just going to say that")

    desk = moderator(hands)
    card = queued(desk, text, "all")
    desk.decide(card, "l")
    expect(queued(desk, text, "all").locator(".states")).to_contain_text("Locked")

    form = typing.thread.locator("form").first
    hands.write(form.get_by_label("Your name"), "Cleo")
    hands.press(form.get_by_role("button", name="Post comment"))
    expect(form.get_by_role("status")).to_contain_text("This discussion is closed")
    expect(typing.box).to_have_value("I was just going to say that")
    typing.page.reload()
    expect(typing.thread.get_by_text("The discussion is closed. You can still read it.")).to_be_visible()
    expect(typing.thread.get_by_label("Your text, to copy")).to_have_value("I was just going to say that")

    desk.decide(queued(desk, text, "all"), "l")
    typing.page.reload()
    expect(typing.box).to_have_value("I was just going to say that")
    hands.press(typing.thread.get_by_role("button", name="Post comment"))
    typing.count(2)
    lines = desk.log_of("The bridge")
    expect(lines.nth(0)).to_contain_text("Unlocked")
    expect(lines.nth(1)).to_contain_text("Locked")
