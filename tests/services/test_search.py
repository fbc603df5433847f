"""Words are found where they stand: the same on both databases, in every language, whatever is typed."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from commentsvc.db import db, flatten, unit_of_work
from commentsvc.domain import searching
from commentsvc.jobs import dispatch
from commentsvc.models import search
from commentsvc.models.article import Article
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


def changed(factories, row, words):
    def edit():
        context = factories.context("Marta")
        comments.edit(context, factories.named(row.public_id), comments.prepare_text(words), row.version)

    factories.act(edit)


def test_words_leave_the_index_with_the_text_they_stood_in(factories):
    """Not when the background comes to it: what was edited, erased or deleted is found no more from that moment on."""
    edited, erased, gone = (factories.comment(f"A quagmire {number}", by="Marta") for number in "123")
    assert found(factories, "quagmire") == [edited.id, erased.id, gone.id]
    changed(factories, edited, "A lagoon")
    with factories.app.app_context():
        with unit_of_work():
            db.session.execute(update(Comment).where(Comment.id == erased.id).values(source="", author_name=""))
            db.session.execute(delete(Comment).where(Comment.id == gone.id))
        assert look_up("quagmire") == [] and look_up("", "marta") == []
        assert desk_search.waiting() == 2
    assert (found(factories, "lagoon"), found(factories, "quagmire")) == ([edited.id], [])
    with factories.app.app_context():
        assert desk_search.waiting() == 0


def test_what_changes_nothing_of_the_words_is_not_indexed_anew(factories):
    row = factories.comment("A quagmire")
    assert found(factories, "quagmire") == [row.id]
    with factories.app.app_context():
        with unit_of_work():
            same = {"ups": 3, "source": row.source, "thread_id": row.thread_id}
            db.session.execute(update(Comment).where(Comment.id == row.id).values(**same))
            db.session.execute(update(Article).values(title=Article.title, provenance="hint"))
        assert desk_search.waiting() == 0


def test_comments_follow_their_article_s_headline_and_their_thread(factories):
    one, two = factories.comment("First", key="alpha"), factories.comment("Second", key="omega")
    assert found(factories, "alpha") == [one.id] and found(factories, "omega") == [two.id]
    with factories.app.app_context(), unit_of_work():
        db.session.execute(update(Comment).where(Comment.id == one.id).values(thread_id=two.thread_id))
    assert found(factories, "alpha") == [] and found(factories, "omega") == [one.id, two.id]
    with factories.app.app_context(), unit_of_work():
        db.session.execute(update(Article).where(Article.key == "omega").values(title="The boat", section="Transport"))
    assert found(factories, "boat transport") == [one.id, two.id]


def test_the_newest_are_taken_in_first_and_the_background_takes_in_all(factories):
    rows = [factories.comment(f"Quagmire {number}") for number in range(5)]
    with factories.app.app_context(), unit_of_work():
        assert search_index.take_in(2) == 2
        assert look_up("quagmire") == [row.id for row in rows[3:]]
    dispatch.begin_periods(factories.app)
    dispatch.run_due(factories.app)
    with factories.app.app_context():
        assert look_up("quagmire") == [row.id for row in rows]
        assert desk_search.waiting() == 0


def test_words_of_other_forms_are_the_same_words(factories):
    decomposed = unicodedata.normalize("NFD", "Її йогурт, кафе́ й п’ять")
    row = factories.comment(decomposed)
    for query in ("її", "ЙОГУРТ", "кафе", "п'ять", "п`ять ", "ｙ кафе"):
        assert found(factories, query) == ([] if "ｙ" in query else [row.id]), query


_WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=80)


@settings(max_examples=300, deadline=None)
@given(_WORDS)
def test_a_word_is_the_same_however_it_is_written(text):
    read = searching.words(text)
    assert searching.words(text.casefold()) == read
    assert searching.words(unicodedata.normalize("NFD", text)) == searching.words(unicodedata.normalize("NFC", text))
    assert searching.words(" ".join(read)) == read
    assert all(word and len(word) <= searching.WORD_MAX_CHARS for word in read)


@settings(max_examples=300, deadline=None)
@given(_WORDS, _WORDS)
def test_places_of_words_lie_in_the_text_one_after_another(text, query):
    last = 0
    for start, end in searching.places(text, searching.read(query)):
        assert last <= start < end <= len(text)
        last = end


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("п'ять", ["П’ять"]),
        ("міст ", ["міст"]),
        ("мо", ["мосту", "Мости"]),
        ("м", []),
        ('"старий міст"', ["старий", "міст"]),
        ("nothing", []),
        ("", []),
    ],
)
def test_found_words_have_their_places(query, marked):
    text = "П’ять разів старий міст, біля мосту. Мости!"
    assert [text[start:end] for start, end in searching.places(text, searching.read(query))] == marked
