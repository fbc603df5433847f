"""How a text looks: what is shouted, drawn out, piled up or no words at all is found; ordinary writing is not."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentsvc.domain.shape import Shape, oddities
from tests.processor_time import is_quick

ODD = [
    (Shape.CAPITALS, "THIS IS AN OUTRAGE AND YOU KNOW IT"),
    (Shape.CAPITALS, "ЦЕ ПРОСТО ГАНЬБА, КУДИ ДИВИТЬСЯ МЕР"),
    (Shape.CAPITALS, "СКОЛЬКО МОЖНО ЭТО ТЕРПЕТЬ!! See https://example.org/quiet"),
    (Shape.DRAWN_OUT, "Nooooooooo, not again"),
    (Shape.DRAWN_OUT, "Ганьбаааааааа"),
    (Shape.DRAWN_OUT, "Really?!?!?!?!"),
    (Shape.PILED_MARKS, "Ẑ̴̗̰̈́̃a̷̰͒l̵g̸o is here"),
    (Shape.PILED_MARKS, "he" + "\u0301" * 12 + "llo"),
    (Shape.SIGNS, "🎉🎉🎉🔥🔥🔥🎉🎉🎉🔥🔥🔥 wow"),
    (Shape.SIGNS, "*** !!! %%% $$$ ### @@@ buy"),
    (Shape.ONE_CHARACTER, "....."),
    (Shape.ONE_CHARACTER, "ааАА аа"),
]
PLAIN = [
    "I quite agree.",
    "+1",
    "👍",
    "👏👏👏 Браво!",
    "ЗСУ, НАТО, ЄС, ООН — усе в одному реченні.",
    "NASA and ESA agree; the BBC, CNN and AFP reported it.",
    "ГАНЬБА!",
    "Так!!!",
    "Hmmmm… 1000000 hryvnias?",
    "https://example.org/AAAAAAAAAAAAAAAA?q=!!!!!!!!",
    "First\n\n-----------------------\n\nsecond",
    "सभी मनुष्य स्वतन्त्र और समान हैं",
    "שָׁלוֹם עֲלֵיכֶם וּבְרָכָה",
    "Tiếng Việt có dấu, và rất nhiều dấu.",
    "გამარჯობა მეგობრებო როგორ ხართ",
    "У 2026-му: 12,5 % (10–15 %), тобто ±2,5 %.",
]


@pytest.mark.parametrize(("shape", "text"), ODD)
def test_what_is_odd_is_found(shape, text):
    assert [one.shape for one in oddities(text)] == [shape]


@pytest.mark.parametrize("text", PLAIN)
def test_ordinary_writing_is_not_odd(text):
    assert oddities(text) == []


def test_the_place_is_where_it_stands_behind_an_address_too():
    text = "See https://example.org/a and Nooooooooo"
    (found,) = oddities(text)
    assert text[found.start : found.end] == "ooooooooo"


@given(st.text(max_size=400))
def test_places_lie_within_any_text(text):
    for one in oddities(text):
        assert one.start is None or 0 <= one.start < one.end <= len(text)


@given(st.text(alphabet=st.characters(categories=["Ll", "Zs"]), max_size=300))
def test_what_is_written_small_is_never_shouted(text):
    assert Shape.CAPITALS not in {one.shape for one in oddities(text)}


@pytest.mark.parametrize("piece", ["a", "А ", "!", "?!", "\u0301", "a\u0301\u0302", "http://", "🎉", "ab", "www."])
def test_no_text_is_slow(piece):
    assert is_quick(partial(oddities, (piece * 5000)[:5000]))
