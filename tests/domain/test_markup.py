"""From what a reader typed to the tree that is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentsvc.domain import markup
from commentsvc.domain.errors import Invalid
from commentsvc.domain.limits import LINKS_MAX, NESTING_MAX, NODES_MAX, SOURCE_MAX_CHARS
from commentsvc.domain.markup import Body, excerpt, parse, render_html
from commentsvc.domain.markup_rules import build_parser
from commentsvc.domain.markup_tree import TreeBuilder
from tests.hostile.trees import read_back
from tests.processor_time import is_quick

PIECES = [
    *(
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```",
        "\n",
        "\n\n",
        "  \n",
        "> ",
        ">",
        "- ",
        "1. ",
        "2) ",
        "  ",
        "\t",
        "[",
        "](",
        ")",
    ),
    *("https://a.example/b_c", "http://", "://", "mailto:a@b.example", "javascript:x", "<b>", "&amp;", "&", '"', "\\"),
    *(
        "# ",
        "![",
        "слово",
        "слова, ",
        "日本",
        "👩‍🚀",
        "\u202e",
        "\x0b",
        "\x07",
        "bank.example",
        "www.a.example",
        "<!--",
    ),
]
SOURCES = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


def br() -> dict:
    return {"t": "br", "c": []}


def node(name: str, *children, **attributes) -> dict:
    return {"t": name, **attributes, "c": list(children)}


def link(href: str, *children) -> dict:
    return node("a", *(children or [href]), href=href)


def code_of(source: str) -> str:
    with pytest.raises(Invalid) as caught:
        parse(source)
    (error,) = caught.value.errors
    assert error.field == "source"
    return error.code


@pytest.mark.parametrize(
    ("source", "nodes"),
    [
        ("One\nline\n\n\nTwo  ", [node("p", "One", br(), "line"), node("p", "Two")]),
        (
            "*a* __b__ ~~c~~ `d`",
            [node("p", node("em", "a"), " ", node("strong", "b"), " ", node("del", "c"), " ", node("code", "d"))],
        ),
        ("> said\n> he\n\nNo", [node("quote", node("p", "said", br(), "he")), node("p", "No")]),
        ("- a\n- b\n  - c", [node("ul", node("li", "a"), node("li", "b", node("ul", node("li", "c"))))]),
        ("1. a\n2. b", [node("ol", node("li", "a"), node("li", "b"))]),
        ("```py\na < b\n  c\n```", [node("pre", "a < b\n  c")]),
        ("[words](https://a.example/)", [node("p", link("https://a.example/", "words"))]),
        ("![cat](https://a.example/c.png)", [node("p", "!", link("https://a.example/c.png", "cat"))]),
        ("[](https://a.example/)", [node("p", link("https://a.example/"))]),
        (
            "[me@a.example](mailto:me@a.example)",
            [node("p", link("mailto:me@a.example", "me@a.example"))],
        ),
    ],
)
def test_the_subset(source, nodes):
    assert parse(source).nodes == nodes


@pytest.mark.parametrize(
    "text",
    [
        "-",
        "- - -",
        "* * *",
        "2019. What a year",
        "3) third",
        ">_< and >:(",
        "# Not a heading",
        "#hashtag",
        "¯\\_(ツ)_/¯",
        "C:\\Users\\me \\\\server",
        "a & b &amp; c &lt; d &#38; e",
        "<script>alert(1)</script>",
        "<!-- x --> <![CDATA[ y ]]>",
        "[x1]: https",
        "| a | b |",
        "snake_case_name and 2*3*4 = 24",
        "[click](javascript:alert(1)) [local](/path)",
        "https://user:password@evil.example/",
        "http:// and https://",
        "[nowhere]() [ ]()",
        "www.a.example",
        "``` rm -rf / now",
        "```",
        "**",
        ">",
    ],
)
def test_ordinary_text_loses_nothing(text):
    assert parse(text) == Body([node("p", text)], (), text)


@pytest.mark.parametrize(
    ("text", "shown", "after"),
    [
        ("https://a.example.", "https://a.example", "."),
        ("https://a.example/b_(c)_d), e", "https://a.example/b_(c)_d", "), e"),
        ("https://a.example/?q=1&r=[2]!", "https://a.example/?q=1&r=[2]", "!"),
        ("HTTPS://a.example/Київ»", "HTTPS://a.example/Київ", "»"),
        ("http://a.example/x。次", "http://a.example/x", "。次"),
        ("https://a.example/<b>", "https://a.example/", "<b>"),
    ],
)
def test_bare_addresses_become_links_without_the_punctuation_around_them(text, shown, after):
    (paragraph,) = parse("see " + text).nodes
    before, anchor, rest = paragraph["c"]
    assert (before, anchor["c"], rest) == ("see ", [shown], after)


@pytest.mark.parametrize("words", ["https://bank.example", "bank.example/login", "www.bank.example", "a@bank.example"])
def test_words_that_pretend_to_be_another_address_are_not_linked(words):
    evil = "https://evil.example/"
    assert parse(f"[{words}]({evil})").nodes == [node("p", f"{words} (", link(evil), ")")]


def test_words_that_are_the_address_stay_linked():
    assert parse("[www.a.example/x](https://a.example/x)").nodes[0]["c"][0]["c"] == ["www.a.example/x"]


def test_links_come_in_order_and_words_in_lines():
    body = parse("See https://b.example\nand [a](https://a.example)\n\n> *no*, `x`\n\n- i\n- j")
    assert body.links == ("https://b.example/", "https://a.example/")
    assert body.text == "See https://b.example\nand a\nno, x\ni\nj"


def test_what_cannot_be_shown_is_left_out_of_the_body():
    assert parse("a\x1b[1mb\x0bc\ufffe\ud800").nodes == [node("p", "a[1mb", br(), "c")]


def test_limits_are_refused_with_their_codes():
    assert code_of("x" * (SOURCE_MAX_CHARS + 1)) == "too_long"
    assert code_of("> " * (NESTING_MAX + 1) + "x") == "too_complex"
    assert code_of("x\n" * (NODES_MAX // 2 + 1)) == "too_complex"
    assert code_of("https://a.example " * (LINKS_MAX + 1)) == "too_many_links"
    assert len(parse("https://a.example " * LINKS_MAX).links) == LINKS_MAX
    assert parse("> " * (NESTING_MAX - 1) + "x").text == "x"


@pytest.mark.parametrize(
    "unit",
    [
        "*a **a ",
        "_a ",
        "[a",
        "[ (](",
        "[",
        "> ",
        "- ",
        "`a``",
        "[a](<b",
        '[a](b "',
        "~~a",
        "<![",
        "https://",
        "1*1*",
        "(https://a.b/",
        "http://a.example/(",
        "\\",
        "&#x",
        "*_~`[",
        "1. a\n",
        "a\n-\n",
        "![[]()",
        "://:",
        "[a](https://a.b/c ",
    ],
)
def test_no_text_of_the_longest_length_takes_long(unit):
    source = (unit * SOURCE_MAX_CHARS)[:SOURCE_MAX_CHARS]

    def read():
        try:
            render_html(parse(source).nodes)
        except Invalid as refused:
            assert refused.errors[0].code in ("too_complex", "too_many_links")

    assert is_quick(read)


@given(SOURCES)
def test_the_tree_is_well_formed_and_its_html_reads_back_as_the_same_tree(source):
    body = parse(source)
    assert_well_formed(body.nodes)
    assert read_back(render_html(body.nodes)) == body.nodes


@given(st.text("ab .,#!\n\t \u00a0\u3000é–", max_size=60))
def test_the_short_way_for_text_without_marks_gives_what_the_parser_gives(source):
    slow = TreeBuilder()
    slow.add_tokens(build_parser().parse(source))
    assert parse(source).nodes == slow.nodes


def test_the_short_way_is_taken(monkeypatch):
    monkeypatch.setattr(markup, "_PARSER", None)
    assert parse("Just (some) words, a #tag & so on!\nYes.").text == "Just (some) words, a #tag & so on!\nYes."


def assert_well_formed(nodes: list) -> None:
    for before, after in zip([None, *nodes], nodes, strict=False):
        assert not (isinstance(before, str) and isinstance(after, str)), "strings are merged"
        if isinstance(after, str):
            assert after
        else:
            assert set(after) == {"t", "c"} | ({"href"} if after["t"] == "a" else set())
            assert_well_formed(after["c"])


@pytest.mark.parametrize(
    ("text", "length", "opening"),
    [
        ("short\n text", 20, "short text"),
        ("one two three four", 12, "one two…"),
        ("one two, three four", 12, "one two…"),
        ("unbrokenword", 6, "unbro…"),
        ("ab👩‍🚀cd", 5, "ab…"),
        ("anything", 0, ""),
    ],
)
def test_an_excerpt_ends_at_a_word(text, length, opening):
    assert excerpt(text, length) == opening


@given(st.text(max_size=100), st.integers(0, 60))
def test_an_excerpt_is_never_longer_than_asked(text, length):
    assert len(excerpt(text, length)) <= length
