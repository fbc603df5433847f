"""Where the words of a report are in a later version of the article, and what became of them."""

import time
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from commentsvc.domain.anchoring import Anchor, Prepared, Sought, anchor, looks_fixed
from commentsvc.domain.selectors import Target, TextQuoteSelector

ARTICLE = """The harbour bridge reopens on Monday.

After eleven months of repairs the harbour bridge will reopen on Monday, the city said. Trams cross it from six in the \
morning. Lorries must wait until spring.

The repairs costed four million more than planned. Mayor Olena Kravets called the price "painful, but fair". The \
opposition wants an inquiry.

Ferries stop running on Sunday night. Their crews move to the river line, the city said.

Cyclists get a lane of their own. It is two metres wide."""


def sought(words: str, text: str = ARTICLE, nth: int = 0, context: int = 32) -> Sought:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    end = start + len(words)
    return Sought(words, text[max(0, start - context) : start], text[end : end + context], start, end)


def find(words: str, edited: str, text: str = ARTICLE, nth: int = 0) -> Anchor:
    found = anchor(sought(words, text, nth), text, edited)
    if found.start is not None:
        assert edited[found.start : found.end] == found.words
    return found


def test_words_that_stayed_are_exact_wherever_they_stand_now():
    edited = "Correction: see below.\n\n" + ARTICLE.replace("from six", "from five")
    found = find("four million", edited)
    assert (found.verdict, found.words, found.start) == ("exact", "four million", edited.index("four million"))
    assert found.score > 0.9


def test_a_changed_place_shows_what_stands_there_now():
    found = find("costed", ARTICLE.replace("costed", "cost"))
    assert (found.verdict, found.words) == ("changed", "cost")


def test_words_with_nothing_alike_in_their_place_are_a_change():
    found = find("four million", ARTICLE.replace("four million", "nearly nine hundred thousand"))
    assert (found.verdict, found.words) == ("changed", "nearly nine hundred thousand")


def test_a_new_case_or_another_dash_is_a_change_for_it_may_be_the_correction():
    assert find("mayor olena", ARTICLE, ARTICLE.replace("Mayor Olena", "mayor olena")).verdict == "changed"
    text = ARTICLE.replace("Trams", "Trams - and buses -")
    assert find("Trams - and", text.replace(" - ", " — "), text).words == "Trams — and"


def test_a_passage_that_moved_into_other_surroundings_is_moved():
    passage = "Cyclists get a lane of their own. It is two metres wide."
    edited = passage + "\n\n" + ARTICLE.replace("\n\n" + passage, "")
    assert find(passage, edited).verdict == "moved"
    assert find("a lane of", edited).verdict == "exact", "its surroundings came along"


@pytest.mark.parametrize(
    "words, cut",
    [
        ("costed", "The repairs costed four million more than planned. "),
        ("city said", "Ferries stop running on Sunday night. Their crews move to the river line, the city said.\n\n"),
        ("Trams cross it from six in the morning.", "Trams cross it from six in the morning. "),
    ],
)
def test_deleted_words_are_gone_even_where_the_same_words_stand_elsewhere(words, cut):
    edited = ARTICLE.replace(cut, "")
    assert edited != ARTICLE
    found = find(words, edited, nth=ARTICLE.count(words) - 1)
    assert (found.verdict, found.start, found.end, found.words) == ("gone", None, None, "")


def test_a_look_alike_that_was_there_all_along_is_not_taken_for_the_deleted_one():
    one, other = "Anna Koval won the first race in Lviv.", "Anna Koval won the third race in Lviv."
    text = ARTICLE + "\n\n" + one + "\n\n" + other
    assert find("won the first race", text.replace("\n\n" + one, ""), text).verdict == "gone"
    assert find("won the third race", text.replace("\n\n" + one, ""), text).verdict == "exact"


