"""The night shift on a phone: ten comments decided by thumb, nothing in the way, everything within reach."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import findings
from tests.browser.desk_page import narrow, post_comment, status_of

# Where the middle of a button is, whether a finger would meet it there, and how high it is.
REACH = """(button) => {
  const { left, top, width, height } = button.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  return { x, y, height, met: button.contains(document.elementFromPoint(x, y)) };
}"""
THUMB = 44
WORDS = "The council has plans for the pier, the market and the school, and they are at https://plans.example/{0} to be read."
DECISIONS = ("Approve", "Reject", "Spam", "Approve", "Approve", "Reject", "Approve", "Spam", "Approve", "Approve")


def queue(contexts, service, **options):
    """Ten held comments of an article of their own, and the list of them on a small phone."""
    page, key = narrow(contexts, service, **options), service.fresh_key()
    comments = [post_comment(service, page, WORDS.format(number), key=key) for number in range(len(DECISIONS))]
    where = page.request.get(f"{service.url}/api/v1/sites/daily/thread?key={key}").json()["thread"]["id"]
    page.goto(f"/desk/daily/comments?queue=held&thread={where}")
    return page, comments


def thumb(page, button):
    """Touch a button where it is: nobody scrolls, and nothing may lie over it."""
    found = button.evaluate(REACH)
    assert found["met"], f"out of reach: {found}"
    assert found["height"] >= THUMB
    page.touchscreen.tap(found["x"], found["y"])


@pytest.mark.parametrize("density", ["comfortable", "compact"])
def test_ten_comments_are_decided_by_thumb_without_scrolling(contexts, service, picture, density):
    page, comments = queue(contexts, service)
    page.context.add_cookies([{"name": "desk-cards", "value": density, "url": f"{service.url}/desk"}])
    page.reload()
    page.locator(f"#c-{comments[0]} .acts").scroll_into_view_if_needed()
    for number, (comment, decision) in enumerate(zip(comments, DECISIONS, strict=True)):
        card = page.locator(f"#c-{comment}")
        if number:
            expect(card).to_be_focused()
        if decision == "Reject":
            thumb(page, card.locator("summary", has_text="Reject"))
            reason = card.get_by_role("button", name="Off topic")
            expect(reason).to_be_in_viewport()
            picture(page, f"desk-phone-{density}")
            thumb(page, reason)
        else:
            thumb(page, card.get_by_role("button", name=decision))
        expect(card).to_have_count(0)
    expect(page.get_by_text("Nothing found.")).to_be_in_viewport()
    kept = [status_of(service, page, comment) == 200 for comment in comments]
    assert kept == [decision == "Approve" for decision in DECISIONS]
    thumb(page, page.locator("[data-toasts]").get_by_role("button", name="Undo"))
    expect(page.locator(f"#c-{comments[-1]}")).to_be_in_viewport()
    assert findings(page) == []


def test_a_selection_is_decided_by_thumb(contexts, service):
    page, comments = queue(contexts, service)
    for comment in comments[:2]:
        page.locator(f"#c-{comment} .choose").tap()
    bar = page.get_by_role("form", name="Decide about the selected comments")
    expect(bar).to_contain_text("Selected: 2")
    thumb(page, bar.get_by_role("button", name="Approve"))
    expect(page.get_by_text("Approved: 2 comments.")).to_be_visible()
    expect(page.locator(f"#c-{comments[2]}")).to_be_in_viewport()
    thumb(page, page.locator(f"#c-{comments[2]}").get_by_role("button", name="Approve"))
    expect(page.locator(f"#c-{comments[2]}")).to_have_count(0)


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_the_first_card_is_near_and_the_search_comes_when_it_is_asked_for(contexts, service, script):
    page = narrow(contexts, service, java_script_enabled=script)
    post_comment(service, page)
    page.goto("/desk/daily/comments?queue=held&order=newest")
    assert page.locator("[data-card]").first.bounding_box()["y"] < 740 / 2
    field = page.get_by_label("Words, author, article")
    expect(field).to_be_hidden()
    page.get_by_role("link", name="Search and order").tap()
    expect(field).to_be_visible()
    field.fill("archive")
    page.get_by_role("button", name="Show").tap()
    expect(field).to_have_value("archive")
    expect(field).to_be_visible()
    if script:
        assert findings(page) == []


def test_nothing_that_sticks_lies_over_what_has_the_focus(contexts, service):
    page, _comments = queue(contexts, service)
    page.locator("[data-choose]").first.check()
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate(
            """() => {
              const one = document.activeElement;
              const { left, top, width, height } = one.getBoundingClientRect();
              const met = document.elementFromPoint(left + width / 2, top + height / 2);
              return one === document.body || one.contains(met) || Boolean(met?.closest("label, .card")?.contains(one));
            }"""
        ), page.evaluate("document.activeElement.outerHTML")
