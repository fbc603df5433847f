"""What a thread costs before it shows: bytes of code as they come over the wire, by the browser's own network log."""

import re

import pytest
from playwright.sync_api import expect

from . import long_tasks, long_thread, staged
from .thread_page import THREADS, ThreadPage

BUDGET = 14 * 1024  # bytes of code (brotli), loader included

# Milliseconds of processor time of the longest task: under 50 on the machine of docs/performance.md while it is idle. So
# much for one three times slower, in the best of so many tries; drawn in one go, this page took several times as much.
LONGEST = 150
TRIES = 5
WINDOW = '<div class="window">As high as the window.</div>'
WINDOW_CSS = ".window { block-size: 100vh }"
# Every shift of the layout while the page is there.
WATCH = """window.shifts = []; new PerformanceObserver((list) => {
  for (const one of list.getEntries()) shifts.push([one.value, ...one.sources.map((source) => source.node?.nodeName)]);
}).observe({ type: "layout-shift", buffered: true });"""


@pytest.fixture
def article(page, service):
    return ThreadPage(page, service)


@pytest.mark.parametrize("lang", ["en", "uk", "ru"])
def test_the_code_of_a_first_render_stays_within_its_budget(article, lang):
    session = article.page.context.new_cdp_session(article.page)
    session.send("Network.enable")
    heads, code = {}, {}

    def ended(event):
        url, head = heads.get(event["requestId"], ("", 0))
        if url.endswith(".js"):
            code[url] = event["encodedDataLength"] - head

    session.on(
        "Network.responseReceived",
        lambda event: heads.update(
            {event["requestId"]: (event["response"]["url"], event["response"]["encodedDataLength"])}
        ),
    )
    session.on("Network.loadingFinished", ended)
    article.open(lang=lang)
    article.page.wait_for_load_state("networkidle")
    assert len(code) == 4, "loader, the two parts side by side, one language"
    assert sum(code.values()) <= BUDGET


def test_the_loader_asks_for_the_code_and_the_comments_at_once(article):
    """None of the modules has come when the last of them, and the thread, are asked for: there is no chain."""
    page, modules, held = article.page, "**/embed/assets/**", []
    page.route(modules, lambda route: held.append(route))
    with (
        page.expect_request("**/shared.js"),
        page.expect_request("**/comment-thread.js"),
        page.expect_request("**/lang/en.js"),
        page.expect_request(THREADS),
    ):
        article.open(ready=False)
    page.unroute(modules)
    for route in held:
        route.continue_()
    article.count(0)


def test_no_third_party_is_called(article):
    asked = []
    article.page.on("request", lambda request: asked.append(request.url))
    article.open().post("Between us.")
    article.menu("Between us.", "Withdraw")
    expect(article.thread.get_by_role("alertdialog")).to_be_visible()
    ours = re.compile(f"{re.escape(article.service.url)}/|{re.escape(article.service.newspaper)}/|data:")
    assert [url for url in asked if not ours.match(url)] == []


def test_no_task_holds_up_a_phone_while_a_full_page_or_another_order_is_drawn(browser, contexts, service):
    found = []
    options = {"ready": False, "before": WINDOW, "css": ".window { block-size: 600px }"}
    for _ in range(TRIES):
        article = ThreadPage(contexts.new().new_page(), service)
        article.page.add_init_script(long_tasks.ACT)
        article.serves(long_thread.fill)
        found.append(max(long_tasks.longest(browser, article.page, lambda article=article: article.open(**options))))
        if found[-1] < LONGEST:
            return
    raise AssertionError(f"the longest tasks took {found} ms")


def test_no_formatter_is_made_for_what_shows_at_first(article):
    # Each of these, the first time on a page, keeps a phone busy for a tenth of a second.
    article.page.add_init_script(
        """window.made = []; for (const name of ["NumberFormat", "DateTimeFormat", "RelativeTimeFormat"])
        Intl[name] = class extends Intl[name] { constructor(...all) { super(...all); made.push(name); } }"""
    )
    article.serves(long_thread.fill)
    answer = {"json": {"counts": {"another": 1234}}, "headers": {"Access-Control-Allow-Origin": "*"}}
    article.page.route("**/counts?*", lambda route: route.fulfill(**answer))
    article.open(before='<comment-count site="daily" key="another"></comment-count>')
    expect(article.thread.locator(".list > .item")).to_have_count(long_thread.ROOTS)
    expect(article.page.locator("comment-count")).to_have_text("1,234 comments")
    assert article.page.evaluate("made") == []


def test_the_first_comment_has_a_frame_of_its_own(article):
    article.page.add_init_script(
        """window.drawn = []; const look = () => {
          const thread = document.querySelector("comment-thread")?.shadowRoot;
          if (thread?.querySelector(".composer")) drawn.push(thread.querySelectorAll(".comment").length);
          requestAnimationFrame(look);
        }; look();"""
    )
    article.serves(long_thread.fill)
    article.open()
    expect(article.thread.locator(".list > .item")).to_have_count(long_thread.ROOTS)
    drawn = article.page.evaluate("[...new Set(drawn)]")
    assert drawn[:2] == [0, 1]
    assert drawn[-1] == long_thread.ROOTS * (1 + long_thread.REPLIES)


def picks_filters_and_notices(page, query):
    """A full page with all that can stand around it."""
    long_thread.fill(page, query)
    staged.everything(page, query)


@pytest.mark.parametrize("serve", [None, long_thread.fill, picks_filters_and_notices], ids=["empty", "long", "picks"])
def test_nothing_on_the_page_moves_while_a_thread_below_the_window_loads(article, serve):
    article.page.add_init_script(WATCH)
    if serve:
        article.serves(serve)
    article.open(before=WINDOW, after="<p>What stands below.</p>" * 9, css=WINDOW_CSS)
    if serve:
        expect(article.thread.locator(".list > .item")).to_have_count(long_thread.ROOTS)
        # What was never in sight is laid out bit by bit.
        expect(article.thread.locator(".far")).to_have_count(0)
    article.page.keyboard.press("End")
    expect(article.page.get_by_text("What stands below.").last).to_be_in_viewport()
    assert article.page.evaluate("shifts") == []


def test_what_stands_around_the_list_comes_with_it_or_not_at_all(article):
    article.serves(picks_filters_and_notices)
    article.page.add_init_script(WATCH)
    article.open(before='<p class="lead">A short article.</p>')
    expect(article.thread.locator(".picks")).to_be_visible()
    expect(article.thread.locator(".list > .item")).to_have_count(long_thread.ROOTS)
    # The outline made room; only what was below it and the heading's own line moved, before any comment was there.
    assert sum(value for value, *_ in article.page.evaluate("shifts")) < 0.1


def test_comments_show_where_what_stands_around_them_cannot_be_had(article):
    article.serves(picks_filters_and_notices)
    article.page.route("**/reading.js", lambda route: route.abort())
    article.open()
    expect(article.thread.locator(".list > .item")).to_have_count(long_thread.ROOTS)
    expect(article.thread.locator(".picks")).to_have_count(0)
