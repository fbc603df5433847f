"""On the page: forced colours, reduced motion, 320 pixels, zoom, large type, right-to-left, long words, print."""

import pytest
from playwright.sync_api import expect

from .axe import findings
from .conftest import NARROW
from .thread_page import ThreadPage
from .walk import fits, lively, states

MOVING = "(element) => element.shadowRoot.getAnimations().filter((one) => one.playState === 'running').length"
POSTS = "**/api/v1/sites/daily/comments"


def style(locator, name):
    return locator.evaluate("(one, name) => getComputedStyle(one)[name]", name)


@pytest.mark.parametrize(
    "options",
    [
        {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True},
        {"viewport": {"width": 640, "height": 512}, "device_scale_factor": 2},
    ],
    ids=["320 pixels", "200 % of 1280"],
)
def test_nothing_is_cut_off_in_any_state(contexts, service, picture, request, options):
    article = lively(ThreadPage(contexts.new(**options).new_page(), service))
    for name in states(article):
        fits(article)
        picture(article.page, f"fits-{request.node.callspec.id[:3]}-{name}")


def test_letters_of_twice_the_size_fit_a_phone(contexts, service, picture):
    page = contexts.new(**NARROW).new_page()
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    article = lively(ThreadPage(page, service))
    assert style(article.comment("Root words.").locator(".body"), "fontSize") == "32px"
    for name in states(article):
        fits(article)
        picture(page, f"large-type-{name}")


@pytest.mark.parametrize("options", [{}, NARROW], ids=["wide", "narrow"])
def test_from_right_to_left_every_state_fits_and_axe_finds_nothing(contexts, service, picture, request, options):
    article = lively(ThreadPage(contexts.new(**options).new_page(), service), lang="ar")
    expect(article.thread.locator(".root")).to_have_attribute("dir", "rtl")
    for name in states(article):
        fits(article)
        if name in ("writing", "menu", "flagging"):
            assert findings(article.page, context="comment-thread") == [], name
        picture(article.page, f"rtl-{request.node.callspec.id}-{name}")
    comment = article.comment("Root words.")
    assert comment.locator(".avatar").bounding_box()["x"] > comment.locator(".body").bounding_box()["x"]


def test_forced_colours_leave_every_state_to_be_told_apart(page, service, picture):
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    article = lively(ThreadPage(page, service))
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    vote = article.comment("Root words.").get_by_role("button", name="Good comment")
    vote.click()
    expect(vote).to_have_attribute("aria-pressed", "true")
    article.box.click()
    expect(article.thread.get_by_role("button", name="Post comment")).to_be_visible()
    # Colours of ours are gone: what is chosen has an outline, what is a box has an edge.
    page.mouse.move(0, 0)
    for pressed in (vote, article.thread.locator('.sort[aria-pressed="true"]')):
        pressed.evaluate("(one) => one.blur()")
        assert style(pressed, "outlineStyle") == "solid"
    for box in (".picks", ".announcement", ".badge >> nth=0", ".field >> nth=0", ".btn.primary >> nth=0"):
        assert style(article.thread.locator(box), "borderTopStyle") == "solid", box
    picture(page, "forced-colours")


@pytest.mark.parametrize(("motion", "moves"), [("reduce", False), ("no-preference", True)])
def test_nothing_moves_for_readers_who_want_no_motion(page, service, motion, moves):
    page.emulate_media(reduced_motion=motion)
    article = ThreadPage(page, service)
    held = []
    article.open()
    page.route(POSTS, lambda route: route.fallback() if route.request.method == "OPTIONS" else held.append(route))
    article.write("On its way.")
    article.thread.get_by_role("button", name="Post comment").click()
    sending = article.thread.get_by_role("button", name="Sending …")
    expect(sending).to_have_attribute("aria-disabled", "true")
    expect(article.box).to_have_js_property("readOnly", True)
    expect(article.thread.locator(".spinner")).to_be_visible()
    assert (article.thread.evaluate(MOVING) > 0) is moves
    article.box.press("Control+Enter")
    assert len(held) == 1
    held[0].fallback()
    article.count(1)
    expect(article.box).to_have_value("")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_there_are_the_words_and_no_controls(page, service, picture, scheme):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    article = lively(ThreadPage(page, service))
    article.write("Not on paper.")
    page.emulate_media(media="print", color_scheme=scheme)
    words = ("Root words.", "An answer.", "The last word.")
    for text in words:
        comment = article.comment(text)
        expect(comment.locator(".body")).to_be_visible()
        expect(comment.locator(".name")).to_be_visible()
        expect(comment.locator("time")).to_be_visible()
        # Paper is white, and no ground is printed.
        assert style(comment.locator(".body"), "color") == "rgb(27, 29, 31)"
    expect(article.thread.get_by_text("The minister answers here")).to_be_visible()
    for control in ("button", "textarea", "input", "summary"):
        expect(article.thread.locator(control).filter(visible=True)).to_have_count(0)
    fits(article)
    picture(page, f"print-{scheme}")
    assert page.pdf(format="A4").startswith(b"%PDF")
