"""Which wording of an article is known: the publisher's word, a fetch, or two independent readers; never one alone."""

import random

import pytest
from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.provenance import Provenance
from commentsvc.models.article import ArticleVersion
from commentsvc.models.outbox import OutboxEvent
from commentsvc.services import articles, threads

NEW = "It was built in 1926, he said."
OLD = "It was built in 1936, he said."


class Wordings:
    """Says what the article's text is, as different people, and tells what is known of it."""

    def __init__(self, factories):
        self.factories = factories

    def say(self, text, provenance=Provenance.HINT, *, network="a", **settings):
        def act():
            context = self.factories.context(network=network, **settings)
            about = threads.ArticleHint("bridge", "http://localhost:5001/bridge", "The bridge")
            articles.know_text(context, threads.article(context, about), text, provenance)

        self.factories.act(act)

    @property
    def known(self) -> str | None:
        def look():
            current = self.factories.article("bridge").current_version_id
            return current and db.session.get_one(ArticleVersion, current).text

        return self.factories.act(look)

    @property
    def told(self) -> int:
        def count():
            wanted = select(OutboxEvent).where(OutboxEvent.type == "ArticleTextKnown")
            return len(db.session.scalars(wanted).all())

        return self.factories.act(count)


@pytest.fixture
def wordings(factories) -> Wordings:
    return Wordings(factories)


def test_one_reader_alone_makes_nothing_known(wordings):
    for _ in range(3):
        wordings.say(NEW)
    assert (wordings.known, wordings.told) == (None, 0)


def test_two_networks_that_say_the_same_are_believed_once(wordings):
    for network in ("a", "b", "c", "b"):
        wordings.say(NEW, network=network)
    assert (wordings.known, wordings.told) == (NEW, 1)


def test_the_networks_of_two_days_cannot_be_told_apart(wordings, clock):
    wordings.say(NEW, network="today's hash")
    clock.pass_by(days=1)
    wordings.say(NEW, network="tomorrow's hash")
    assert wordings.known is None
    wordings.say(NEW, network="another of tomorrow")
    assert wordings.known == NEW


def test_readers_never_overrule_the_publisher(wordings):
    wordings.say(OLD, Provenance.PUBLISHER)
    for network in ("a", "b", "c"):
        wordings.say(NEW, network=network)
    assert (wordings.known, wordings.told) == (OLD, 1)
    wordings.say(NEW, Provenance.PUBLISHER)
    wordings.say(NEW, Provenance.PUBLISHER)
    assert (wordings.known, wordings.told) == (NEW, 2)


def test_a_page_left_open_does_not_undo_a_correction(wordings, clock):
    wordings.say(OLD, network="a")
    clock.pass_by(minutes=5)
    for network in ("a", "b"):
        wordings.say(NEW, network=network)
    wordings.say(OLD, network="c")
    assert (wordings.known, wordings.told) == (NEW, 1)


def test_what_is_fetched_counts_before_readers_while_fetching_goes_on(wordings):
    wordings.say(OLD, Provenance.FETCHED, fetch_articles=True)
    for network in ("a", "b"):
        wordings.say(NEW, network=network, fetch_articles=True)
    assert wordings.known == OLD
    for network in ("a", "b"):
        wordings.say("A third wording.", network=network, fetch_articles=False)
    assert wordings.known == "A third wording."


@pytest.mark.parametrize("seed", range(8))
def test_nobody_makes_known_what_no_second_network_said(wordings, clock, seed):
    choose = random.Random(seed)
    said: dict[tuple, set] = {}
    believable, published = set(), None
    for _ in range(40):
        if choose.random() < 0.1:
            clock.pass_by(hours=13)
        text = choose.choice((OLD, NEW, "A third wording.", "A fourth wording."))
        if choose.random() < 0.05:
            wordings.say(text, Provenance.PUBLISHER)
            published = text
        else:
            # Networks have another hash every day.
            network = f"{choose.choice('aaaab')} {clock.now().date()}"
            wordings.say(text, network=network)
            said.setdefault((clock.now().date(), text), set()).add(network)
            believable |= {text for (_day, text), networks in said.items() if len(networks) > 1}
        known = wordings.known
        assert known == published if published else known is None or known in believable
