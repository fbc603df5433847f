"""The desk by keyboard alone: one key decides, keys rest while somebody types, and can be switched off."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk_page import post_comment, send_report, sign_in, status_of

QUEUE = "/desk/daily/comments?queue=held&order=newest"

# What a Ukrainian keyboard writes at the places of the Latin letters.
UKRAINIAN = {"j": "о", "k": "л", "s": "і", "a": "ф"}


@pytest.fixture
def queue(signed_in, service):
    """The queue with two comments of this test at its top, the second one first."""
    first, second = post_comment(service, signed_in), post_comment(service, signed_in)
    signed_in.goto(QUEUE)
    return signed_in, first, second


def test_signing_in_and_deciding_without_a_mouse(contexts, service):
    page = contexts.new(base_url=service.url).new_page()
    email, password = service.moderator
    page.goto("/desk/daily/comments?queue=held&order=newest")
    comment = post_comment(service, page)
    # The page gives it the focus with its first frame.
    expect(page.get_by_label("E-mail address")).to_be_focused()
    page.keyboard.type(email)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/sign-in" not in address)
    card = page.locator(f"#c-{comment}")
    page.keyboard.press("j")
    expect(card).to_be_focused()
    page.keyboard.press("a")
    expect(card).to_have_count(0)
    assert status_of(service, page, comment) == 200


def test_j_and_k_walk_and_a_decision_moves_on_to_the_next_card(queue):
    page, first, second = queue
    page.keyboard.press("j")
    expect(page.locator(f"#c-{second}")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator(f"#c-{first}")).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("s")
    expect(page.locator(f"#c-{second}")).to_have_count(0)
    expect(page.locator(f"#c-{first}")).to_be_focused()
    page.keyboard.press("u")
    expect(page.locator(f"#c-{second}")).to_be_focused()


def test_r_and_a_digit_reject_with_that_reason(queue):
    page, _first, second = queue
    page.keyboard.press("j")
    page.keyboard.press("r")
    expect(page.get_by_role("button", name="Insult or harassment")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("details[open]")).to_have_count(0)
    expect(page.locator(f"#c-{second}")).to_be_focused()
    page.keyboard.press("3")
    expect(page.locator(f"#c-{second}")).to_be_visible()
    page.keyboard.press("r")
    page.keyboard.press("3")
    expect(page.locator(f"#c-{second}")).to_have_count(0)
    page.goto(f"/desk/daily/comments/{second}")
    expect(page.locator(".log")).to_contain_text("Off topic")


def test_keys_rest_while_somebody_types_and_with_modifiers(queue):
    page, _first, second = queue
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.locator(f"#c-{second}").get_by_label("Note for the log (optional)").focus()
    page.keyboard.type("a sad joke, u know? 3")
    expect(page.locator(f"#c-{second}")).to_be_visible()
    page.keyboard.press("Escape")
    for key in ("Control+a", "Alt+s", "Meta+s"):
        page.keyboard.press(key)
    expect(page.locator(f"#c-{second}")).to_be_visible()
    expect(page.locator("[data-toast]")).to_have_count(0)


def test_a_cyrillic_keyboard_works_at_the_same_places(queue):
    page, _first, second = queue
    send = "([key, code]) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, code, bubbles: true}))"
    page.evaluate(send, [UKRAINIAN["j"], "KeyJ"])
    expect(page.locator(f"#c-{second}")).to_be_focused()
    page.evaluate(send, [UKRAINIAN["s"], "KeyS"])
    expect(page.locator(f"#c-{second}")).to_have_count(0)


def test_keys_can_be_switched_off_and_stay_off(queue):
    page, _first, second = queue
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_label("Single keys work on these pages").press("Space")
    page.keyboard.press("Escape")
    page.goto(QUEUE)
    for key in ("j", "a", "s", "?"):
        page.keyboard.press(key)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(f"#c-{second}")).to_be_visible()
    expect(page.locator(".card.current")).to_have_count(0)
    page.goto("/desk/daily/keys")
    page.locator("main").get_by_label("Single keys work on these pages").press("Space")
    page.goto(QUEUE)
    page.keyboard.press("j")
    expect(page.locator(f"#c-{second}")).to_be_focused()


def test_p_features_and_l_locks(signed_in, service):
    comment = post_comment(service, signed_in, "A thoughtful comment")
    page = signed_in
    page.goto(f"/desk/daily/comments/{comment}")
    page.keyboard.press("p")
    expect(page.locator(".card .badge.featured")).to_be_visible()
    expect(page.locator(".card")).to_be_focused()
    page.keyboard.press("l")
    expect(page.locator(".card .badge.locked")).to_be_visible()
    expect(page.locator(".card")).to_be_focused()
    page.keyboard.press("u")
    expect(page.locator(".card .badge.locked")).to_have_count(0)
    page.wait_for_load_state()
    page.keyboard.press("u")
    expect(page.locator(".card .badge.featured")).to_have_count(0)


def test_o_opens_the_article_in_a_tab_of_its_own(contexts, service):
    page = sign_in(contexts, service, "editor")
    page.goto("/desk/daily/reports?state=open&order=oldest")
    page.keyboard.press("j")
    with page.context.expect_page() as opened:
        page.keyboard.press("o")
    assert opened.value.evaluate("window.opener") is None


def test_an_editor_accepts_then_fixes_a_report(contexts, service):
    page = sign_in(contexts, service, "editor")
    report = send_report(service, page, service.fresh_key())
    page.goto("/desk/daily/reports?state=new&order=newest")
    card = page.locator(f"#r-{report}")
    page.keyboard.press("j")
    expect(card).to_be_focused()
    page.keyboard.press("a")
    expect(card).to_have_count(0)
    page.goto("/desk/daily/reports?state=open&order=newest")
    page.keyboard.press("j")
    expect(card).to_be_focused()
    page.keyboard.press("f")
    expect(card).to_have_count(0)
    page.goto(f"/desk/daily/reports/{report}")
    expect(page.locator(".log li")).to_have_count(2)


def test_declining_takes_a_digit(contexts, service):
    page = sign_in(contexts, service, "editor")
    report = send_report(service, page, service.fresh_key())
    page.goto("/desk/daily/reports?order=newest")
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.keyboard.press("2")
    expect(page.locator(f"#r-{report}")).to_have_count(0)
    page.goto(f"/desk/daily/reports/{report}")
    expect(page.locator(".log")).to_contain_text("Opinion or style")
