"""What the scorer sees of a text, and what a model says of it."""

import math
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentsvc.domain.scorer import LARGEST, Model, sigmoid
from commentsvc.domain.scorer_features import SIZE, Hashing, outer_form, words

KEY, OTHER = b"k" * 32, b"o" * 32
TEXTS = st.text(max_size=200)


def forms(source):
    return [word.form for word in words(source)]


def model(heavy: dict[str, int], scale=0.05, bias=-1.0) -> Model:
    """A model in which these features weigh."""
    hashing, weights = Hashing(KEY), array("b", bytes(SIZE))
    for name, weight in heavy.items():
        weights[hashing.index(name)] = weight
    return Model(hashing, weights, scale, bias)


@pytest.mark.parametrize(
    "disguised",
    [
        "дурень",
        "ДУРЕНЬ",
        "дypeнь",
        "ду\u200bрень",
        "дууууурень",
        "ду*рень",
        "ду́рень",
        "«дурень»",
        "д у р е н ь",
    ],
)
def test_a_disguise_makes_no_other_word(disguised):
    assert forms("дурень")[0] in forms(disguised)


def test_a_digit_or_a_sign_stands_for_its_letter():
    assert forms("id1ot")[0] == forms("idlot")[0]
    assert forms("sp@m") == forms("spam")


@pytest.mark.parametrize("source", ["", "   ", "…!?", "🙂🙂🙂"])
def test_a_text_without_words_still_has_a_form(source):
    assert forms(source) == []
    assert Hashing(KEY).vector(source)


def test_words_stand_where_they_are_in_the_text():
    source = "Ти, ду\u200bрень, мовчи"
    assert [source[word.start : word.end] for word in words(source)] == ["Ти", "ду\u200bрень", "мовчи"]


@given(TEXTS)
def test_places_are_in_the_text(source):
    assert all(0 <= word.start < word.end <= len(source) for word in words(source))


@given(TEXTS)
def test_the_words_of_any_text_weigh_one_together(source):
    hashing = Hashing(KEY)
    form = {hashing.index(name) for name in hashing.form_names(source)}
    plain = [value for number, value in hashing.vector(source).items() if number not in form]
    assert math.isclose(math.hypot(*plain), 1, abs_tol=0.2) if len(plain) > 30 else math.hypot(*plain) <= 1 + 1e-9


def test_the_same_word_has_another_number_under_another_key():
    numbers = [Hashing(KEY).index(f"w {letter}") for letter in "abcdefgh"]
    assert numbers != [Hashing(OTHER).index(f"w {letter}") for letter in "abcdefgh"]
    assert numbers == [Hashing(KEY).index(f"w {letter}") for letter in "abcdefgh"]


def test_the_outer_form_says_links_numbers_and_capitals():
    has = {name for name, holds in outer_form("ДЗВОНІТЬ ЗАРАЗ!!! 050 123 45 67 HTTPS://X.EXAMPLE").items() if holds}
    assert {"link", "digits", "shouted", "capitals"} <= has
    has = {name for name, holds in outer_form("Спокійне речення про міст.").items() if holds}
    assert len(has) == 1


def test_a_word_that_weighs_makes_a_refusal_likelier_and_is_told():
    says = model({"w dypeh": 0, f"w {forms('дурень')[0]}": LARGEST})
    source = "Цей дурень знову пише"
    estimate = says.estimate(source)
    assert estimate.probability > says.probability("Цей автор знову пише")
    assert [source[start:end] for start, end in estimate.places] == ["дурень"]


def test_a_word_that_speaks_for_a_comment_is_not_told():
    says = model({f"w {forms('дякую')[0]}": -LARGEST})
    assert says.estimate("дякую").places == ()
    assert says.probability("дякую") < sigmoid(-1.0)


def test_the_outer_form_is_told_where_it_weighs():
    assert model({"f link": LARGEST}).estimate("see https://x.example").marks == ("link",)
    assert model({"f link": LARGEST}).estimate("see there").marks == ()


@given(TEXTS)
def test_telling_the_words_says_the_same_as_estimating(source):
    says = model({"f link": 90, "c ^t": -30, f"w {forms('the')[0]}": 50})
    assert math.isclose(says.estimate(source).probability, says.probability(source), rel_tol=1e-9)


def test_a_model_comes_back_as_it_was_kept_with_its_own_key_only():
    says = model({"f link": 100}, scale=0.25, bias=-2.5)
    again = Model.read(says.kept(), KEY)
    assert again.margin("see https://x.example") == says.margin("see https://x.example")
    assert Model.read(says.kept(), OTHER) is None
    assert Model.read(b"SC0" + says.kept()[3:], KEY) is None
    assert Model.read(b"", KEY) is None


def test_what_is_kept_names_no_word():
    assert "дурень".encode() not in model({"w дурень": 100}).kept()


@given(st.floats(-1e6, 1e6))
def test_the_logistic_function_is_a_probability_for_any_number(margin):
    assert 0 <= sigmoid(margin) <= 1
    assert math.isclose(sigmoid(margin) + sigmoid(-margin), 1)
