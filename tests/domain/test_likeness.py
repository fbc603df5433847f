"""Copies of one text are alike, whatever was changed so that they are not found; other texts are not."""

import pytest

from commentsvc.domain.likeness import KEY_CHARS, key

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
