"""The desk's door, two people at one card, and a site where every comment waits."""

from playwright.sync_api import expect

from .journey import HANDS, Article, Desk

MOUSE, KEYBOARD, _ = HANDS
EDITOR = "administrator@daily.example"


def test_signing_out_ends_the_session_for_copied_cookies_too(contexts, service):
    desk = Desk(contexts.new().new_page(), service, MOUSE).sign_in()
    thief = contexts.new()
    thief.add_cookies(desk.page.context.cookies())
    copied = thief.new_page()
    copied.goto(f"{service.url}/desk/daily/comments")
    expect(copied.get_by_role("button", name="Sign out")).to_be_visible()
    desk.page.get_by_role("button", name="Sign out").click()
    desk.page.wait_for_url("**/desk/sign-in**")
    copied.reload()
    expect(copied.get_by_role("heading", name="Sign in to the desk")).to_be_visible()
    desk.page.go_back()
    expect(desk.page.get_by_role("button", name="Sign out")).to_have_count(0)


def test_a_wrong_password_is_said_and_the_address_stays(page, service):
    page.goto(f"{service.url}/desk/sign-in?next=/desk/daily/log")
    email, password = service.moderator
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill("not this one")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("E-mail address")).to_have_value(email)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Log")).to_be_visible()


def test_a_session_that_ended_in_between_loses_no_decision_silently(contexts, service):
    author = Article(contexts.new().new_page(), service, MOUSE).open()
    author.comment_on("Look at https://example.org/ended-session please.")
    expect(author.comment("ended-session")).to_be_visible()
    desk = Desk(contexts.new().new_page(), service, MOUSE).sign_in()
    desk.go("comments?queue=held&order=newest")
    desk.page.context.clear_cookies()
    card = desk.card("ended-session")
    desk.decide(card, "a")
    expect(desk.toast).to_contain_text("You have been signed out. Nothing was changed.")
    expect(card).to_be_visible()


def test_the_second_of_two_moderators_is_told_what_the_first_did(contexts, service):
    author = Article(contexts.new().new_page(), service, MOUSE).open()
    author.comment_on("Look at https://example.org/two-moderators please.")
    expect(author.comment("two-moderators")).to_be_visible()
    first = Desk(contexts.new().new_page(), service, MOUSE).sign_in()
    second = Desk(contexts.new().new_page(), service, KEYBOARD).sign_in(EDITOR)
    for desk in (first, second):
        desk.go("comments?queue=held&order=newest")
    first.decide(first.card("two-moderators"), "a")
    card = second.card("two-moderators")
    second.hands.decide(second, card, "r", 1)
    told = card.get_by_role("alert")
    expect(told).to_contain_text("approved this just now")
    told.get_by_role("link", name="Look at it now").click()
    expect(second.card("two-moderators").locator(".states")).to_contain_text("Approved")


def test_on_a_site_that_reads_first_every_comment_waits(contexts, fresh_service):
    fresh_service.run("site", "set", "daily", "pre_moderate=true")
    author = Article(contexts.new().new_page(), fresh_service, KEYBOARD).open()
    why = "On this site every comment is read by a moderator before it appears."
    expect(author.comment_on("Nothing special at all.")).to_contain_text(why)
    author.count(0)
    desk = Desk(contexts.new().new_page(), fresh_service, KEYBOARD).sign_in()
    desk.go("comments?queue=held&order=newest")
    desk.decide(desk.card("Nothing special at all."), "a")
    author.page.reload()
    author.count(1)
    expect(author.comment("Nothing special at all.").locator(".note")).to_have_count(0)
