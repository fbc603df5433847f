"""Comments that the publisher's server put inside `<comment-thread>`: readable at once, taken over without a request."""

import json
import re
from pathlib import Path
from types import ModuleType, SimpleNamespace
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from .thread_page import ThreadPage

# Notes every shift of the layout, every frame in which no comment was in sight, and what was asked for until the
# thread was there. Runs before the page's own scripts.
WATCH = """(() => {
  window.shifts = [];
  window.bare = 0;
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) window.shifts.push([one.value, ...one.sources.map((source) => source.node?.nodeName)]);
  }).observe({ type: "layout-shift", buffered: true });
  addEventListener("comments:loaded", () => {
    window.asked = performance.getEntriesByType("resource").map((one) => one.name).filter((one) => /[/]thread[?]/.test(one));
  });
  const look = () => {
    const element = document.querySelector("comment-thread");
    const inside = element?.shadowRoot?.querySelector(".comment, slot") ?? element?.querySelector(".comment");
    if (element && document.readyState === "complete" && (!inside || element.offsetHeight < 100)) window.bare += 1;
    requestAnimationFrame(look);
  };
  look();
})()"""


class Page(ThreadPage):
    """The publisher's copy stays in the document, out of sight; what is meant here is what a reader sees."""

    def comment(self, text):
        return self.page.locator("comment-thread article").filter(visible=True, has_text=text)

    def taken_over(self):
        self.page.wait_for_function("() => window.asked !== undefined")


def included(service, key, **query):
    """The publisher's server asks for the fragment, by the lines that the documentation gives."""
    if query:
        query = urlencode({"key": key, "format": "html", **query})
        with urlopen(f"{service.url}/api/v1/sites/daily/thread?{query}") as answer:
            return answer.read().decode()
    text = (Path(__file__).parents[2] / "docs" / "embed.md").read_text()
    lines = next(block for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL) if "def comments" in block)
    module = ModuleType("publisher")
    module.app = SimpleNamespace(jinja_env=SimpleNamespace(globals={}))
    # A publisher's page does not wait long; a test on a busy machine may.
    lines = lines.replace("https://comments.example.org", service.url).replace("timeout=1", "timeout=60")
    exec(lines, module.__dict__)
    return str(module.app.jinja_env.globals["comments"]("daily", key))


def post(service, key, *texts):
    """Post comments as a server would; their ids and the token of the first."""
    found = []
    for text in texts:
        body = {"thread": {"key": key}, "source": text, "author": {"name": "Ann"}}
        request = Request(f"{service.url}/api/v1/sites/daily/comments", json.dumps(body).encode())
        request.add_header("Content-Type", "application/json")
        with urlopen(request) as answer:
            found.append(json.load(answer))
    return found


@pytest.fixture
def article(page, service):
    page.add_init_script(WATCH)
    article = Page(page, service)
    post(service, article.key, "The first of them.", "A *second* one.")
    return article


@pytest.mark.parametrize("long", [False, True], ids=["short, with a place kept for it", "longer than the window"])
def test_they_are_taken_over_without_a_request_a_flash_or_a_shift(article, service, long):
    css = "" if long else "comment-thread { display: block; min-height: 60rem; }"
    for number in range(8 if long else 0):
        post(service, article.key, f"Number {number}")
    article.open(inside=included(service, article.key), after="<p>What stands below.</p>", css=css)
    article.taken_over()
    article.count(10 if long else 2)
    expect(article.comment("A second one.").locator("em")).to_have_text("second")
    assert article.page.evaluate("window.asked") == []
    assert article.page.evaluate("[window.bare, window.shifts]") == [0, []]
    assert [one for one in article.messages if "Content Security Policy" in one or "Trusted" in one] == []


def test_the_thread_goes_on_from_there(article, service):
    article.open(inside=included(service, article.key))
    article.taken_over()
    article.comment("The first").get_by_role("button", name="Good comment").click()
    expect(article.comment("The first").get_by_role("button", name="Good comment")).to_contain_text("1")
    article.post("A third one.", "Ben")
    article.count(3)
    article.thread.get_by_role("button", name="Newest").click()
    expect(article.comment("").first).to_contain_text("A third one.")


def test_a_reader_without_javascript_sees_them(contexts, service, article):
    reader = Page(contexts.new(java_script_enabled=False).new_page(), service, article.key)
    reader.open(inside=included(service, article.key), ready=False)
    expect(reader.page.get_by_role("heading", name="Comments (2)")).to_be_visible()
    expect(reader.page.get_by_text("A second one.")).to_be_visible()
    expect(reader.page.get_by_role("link", name="Write a comment")).to_have_attribute(
        "href", re.compile(f"^{re.escape(service.url)}/embed/daily/thread")
    )


def _old(html):
    return re.sub(r'data-made="[^"]+"', 'data-made="2020-01-01T00:00:00Z"', html)


def _garbled(html):
    return html.replace('data-commentsvc>{"', 'data-commentsvc>{"comments":')


def _of_another_release(html):
    return re.sub(r'data-format="\d+"', 'data-format="0"', html)


@pytest.mark.parametrize("change", [_old, _garbled, _of_another_release])
def test_an_unfit_copy_is_replaced_by_a_fresh_page(article, service, change):
    copy = change(included(service, article.key))
    post(service, article.key, "Newer than the copy.")
    article.open(inside=copy)
    article.taken_over()
    article.count(3)
    expect(article.comment("Newer than the copy.")).to_be_visible()
    assert len(article.page.evaluate("window.asked")) == 1


def test_a_copy_of_another_article_or_order_is_not_taken_over(article, service):
    other = service.fresh_key()
    post(service, other, "Of another article.")
    article.open(inside=included(service, other))
    article.taken_over()
    article.count(2)
    expect(article.comment("Of another article.")).to_have_count(0)
    article.open(inside=included(service, article.key, sort="oldest"), attributes='sort="newest"')
    article.taken_over()
    expect(article.comment("").first).to_contain_text("A second one.")


def test_they_stay_readable_while_the_service_does_not_answer(article, service):
    copy = _old(included(service, article.key))
    article.page.route("**/api/v1/**", lambda route: route.abort())
    article.open(inside=copy, ready=False)
    expect(article.thread.get_by_text("The comments could not be loaded.")).to_be_visible()
    expect(article.page.get_by_text("A second one.")).to_be_visible()
    article.page.unroute("**/api/v1/**")
    article.thread.get_by_role("button", name="Try again").click()
    article.taken_over()
    article.count(2)


def test_an_aged_copy_is_mended_in_its_place(article, service):
    copy = included(service, article.key)
    (gone,) = post(service, article.key, "Soon withdrawn.")
    copy = included(service, article.key)
    address = f"{service.url}/api/v1/comments/{gone['comment']['id']}"
    urlopen(Request(address, method="DELETE", headers={"Authorization": f"Bearer {gone['token']}"})).close()
    article.page.clock.install()
    article.open(inside=copy)
    article.taken_over()
    expect(article.comment("Soon withdrawn.")).to_be_visible()
    article.page.clock.fast_forward("00:09")
    expect(article.comment("Soon withdrawn.")).to_have_count(0)
    expect(article.comment("The first of them.")).to_be_visible()
