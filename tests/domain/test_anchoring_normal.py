"""The form in which places are compared, and the way back to the characters of the text."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentsvc.domain.anchoring_normal import _NOT_PLAIN, Normal, fold, without_unseen
from commentsvc.domain.anchoring_prepared import Prepared

ANY_CHARACTERS = st.text(st.characters(codec=None, exclude_categories=[]), max_size=60)
TRICKY = st.text(
    st.sampled_from(
        "aA ßſİıς\u0301\u0308\u00ad\u200b\u200c \u00a0\n\tﬁ½…«»“’ʼ-—가각ᄀ\u1161\u11a8Ａｶﾞé한क\u093cै字。ΐ😀"
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("«Слово» — діло", '"слово" - діло'),
        ("пам’ять, обʼєкт", "пам'ять, об'єкт"),
        ("co\u00adop\u200bera\u2060tion", "cooperation"),
        ("a\u00a0 b\u202fc\n\n  d", "a b c\nd"),
        ("Ki\u0308ev й", unicodedata.normalize("NFD", "Kïev й")),
        ("한국어", unicodedata.normalize("NFD", "한국어")),
        ("oﬃce Ｆ１ …", "office F1 ..."),
        ("STRASSE", "straße"),
        ("نمی‌دانم", "نمیدانم"),
        ("„gut“ – ‚so‘", "\"gut\" - 'so'"),
        ("ｶﾞ", "ガ"),
    ],
)
def test_the_same_words_have_one_form(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize("one, other", [("Kyiv", "Kiev"), ("не", "ні"), ("resume", "résumé"), ("1,000", "1.000")])
def test_other_words_have_another_form(one, other):
    assert fold(one) != fold(other)


def test_every_canonical_pair_of_unicode_is_joined():
    for code in range(sys.maxunicode + 1):
        apart = unicodedata.normalize("NFD", chr(code))
        if len(apart) > 1 and unicodedata.normalize("NFC", apart) == chr(code):
            assert fold(apart) == fold(chr(code)), hex(code)


def test_a_range_comes_back_as_the_characters_that_it_was_made_of():
    text = "Сло\u00adво «єди\u0301ність»\u00a0 і\n\nﬁn"
    normal = Normal(text)
    assert normal.text == 'слово "єди\u0301ність" і\nfin'
    at = normal.text.index("єд")
    start, end = normal.back(at, at + len("єди\u0301ність"))
    assert text[start:end] == "єди\u0301ність"
    assert text[slice(*normal.back(0, 5))] == "Сло\u00adво"
    assert text[slice(*normal.back(len(normal.text) - 2, len(normal.text)))] == "ﬁn", "a ligature is taken whole"
    assert normal.text[slice(*normal.forth(0, 6))] == "слово"


@given(ANY_CHARACTERS | TRICKY)
def test_ranges_there_and_back_stay_in_the_text_and_in_order(text):
    normal = Normal(text)
    previous = (0, 0)
    for at in range(len(normal.text)):
        start, end = normal.back(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert previous[0] <= start and previous[1] <= end
        previous = start, end
        first, last = normal.forth(start, end)
        assert first <= at < last <= len(normal.text)


@given(TRICKY, st.sampled_from(["NFC", "NFD"]))
def test_canonically_equal_texts_have_one_form(text, form):
    assert fold(unicodedata.normalize(form, text)) == fold(text)


def test_what_cannot_be_seen_goes_and_what_shapes_letters_stays():
    assert without_unseen("co\u00adop\u200b") == "coop"
    assert without_unseen("می‌روم") == "می‌روم"


def test_words_of_any_script_and_their_borders():
    text = Prepared("Він сказав: «Так.» Потім\nпішов. 東京は雨。明日 हिन्दी में।")
    words = [
        "він",
        "сказав",
        ":",
        '"',
        "так",
        ".",
        '"',
        "потім",
        "пішов",
        ".",
        "東",
        "京",
        "は",
        "雨",
        "。",
        "明",
        "日",
        "हिन्दी",
        "में",
        "।",
    ]
    assert text.words == words
    assert all(text.flat.startswith(word, at) for word, at in zip(text.words, text.starts, strict=True))
    begins = {word: text.begins(at) for at, word in enumerate(text.words) if text.begins(at)}
    assert begins == {"він": 2, "потім": 1, "пішов": 2, "東": 1, "明": 1}


def test_what_counts_as_plain_folds_by_case_alone():
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        if not _NOT_PLAIN.match(char):
            assert fold("\u00ad" + char) == char.casefold() and len(char.casefold()) == 1, hex(code)
            assert not unicodedata.combining(char)
