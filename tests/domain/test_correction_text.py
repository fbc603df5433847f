"""What corrections change, and when two say the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentsvc.domain.correction_text import difference, fingerprint, same_place
from commentsvc.domain.selectors import Target, TextQuoteSelector
from tests.processor_time import is_quick

WORDS = st.lists(st.sampled_from(["a", "b", "ab", " ", "  ", ",", "«", "\n"]), max_size=30).map("".join)


def at(exact, prefix="", suffix="", **rest) -> Target:
    return Target(TextQuoteSelector(exact, prefix, suffix), **rest)


@pytest.mark.parametrize(
    ("old", "new", "steps"),
    [
        ("a b c", "a b c", [("same", "a b c")]),
        ("in May 2013.", "in June 2014.", [("same", "in "), ("del", "May 2013"), ("ins", "June 2014"), ("same", ".")]),
        ("Київ", "Києві", [("del", "Київ"), ("ins", "Києві")]),
        ("the the end", "the end", [("same", "the "), ("del", "the "), ("same", "end")]),
        ("", "new", [("ins", "new")]),
        ("old", "", [("del", "old")]),
        ("", "", []),
    ],
)
def test_a_difference_is_read_word_by_word(old, new, steps):
    assert difference(old, new) == steps


@given(WORDS, WORDS)
def test_a_difference_holds_both_texts(old, new):
    steps = difference(old, new)
    assert "".join(words for step, words in steps if step != "ins") == old
    assert "".join(words for step, words in steps if step != "del") == new
    assert all(words for _, words in steps)


@pytest.mark.parametrize(
    ("old", "new"), [("x " * 5000, "x y " * 2500), ("x " * 150, "x y " * 75), ("a b " * 1000, "b a " * 1000)]
)
def test_a_difference_is_bounded_in_cost(old, new):
    assert is_quick(lambda: difference(old, new))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (at("two", "There were ", " bridges"), at("two", "were ", " bridges over")),
        (at("«Львів»", "про ", " у"), at("“львів”", "про ", " у")),
        (at("two\nbridges", "were "), at("two bridges", "were ")),
        (at("two", start=10, end=13), at("two", start=10, end=13)),
        (at("a sentence long enough to be alone"), at("a sentence long enough to be alone", "x ", " y")),
        (at("two", "were ", " b", scope="body"), at("two", "were ", " b")),
        (Target(scope="headline"), Target(scope="headline")),
    ],
)
def test_reports_on_the_same_words_share_a_place(a, b):
    assert same_place(a, b)
    assert same_place(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (at("two", "There were ", " bridges"), at("two", "There are ", " bridges")),
        (at("two", "were ", " bridges"), at("two", "were ", " rivers")),
        (at("two"), at("two")),
        (at("two", start=10, end=13), at("two", start=40, end=43)),
        (at("two", "were "), at("three", "were ")),
        (at("two", "were ", scope="caption"), at("two", "were ")),
        (Target(scope="headline"), Target(scope="lead")),
        (Target(), at("two")),
    ],
)
def test_reports_on_other_words_do_not(a, b):
    assert not same_place(a, b)
    assert not same_place(b, a)


def test_a_fingerprint_is_stable_and_tells_reports_apart():
    same = fingerprint(at("two", "were ", " b"), "three", "typo")
    assert same == fingerprint(at("Two", "were  ", " b"), " three ", "typo")
    others = [
        fingerprint(at("two", "were ", " b"), "four", "typo"),
        fingerprint(at("two", "were ", " b"), None, "typo"),
        fingerprint(at("two", "were ", " b"), "three", "wrong_fact"),
        fingerprint(at("two", "are ", " b"), "three", "typo"),
        fingerprint(at("two", "were ", " b", scope="lead"), "three", "typo"),
    ]
    assert len({same, *others}) == 6
    assert len(same) == 64
