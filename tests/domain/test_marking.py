"""Words are marked in the tree, never in HTML: nothing that a reader wrote can become a mark or end one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentsvc.domain import markup
from commentsvc.domain.marking import marked
from commentsvc.domain.markup_tree import words


def shown(source: str, *wanted: str) -> str:
    return markup.render_html(marked(markup.parse(source).nodes, wanted))


@pytest.mark.parametrize(
    ("source", "wanted", "html"),
    [
        ("buy cheap pills", ["cheap"], "<p>buy <mark>cheap</mark> pills</p>"),
        ("Cheap, CHEAP", ["cheap"], "<p><mark>Cheap</mark>, <mark>CHEAP</mark></p>"),
        ("ch**ea**p", ["cheap"], "<p><mark>ch</mark><strong><mark>ea</mark></strong><mark>p</mark></p>"),
        ("one\n\ntwo", ["onetwo"], "<p>one</p><p>two</p>"),
        ("nothing", ["else", " "], "<p>nothing</p>"),
        ("<mark>a</mark>", ["a"], "<p>&lt;m<mark>a</mark>rk&gt;<mark>a</mark>&lt;/m<mark>a</mark>rk&gt;</p>"),
    ],
)
def test_words_are_marked_wherever_they_are_shown(source, wanted, html):
    assert shown(source, *wanted) == html


def test_a_link_is_marked_whatever_its_words():
    html = shown("see [here](https://spam.example/x) cheap", "https://spam.example/x", "cheap")
    assert html.startswith('<p>see <mark><a href="https://spam.example/x"')
    assert html.endswith("</a></mark> <mark>cheap</mark></p>")
    assert "<mark>https://spam.example/х</mark></a>" in shown("see https://spam.example/х", "https://spam.example/х")


def test_the_tree_that_is_given_stays_as_it_is():
    nodes = markup.parse("a *b* c").nodes
    before = repr(nodes)
    assert marked(nodes, ["b"]) != nodes
    assert repr(nodes) == before
    assert marked(nodes, []) is nodes


@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=5), max_size=4))
def test_no_word_is_lost_or_added(source, wanted):
    nodes = markup.parse(source).nodes
    html = markup.render_html(marked(nodes, wanted))
    assert words(marked(nodes, wanted)) == words(nodes)
    assert html.replace("<mark>", "").replace("</mark>", "") == markup.render_html(nodes)
