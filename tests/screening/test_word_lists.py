"""Words of a list are found in whatever disguise they come, and their innocent neighbours are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentsvc.domain.errors import Invalid
from commentsvc.domain.limits import SOURCE_MAX_CHARS
from commentsvc.domain.listed_words import ListRule
from commentsvc.domain.word_lists import parse
from commentsvc.domain.word_tokens import read
from tests.hostile.corpus import expand, rows
from tests.processor_time import is_quick
from tests.screening.written import texts

INSULTS, THREATS = ListRule("Insults"), ListRule("Threats", refuses=True, reason="abuse")


def test_the_written_texts_are_enough_and_of_all_kinds():
    written = texts()
    assert len(written) >= 280 and len({one.text for one in written}) == len(written)
    for language in ("uk", "ru", "en"):
        labels = [one.label for one in written if one.language == language]
        assert min(labels.count("hit"), labels.count("innocent")) >= 20, language
    assert {"inflected", "look-alike", "spaced", "leet", "zero-width", "neighbour"} <= {one.how for one in written}


@pytest.mark.parametrize("language", ["uk", "ru", "en"])
def test_every_written_text_is_classified_as_its_label_says(insults, language):
    written = [one for one in texts() if one.language == language]
    wrong = [one for one in written if bool(insults.find(one.text)) != (one.label == "hit")]
    assert not wrong


def test_a_place_is_what_stands_there(lists_of):
    words = lists_of({INSULTS: "ідіот\nget lost"})
    for text, places in (
        ("Ти ідіот.", ["ідіот"]),
        ("Ти і\u200bд\u200bі\u200bо\u200bт, ідіоте!", ["і\u200bд\u200bі\u200bо\u200bт", "ідіоте"]),
        ("і д і о т всюди", ["і д і о т"]),
        ("You GET   lost now", ["GET   lost"]),
        ("ｉｄｉｏｔ — ні, 1д1от", ["1д1от"]),
    ):
        assert [text[one.start : one.end] for one in words.find(text)] == places, text


def test_each_list_says_which_it_was(lists_of):
    words = lists_of({INSULTS: "fool", THREATS: "hang*\nfool"})
    found = words.find("Fools should be hanged.")
    assert [(one.rule.name, one.start) for one in found] == [("Insults", 0), ("Threats", 0), ("Threats", 16)]


def test_an_exact_word_a_part_and_a_phrase(lists_of):
    words = lists_of({INSULTS: '"козли"\n*блядь*\nwaste of space'})
    assert words.find("Козли!") and not words.find("козлами")
    assert words.find("выблядьте") and not words.find("блядь"[:3])
    assert words.find("wastes of SPACES") and not words.find("waste of public space")


@pytest.mark.parametrize(
    ("line", "code"), [("*а*", "word_list_line"), ("a+b", "word_list_line"), ("x" * 41, "word_list_line")]
)
def test_what_is_no_entry_is_refused_with_its_line(line, code):
    with pytest.raises(Invalid) as refused:
        parse("text", f"# a remark\nгарно\n{line}")
    assert (refused.value.errors[0].code, refused.value.errors[0].params) == (code, {"line": 3})


def test_more_than_a_list_may_hold_is_refused():
    with pytest.raises(Invalid) as refused:
        parse("text", "\n".join(f"word{number}" for number in range(5_001)))
    assert refused.value.errors[0].code == "too_many_entries"


@given(st.text(max_size=300))
def test_any_text_is_read_and_every_place_lies_within_it(insults, text):
    for one in insults.find(text):
        assert 0 <= one.start < one.end <= len(text)
    seen = read(text)
    assert seen.line.startswith(" ") and seen.line.endswith(" ")


@given(
    st.sampled_from(["ідіот", "дурень", "придурок", "зрадник"]),
    st.text(alphabet="абв где.,!?\n", max_size=40),
    st.sampled_from(["", "\u200b", "\u2060", "\u00ad", "́"]),
)
def test_a_listed_word_is_found_among_any_others(insults, word, others, between):
    hidden = between.join(word)
    text = f"{others} {hidden} {others}"
    assert any(text[one.start : one.end] == hidden for one in insults.find(text))


def test_pathological_texts_are_quick(insults):
    for row in rows("pathological"):
        text = expand(row) if row["repeat"] <= 2_000_000 else None
        if text is not None:
            assert is_quick(lambda text=text: insults.find(text[:SOURCE_MAX_CHARS])), row["id"]
