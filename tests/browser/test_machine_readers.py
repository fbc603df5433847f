"""Reading: what search engines and feed readers find says what people see, and hostile words stay words."""

import re

import pytest
from playwright.sync_api import expect

from .thread_page import ThreadPage

HOSTILE = '</script><script>document.title = "broken"</script> <!-- <script> ]]> &amp; "quoted" \\u003c'
# What stands on a page between the comments' bodies, with the marks that Markdown makes.
WORDS = ("A *first* word.\n\n> Somebody's quote.\n\n- one\n- two", "Слово друге, з емоджі 🌉", HOSTILE)
# Every comment of the list: who, what, how many votes, and those below it, as it is seen.
SEEN = """() => {
  const flat = (text) => text.replace(/\\s+/g, " ").trim();
  const below = (list) => [...(list?.children ?? [])].map((item) => ({
    author: item.querySelector(".name").innerText,
    text: flat(item.querySelector(".body").innerText),
    published: item.querySelector("time").dateTime,
    votes: [...item.querySelector(".tallies, .votes").innerText.matchAll(/\\d+/g)].map(Number),
    below: below(item.querySelector(":scope > .replies")),
  }));
  return below(document.querySelector("main ol.list:not(.picks *)"));
}"""
# The same by schema.org's words in microdata (https://html.spec.whatwg.org/multipage/microdata.html).
MICRODATA = """() => {
  const flat = (text) => text.replace(/\\s+/g, " ").trim();
  const value = (one) => one.content ?? one.dateTime ?? one.href ?? flat(one.innerText);
  const props = (scope, name) => [...scope.querySelectorAll(`[itemprop="${name}"]`)]
    .filter((one) => one.parentElement.closest("[itemscope]") === scope);
  const read = (scope) => ({
    type: scope.getAttribute("itemtype"),
    author: value(props(props(scope, "author")[0], "name")[0]),
    text: value(props(scope, "text")[0]),
    published: value(props(scope, "datePublished")[0]),
    url: value(props(scope, "url")[0]),
    votes: ["upvoteCount", "downvoteCount"].map((name) => Number(value(props(scope, name)[0]))),
    below: props(scope, "comment").map(read),
  });
  const article = document.querySelector(".commentsvc-thread");
  return [article.getAttribute("itemtype"), Number(value(props(article, "commentCount")[0])), props(article, "comment").map(read)];
}"""
FEED = """async (address) => {
  const text = await (await fetch(address)).text();
  const feed = new DOMParser().parseFromString(text, "application/xml");
  const of = (one, path) => one.querySelector(path)?.textContent;
  return {
    broken: feed.querySelector("parsererror")?.textContent ?? null,
    self: feed.querySelector("feed > link[rel=self]").getAttribute("href"),
    entries: [...feed.querySelectorAll("entry")].map((one) => ({
      id: of(one, "id"), title: of(one, "title"), author: of(one, "author > name"),
      link: one.querySelector("link").getAttribute("href"),
      text: new DOMParser().parseFromString(of(one, "content"), "text/html").body.innerText,
    })),
  };
}"""


@pytest.fixture
def article(page, service):
    """A thread with marks, other scripts, hostile words, an answer and a vote."""
    article = ThreadPage(page, service)
    for words in WORDS:
        last = article.posted(words, author={"name": "Ann </b>"})
    article.posted("An answer.", parent_id=last["id"])
    guest = page.request.post(f"{service.url}/api/v1/sites/daily/session", data={"name": "Cleo"}).json()
    page.request.put(
        f"{service.url}/api/v1/comments/{last['id']}/vote",
        data={"value": 1},
        headers={"Authorization": f"Bearer {guest['token']}"},
    )
    return article


def flat(text):
    return re.sub(r"\s+", " ", text).strip()


def without(found, *names):
    """What was found, with neither these nor what a page does not show."""
    return [
        {name: value for name, value in one.items() if name not in names}
        | {"text": flat(one["text"]), "below": without(one["below"], *names)}
        for one in found
    ]


def as_seen(posting):
    """A posting's comments in the words of `SEEN`."""
    return [
        {
            "author": one["author"]["name"],
            "text": flat(one["text"]),
            "published": one["datePublished"],
            "votes": [one["upvoteCount"], one["downvoteCount"]],
            "below": as_seen(one),
        }
        for one in posting.get("comment", [])
    ]


