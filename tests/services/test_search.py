"""Words are found where they stand: the same on both databases, in every language, whatever is typed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from commentsvc.db import db, flatten, unit_of_work
from commentsvc.models import search
from commentsvc.models.comment import Comment
from commentsvc.queries import desk_search
from commentsvc.services import comments, search_index
from tests.conftest import close
from tests.traces import Traces

TEXTS = {
    "йод": "Йод і Їжак стояли біля МОСТУ.",
    "иод": "Иод и ежик стояли у моста.",
    "five": "П'ять разів, п’ятьох людей; e-mail ann@example.org, 1978-го. 3,5 % (a_b)",
    "latin": "Straße, café and naïve İstanbul: the old bridge was CLOSED.",
    "words": "the bridge the old one is old",
    "hindi": "हिन्दी में टिप्पणी, 日本語 も",
}


@pytest.fixture
def filled(factories):
    """Comments of many words, each found by its name here."""
    return {
        factories.comment(words, by="Олена Коваль" if name == "йод" else "Ann").id: name
        for name, words in TEXTS.items()
    }


def found(factories, query: str, names: str = "") -> list[int]:
    def look():
        search_index.take_in()
        return look_up(query, names)

    return factories.act(look)


def look_up(query: str, names: str = "") -> list[int]:
    """What the index has as it is."""
    wanted = select(Comment.id).where(*desk_search.holding(query, names))
    return list(db.session.scalars(wanted.order_by(Comment.id)))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("йод", "йод"),
        ("ЙОД їжак", "йод"),
        ("иод", "иод"),
        ("ежик", "иод"),
        ("їжа", "йод"),
        ("іжак", ""),
        ("мост", "йод иод"),
        ("мост ", "йод иод"),
        ("мост стояли", ""),
        ("стояли мост", "йод иод"),
        ("пять", "five"),
        ("п'ять", "five"),
        ("ПʼЯТЬ", "five"),
        ("ann@example.org", "five"),
        ("1978-го", "five"),
        ("3,5", "five"),
        ("strasse CAFÉ", "latin"),
        ("cafe ", ""),
        ('"old bridge"', "latin"),
        ("“bridge the” ", "words"),
        ("«the old» one", "words"),
        ('"the bridg"', ""),
        ('"bridge the', "words"),
        ("हिन्", "hindi"),
        ("коваль мост", "йод"),
    ],
)
def test_words_are_found_as_people_write_them(factories, filled, query, names):
    assert [filled[row_id] for row_id in found(factories, query)] == sorted(names.split(), key=list(TEXTS).index)


def test_names_are_looked_for_alone_and_articles_with_their_comments(factories, filled):
    factories.publish("bridge", url="http://localhost:5001/bridge", title="Zeppelins over Lviv", section="Sport")
    other = factories.comment("Zeppelins are loud", key="ferry")
    assert set(found(factories, "zeppelin")) == {*filled, other.id}
    assert found(factories, "zeppelins loud ") == [other.id]
    assert [filled[row_id] for row_id in found(factories, "zeppelins sport йод")] == ["йод"]
    assert [filled[row_id] for row_id in found(factories, "", "ковал")] == ["йод"]
    assert found(factories, "", "bridge") == []
    factories.publish("bridge", url="http://localhost:5001/bridge", title="Airships over Lviv", section="Sport")
    assert found(factories, "zeppelin") == [other.id]
    assert set(found(factories, "airships")) == set(filled)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=120) | st.text(alphabet="\"'*:^-+()&|!<>~{}\\ аїaAND NEAR", max_size=60))
def test_nothing_that_is_typed_is_an_error(factories, query):
    found(factories, query, query)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters='\0"“”„«»'), min_size=1, max_size=60))
def test_every_word_of_a_text_finds_it(factories, words):
    row = factories.comment(f"Begin {words} end")
    for word in row.source.split()[:5]:
        assert row.id in found(factories, f"{word} begin")


def test_what_is_edited_or_erased_is_found_no_more(factories):
    row = factories.comment("A quagmire of words", by="Marta")
    other = factories.comment("A quagmire, too", by="Ben")

    def edit():
        context = factories.context("Marta")
        comments.edit(context, factories.named(row.public_id), comments.prepare_text("A lagoon of words"), row.version)

    factories.act(edit)
    assert (found(factories, "quagmire"), found(factories, "lagoon")) == ([other.id], [row.id])


def test_the_index_can_be_made_anew(factories, filled):
    before = {query: found(factories, query) for query in ("мост", '"old bridge"', "ann", "bridge")}
    with factories.app.app_context(), unit_of_work():
        search.drop(db.session.connection())
        search.create(db.session.connection())
        assert desk_search.waiting() == len(TEXTS) and look_up("bridge") == []
    assert {query: found(factories, query) for query in before} == before


def test_words_that_were_deleted_are_in_no_file(factories, place):
    mark = "qzgonezq"
    rows = [factories.comment(f"{mark} number {number}") for number in range(12)]

    def blank():
        for row in rows:
            comment = factories.named(row.public_id)
            comment.source, comment.body = "", []

    factories.act(blank)
    with factories.app.app_context():
        search_index.forget_deleted()
        flatten()
    assert found(factories, "number") == []
    close(factories.app)
    if factories.app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        left = Traces(marks={"mark": mark}).found_in_files(place)
        assert left == set()
