"""Links to words of an article: the browser's own text fragments, and what `embed.js` does where those do not reach."""

import pytest

from commentsvc.domain.selectors import TextQuoteSelector
from commentsvc.domain.text_fragment import link

from .correction_page import BODY
from .host_page import HostPage

FILLER = "<p class='long'>Nothing here.</p>"
CSS = ".long { height: 150vh }"
STORY = f"""<h1>The bridge</h1><p>The mayor said no.</p>{FILLER}<p id="second">A year later the mayor said so
<sup><a href="#n">1</a></sup> and went.</p><p>Then came <em>Tuesday</em>.</p>{FILLER}
<details id="more"><summary>More</summary><p>Folded words.</p></details><p>Un cafe\u0301 cre\u0300me, s'il vous plai\u0302t.</p>"""
SHOWN = "() => [...(CSS.highlights.get('commentsvc-quote') ?? [])].map((range) => range.toString())"
IN_VIEW = """() => {
  const [range] = CSS.highlights.get('commentsvc-quote');
  const { top, bottom } = range.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}"""


@pytest.fixture
def host(page, service):
    return HostPage(page, service)


def open_at(host, fragment, story=STORY):
    host.show(BODY.format(story=story, key=host.key, attributes=""), css=CSS, fragment=fragment)


def wait_for(host, words):
    host.page.wait_for_function(f"(words) => ({SHOWN})().join() === words", arg=words)


def our_half(exact, prefix="", suffix=""):
    """The fragment of a link without its text directive, as browsers that know none see it."""
    fragment = link("https://x.example/", TextQuoteSelector(exact, prefix, suffix)).partition("#")[2]
    return f"#{fragment.partition(':~:')[0]}"


@pytest.mark.parametrize(
    ("exact", "prefix", "suffix", "shown"),
    [
        ("mayor said", "A year later the ", " so and went.", "mayor said"),
        ("said so and went.\nThen came Tuesday", "mayor ", ".", "said so\n1 and went.Then came Tuesday"),
        ("Folded words", "More\n", ".", "Folded words"),
        ("crème, s'il vous plaît", "Un café ", ".", "cre\u0300me, s'il vous plai\u0302t"),
    ],
    ids=["the second of two", "across a mark and paragraphs", "folded", "decomposed"],
)
def test_the_words_are_shown_and_in_view(host, exact, prefix, suffix, shown):
    open_at(host, our_half(exact, prefix, suffix))
    wait_for(host, shown)
    assert host.page.evaluate(IN_VIEW)
    assert host.page.evaluate("() => scrollY > 500")
    assert not [message for message in host.messages if "uncaught" in message or "Content Security" in message]


def test_the_second_of_two_places_is_the_second(host):
    open_at(host, our_half("mayor said", "A year later the ", " so"))
    wait_for(host, "mayor said")
    where = "() => [...CSS.highlights.get('commentsvc-quote')][0].startContainer.parentElement.id"
    assert host.page.evaluate(where) == "second"


def test_a_link_followed_on_the_open_page_works_as_well(host):
    open_at(host, "")
    host.page.evaluate("(hash) => { location.hash = hash }", our_half("Tuesday", "came ", "."))
    wait_for(host, "Tuesday")


@pytest.mark.parametrize(
    "fragment",
    [
        "#commentsvc-quote=",
        "#commentsvc-quote=%20%0A",
        "#commentsvc-quote=%E0%A4%A",
        "#commentsvc-quote=not+there&length=1e9&before=%00",
        "#commentsvc-quote=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
        "#commentsvc-quote=.*&length=-5",
        "#commentsvc-quote=(a%2B)%2B%24&before=" + "a" * 5000,
        "#commentsvc-quote=" + "%F0%9F%8C%89" * 500,
        "#x=1&commentsvc-quote=__proto__&length=NaN",
    ],
)
def test_an_address_that_means_no_good_finds_nothing(host, fragment):
    with host.page.expect_response(lambda response: response.url.endswith("/quote-link.js")):
        open_at(host, fragment)
    host.page.evaluate("(hash) => { location.hash = hash }", our_half("Tuesday"))
    wait_for(host, "Tuesday")
    assert host.page.evaluate("() => document.querySelectorAll('img').length") == 0
    assert not [message for message in host.messages if "uncaught" in message or "[commentsvc]" in message]


def test_pages_without_such_an_address_load_nothing_for_it(host):
    open_at(host, "#second")
    host.page.locator("correction-reporter").wait_for()
    assert not [url for url in host.asked if "quote-link" in url]


@pytest.mark.parametrize(
    ("exact", "prefix", "suffix"),
    [
        ("mayor said so", "A year later the ", ""),
        ("Tuesday", "Then came ", "."),
        ("A year later the mayor said", "here.\n", " so"),
    ],
)
def test_the_browsers_own_half_reaches_words_in_one_paragraph(host, exact, prefix, suffix):
    directive = link("", TextQuoteSelector(exact, prefix, suffix)).partition(":~:")[2]
    body = f"<article>{STORY}</article>"
    host.show(body, css=CSS, fragment=f"#:~:{directive}")
    host.page.wait_for_function("() => scrollY > 500")
