"""A browser without JavaScript does the whole job: by mouse, by keyboard, at 360 pixels, in a frame."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW


class PlainThread:
    """What a reader does on the plain pages."""

    def __init__(self, page, service, key):
        self.page, self.service, self.key = page, service, key
        self.messages = []
        page.on("console", lambda message: self.messages.append(message.text))

    def open(self, **query):
        more = "".join(f"&{name}={value}" for name, value in query.items())
        url = f"{self.service.newspaper}/{self.key}"
        self.page.goto(f"{self.service.url}/embed/daily/thread?key={self.key}&url={url}&title=The+bridge{more}")
        return self

    def post(self, text, name="Ann"):
        self.page.get_by_label("Your comment").fill(text)
        self.page.get_by_label("Your name").fill(name)
        self.page.get_by_role("button", name="Post comment").click()
        expect(self.comment(text)).to_be_visible()

    def comment(self, text):
        return self.page.locator("article.comment", has=self.page.locator(".body", has_text=text)).first


def go_to_frame_of(page, host, source):
    """A page at the address `host` that shows `source` in a frame."""
    html = f'<!doctype html><title>Story</title><iframe width="600" height="700" src="{source}"></iframe>'
    # Chromium counts a page fulfilled by the test as public, and would ask before it may reach loopback.
    page.context.grant_permissions(["local-network-access"])
    page.route(host, lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(host)


@pytest.fixture
def thread(contexts, service):
    """`thread()`: the same article in one more browser without scripts."""
    key = service.fresh_key()

    def open_one(**options):
        page = contexts.new(java_script_enabled=False, **options).new_page()
        return PlainThread(page, service, key)

    return open_one


def test_read_write_reply_vote_flag_and_sort(thread, picture):
    ann = thread().open()
    expect(ann.page.get_by_role("heading", name="Comments (0)")).to_be_visible()
    expect(ann.page.get_by_text("Write the first comment for this!")).to_be_visible()
    ann.post("The first word.")
    ann.post("The second word.")
    ben = thread().open()
    ben.comment("The first word.").get_by_role("link", name="Reply to Ann").click()
    ben.page.get_by_label("Your reply").fill("An answer.")
    ben.page.get_by_label("Your name").fill("Ben")
    ben.page.get_by_role("button", name="Post reply").click()
    expect(ben.page.locator(".replies").get_by_text("An answer.")).to_be_visible()
    expect(ben.page.get_by_role("status")).to_have_text("Your comment has been posted.")
    ben.comment("The first word.").get_by_role("button", name="Good comment: 0 votes for").click()
    expect(ben.comment("The first word.").get_by_role("button", name="Good comment: 1 vote for")).to_have_attribute(
        "aria-pressed", "true"
    )
    ben.comment("The second word.").get_by_role("link", name="Flag the comment by Ann").click()
    ben.page.get_by_label("Advertising or spam").check()
    ben.page.get_by_label("Remark for the moderators").fill("Seen elsewhere.")
    ben.page.get_by_role("button", name="Send").click()
    expect(ben.page.get_by_role("status")).to_have_text("Thank you. The moderators have been told.")
    ben.page.get_by_role("link", name="Newest").click()
    expect(ben.page.locator(".list > .item").first).to_contain_text("The second word.")
    ben.page.get_by_role("link", name="Oldest").click()
    expect(ben.page.locator(".list > .item").first).to_contain_text("The first word.")
    picture(ben.page, "plain-thread")
    assert ann.messages + ben.messages == []


def test_comments_and_replies_are_paged_by_plain_links(thread, service):
    ann = thread()
    post = lambda text, **more: ann.page.request.post(  # noqa: E731
        f"{service.url}/api/v1/sites/daily/comments",
        data={"thread": {"key": ann.key}, "source": text, "author": {"name": "Ann"}, **more},
    ).json()["comment"]["id"]
    root = post("The very first.")
    for number in range(24):
        post(f"Reply {number}.", parent_id=root)
    for number in range(25):
        post(f"Comment {number}.")
    page = ann.open(sort="newest").page
    bodies = page.locator(".list > .item > article .body")
    expect(bodies).to_have_text([f"Comment {number}." for number in reversed(range(5, 25))])
    page.get_by_role("link", name="Show more comments").click()
    expect(bodies.first).to_have_text("Comment 4.")
    expect(bodies).to_have_text([*(f"Comment {number}." for number in reversed(range(5))), "The very first."])
    expect(page.get_by_role("link", name="To the first page")).to_be_visible()
    replies = page.locator(".replies .body")
    expect(replies).to_have_text([f"Reply {number}." for number in (23, 22, 21)])
    page.get_by_role("link", name="Show 21 more replies").click()
    expect(page.get_by_role("region", name="The comment these replies answer")).to_contain_text("The very first.")
    expect(bodies).to_have_text([f"Reply {number}." for number in reversed(range(1, 21))])
    page.get_by_role("link", name="Show more replies").click()
    expect(bodies).to_have_text(["Reply 0."])
    page.get_by_role("link", name="Back to the whole discussion").click()
    expect(bodies).to_have_count(20)


def test_going_back_and_reloading_posts_nothing_twice(thread):
    ann = thread().open()
    ann.post("Once.")
    ann.page.reload()
    expect(ann.page.get_by_role("heading", name="Comments (1)")).to_be_visible()


def test_by_keyboard_alone(thread):
    ann = thread().open()
    keyboard = ann.page.keyboard
    keyboard.press("Tab")
    expect(ann.page.get_by_role("link", name="Skip to the content")).to_be_focused()
    for _ in range(10):
        keyboard.press("Tab")
        if ann.page.locator("textarea:focus").count():
            break
    keyboard.type("Typed.")
    keyboard.press("Tab")
    keyboard.type("Ann")
    keyboard.press("Enter")
    expect(ann.comment("Typed.")).to_be_visible()


def test_a_narrow_phone_needs_no_sideways_scrolling(thread):
    ann = thread(viewport=NARROW["viewport"]).open()
    ann.post("A-very-long-word-" * 20)
    box = ann.page.locator("html").bounding_box()
    for part in ("main", "article.comment", ".write"):
        found = ann.page.locator(part).first.bounding_box()
        assert found["x"] >= 0 and found["x"] + found["width"] <= box["width"] <= 360


def test_in_a_frame_across_sites_without_cookies(thread, service):
    reader = thread()
    page = reader.page
    source = f"{service.url}/embed/daily/thread?key={reader.key}&frame=1"
    go_to_frame_of(page, f"{service.newspaper}/framing/{reader.key}", source)
    frame = page.frame_locator("iframe")
    frame.get_by_label("Your comment").fill("From inside.")
    frame.get_by_label("Your name").fill("Ann")
    frame.get_by_role("button", name="Post comment").click()
    expect(frame.get_by_role("status")).to_have_text("Your comment has been posted.")
    expect(frame.locator(".body", has_text="From inside.")).to_be_visible()
    frame.get_by_role("link", name="Edit").click()
    frame.get_by_label("Your comment").fill("From inside, changed.")
    frame.get_by_role("button", name="Save").click()
    expect(frame.locator(".body", has_text="From inside, changed.")).to_be_visible()
    assert page.context.cookies(service.url) == []


def test_foreign_pages_cannot_frame_it(thread, service):
    reader = thread()
    page = reader.page
    for host, address in (
        ("http://elsewhere.localhost:9", f"/embed/daily/thread?key={reader.key}&frame=1"),
        (service.newspaper, f"/embed/daily/thread?key={reader.key}"),
    ):
        with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
            go_to_frame_of(page, f"{host}/trap", service.url + address)


def test_a_correction_from_the_form_to_its_status_page(contexts, service, picture):
    page = contexts.new(java_script_enabled=False).new_page()
    page.goto(f"{service.url}/embed/daily/correction?key={service.fresh_key()}&quote=recieve")
    page.get_by_label("How should it read?").fill("receive")
    page.get_by_label("Typo").check()
    page.get_by_label("Anything to add?").fill("Twice in the text.")
    picture(page, "plain-correction")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("status")).to_contain_text("Your report has arrived.")
    page.get_by_role("link", name="Status of your report").click()
    expect(page).to_have_url(re.compile(r"/report/"))
    expect(page.locator("mark")).to_have_text("recieve")
    expect(page.locator("ins")).to_have_text("receive")
    page.get_by_label("Is there anything to add?").fill("And in the caption.")
    page.get_by_role("button", name="Add the remark").click()
    expect(page.get_by_text("And in the caption.")).to_be_visible()
    page.get_by_role("link", name="Withdraw the report").click()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_role("heading", name="You have withdrawn this report")).to_be_visible()
    picture(page, "plain-status")
