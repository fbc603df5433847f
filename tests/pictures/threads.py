"""Threads, wide and narrow, crowded and empty, without JavaScript, and the lists of a front page."""

from playwright.sync_api import expect

from tests.browser.crowd import Crowd
from tests.pictures.photographer import DARK, PHONE, WIDE, Photographer


def threads(photographer: Photographer) -> None:
    """The thread: wide, on a phone in the dark, from right to left, and empty."""
    for name, key, above, options in (
        ("thread", "article-17", 24, WIDE),
        ("thread-narrow-dark", "article-17", 24, {**PHONE, **DARK}),
        ("thread-rtl", "article-19", 24, WIDE),
        ("empty", "article-20", 300, {"viewport": {"width": 1280, "height": 560}}),
    ):
        page = photographer.article(photographer.page(**options), key)
        if name == "thread-rtl":
            # The best comment there ends in an emoji, for which not every machine has a font.
            with page.expect_response(lambda answer: "sort=newest" in answer.url):
                page.locator("comment-thread").get_by_role("button", name="Newest").click()
            expect(page.locator("comment-thread .list[aria-busy='true']")).to_have_count(0)
            page.mouse.move(0, 0)
        top = "(one, above) => scrollTo(0, scrollY + one.getBoundingClientRect().top - above)"
        page.locator("comment-thread").evaluate(top, above)
        photographer.keep(page, name)


def crowded(photographer: Photographer) -> None:
    """A thread of 2,000 comments: its top, and a comment in its midst opened by its own address."""
    ids = Crowd(photographer.service, "article-20").fill(2000)
    page = photographer.article(photographer.page(**WIDE), "article-20")
    page.locator("comment-thread").evaluate("(one) => scrollTo(0, scrollY + one.getBoundingClientRect().top - 24)")
    photographer.keep(page, "thread-2000")
    page = photographer.page(**WIDE)
    page.goto(f"{photographer.service.url}/embed/comments/{ids[1000]}")
    expect(page.locator(f"#comment-{ids[1000]}")).to_be_focused()
    photographer.keep(page, "thread-2000-permalink")


def plain(photographer: Photographer) -> None:
    """The thread without JavaScript."""
    page = photographer.page(**WIDE, java_script_enabled=False)
    page.goto(f"{photographer.service.url}/embed/daily/thread?key=article-17")
    photographer.keep(page, "plain")


def lists(photographer: Photographer) -> None:
    """What readers say, on the newspaper's front page."""
    page = photographer.page(**WIDE)
    page.goto(photographer.service.newspaper)
    latest = page.locator("latest-comments")
    # The latest comment ends in an emoji, for which not every machine has a font.
    latest.evaluate("(one) => one.setAttribute('limit', '4')")
    latest.scroll_into_view_if_needed()
    expect(latest.get_by_role("listitem")).to_have_count(4)
    expect(page.locator("most-discussed").get_by_role("listitem")).to_have_count(3)
    latest.get_by_role("listitem").first.evaluate("(one) => one.remove()")
    latest.evaluate("(one) => one.shadowRoot.querySelector('.root').style.setProperty('--rows', 3)")
    photographer.keep_part(page.locator(".readers"), "lists")
