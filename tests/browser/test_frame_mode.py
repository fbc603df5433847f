"""`<comment-frame>`: the plain page in a frame of another site, as high as its content, with no cookie."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

HTML = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The bridge</title>
<script type="module" src="{service}/embed.js"></script></head>
<body><h1>The bridge</h1>{frames}<p id="below">Below</p></body></html>"""
POLICY = "default-src 'none'; script-src {service}; frame-src {service} http://meddler.localhost; require-trusted-types-for 'script'"
# Asks every frame beside it for its height, claims heights itself, and tells what it heard.
MEDDLER = """<!doctype html><script>
  onmessage = ({ data }) => data.commentsvc === "height" && parent.postMessage({ heard: data }, "*");
  setInterval(() => {
    parent.postMessage({ commentsvc: "height", height: 4321, at: 0 }, "*");
    for (let i = 0; i < parent.length; i++) parent[i].postMessage({ commentsvc: "frame" }, "*");
    parent.postMessage({ round: true }, "*");
  }, 50);
</script>"""


@pytest.fixture
def paper(page, service):
    """`paper("<comment-frame …>")`: opens a page of the newspaper (or of another origin) with frames on it."""
    page.context.grant_permissions(["local-network-access"])

    def open_page(frames, origin=service.newspaper):
        address = f"{origin}/test/{service.fresh_key()}"
        headers = {
            "content-type": "text/html; charset=utf-8",
            "content-security-policy": POLICY.format(service=service.url),
        }
        html = HTML.format(service=service.url, frames=frames)
        page.route(address, lambda route: route.fulfill(body=html, headers=headers))
        page.goto(address)
        return page

    return open_page


def element(key, **attributes):
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<comment-frame site="daily" key="{key}"{more}></comment-frame>'


def inside(page, number=0):
    return page.locator("comment-frame").nth(number).locator("iframe").content_frame


def fits(page, number=0):
    """Whether the frame is as high as the page in it, by what each of the two says."""
    height = inside(page, number).locator("body").evaluate("(body) => Math.ceil(body.getBoundingClientRect().height)")
    return page.evaluate(
        "([number, height]) => document.querySelectorAll('comment-frame')[number].shadowRoot.querySelector('iframe')"
        ".getBoundingClientRect().height === height",
        [number, height],
    )


def wait_until_it_fits(page, number=0):
    # Both sides are looked at in turn, so this is asked again until they agree.
    page.wait_for_function(
        "(number) => document.querySelectorAll('comment-frame')[number].shadowRoot?.querySelector('iframe').style.blockSize",
        arg=number,
    )
    for _ in range(100):
        if fits(page, number):
            return
        page.evaluate("() => new Promise(requestAnimationFrame)")
    raise AssertionError("the frame is not as high as its content")


def test_the_frame_is_as_high_as_its_page_and_grows_with_it(paper, service):
    page = paper(element(service.fresh_key()))
    expect(inside(page).get_by_role("heading", name="Comments (0)")).to_be_visible()
    wait_until_it_fits(page)
    inside(page).get_by_label("Your comment").fill("Written inside the frame.\n\nIn two paragraphs.")
    inside(page).get_by_label("Your name").fill("Ann")
    inside(page).get_by_role("button", name="Post comment").click()
    expect(inside(page).get_by_role("heading", name="Comments (1)")).to_be_visible()
    wait_until_it_fits(page)
    assert page.context.cookies() == []


def test_a_page_that_the_reader_goes_to_inside_comes_into_sight(paper, service):
    key = service.fresh_key()
    page = paper(element(key))
    for number in range(4):
        inside(page).get_by_label("Your comment").fill(f"Comment {number}\n\n" + "Words.\n\n" * 10)
        inside(page).get_by_label("Your name").fill("Ann")
        inside(page).get_by_role("button", name="Post comment").click()
        expect(inside(page).get_by_role("heading", name=f"Comments ({number + 1})")).to_be_visible()
    wait_until_it_fits(page)
    inside(page).get_by_role("link", name="Reply to Ann").last.click()
    expect(inside(page).get_by_role("heading", name="Reply to Ann")).to_be_in_viewport()


def test_two_frames_have_each_their_own_height(paper, service):
    page = paper(element("article-17") + element(service.fresh_key()))
    wait_until_it_fits(page, 0)
    page.locator("comment-frame").nth(1).scroll_into_view_if_needed()
    wait_until_it_fits(page, 1)
    heights = page.evaluate("[...document.querySelectorAll('comment-frame')].map((one) => one.offsetHeight)")
    assert heights[0] != heights[1]


def test_a_stranger_on_the_page_neither_learns_nor_sets_a_height(paper, page, service):
    page.route("http://meddler.localhost/", lambda route: route.fulfill(body=MEDDLER, content_type="text/html"))
    paper(element(service.fresh_key()) + '<iframe src="http://meddler.localhost/"></iframe>')
    page.evaluate(
        "() => { window.heard = []; window.rounds = 0; addEventListener('message', ({ data }) => {"
        " if (data.heard) window.heard.push(data.heard); if (data.round) window.rounds += 1; }); }"
    )
    wait_until_it_fits(page)
    page.wait_for_function("() => window.rounds > 5")
    assert fits(page)
    assert page.evaluate("window.heard") == []


def test_a_page_that_is_not_the_publisher_s_gets_neither_frame_nor_height(paper, page, service):
    foreign = service.newspaper.replace("localhost", "stranger.localhost")
    with page.expect_console_message(lambda message: "Register this page's origin" in message.text) as said:
        paper(element(service.fresh_key()), origin=foreign)
    assert f"({foreign})" in said.value.text
    assert page.locator("comment-frame iframe").evaluate("(one) => one.style.blockSize") == ""
    expect(inside(page).get_by_role("heading", name="Comments (0)")).to_have_count(0)


def test_the_lines_in_the_documentation_do_the_same(page, service):
    text = (Path(__file__).parents[2] / "docs" / "embed.md").read_text()
    lines = next(block for block in re.findall(r"```html\n(.*?)```", text, re.DOTALL) if 'id="talk"' in block)
    key = service.fresh_key()
    lines = lines.replace("https://comments.example.org", service.url).replace("article-17", key)
    page.context.grant_permissions(["local-network-access"])
    address = f"{service.newspaper}/test/{key}"
    page.route(address, lambda route: route.fulfill(body=f"<!doctype html>{lines}", content_type="text/html"))
    page.goto(address)
    expect(page.locator("#talk").content_frame.get_by_role("heading", name="Comments (0)")).to_be_visible()
    page.wait_for_function("() => document.getElementById('talk').style.height !== ''")