def test_in_another_article_nothing_is_found():
    other = "Rain is expected across the north. Farmers welcome it, and so do the reservoirs of the city."
    assert find("Mayor Olena Kravets", other).verdict == "gone"
    assert find("Mayor Olena Kravets", "").verdict == "gone"


def test_without_the_older_text_quote_and_context_must_do():
    edited = ARTICLE.replace("Ferries stop", "The old ferries stop")
    found = anchor(sought("costed four"), None, edited)
    assert (found.verdict, found.start) == ("exact", edited.index("costed four"))
    second = anchor(sought("the city said", nth=1), None, edited)
    assert second.start == edited.rindex("the city said")


def test_without_the_older_text_a_changed_place_is_found_by_its_context():
    found = anchor(sought("costed"), None, ARTICLE.replace("costed", "cost"))
    assert (found.verdict, found.words) == ("changed", "cost")


def test_without_any_context_a_repeated_word_is_not_certain():
    found = anchor(Sought("the"), None, ARTICLE)
    assert found.verdict == "uncertain"


def test_a_position_that_does_not_fit_the_older_text_is_not_trusted():
    asked = Sought("costed", "The repairs ", " four", 3, 9)
    assert anchor(asked, ARTICLE, ARTICLE).start == ARTICLE.index("costed")
    assert anchor(Sought("costed", "", "", 9_000_000, 9_000_006), ARTICLE, ARTICLE).start == ARTICLE.index("costed")


def test_a_report_s_target_says_what_is_sought():
    target = Target(TextQuoteSelector("costed", "repairs ", " four"), 5, 11)
    assert Sought.of(target) == Sought("costed", "repairs ", " four", 5, 11)
    assert Sought.of(Target()) is None


def test_part_of_a_word_is_found_as_that_part():
    found = find("our", ARTICLE.replace("harbour bridge will", "old harbour bridge will"), nth=2)
    assert found.verdict == "exact" and found.words == "our"


