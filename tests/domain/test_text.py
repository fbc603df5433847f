"""What readers may write in texts, lines and names."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentsvc.domain.errors import Invalid
from commentsvc.domain.text import clean_line, clean_name, clean_text, showable, shows_something

ANY_CHARACTERS = st.text(st.characters(codec=None, exclude_categories=[]), max_size=80)


def code_of(function, *args) -> str:
    with pytest.raises(Invalid) as caught:
        function(*args)
    (error,) = caught.value.errors
    return error.code


@pytest.mark.parametrize(
    "name",
    [
        "O'Brien",
        "O’Brien",
        "Ніна-Марія",
        "Пётр Ёлкин",
        "李明",
        "أحمد",
        "משה (1)",
        "ธนพล ศรีสุข",
        "မြန်မာ",
        "Łukasz Żółw",
        "🦊 Fox",
        "👩🏽‍🚀",
        "🏳️‍🌈",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿 Kate",
        "🇺🇦",
        "می‌خواهم",
        "क्‍ष",
        "☑️ Перевірено",
        "<b>Ім’я</b>",
        "None",
        "Ж",
        "1️⃣",
    ],
)
def test_real_names_pass_unchanged(name):
    assert clean_name(name) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "empty"),
        (None, "empty"),
        (" \t ", "empty"),
        ("\u200b\u200d", "invisible_only"),
        ("\u3164", "invisible_only"),
        ("a\x00b", "nul"),
        ("a\ud83db", "surrogate"),
        ("a\x1b[31mb", "control"),
        ("a\uffffb", "control"),
        ("user\u202egro.elpmaxe", "bidi_control"),
        ("a\u2067b", "bidi_control"),
        ("Ad\u200bmin", "invisible"),
        ("Ad\u200dmin", "invisible"),
        ("Ad\u00admin", "invisible"),
        ("Admin\U000e0041", "invisible"),
        ("👨\u200d\u200d👩", "invisible"),
        ("Редактор ✅", "verified_glyph"),
        ("Editor ✔\ufe0f", "verified_glyph"),
        ("Editor 🗸 ", "verified_glyph"),
        ("Z\u0300\u0316\u0489\u0334\u0301", "stacked_marks"),
        ("x" * 61, "too_long"),
        (17, "not_text"),
        (["a"], "not_text"),
    ],
)
def test_deceiving_or_broken_names_are_refused(name, code):
    assert code_of(clean_name, name) == code


def test_spaces_in_names_are_folded_and_pasted_direction_marks_dropped():
    assert clean_name("\u200f  Anna \u00a0\t Maria\n") == "Anna Maria"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("e\u0301", "é"),
        ("  leading and trailing \n", "  leading and trailing \n"),
        ("a \x1b[31m b\x07", "a \x1b[31m b\x07"),
        ("abc \u202e def", "abc \u202e def"),
        ("👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦"),
    ],
)
def test_a_text_is_kept_as_typed(text, kept):
    assert clean_text("source", text, 100) == kept


def test_an_optional_text_may_be_missing_but_not_broken():
    assert clean_text("remark", None, 10, required=False) == ""
    assert clean_text("remark", " \u200b ", 10, required=False) == ""
    assert code_of(clean_text, "remark", "a\x00", 10, False) == "nul"


def test_length_counts_characters_after_nfc():
    assert clean_text("source", "e\u0301" * 10, 10) == "é" * 10
    assert code_of(clean_text, "source", "é" * 11, 10) == "too_long"
    assert code_of(clean_text, "source", "x" * 10_000_000, 10) == "too_long"


def test_a_line_folds_pasted_line_ends_and_refuses_other_controls():
    assert clean_line("title", " A\r\n\tB ", 20) == "A B"
    assert code_of(clean_line, "title", "a\x07b", 20) == "control"
    assert code_of(clean_line, "title", "a\u2028b", 20) == "control"


@given(ANY_CHARACTERS)
def test_cleaning_gives_a_stable_storable_text_or_a_typed_error(text):
    for clean in (lambda t: clean_text("f", t, 60), lambda t: clean_line("f", t, 60), clean_name):
        try:
            kept = clean(text)
        except Invalid:
            continue
        assert clean(kept) == kept
        assert len(kept) <= 60
        assert shows_something(kept)
        assert "\x00" not in kept
        kept.encode()


@given(ANY_CHARACTERS)
def test_showable_text_holds_only_what_xml_can_bear(text):
    for char in showable(text):
        point = ord(char)
        assert char in "\t\n\r" or 0x20 <= point <= 0xD7FF or 0xE000 <= point <= 0xFFFD or point >= 0x10000
        assert not 0x7F <= point <= 0x9F
