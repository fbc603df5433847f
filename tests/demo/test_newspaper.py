"""The demo newspaper as a publisher's site: pages, embed snippet, policy."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import html5lib
import pytest

from commentsvc.demo.articles import articles, editions
from commentsvc.demo.newspaper import as_printed, create_newspaper
from commentsvc.domain import article_text

EMBED = "http://127.0.0.1:5000"
PRINTED = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)
XHTML = "{http://www.w3.org/1999/xhtml}"
HREFS = frozenset({"href", "src"})

every_article = pytest.mark.parametrize("article", articles(), ids=lambda article: article.key)


@pytest.fixture(scope="module")
def client():
    return create_newspaper(EMBED, PRINTED).test_client()


def parse(answer):
    assert answer.status_code in {200, 404}
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=True)
    return parser.parse(answer.get_data(as_text=True))


def all_of(page, name):
    return list(page.iter(XHTML + name))


def policy_of(answer):
    directives = (part.strip().partition(" ") for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in directives}


def text_of(element):
    return " ".join("".join(element.itertext()).split())


@every_article
def test_an_article_page_says_its_language_and_direction(client, article):
    page = parse(client.get(f"/{article.slug}"))
    assert page.get("lang") == article.lang
    assert page.get("dir") == ("rtl" if article.lang == "ar" else "ltr")


@every_article
def test_an_article_page_has_the_embed_snippet_of_the_documentation(client, article):
    page = parse(client.get(f"/{article.slug}"))
    [script] = all_of(page, "script")
    assert script.attrib == {"type": "module", "src": f"{EMBED}/embed.js"}
    [story] = all_of(page, "article")
    assert story.get("id") == "story"
    for name in ("correction-reporter", "correction-notices", "comment-thread", "comment-count"):
        [element] = all_of(page, name)
        assert (element.get("site"), element.get("key")) == ("daily", article.key)
    assert all_of(page, "correction-reporter")[0].get("for") == "#story"


@every_article
def test_an_article_page_shows_the_whole_article_inside_the_story(client, article):
    [story] = all_of(parse(client.get(f"/{article.slug}")), "article")
    shown = text_of(story)
    for _, passage in article.passages():
        assert " ".join(passage.split()) in shown


@every_article
def test_what_the_newspaper_tells_of_its_wording_is_what_readers_pages_send(client, article):
    page = client.get(f"/{article.slug}").get_data(as_text=True)
    assert as_printed(article, article.text, PRINTED) == article_text.extract(page).text


@every_article
def test_an_article_page_names_its_canonical_address(client, article):
    page = parse(client.get(f"/{article.slug}?utm_source=feed", base_url="http://localhost:5001"))
    [canonical] = [link.get("href") for link in all_of(page, "link") if link.get("rel") == "canonical"]
    assert canonical == f"http://localhost:5001/{article.slug}"


@every_article
def test_readers_without_scripts_are_led_to_the_plain_pages(client, article):
    html = client.get(f"/{article.slug}", base_url="http://localhost:5001").get_data(as_text=True)
    noscript = html.partition("<noscript>")[2].partition("</noscript>")[0]
    address = f"http%3A%2F%2Flocalhost%3A5001%2F{article.slug}"
    assert f'href="{EMBED}/embed/daily/thread?key={article.key}"' in noscript
    assert f'href="{EMBED}/embed/daily/correction?key={article.key}&amp;url={address}"' in noscript


def test_the_front_page_links_every_article_with_its_count(client):
    page = parse(client.get("/"))
    linked = {link.get("href") for link in all_of(page, "a")}
    assert {f"/{article.slug}" for article in articles()} <= linked
    assert [count.get("key") for count in all_of(page, "comment-count")] == [article.key for article in articles()]


def test_the_front_page_sets_each_story_in_its_own_language(client):
    cards = all_of(parse(client.get("/")), "article")
    assert [(card.get("lang"), card.get("dir")) for card in cards] == [("en", "ltr"), ("uk", "ltr"), ("ar", "rtl")]


def test_the_front_page_says_that_the_newspaper_is_invented_and_leads_to_the_desk(client):
    page = parse(client.get("/"))
    assert editions()["en"]["invented"] in text_of(page)
    assert f"{EMBED}/desk/" in {link.get("href") for link in all_of(page, "a")}


@pytest.mark.parametrize("path", ["/", "/mill-bridge-reopens", "/static/newspaper.css", "/no-such-page"])
def test_every_answer_carries_the_strict_policy(client, path):
    policy = policy_of(client.get(path, buffered=True))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == f"'self' {EMBED}"
    assert policy["style-src"] == "'self'"
    assert policy["img-src"] == "'self' data:"
    assert policy["require-trusted-types-for"] == "'script'"
    assert not {word for value in policy.values() for word in value.split()} & {"'unsafe-inline'", "'unsafe-eval'", "*"}


@pytest.mark.parametrize("path", ["/", *(f"/{article.slug}" for article in articles()), "/no-such-page"])
def test_a_page_asks_only_the_newspaper_and_the_service_for_anything(client, path):
    page = parse(client.get(path, base_url="http://localhost:5001"))
    allowed = ("/", "#", f"{EMBED}/", "http://localhost:5001/")
    for element in page.iter():
        assert not {"style", "onclick", "onload"} & set(element.attrib)
        for name in HREFS & set(element.attrib):
            assert element.get(name).startswith(allowed)
    assert not all_of(page, "style")


@every_article
def test_the_drawing_is_served_and_has_a_description(client, article):
    page = parse(client.get(f"/{article.slug}"))
    [image] = all_of(page, "img")
    assert image.get("alt") == article.picture.alt
    answer = client.get(image.get("src"), buffered=True)
    assert answer.mimetype == "image/svg+xml"
    ElementTree.fromstring(answer.data)


def test_dates_are_counted_back_from_the_day_of_printing_in_the_language_of_the_page(client):
    assert "4 May 2031" in text_of(parse(client.get("/")))
    ukrainian = next(article for article in articles() if article.lang == "uk")
    assert "2 травня 2031" in text_of(parse(client.get(f"/{ukrainian.slug}")))


def test_an_unknown_page_is_a_friendly_404(client):
    answer = client.get("/no-such-page")
    assert answer.status_code == 404
    assert "not in today’s paper" in text_of(parse(answer))


@pytest.mark.parametrize("address", ["", "127.0.0.1:5000", "javascript:alert(1)", "//service.example"])
def test_an_embed_address_that_is_no_web_address_is_refused(address):
    with pytest.raises(ValueError, match="address"):
        create_newspaper(address)


def test_the_policy_names_the_origin_when_the_service_lives_below_a_path():
    answer = create_newspaper("https://example.org/comments/").test_client().get("/mill-bridge-reopens")
    assert policy_of(answer)["script-src"] == "'self' https://example.org"
    assert 'src="https://example.org/comments/embed.js"' in answer.get_data(as_text=True)
