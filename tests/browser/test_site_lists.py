"""The lists for front pages: latest comments, most discussed articles, and the counts beside headlines."""

import http.client
import json
import re
import uuid
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from .axe import findings
from .host_page import GROUND
from .list_page import DISCUSSED, LATEST, ROOM, ListPage, article, comment

COUNTS = re.compile(r"/api/v1/sites/daily/counts\?")
SHIFT = """() => new Promise((done) => {
  let sum = 0;
  const observer = new PerformanceObserver((list) => list.getEntries().forEach((one) => (sum += one.value)));
  observer.observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
})"""


@pytest.fixture
def front(page, service):
    return ListPage(page, service)


def post(service, key, text, name="Ann", network="127.0.0.1"):
    """Writes a comment as a reader's browser in that network would."""
    body = {"thread": {"key": key, "url": f"{service.newspaper}/{key}", "title": f"About {key}"}, "source": text}
    connection = http.client.HTTPConnection(urlsplit(service.url).netloc, source_address=(network, 0))
    sent = json.dumps(body | {"author": {"name": name}}), {"Content-Type": "application/json"}
    connection.request("POST", "/api/v1/sites/daily/comments", *sent)
    answer = connection.getresponse()
    assert answer.status == 201
    found = json.load(answer)["comment"]
    connection.close()
    return found


def test_the_latest_comments_lead_to_their_place_in_the_article(front, service):
    key = f"test-{uuid.uuid4().hex[:12]}"
    post(service, key, "Seen from the pier.", "Angler", network="127.0.0.2")
    posted = post(service, key, "Seen from the *tram*.", "Tram driver")
    # A list of a length that nobody else asks for, because the service keeps each for a second.
    front.open('<latest-comments site="daily" limit="17"></latest-comments>')
    first = front.latest.get_by_role("listitem").first
    expect(first).to_contain_text("Tram driver")
    expect(first).to_contain_text(f"About {key}")
    expect(first.get_by_role("link", name="Seen from the tram.")).to_have_attribute(
        "href", f"{service.newspaper}/{key}#comment-{posted['id']}"
    )


def test_a_made_up_article_brings_no_headline_and_no_key_onto_the_front_page(front, service):
    key = f"The mayor is a thief {uuid.uuid4().hex[:12]}"
    posted = post(service, key, "Read this.", "Somebody")
    front.open('<latest-comments site="daily" limit="18"></latest-comments>')
    first = front.latest.get_by_role("listitem").first
    expect(first).to_contain_text("An article (headline to follow)")
    expect(front.latest).not_to_contain_text("mayor")
    expect(first.get_by_role("link", name="Read this.")).to_have_attribute("href", posted["permalink"])


def test_the_most_discussed_are_numbered_and_say_how_many_comments_they_have(front, service):
    front.open('<most-discussed site="daily" limit="2" within="7d"></most-discussed>')
    rows = front.discussed.get_by_role("listitem")
    expect(rows).to_have_count(2)
    # The first is one of the demo's, or one that another test filled: that has no address of its own yet.
    places = "|".join(map(re.escape, (service.newspaper, f"{service.url}/embed/daily/thread?")))
    expect(rows.first.get_by_role("link")).to_have_attribute("href", re.compile(f"^({places})"))
    expect(rows.first).to_contain_text(re.compile(r"\d+ comments"))
    (asked,) = front.requests("most-discussed")
    assert "within=7d" in asked
    assert "limit=2" in asked


def test_the_front_page_of_the_demo_shows_both(page, service):
    page.goto(service.newspaper)
    page.locator("latest-comments").scroll_into_view_if_needed()
    expect(page.locator("latest-comments").get_by_role("listitem")).to_have_count(3)
    expect(page.locator("most-discussed").get_by_role("listitem")).to_have_count(3)
    expect(page.get_by_role("list", name="Latest comments")).to_be_visible()


def test_nothing_on_the_page_moves_whatever_arrives(front):
    front.answer([comment(excerpt="word " * 60), comment(), comment()], [article(title="A headline " * 20)])
    front.open()
    expect(front.latest.get_by_role("listitem")).to_have_count(3)
    expect(front.discussed.get_by_role("listitem")).to_have_count(1)
    assert front.page.evaluate(SHIFT) == 0


def test_a_failing_service_moves_nothing_either(front):
    front.fail()
    front.open()
    expect(front.latest.get_by_text("The comments could not be loaded.")).to_be_visible()
    assert front.page.evaluate(SHIFT) == 0


def test_an_empty_site_says_so(front):
    front.answer()
    front.open()
    expect(front.latest.get_by_text("Nobody has written a comment yet.")).to_be_visible()
    expect(front.discussed.get_by_text("Nothing is being discussed just now.")).to_be_visible()