@pytest.mark.parametrize("scripts", [False, True], ids=["without JavaScript", "with JavaScript"])
def test_the_plain_page_says_in_schema_orgs_words_what_it_shows(article, contexts, service, scripts):
    page = contexts.new(java_script_enabled=scripts).new_page()
    about = f"key={article.key}&url={article.address}&title=%3C/script%3E"
    page.goto(f"{service.url}/embed/daily/thread?{about}")
    expect(page.get_by_role("heading", name="Comments (4)")).to_be_visible()
    assert page.locator("script").count() == 1
    posting = page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)")
    assert (posting["@context"], posting["@type"]) == ("https://schema.org", "DiscussionForumPosting")
    assert posting["commentCount"] == 4
    assert (posting["author"]["@type"], posting["author"]["name"]) == ("Organization", "The Lypohrad Daily")
    assert posting["datePublished"] <= min(one["datePublished"] for one in posting["comment"])
    assert posting["headline"] == "</script>"
    seen = page.evaluate(SEEN)
    # Beside the arrows, which show no zero on buttons.
    assert without(as_seen(posting), "votes") == without(seen, "votes")
    assert [one["upvoteCount"] for one in posting["comment"]] == [1, 0, 0]
    assert seen[0]["text"] == HOSTILE
    for one in posting["comment"]:
        assert one["@type"] == "Comment"
        page.goto(one["url"])
        expect(page.locator("article.comment.lit .body")).to_have_text(re.compile(re.escape(one["text"][:12])))


def test_included_comments_say_the_same_in_microdata(article, contexts, service):
    address = f"{service.url}/api/v1/sites/daily/thread?key={article.key}&format=html"
    inside = article.page.request.get(address).text()
    reader = ThreadPage(contexts.new(java_script_enabled=False).new_page(), service, article.key)
    reader.open(inside=inside, after='<p id="after">Below.</p>', ready=False)
    kind, count, found = reader.page.evaluate(MICRODATA)
    assert (kind, count) == ("https://schema.org/Article", 4)
    seen = reader.page.evaluate(SEEN)
    assert without(found, "type", "url") == without(seen)
    assert seen[0]["text"] == HOSTILE
    assert {one["type"] for one in found} == {"https://schema.org/Comment"}
    # With scripts the element takes up the very same words, and nothing of them became a part of the page.
    article.open(inside=inside, after='<p id="after">Below.</p>', csp=None).count(4)
    expect(article.thread.locator("article .body", has_text="document.title").last).to_have_text(HOSTILE)
    expect(article.page).to_have_title("The bridge")
    expect(article.page.locator("#after")).to_be_visible()
    assert article.page.locator("comment-thread script").count() == 1


def test_the_feed_that_a_page_names_is_well_formed_and_leads_to_each_comment(article, contexts, service):
    page = contexts.new(java_script_enabled=False).new_page()
    page.goto(f"{service.url}/embed/daily/thread?key={article.key}")
    link = page.locator('link[rel="alternate"][type="application/atom+xml"]')
    address = link.evaluate("(one) => one.href")
    article.open(csp=None)
    feed = article.page.evaluate(FEED, address)
    assert feed["broken"] is None
    assert feed["self"] == address
    assert [one["author"] for one in feed["entries"]] == ["Ben", *["Ann </b>"] * 3]
    assert len({one["id"] for one in feed["entries"]}) == 4
    assert feed["entries"][1]["text"] == HOSTILE
    for one in feed["entries"]:
        page.goto(one["link"])
        expect(page.locator("article.comment.lit .name").last).to_have_text(one["author"])
        expect(page.locator("article.comment.lit .body").last).to_have_text(re.compile(re.escape(one["text"][:12])))


def test_an_entry_of_a_feed_opens_the_article_at_the_comment(page, service):
    page.goto(f"{service.url}/embed/daily/thread?key=article-17")
    link = page.locator('link[rel="alternate"][type="application/atom+xml"]')
    address = link.evaluate("(one) => one.href")
    # A browser shows the feed itself, too.
    assert page.goto(address).headers["content-type"].startswith("application/atom+xml")
    expect(page.get_by_text("Man with a chair").first).to_be_visible()
    ThreadPage(page, service).open(csp=None)
    feed = page.evaluate(FEED, address)
    assert feed["broken"] is None
    entry = feed["entries"][-1]
    page.goto(entry["link"])
    assert page.url.startswith(service.article("article-17"))
    comment = page.locator("comment-thread article:focus")
    expect(comment).to_be_in_viewport()
    expect(comment.locator(".name")).to_have_text(entry["author"])
