"""The text of an article out of its page, where no browser is needed to know what is right."""

import re
import time
from pathlib import Path

import pytest

from commentsvc.domain import article_rule
from commentsvc.domain.article_text import extract
from commentsvc.domain.inline_style import Style, read
from commentsvc.domain.limits import ARTICLE_HTML_MAX_CHARS, ARTICLE_TEXT_MAX_CHARS

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>out</p><article>first</article><article>second</article>", "first"),
        ("<p>out</p><main>main</main>", "main"),
        ("<article>no</article><div id=a>yes</div><correction-reporter for='#a'></correction-reporter>", "yes"),
        ("<article>no</article><article>yes<correction-reporter></correction-reporter></article>", "yes"),
        ("<article>no</article><correction-reporter for='#nowhere'></correction-reporter>", None),
        ("<article>no</article><correction-reporter for='a[[['></correction-reporter>", None),
        ("<p>no article</p>", None),
        ("<article> <p></p> </article>", None),
        ("", None),
    ],
)
def test_the_article_is_found_as_the_widget_finds_it(page, text):
    found = extract(page)
    assert (found.text if found else None) == text


def test_the_selector_given_counts_more_than_the_page():
    page = "<article>one</article><div id=a>two</div><correction-reporter for='#a'></correction-reporter>"
    assert extract(page, "article").text == "one"


def test_every_character_knows_its_part_of_the_article():
    page = """<article><h1>Head</h1><p class="lead">Lead</p><p>Body</p><figcaption>Caption</figcaption>
    <p itemprop="author">By Ann</p><div data-comments-scope="lead"><p>Again</p></div></article>"""
    found = extract(page)
    words = {
        word: found.scope_at(found.text.index(word)) for word in ("Head", "Lead", "Body", "Caption", "Ann", "Again")
    }
    assert list(words.values()) == ["headline", "lead", "body", "caption", "byline", "lead"]
    assert extract("<article><h1>Cafe\u0301</h1>body</article>").parts == [(0, "headline"), (5, "body")]


def test_the_text_is_bounded():
    assert len(extract("<article>" + "word " * 30_000).text) == ARTICLE_TEXT_MAX_CHARS


@pytest.mark.parametrize(
    "page",
    [
        "<article>" + "<div>" * 100_000 + "x",
        "<article><p>" + "".join(f"<b a={n}>" for n in range(2_000)) + "<p>x" * 100_000,
        "<article>" + " " * ARTICLE_HTML_MAX_CHARS,
    ],
    ids=["deep", "never closed", "long"],
)
def test_what_would_keep_the_parser_busy_is_not_parsed(page):
    began = time.process_time()
    assert extract(page) is None
    assert time.process_time() - began < 5


def test_a_long_plain_article_is_within_bounds():
    page = "<article>" + "<p>Some <b>bold</b> and <i>slanted</i> words, <br>and a <a href='/x'>link</a>." * 5_000
    assert extract(page).text.startswith("Some bold and slanted words,\nand a link.\nSome")


@pytest.mark.parametrize(
    ("style", "display", "visibility", "user_select"),
    [
        ("display:none", "none", None, None),
        (" DISPLAY : None ; ", "none", None, None),
        ("display:none;display:block", "block", None, None),
        ("display:none !important;display:block", "none", None, None),
        ("display:none;display:nonsense", "none", None, None),
        ("a:url(x;display:none);b:'display:none;'", None, None, None),
        ("/*display:none*/color:red", None, None, None),
        ("display:no/**/ne", None, None, None),
        ("visibility:hidden;user-select:none", None, "hidden", "none"),
        ("-webkit-user-select:none", None, None, "none"),
        ("--display:none;;:;display", None, None, None),
        ("x{display:none};visibility:collapse", None, "collapse", None),
    ],
)
def test_what_counts_of_a_style(style, display, visibility, user_select):
    assert read(style) == Style(display, visibility, user_select)


def _javascript_lists() -> dict[str, list[str]]:
    code = (ROOT / "commentsvc/static/widget/article-rule.js").read_text()
    found = re.findall(r"const ([A-Z_]+) = new Set\(\s*[`\"]([^`\"]+)[`\"]", code)
    return {name: words.split() for name, words in found}


@pytest.mark.parametrize(
    "name", ["SKIPPED_ELEMENTS", "BESIDE_ELEMENTS", "BESIDE_ROLES", "BESIDE_NAMES", "BLOCKS", "PREFORMATTED"]
)
def test_the_lists_are_the_same_in_the_widget_the_service_and_the_document(name):
    words = _javascript_lists()[name]
    assert frozenset(words) == getattr(article_rule, name)
    rule = (ROOT / "docs/extraction.md").read_text()
    assert words in [entry.split() for entry in re.findall(r"`([^`]+)`", rule)]


@pytest.mark.parametrize(
    "name", ["header", "shadow", "download", "badge", "article--ad", "has-related", "ad-free", "reads"]
)
def test_innocent_names_are_text(name):
    assert extract(f"<article><p class='{name}' id='{name}'>text</p></article>").text == "text"


@pytest.mark.parametrize("name", ["ad", "AD", "story__ad", "ad--wide", "story__ad--wide", "read_also", "x y share"])
def test_adverts_and_their_like_are_not(name):
    assert extract(f"<article>text<p class='{name}'>advert</p></article>").text == "text"