def test_a_list_that_could_not_be_loaded_is_there_after_trying_again(front):
    front.fail()
    front.open(LATEST)
    again = front.latest.get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    front.answer([comment()])
    again.click()
    expect(front.latest.get_by_role("link", name="The bridge was opened on Monday.")).to_be_visible()


def test_a_wrong_site_is_calm_for_readers_and_clear_in_the_console(front):
    with front.page.expect_console_message(lambda message: "knows no site of this name" in message.text):
        front.open('<latest-comments site="no-such-site"></latest-comments>')
    expect(front.latest.get_by_text("Comments are not available here.")).to_be_visible()
    expect(front.latest.get_by_role("button")).to_have_count(0)


def test_hostile_words_are_words_and_links_lead_to_pages_only(front):
    hostile = "<img src=x onerror=alert(1)>"
    front.answer(
        [
            comment(
                excerpt=hostile,
                author={"name": hostile},
                article={"key": "k", "url": "javascript:alert(1)", "title": hostile},
            )
        ],
        [article(title=hostile, url="data:text/html,x", key="a&b")],
    )
    front.open()
    expect(front.latest.get_by_role("link", name=hostile)).to_have_attribute(
        "href", "https://comments.example/embed/comments/2345678923456789"
    )
    expect(front.discussed.get_by_role("link", name=hostile)).to_have_attribute(
        "href", f"{front.service.url}/embed/daily/thread?key=a%26b"
    )
    assert front.page.locator("latest-comments img").count() == 0


def test_a_changed_attribute_asks_anew(front):
    front.answer([comment()], [article()])
    front.open(DISCUSSED)
    expect(front.discussed.get_by_role("listitem")).to_have_count(1)
    with front.page.expect_request(lambda request: "within=2h" in request.url):
        front.discussed.evaluate("(one) => one.setAttribute('within', '2h')")


def test_the_page_is_told_when_a_list_is_there_or_failed(front):
    front.answer([comment(), comment()])
    front.open("")
    heard = front.page.evaluate(
        """() => new Promise((done) => {
          document.addEventListener("comments:listed", ({ detail }) => done(detail));
          const list = document.createElement("latest-comments");
          list.setAttribute("site", "daily");
          document.body.append(list);
        })"""
    )
    assert heard == {"site": "daily", "list": "latest", "count": 2}


@pytest.mark.parametrize(("lang", "label"), [("uk", "Останні коментарі"), ("ru", "Последние комментарии")])
def test_a_list_speaks_the_language_of_the_page(front, lang, label):
    front.answer([comment()])
    front.open(lang=lang)
    expect(front.latest.get_by_role("list", name=label)).to_be_visible()


def test_a_right_to_left_page_has_its_numbers_on_the_right(front):
    front.answer([], [article(title="ثلاثة آلاف رغيف")])
    front.open(DISCUSSED, lang="ar")
    row = front.discussed.get_by_role("listitem")
    expect(row).to_have_css("padding-right", "44px")
    expect(row).to_have_css("padding-left", "0px")


def test_a_strict_policy_with_trusted_types_is_no_obstacle(front):
    front.answer([comment()], [article()])
    front.open()
    expect(front.discussed.get_by_role("listitem")).to_have_count(1)
    assert [one for one in front.messages if "Content Security Policy" in one or "Trusted" in one] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(front, scheme):
    front.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")

    front.answer([comment(), comment(id="3345678923456789")], [article()])
    front.open(csp=None, css=ROOM + GROUND)
    expect(front.latest.get_by_role("listitem")).to_have_count(2)
    expect(front.discussed.get_by_role("listitem")).to_have_count(1)
    assert findings(front.page, context="latest-comments") == findings(front.page, context="most-discussed") == []
    front.fail()
    front.open(csp=None, css=ROOM + GROUND)
    expect(front.latest.get_by_role("button", name="Try again")).to_be_visible()
    assert findings(front.page, context="latest-comments") == []
    front.answer()
    front.open(csp=None, css=ROOM + GROUND)
    expect(front.discussed.get_by_text("Nothing is being discussed")).to_be_visible()
    assert findings(front.page, context="most-discussed") == []


@pytest.mark.parametrize(("elements", "requests"), [(100, 1), (101, 2)])
def test_a_page_s_counts_are_asked_for_a_hundred_at_a_time(front, elements, requests):
    body = "".join(f'<comment-count site="daily" key="count-{number}"></comment-count> ' for number in range(elements))
    # The same article twice is asked for once.
    front.open(body + '<comment-count site="daily" key="count-0"></comment-count>')
    counts = front.page.locator("comment-count")
    expect(counts.last).to_have_text("0 comments")
    expect(front.page.locator("comment-count", has_text="0 comments")).to_have_count(elements + 1)
    assert len([url for url in front.asked if COUNTS.search(url)]) == requests
