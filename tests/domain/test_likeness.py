"""Copies of one text are alike, whatever was changed so that they are not found; other texts are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentsvc.domain.likeness import KEY_CHARS, key, nearly_same, telling_key

TEXT = "Earn 500 euros a day, write to https://win.example/a8f3 today!"


@pytest.mark.parametrize(
    "copy",
    [
        "EARN 900 EUROS A DAY, write to https://win.example/zz?ref=17 today!!!",
        "Earn 500 euros a day — write to https://win.example today 🎉🎉",
        "Еаrn 500 еurоs а dау, writе tо https://win.example/b today!",
        "E a r n  500\neuros a day, write to\nhttps://win.example/a8f3 today",
        "Éarn 500 euros a day, write to https://win.example/a8f3 today! 48213",
    ],
)
def test_copies_are_alike(copy):
    assert key(copy) == key(TEXT)
    assert len(key(copy)) == KEY_CHARS


@pytest.mark.parametrize(
    "other",
    ["Earn 500 euros a day, write to https://lose.example/a8f3 today!", "The bridge was closed.", "Міст закрили."],
)
def test_other_texts_are_not(other):
    assert key(other) != key(TEXT)


def test_a_text_without_letters_is_like_nothing():
    assert key("+1 👍 100") is None


def test_nearly_the_same_is_a_word_more_or_another_and_not_the_same_topic():
    other = TEXT.replace("Earn", "Make")
    assert nearly_same(TEXT, other) and key(TEXT) != key(other)
    assert not nearly_same(TEXT, "Earning 500 euros a day is a promise that nobody keeps, least of all this one.")


def test_short_agreement_is_no_copy():
    assert not nearly_same("I quite agree!", "I quite agree")
    assert telling_key("I quite agree!") is None and telling_key(TEXT) == key(TEXT)


@given(st.text(max_size=200), st.text(max_size=200))
def test_being_nearly_the_same_goes_both_ways(one, other):
    assert nearly_same(one, other) == nearly_same(other, one)
