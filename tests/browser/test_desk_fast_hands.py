"""A moderator who is faster than the service: each decision hits the card it was meant for, and none is lost unsaid."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import findings
from tests.browser.desk_page import post_comment, sign_in, status_of
from tests.browser.shift_page import Hands


class SlowLine:
    """Holds decisions back until the test lets them through, or has them fail as on a broken line."""

    def __init__(self, page, pattern="**/actions"):
        self._page, self._pattern, self._held, self._open = page, pattern, [], False
        page.route(pattern, self._came)

    def _came(self, route):
        if self._open:
            route.continue_()
        else:
            self._held.append(route)

    def wait_for(self, number):
        """Until so many have come and are held."""
        while len(self._held) < number:
            self._page.wait_for_function("true")
        return self._held

    def release(self):
        """Let through what is held, and everything after it."""
        self._open = True
        for route in self._held:
            route.continue_()
        self._held = []

    def break_off(self):
        """What is held fails, and the line is whole again."""
        for route in self._held:
            route.abort()
        self._held, self._open = [], True


@pytest.fixture
def few(contexts, service):
    """Six held comments of an article of their own in the queue, the hands at the first."""
    page = sign_in(contexts, service)
    return _listed(page, service, 6)


def _listed(page, service, number):
    key = service.fresh_key()
    comments = [post_comment(service, page, f"See https://example.org/{at}", key=key) for at in range(number)]
    where = page.request.get(f"{service.url}/api/v1/sites/daily/thread?key={key}").json()["thread"]["id"]
    page.goto(f"/desk/daily/comments?queue=held&thread={where}")
    hands = Hands(page)
    hands.press("j")
    return hands, comments


def card(page, comment):
    return page.locator(f"#c-{comment}")


def statuses(service, page, comments):
    return [status_of(service, page, comment) == 200 for comment in comments]


def test_whoever_decides_is_at_the_next_card_at_once_and_all_is_saved_in_order(few, service):
    hands, comments = few
    page, line = hands.page, SlowLine(hands.page)
    hands.press("ar1sa")
    expect(card(page, comments[4])).to_be_focused()
    line.wait_for(1)
    for comment in comments[:4]:
        expect(card(page, comment)).to_have_attribute("aria-busy", "true")
    assert statuses(service, page, comments) == [False] * 6
    line.release()
    for comment in comments[:4]:
        expect(card(page, comment)).to_have_count(0)
    expect(card(page, comments[4])).to_be_focused()
    expect(page.locator("[data-count=list-held]")).to_have_text("2")
    assert statuses(service, page, comments) == [True, False, False, True, False, False]


def test_a_list_longer_than_a_page_is_cleared_without_waiting(contexts, service):
    hands, comments = _listed(sign_in(contexts, service), service, 65)
    while hands.at()["id"]:
        hands.press("a")
    expect(hands.page.locator("[data-empty]")).to_be_focused()
    expect(hands.page.locator("[data-empty]")).to_contain_text("Nothing found.")
    expect(hands.page.locator("[data-count=list-held]")).to_have_text("0")
    assert all(statuses(service, hands.page, comments))
    assert hands.pressed == 66


def test_u_takes_back_one_after_the_other_in_place(few, service):
    hands, comments = few
    page = hands.page
    hands.press("asuu")
    expect(card(page, comments[0])).to_be_focused()
    expect(page.locator("[data-card]")).to_have_count(6)
    assert page.locator("[data-card]").evaluate_all("(all) => all.map((one) => one.id.slice(2))") == comments
    assert statuses(service, page, comments) == [False] * 6
    # Further back there is nothing on this page: what was decided before is undone by the service.
    hands.press("s")
    expect(card(page, comments[0])).to_have_count(0)
    page.reload()
    expect(page.locator("[data-card]")).to_have_count(5)
    hands.press("u")
    expect(card(page, comments[0])).to_be_visible()


def test_keys_after_u_are_meant_for_the_card_that_comes_back(few, service):
    hands, comments = few
    page, line = hands.page, SlowLine(hands.page, "**/undo")
    hands.press("sua")
    line.wait_for(1)
    hands.press("s")
    line.release()
    for comment in comments[:2]:
        expect(card(page, comment)).to_have_count(0)
    expect(card(page, comments[2])).to_be_focused()
    assert statuses(service, page, comments[:2]) == [True, False]


def test_what_is_not_saved_says_so_and_nobody_is_taken_from_their_card(few, service):
    hands, comments = few
    page, line = hands.page, SlowLine(hands.page)
    hands.press("aas")
    line.wait_for(1)
    line.break_off()
    toast = page.locator(".toast.problem")
    expect(toast).to_contain_text("Not saved: the service did not answer.")
    expect(toast).to_contain_text("Decisions not saved: 3.")
    for comment in comments[:3]:
        expect(card(page, comment)).to_contain_text("Not saved: this still waits for a decision.")
    expect(card(page, comments[3])).to_be_focused()
    # Nothing was saved, so that there is nothing to undo.
    hands.press("a")
    expect(card(page, comments[3])).to_have_count(0)
    expect(toast).to_be_visible()
    assert statuses(service, page, comments[:4]) == [False, False, False, True]
    assert findings(page) == []
    toast.get_by_role("button", name="Look at it now").press("Enter")
    expect(card(page, comments[0])).to_be_focused()
    hands.press("aaa")
    expect(toast).to_have_count(0)
    expect(page.locator("[data-card]")).to_have_count(2)
    assert all(statuses(service, page, comments[:4]))


def test_a_race_that_is_lost_takes_nobody_from_their_card(few, contexts, service):
    hands, comments = few
    page = hands.page
    page.route("**/comments/state?*", lambda route: route.abort())
    other = sign_in(contexts, service, "administrator")
    other.goto(f"/desk/daily/comments/{comments[0]}")
    other.get_by_role("button", name="Spam").click()
    expect(other.locator("[data-toast]")).to_be_visible()
    hands.press("aa")
    expect(card(page, comments[0]).get_by_role("alert")).to_contain_text("marked this as spam")
    expect(card(page, comments[1])).to_have_count(0)
    expect(card(page, comments[2])).to_be_focused()
    hands.press("aaaa")
    # What a colleague has decided is no reason to go on.
    expect(page.locator("[data-empty]")).to_be_visible()
    expect(card(page, comments[0])).to_be_visible()
    assert statuses(service, page, comments) == [False, *[True] * 5]


def test_esc_ends_a_selection_and_a_selection_leaves_without_a_new_page(few, service):
    hands, comments = few
    page = hands.page
    bar = page.get_by_role("form", name="Decide about the selected comments")
    hands.press("xjX")
    expect(bar).to_contain_text("Selected: 2")
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    page.evaluate("window.stayed = true")
    hands.press("xkX")
    expect(bar).to_contain_text("Selected: 2")
    hands.press("r3")
    expect(page.get_by_text("Rejected: 2 comments.")).to_be_visible()
    expect(card(page, comments[2])).to_be_focused()
    hands.press("u")
    expect(page.get_by_text("Put back: 2 comments.")).to_be_visible()
    expect(card(page, comments[0])).to_be_focused()
    assert page.evaluate("window.stayed")


def test_j_leads_on_to_the_next_page_of_a_list(signed_in, service):
    page = signed_in
    key = service.fresh_key()
    for number in range(22):
        post_comment(service, page, f"Thought {number}", key=key)
    where = page.request.get(f"{service.url}/api/v1/sites/daily/thread?key={key}").json()["thread"]["id"]
    page.goto(f"/desk/daily/comments?queue=all&thread={where}")
    expect(page.locator("[data-card]")).to_have_count(20)
    Hands(page).press("j" * 21)
    expect(page.locator("[data-card]")).to_have_count(22)
    expect(page.locator("[data-card]").nth(20)).to_be_focused()
    expect(page.locator("[data-more]")).to_have_count(0)
    # A card that has come later can do all that the others can.
    page.locator("[data-card]").nth(21).get_by_text("Reply as the newsroom").click()
    page.keyboard.type("We have read it all.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Your comment is on the page.")).to_be_visible()
