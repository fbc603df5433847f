"""A long first page is drawn in slices: its beginning at once, and whatever happens meanwhile finds its place."""

import pytest
from playwright.sync_api import expect

from . import long_thread
from .conftest import NARROW
from .thread_page import ThreadPage

ROOTS = "() => [...document.querySelector('comment-thread').shadowRoot.querySelectorAll('.list > .item > .comment')].map((one) => one.id)"
WHOLE = f"(wanted) => JSON.stringify(({ROOTS})()) === JSON.stringify(wanted)"


class Slow(ThreadPage):
    """A long thread in a browser that draws it slowly."""

    def __init__(self, page, service):
        super().__init__(page, service)
        page.add_init_script(long_thread.SLOWLY)
        self.serves(long_thread.fill)

    def hold(self, **options):
        """Opens the page and stays at the first slice."""
        self.page.add_init_script("window.hold = true")
        self.open(**options)
        self.begun("best")
        self.page.evaluate("window.hold = true")

    def begun(self, sort):
        """The first comment of an order is there, and not the last."""
        self.page.wait_for_function(f"(first) => ({ROOTS})()[0] === first || step()", arg=long_thread.ids(sort)[0])
        assert len(self.page.evaluate(ROOTS)) < long_thread.ROOTS

    def order(self, name, press="click"):
        getattr(self.thread.get_by_role("button", name=name, exact=True), press)()

    def whole(self, sort, *first):
        """The list is whole and in this order, below `first`; nothing is under way any more."""
        self.page.wait_for_function(WHOLE, arg=[*first, *long_thread.ids(sort)])
        expect(self.thread.locator(".list[aria-busy]")).to_have_count(0)
        expect(self.thread.locator(".replies > .item")).to_have_count(long_thread.ROOTS * long_thread.REPLIES)
        assert self.page.evaluate(ROOTS) == [*first, *long_thread.ids(sort)]

    def go_on(self):
        self.page.evaluate("goOn()")


@pytest.fixture
def article(page, service):
    return Slow(page, service)


def test_the_beginning_shows_at_once_and_the_rest_follows(article):
    article.hold()
    article.go_on()
    article.whole("best")


@pytest.mark.parametrize("press", ["click", "tap"])
def test_the_last_order_chosen_stays_however_fast_they_were(contexts, service, press):
    options = NARROW if press == "tap" else {}
    article = Slow(contexts.new(**options).new_page(), service)
    article.open()
    for name in ("Newest", "Oldest", "Best", "Newest", "Oldest"):
        article.order(name, press)
    article.whole("oldest")
    expect(article.thread.get_by_role("button", name="Oldest")).to_have_attribute("aria-pressed", "true")


def test_an_order_chosen_in_the_midst_of_a_drawing_ends_it(article):
    article.hold()
    article.order("Newest")
    article.begun("newest")
    article.order("Oldest")
    article.begun("oldest")
    article.go_on()
    article.whole("oldest")


def test_the_list_is_never_empty_and_keeps_its_height_while_it_is_drawn_anew(article):
    article.open()
    article.whole("best")
    look = """() => {
      const list = document.querySelector("comment-thread").shadowRoot.querySelector(".list");
      window.least = [Infinity, Infinity];
      const note = () => {
        window.least = [Math.min(window.least[0], list.childElementCount), Math.min(window.least[1], list.offsetHeight)];
        requestAnimationFrame(note);
      };
      note();
      return list.offsetHeight;
    }"""
    height = article.page.evaluate(look)
    article.order("Newest")
    article.whole("newest")
    least = article.page.evaluate("window.least")
    assert least[0] > 0
    assert least[1] > height / 2


def test_an_element_moved_in_the_midst_of_a_drawing_goes_on(article):
    article.hold()
    article.page.evaluate("() => document.body.append(document.querySelector('comment-thread'))")
    article.go_on()
    article.whole("best")


def test_an_element_taken_away_in_the_midst_of_a_drawing_leaves_off_and_begins_anew(article):
    article.hold()
    article.page.evaluate("() => { window.kept = document.querySelector('comment-thread'); window.kept.remove(); }")
    article.go_on()
    drawn = "() => new Promise((done) => setTimeout(() => done(window.kept.shadowRoot.querySelectorAll('.list > .item').length), 50))"
    assert article.page.evaluate(drawn) < long_thread.ROOTS
    article.page.evaluate("() => document.body.append(window.kept)")
    article.whole("best")


def test_another_article_in_the_midst_of_a_drawing_takes_its_place(article):
    article.hold()
    key = f"{article.key}-2"
    article.page.evaluate("(key) => document.querySelector('comment-thread').setAttribute('sort', 'oldest')", key)
    article.page.evaluate("(key) => document.querySelector('comment-thread').setAttribute('key', key)", key)
    article.begun("oldest")
    article.go_on()
    article.whole("oldest")


def test_a_comment_posted_in_the_midst_of_a_drawing_stands_on_top_once(article):
    article.hold()
    article.write("Posted meanwhile.")
    with article.page.expect_response(
        lambda answer: answer.request.method == "POST" and "/comments" in answer.url
    ) as sent:
        article.thread.get_by_role("button", name="Post comment").click()
    article.go_on()
    expect(article.comment("Posted meanwhile.")).to_be_visible()
    article.whole("best", f"comment-{sent.value.json()['comment']['id']}")


def test_the_address_of_the_last_comment_of_the_page_leads_there(article):
    last = long_thread.ids("best")[-1]
    article.fragment = f"#{last}"
    article.hold()
    article.go_on()
    article.whole("best")
    expect(article.thread.locator(f"#{last}")).to_be_focused()
    expect(article.thread.locator(f"#{last}")).to_be_in_viewport()


def test_news_in_the_midst_of_a_drawing_are_offered_and_disturb_nothing(page, service):
    page.clock.install()
    article = Slow(page, service)
    article.open()
    article.whole("best")
    page.evaluate("window.hold = true")
    article.order("Newest")
    article.begun("newest")
    more = {"count": 0}

    def change(answer, query):
        long_thread.fill(answer, query)
        answer["thread"]["comment_count"] += more["count"]

    more["count"] = 2
    article.serves(change)
    with page.expect_response(lambda answer: "/thread?" in answer.url):
        page.clock.fast_forward("02:00")
    expect(article.thread.get_by_role("button", name="Show 2 new comments")).to_be_visible()
    article.go_on()
    article.whole("newest")
    expect(article.thread.get_by_role("button", name="Show 2 new comments")).to_be_visible()


def test_the_focus_stays_on_a_comment_while_the_list_is_drawn_anew(article):
    article.open()
    article.whole("best")
    article.order("Newest")
    article.thread.locator("#comment-root30").evaluate("(one) => one.focus()")
    article.whole("newest")
    expect(article.thread.locator("#comment-root30")).to_be_focused()
