"""Badges say what an author was when writing; nobody earns one by typing a name."""

from datetime import timedelta

import pytest

from commentsvc.db import db
from commentsvc.domain.errors import Invalid
from commentsvc.domain.limits import NEW_READER_COMMENTS, NEW_READER_DAYS
from commentsvc.domain.roles import Role
from commentsvc.models.reader import Reader


@pytest.fixture
def sign(factories):
    """`sign("Ann")`: the publisher says who wrote the article."""

    def act(*authors: str, key: str = "bridge"):
        factories.act(lambda: setattr(factories.article(key), "authors", list(authors)))

    return act


def test_the_first_comments_of_a_readers_first_days_are_new(factories):
    made = [factories.comment(str(number)) for number in range(NEW_READER_COMMENTS + 1)]
    assert [one.badges for one in made] == [["new"]] * NEW_READER_COMMENTS + [[]]


def test_after_the_first_days_nobody_is_new(factories):
    factories.comment("First")
    factories.clock.pass_by(days=NEW_READER_DAYS)
    assert factories.comment("Second").badges == []


def test_an_account_is_verified_and_as_new_as_a_guest(factories):
    def account():
        context = factories.context("Ann")
        reader = db.session.get_one(Reader, context.reader.id)
        reader.kind = "account"
        reader.created_at -= timedelta(days=3)

    factories.act(account)
    factories.readers["Ann"].kind = "account"
    assert factories.comment().badges == ["verified", "new"]
    factories.clock.pass_by(days=NEW_READER_DAYS)
    assert factories.comment().badges == ["verified"]


def test_the_newsroom_has_its_badge_and_the_author_of_the_article_another(factories, sign):
    comment = factories.comment()
    olena, bohdan = factories.staff("Olena Koval"), factories.staff("Bohdan Lys", Role.JOURNALIST)
    sign("Marta Hai", "KOVAL Olena")
    answer, other = factories.speak(olena, parent=comment), factories.speak(bohdan, parent=comment)
    assert (answer.badges, answer.by_staff) == (["author", "staff"], True)
    assert (other.badges, other.by_staff) == (["staff"], True)


def test_a_guest_earns_no_badge_by_a_name(factories, sign):
    comment = factories.comment(by="Marta Hai")
    sign("Ann Other")
    assert (comment.badges, comment.by_staff) == (["new"], False)


@pytest.mark.parametrize("name", ["Olena Koval", "Оlenа Kоval", "koval olena", "The daily", "Moderator", "Редакція"])
def test_the_newsrooms_names_are_not_for_guests(factories, name):
    factories.staff("Olena Koval")
    factories.staff("Vera Look", Role.VIEWER)
    with pytest.raises(Invalid) as refused:
        factories.comment(by=name)
    assert [(one.field, one.code) for one in refused.value.errors] == [("author.name", "name_of_newsroom")]
    factories.comment(by="Olena K.")
    factories.comment(by="Vera Look")


def test_a_guest_cannot_take_such_a_name_later(factories):
    factories.staff("Olena Koval")
    factories.comment(by="Ann")
    with pytest.raises(Invalid):
        factories.comment(by="Ann", name="Olena Koval")
    assert factories.comment(by="Ann", name="Anna").author_name == "Anna"


def test_the_authors_name_is_taken_under_the_article_alone(factories, sign):
    factories.comment(by="Marta Hai")
    sign("Marta Hai")
    with pytest.raises(Invalid):
        factories.comment(by="Marta Hai")
    factories.comment(by="Marta Hai", key="elsewhere")


def test_people_of_another_newspaper_reserve_nothing_here(factories, other_site):
    factories.staff("Olena Koval", slug="other")
    factories.comment(by="Olena Koval")
