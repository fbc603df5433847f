"""What readers' pages say of an article is believed once two networks say the same, and never costs the hot path."""

import pytest

from commentsvc.domain.errors import Invalid
from commentsvc.domain.provenance import Provenance
from commentsvc.services import comments, publishing, threads
from tests.statements import reading

PAGE = "http://localhost:5001/bridge"


@pytest.fixture
def says(factories):
    """`says(network, title, url)`: a reader in that network comments on a page that says so; the article afterwards."""
    names = iter(f"Reader {number}" for number in range(1000))

    def act(network, title="The bridge", url=PAGE, key="bridge"):
        def post():
            context = factories.context(next(names), network)
            about = threads.hint(context.site, key, url, title)
            comments.post(context, about, comments.NewComment(comments.prepare_text("A comment.")))
            return factories.article(key)

        return factories.act(post)

    return act


def test_one_network_is_not_enough_however_often_it_says_so(says):
    for _ in range(3):
        row = says("one")
    assert (row.provenance, row.title) == (Provenance.HINT, "The bridge")


def test_two_networks_that_say_the_same_are_believed_and_leave_no_trace(says):
    says("one")
    row = says("two")
    assert (row.provenance, row.title, row.url) == (Provenance.AGREED, "The bridge", PAGE)
    assert (row.claim, row.claimed_from) == (None, None)
    assert says("three", "Another").title == says("four", "Another").title == "The bridge"


def test_who_comes_first_with_a_made_up_headline_is_outvoted_by_two(says):
    says("bad", "The mayor is a thief", "http://localhost:5001/?to=elsewhere")
    assert says("one").provenance == Provenance.HINT
    row = says("two")
    assert (row.provenance, row.title, row.url) == (Provenance.AGREED, "The bridge", PAGE)


def test_one_who_speaks_between_others_delays_and_decides_nothing(says):
    for network in ("one", "two"):
        says("bad", "The mayor is a thief")
        assert says(network).provenance == Provenance.HINT
    assert says("bad", "The mayor is a thief").provenance == Provenance.HINT
    says("three")
    assert says("four").title == "The bridge"


def test_pages_of_one_article_agree_in_spite_of_tracking(says):
    says("one", url=f"{PAGE}?utm_source=mail")
    assert says("two", url=f"{PAGE}#comments").provenance == Provenance.AGREED


def test_pages_that_differ_in_the_address_do_not_agree(says):
    says("one")
    assert says("two", url="http://localhost:5001/other").provenance == Provenance.HINT


def test_what_was_said_on_another_day_cannot_be_compared(says, clock):
    says("one")
    clock.pass_by(days=1)
    # Tomorrow the same network has another hash.
    assert says("one, tomorrow").provenance == Provenance.HINT
    assert says("two").provenance == Provenance.AGREED


def test_a_page_that_says_no_headline_says_nothing(says):
    says("one", None)
    row = says("two", None)
    assert (row.provenance, row.url, row.claim) == (Provenance.HINT, PAGE, None)


def test_the_publisher_s_word_stands_above_both(says, factories):
    says("one")
    says("two")
    word = publishing.prepare({"title": "A better headline"})
    factories.act(lambda: publishing.publish(factories.context(), "bridge", word))
    row = says("three", "Made up")
    assert (row.provenance, row.title) == (Provenance.PUBLISHER, "A better headline")


def test_what_one_page_said_does_not_become_the_publisher_s_word(says, publish_error):
    says("one", "Made up")
    assert publish_error({"authors": ["Ann Lee"]}) == "required"


@pytest.fixture
def publish_error(factories):
    def act(word):
        with pytest.raises(Invalid) as caught:
            factories.act(lambda: publishing.publish(factories.context(), "bridge", publishing.prepare(word)))
        return caught.value.errors[0].code

    return act


def test_only_news_is_written(says, app):
    """One more statement for what is new of an article, none where its network said so before or it is known."""
    says("one")

    def updates(network):
        with reading(app) as statements:
            says(network)
        return sum(sql.startswith("UPDATE article") for sql, _ in statements)

    assert [updates(network) for network in ("one", "two", "three", "four")] == [0, 1, 0, 0]
