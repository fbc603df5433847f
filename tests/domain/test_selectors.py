"""Where a correction points."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentsvc.domain.errors import Invalid
from commentsvc.domain.limits import CONTEXT_MAX_CHARS, POSITION_MAX, SENTENCE_MAX_CHARS
from commentsvc.domain.selectors import Target, TextQuoteSelector, in_sentence

ARTICLE = "Перше речення. Друге речення про Київ і «Львів» у 2014 році. Третє.\nЧетверте? Так, Київ."


def field_and_code(function, *args, **kwargs) -> tuple[str, str]:
    with pytest.raises(Invalid) as caught:
        function(*args, **kwargs)
    (error,) = caught.value.errors
    return error.field, error.code


@pytest.mark.parametrize(
    ("exact", "before", "after"),
    [
        ("Київ", "Друге речення про ", " і «Львів» у 2014 році."),
        ("Друге", "", " речення про Київ і «Львів» у 2014 році."),
        ("Третє.", "", ""),
        ("Перше", "", " речення."),
        ("Так", "", ", Київ."),
    ],
)
def test_a_quote_is_shown_in_its_sentence(exact, before, after):
    assert in_sentence(Target(TextQuoteSelector(exact)), ARTICLE) == (before, exact, after)


@pytest.mark.parametrize(
    ("text", "exact", "before", "after"),
    [
        ("It rained. School No. 4 recieved its pupils. Then", "recieved", "School No. 4 ", " its pupils."),
        ("Він мешкає на вул. 5 Липня. Далі", "5", "Він мешкає на вул. ", " Липня."),
        ("“Stop!” he said, e.g. twice. 38 windows broke. Then", "twice", "“Stop!” he said, e.g. ", "."),
        ("It was done in 2014. 38 windows broke. Then", "windows", "38 ", " broke."),
        ("The school No.\n4 pupils came.", "pupils", "4 ", " came."),
    ],
)
def test_a_sentence_does_not_end_at_an_abbreviation(text, exact, before, after):
    assert in_sentence(Target(TextQuoteSelector(exact)), text) == (before, exact, after)


def test_context_and_position_choose_among_like_words():
    last = ("Так, ", "Київ", ".")
    assert in_sentence(Target(TextQuoteSelector("Київ", "Так, ", ".")), ARTICLE) == last
    assert in_sentence(Target(TextQuoteSelector("Київ"), ARTICLE.rindex("Київ"), len(ARTICLE) - 1), ARTICLE) == last


def test_without_the_article_the_context_shows_the_sentence():
    quote = TextQuoteSelector("two", "ended. There were ", " bridges. Next")
    assert in_sentence(Target(quote), None) == ("There were ", "two", " bridges.")
    assert in_sentence(Target(quote), "an article that has changed") == ("There were ", "two", " bridges.")
    assert in_sentence(Target(TextQuoteSelector("two", "cu t mid", " long te")), None) == ("…t mid", "two", " long…")


def test_a_report_on_the_whole_article_shows_no_words():
    assert in_sentence(Target(scope="headline"), ARTICLE) == ("", "", "")


def test_context_is_cut_at_its_far_end_and_split_emoji_are_dropped():
    quote = TextQuoteSelector("x", "\ude00" + "a" * 300 + "b", "c" + "d" * 300 + "\ud83d")
    assert (len(quote.prefix), quote.prefix[-1]) == (CONTEXT_MAX_CHARS, "b")
    assert (len(quote.suffix), quote.suffix[0]) == (CONTEXT_MAX_CHARS, "c")
    assert TextQuoteSelector("x", "\ude00a ", " \ud83d") == TextQuoteSelector("x", "a ", " ")


@pytest.mark.parametrize(
    ("quote", "problem"),
    [
        ({"exact": ""}, ("target.exact", "empty")),
        ({"exact": None}, ("target.exact", "empty")),
        ({"exact": "x" * 1001}, ("target.exact", "too_long")),
        ({"exact": "a\x00"}, ("target.exact", "nul")),
        ({"exact": "a", "prefix": "a\ud800b"}, ("target.prefix", "surrogate")),
        ({"exact": "a", "suffix": "\x00"}, ("target.suffix", "nul")),
        ({"exact": "a", "suffix": 3}, ("target.suffix", "not_text")),
    ],
)
def test_quotes_that_cannot_be_kept_are_refused(quote, problem):
    assert field_and_code(TextQuoteSelector, **quote) == problem


@pytest.mark.parametrize("position", [(1, None), (-1, 2), (2, 2), (3, 2), (True, 2), ("1", 2), (0, POSITION_MAX + 1)])
def test_positions_are_a_range(position):
    assert field_and_code(Target, TextQuoteSelector("a"), *position) == ("target.start", "bad_range")


def test_the_scope_is_a_part_of_an_article():
    assert Target(scope="caption").scope == "caption"
    assert field_and_code(Target, scope="footer") == ("target.scope", "unknown_choice")


@given(st.text(st.sampled_from("ab .!?\n«»…。"), max_size=200), st.integers(0, 200), st.integers(1, 30))
def test_the_words_shown_stand_so_in_the_article(text, start, length):
    exact = text[start : start + length]
    if not exact.strip(" \n"):
        return
    quote = TextQuoteSelector(exact, text[max(0, start - 20) : start], text[start + length : start + length + 20])
    before, shown, after = in_sentence(Target(quote, start, start + len(exact)), text)
    assert shown == exact
    assert before + shown + after in text


def test_what_is_shown_is_bounded():
    text = "word " * 20_000
    before, _, after = in_sentence(Target(TextQuoteSelector("word word"), 40_000, 40_009), text)
    assert max(len(before), len(after)) <= SENTENCE_MAX_CHARS + 1
    assert before.startswith("…")
    assert after.endswith("…")