@pytest.mark.parametrize(
    "text, words",
    [
        ("東京では明日、雨が降る見込みです。気象庁が発表しました。交通への影響も予想されます。", "雨が降る"),
        ("הממשלה אישרה את התקציב. האופוזיציה מתנגדת לו בתוקף.", "התקציב"),
        ("ประชุมวันนี้มีมติให้เลื่อนการเลือกตั้งออกไปหนึ่งเดือน", "เลื่อนการเลือกตั้ง"),
        ("Ціна зросла вдвічі. Пам’ять коротка, каже міністр.", "Пам’ять"),
        ("😀 Сказав «так» 👩‍🚀 і пішов.", "«так» 👩‍🚀"),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_scripts_and_forms(text, words, form):
    edited = unicodedata.normalize(form, "Нове.\n\n" + text)
    found = find(words, edited, text)
    assert (found.verdict, unicodedata.normalize("NFC", found.words)) == ("exact", words)


def test_prepared_texts_give_the_same_answer():
    edited = ARTICLE.replace("costed", "cost")
    old, new = Prepared(ARTICLE), Prepared(edited)
    for words in ("costed", "Trams", "city said"):
        assert anchor(sought(words), old, new) == anchor(sought(words), ARTICLE, edited)


def test_of_many_older_texts_only_the_last_few_are_kept_in_memory():
    new = Prepared(ARTICLE)
    for number in range(12):
        older = f"Version {number}.\n\n{ARTICLE}"
        assert anchor(sought("costed", older), older, new).verdict == "exact"
    assert len(new.alignments) <= 4


@pytest.mark.parametrize(
    "was, now, replacement, fixed",
    [
        ("costed", "cost", "cost", True),
        ("costed", "costed", "cost", False),
        ("costed", "were", "cost", False),
        ("costed", "cost", None, False),
        ("costed", "cost", "", False),
        ("costed", "", "cost", False),
        ("kyiv", "Kyiv", "Kyiv", True),
        ("kyiv", "KYIV", "Kyiv", False),
        ("так - ні", "так — ні", "так — ні", True),
        ("teh  house", "the\u00a0house", "the house", True),
        ("It costed four million", "In all it cost four million", "It cost four million", True),
        ("The work costed four million", "The work cost exactly four million", "The work cost four million", True),
        ("The work costed four million", "The works cost four thousand", "The work cost four million", True),
        ("a b", "a b", "a b", False),
    ],
)
def test_a_report_looks_fixed_when_its_replacement_has_been_made(was, now, replacement, fixed):
    assert looks_fixed(was, now, replacement) is fixed


# -- whatever comes ---------------------------------------------------------------------------------------------------

WILD = st.text(st.characters(codec=None, exclude_categories=[]), max_size=80)
WORDS = st.lists(
    st.sampled_from(
        [
            "the",
            "a",
            "city",
            "said,",
            "said.",
            "Київ",
            "і",
            "—",
            "«",
            "»",
            "東",
            "京",
            "。",
            "\n\n",
            "Mayor",
            "é",
            "é",
            "😀",
            "x",
        ]
    ),
    max_size=60,
)
TEXTS = WILD | WORDS.map(" ".join)
OFFSETS = st.none() | st.integers(-5, 200)


@given(TEXTS, TEXTS, TEXTS, OFFSETS, OFFSETS, st.none() | TEXTS, TEXTS)
def test_whatever_comes_the_answer_is_a_range_of_the_text_or_none(exact, prefix, suffix, start, end, original, edited):
    found = anchor(Sought(exact, prefix, suffix, start, end), original, edited)
    assert 0 <= found.score <= 1
    if found.verdict == "gone":
        assert (found.start, found.end, found.words) == (None, None, "")
    else:
        assert 0 <= found.start < found.end <= len(edited)
        assert found.words == edited[found.start : found.end]


@given(TEXTS, st.data(), st.sampled_from(["", "NFC", "NFD"]))
def test_in_an_unchanged_text_every_quote_is_where_it_was(text, data, form):
    assume(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = sought_at(text, start, end)
    before = anchor(quote, text, text)
    if before.verdict != "gone":
        assert before.verdict == "exact"
        assert before.start < end and start < before.end, "a letter is taken with its accents"
    other = anchor(quote, text, unicodedata.normalize(form, text) if form else text)
    assert other.verdict == before.verdict


@given(
    st.lists(st.sampled_from(["the", "a", "city", "said", ",", "Київ", "і", "—", "東", "é", "e\u0301"]), min_size=1),
    st.data(),
)
def test_in_an_unchanged_text_whole_words_are_exactly_where_they_were(words, data):
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    start = len(" ".join([*words[:first], ""]))
    end = start + len(" ".join(words[first:last]))
    text = " ".join(words)
    found = anchor(sought_at(text, start, end), text, text)
    assert (found.verdict, found.start, found.end) == ("exact", start, end)


def sought_at(text: str, start: int, end: int) -> Sought:
    return Sought(text[start:end], text[max(0, start - 32) : start], text[end : end + 32], start, end)


@pytest.mark.parametrize(
    "text",
    [
        "a " * 20_000,
        "." + '"' * 40_000,
        '."' * 20_000,
        "的" * 20_000,
        "a\u0301" * 20_000,
        "a\u00ad" * 20_000,
        "a\n" * 20_000,
        "ﷺ" * 5_000,
        "a" * 40_000,
    ],
    ids=["word", "marks", "ends", "characters", "accents", "hyphens", "lines", "expanding", "one word"],
)
def test_long_texts_of_the_same_thing_over_and_over_are_done_with(text):
    # Work that grew with the square of the length would take minutes.
    began = time.process_time()
    asked = sought_at(text, 10_000 % len(text), 10_000 % len(text) + 900)
    for original in (text, None):
        found = anchor(asked, original, "new " + text + " new")
        assert found.start is None or 0 <= found.start < found.end <= len(text) + 8
    assert time.process_time() - began < 20
