"""The same article gives the same text in a reader's browser and in the service: pages, and fragments at random."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from commentsvc.domain.article_text import extract

from .text_reader import TextReader

ARTICLES = sorted((Path(__file__).parent / "articles").glob("*.html"))


@pytest.fixture(scope="module")
def reader(browser, service):
    context = browser.new_context()
    yield TextReader(context.new_page(), service)
    context.close()


def in_python(html):
    found = extract(html, "#story, article, main")
    return found.text if found else ""


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_a_page_has_the_same_text_in_both(reader, path):
    html = path.read_text()
    (text,) = reader.texts([html])
    assert in_python(html) == text
    assert f"{text}\n" == path.with_suffix(".txt").read_text()


# What is put together at random: every kind of element that the rule knows, and what it says of none.
TAGS = st.sampled_from(
    re.findall(
        r"\S+",
        """p p p div span b i em a sup sub h1 h2 ul ol li dl dt dd table tr td th caption tbody figure figcaption blockquote
    pre code br hr wbr img button form aside nav details summary ruby rt rp noscript template script style svg math
    mtext x-box section article header footer address label fieldset legend center textarea iframe object""",
    )
)
ATTRIBUTES = st.sampled_from(
    [
        "", "", "", "", " hidden", " aria-hidden=true", ' class="ad"', ' class="lead"', ' class="x__share--y"',
        " data-comments-skip", ' data-comments-skip="false"', ' role="complementary"', ' href="#n"', ' href="/x"',
        ' style="display:none"', ' style="display:none;display:inline"', ' style="visibility:hidden"',
        ' style="user-select:none;-webkit-user-select:none"', ' style="color:red"', ' id="promo_box"',
    ]
)  # fmt: skip
WORDS = st.text(
    st.one_of(
        st.sampled_from(" \n\t\xa0\xad\u200b\u200d\u0301\u0308abcіїйéक़각\u1100\u1161\u11a8<>&;'\"🌉中เ\x00\x0b\x85"),
        st.characters(exclude_categories=("Cs", "Cn", "Co")),
    ),
    max_size=12,
)
PIECES = st.one_of(
    WORDS,
    st.builds("<{}{}>".format, TAGS, ATTRIBUTES),
    st.builds("</{}>".format, TAGS),
    st.sampled_from(["<!-- a -->", "<![CDATA[x]]>", "&nbsp;", "&shy;", "&amp;", "&#0;", "&#13;", "<?x?>", "<"]),
)
FRAGMENTS = st.lists(PIECES, max_size=25).map("".join)


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(FRAGMENTS, min_size=30, max_size=30))
def test_fragments_at_random_have_the_same_text_in_both(reader, fragments):
    pages = [f"<!doctype html><body><article>{fragment}" for fragment in fragments]
    texts = reader.texts(pages)
    for page, text in zip(pages, texts, strict=True):
        assert in_python(page) == text, page
        assert unicodedata.is_normalized("NFC", text)


def test_a_long_article_is_read_in_small_steps(reader):
    html = f"<article>{'<p>Some <b>bold</b> words.</p>' * 1_000}"
    steps = """(html) => {
      const reading = new window.text.Reading(window.parse(html).querySelector("article"));
      return [[...reading.steps()].length, reading.text.length];
    }"""
    count, length = reader.page.evaluate(steps, html)
    assert length == len("Some bold words.\n") * 1_000 - 1
    assert count > 100
