"""Links that open an article at certain words."""

from urllib.parse import parse_qsl, unquote

import pytest

from commentsvc.domain.selectors import TextQuoteSelector
from commentsvc.domain.text_fragment import link

URL = "https://daily.example/bridge"


def directive(exact, prefix="", suffix="", url=URL):
    return link(url, TextQuoteSelector(exact, prefix, suffix)).partition(":~:text=")[2]


def test_short_words_are_named_with_what_stands_around_them():
    assert (
        directive("1936", "The bridge was built in ", ", he said today")
        == "bridge%20was%20built%20in-,1936,-%2C%20he%20said"
    )


def test_words_at_an_edge_have_no_surroundings_on_that_side():
    assert directive("The bridge", "", " was built long ago") == "The%20bridge,-was%20built%20long"
    assert directive("1936") == "1936"


def test_a_sentence_stands_for_itself():
    words = "The bridge was built in 1936, he said today."
    assert unquote(directive(words, "before it ", " after it")) == words


@pytest.mark.parametrize("sign", ["-", ",", "&", "#", "%", " ", "ї", "🌉", "=", ":~:"])
def test_the_directives_own_signs_are_encoded(sign):
    term = directive(f"a{sign}b")
    assert not set(term) & set("-,&# =:")
    assert unquote(term) == f"a{sign}b"


def test_a_long_quote_is_named_by_its_beginning_and_end():
    words = " ".join(f"word{n}" for n in range(60))
    start, end = map(unquote, directive(words).split(","))
    assert words.startswith(start + " ")
    assert words.endswith(" " + end)


def test_a_quote_across_paragraphs_goes_from_one_to_the_other():
    assert unquote(directive("end of one.\nAll of two.\nThree begins")) == "end of one.,Three begins"


def test_surroundings_come_from_one_block_each():
    term = unquote(directive("Mayor", "The headline\n", "\nThe next one begins"))
    assert term == "headline-,Mayor,-The next one"
    assert unquote(directive("Mayor", "ut word. Lead\nThe ", " said so.\nNext")) == "The-,Mayor,-said so."


def test_a_script_without_spaces_is_cut_where_it_must():
    start, end = map(unquote, directive("橋" * 150).split(","))
    assert start == end == "橋" * 40


def test_our_own_half_says_the_same_for_other_browsers():
    words = "Вода & камінь - " * 20
    fragment = link(URL, TextQuoteSelector(words, "перед ", " після")).partition("#")[2].partition(":~:")[0]
    found = dict(parse_qsl(fragment, keep_blank_values=True))
    assert found == {"commentsvc-quote": words[:80], "length": str(len(words)), "before": "перед ", "after": " після"}


def test_the_articles_own_fragment_stays_and_its_directive_goes():
    assert link(f"{URL}#/story/5", TextQuoteSelector("1936")) == f"{URL}#/story/5:~:text=1936"
    assert link(f"{URL}#:~:text=other", TextQuoteSelector("1936")).count(":~:") == 1
    assert link(f"{URL}?a=1#part:~:text=other", TextQuoteSelector("1936")) == f"{URL}?a=1#part:~:text=1936"
