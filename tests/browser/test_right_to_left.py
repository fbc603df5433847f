"""On the page: from right to left, what goes wrong or has ended is laid out as well as what goes right."""

import pytest
from playwright.sync_api import expect

from . import staged
from .axe import findings
from .conftest import NARROW
from .thread_page import THREADS, ThreadPage, problem
from .walk import GROUND, LONG_WORD, fits

ARABIC = "الجسر مغلق منذ الربيع، ولا أحد يعرف متى يفتح من جديد."
AS_ARABIC = {"lang": "ar", "csp": None, "css": GROUND}
SAVED = "Object.keys(localStorage).some((name) => name.endsWith(':visits'))"


@pytest.fixture(params=[{}, NARROW, {**NARROW, "color_scheme": "dark"}], ids=["wide", "narrow", "narrow, dark"])
def article(contexts, service, request):
    page = contexts.new(**request.param).new_page()
    page.clock.install()
    article = ThreadPage(page, service)
    article.look = request.node.callspec.id.replace(", ", "-")
    return article


@pytest.fixture
def well_laid_out(article, picture):
    """`well_laid_out(name)`: nothing reaches over the edge, axe-core is content, and the layout is mirrored."""

    def look(name, *beginnings):
        expect(article.thread.locator(".root")).to_have_attribute("dir", "rtl")
        picture(article.page, f"rtl-{article.look}-{name}")
        fits(article)
        assert findings(article.page, context="comment-thread") == [], name
        # Our own sentences begin on the right, whatever their language; readers' words on the side of theirs.
        for note in article.thread.locator("p.note, .note p").all():
            expect(note).to_have_css("text-align", "right")
        for first, second in beginnings:
            boxes = [article.thread.locator(one).first.bounding_box() for one in (first, second)]
            ends = [box["x"] + box["width"] for box in boxes]
            assert ends[0] >= ends[1], f"{first} does not begin before {second}"

    return look


def test_where_the_comments_cannot_be_had(article, well_laid_out):
    article.page.route(THREADS, lambda route: route.fulfill(**problem(503, "unavailable", "Down.")))
    article.open(**AS_ARABIC, ready=False)
    expect(article.thread.get_by_role("button", name="Try again")).to_be_visible()
    well_laid_out("failed", (".failure p", ".failure button"))


def test_where_the_discussion_has_ended(article, well_laid_out):
    article.posted(ARABIC, author={"name": "سارة"})
    article.posted(f"A *Latin* word in it: {LONG_WORD}")
    article.open(**AS_ARABIC)
    article.write(ARABIC)
    for state, words in (("locked", "The discussion is closed."), ("closed", "Comments are switched off")):
        article.serves(lambda page, query, state=state: page["thread"].update(state=state, locked=True))
        article.open(**AS_ARABIC)
        expect(article.thread.get_by_text(words)).to_be_visible()
        kept = article.thread.get_by_label("Your text, to copy")
        expect(kept).to_have_value(ARABIC)
        expect(article.comment("A Latin").locator("p")).to_have_css("text-align", "start")
        well_laid_out(state, (".avatar", ".body"), (".vote.up", ".vote.down"))


def test_what_is_new_since_the_last_visit(article, well_laid_out):
    root = article.posted(ARABIC, author={"name": "سارة"})
    article.posted(f"An answer. {LONG_WORD}", parent_id=root["id"])
    article.serves(staged.returning)
    article.open(**AS_ARABIC).count(2)
    article.page.clock.fast_forward(10_000)
    article.page.wait_for_function(SAVED)
    article.page.goto("about:blank")
    article.page.clock.fast_forward("02:00:00")
    article.open(**AS_ARABIC).count(2)
    bar = article.thread.locator(".unread-bar")
    expect(bar).to_be_visible()
    expect(article.thread.locator(".fresh-mark").first).to_be_visible()
    bar.get_by_role("button", name="Go to the next").click()
    expect(article.thread.locator("article.fresh").first).to_be_focused()
    well_laid_out("unread", (".unread-bar :not(button, .icon, path)", ".unread-bar .act"), (".avatar", ".fresh-mark"))


def test_what_waits_for_the_connection(article, well_laid_out):
    article.posted(ARABIC, author={"name": "سارة"})
    article.open(**AS_ARABIC).count(1)
    article.write(f"{ARABIC} {LONG_WORD}", name="سارة")
    article.page.context.set_offline(True)
    article.thread.get_by_role("button", name="Post comment").click()
    expect(article.thread.get_by_text("You are offline.")).to_be_visible()
    well_laid_out("offline", (".avatar", ".body"))
    article.page.context.set_offline(False)
    article.count(2)
