"""Answers that stand ready: placeholders, and the language in which a reader gets one."""

import pytest

from commentsvc.domain.errors import Invalid
from commentsvc.domain.ready_answers import check_placeholders, filled, language_for, named_in


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Dear {reader}", "unknown_placeholder"),
        ("Dear {Article}", "unknown_placeholder"),
        ("In {}", "unknown_placeholder"),
        ("In { article }", "unknown_placeholder"),
        ("In {article", "loose_brace"),
        ("In article}", "loose_brace"),
        ("In {{article}}", "loose_brace"),
    ],
)
def test_what_is_no_placeholder_is_refused(words, code):
    with pytest.raises(Invalid) as refused:
        check_placeholders("words_en", words)
    assert [(one.field, one.code) for one in refused.value.errors] == [("words_en", code)]


def test_placeholders_are_filled_once_and_values_are_left_as_they_are():
    words = "“{quote}” in {article}: {quote}. {notice}"
    check_placeholders("words_en", words)
    assert named_in(words) == {"quote", "article", "notice"}
    assert filled(words, {"quote": "{article} <b>", "article": "{quote}", "notice": "n"}) == (
        "“{article} <b>” in {quote}: {article} <b>. n"
    )


@pytest.mark.parametrize(
    ("has", "reader", "site", "given"),
    [
        ("en uk ru", "ru", "uk", "ru"),
        ("en uk ru", "ru-RU", "uk", "ru"),
        ("en uk", "ru", "uk", "uk"),
        ("en uk", "pl", "uk", "uk"),
        ("en ru", "uk", "uk", "en"),
        ("ru", "uk", "en", "ru"),
        ("", "uk", "en", None),
    ],
)
def test_a_reader_gets_their_language_else_the_sites_else_english_else_any(has, reader, site, given):
    words = dict.fromkeys(has.split(), "words")
    assert language_for(words, reader, site) == given


def test_empty_words_are_none():
    assert language_for({"uk": "", "en": "words"}, "uk", "uk") == "en"
