"""The scorer at the desk: its page in each of its states, what cards say, and the order that goes by it."""

import re
from datetime import timedelta

import pytest

from commentsvc.db import unit_of_work
from commentsvc.services import scorer
from commentsvc.web.request_context import runtime
from tests.learning import Pupil

PAGE = "/desk/daily/settings/scorer"
_CARD = re.compile(r'<article class="card" id="c-(\w+)"')


@pytest.fixture(autouse=True)
def nothing_kept():
    scorer.forget_kept()


@pytest.fixture
def learnt(newsroom):
    """`learnt(area)`: the scorer has learnt to object to "swindle"; `decisions` are what it was tried on."""

    def learn(area=0.9, decisions=(("a swindle", True), ("a bridge", False), ("a tram", False), ("a bus", False))):
        with newsroom.app.test_request_context("/"), unit_of_work():
            context = newsroom.context()
            found = Pupil(area, "swindle").learn(list(decisions), scorer.key(context))
            scorer.add_version(context, found, (context.now - timedelta(days=30), context.now), 1)

    return learn


@pytest.fixture
def estimated(newsroom, learnt):
    """Comments that wait and one that appeared, estimated as the job does."""

    def post(*sources, hold=True):
        newsroom.change_settings(pre_moderate=hold)
        ids = [newsroom.post(source) for source in sources]
        with newsroom.app.test_request_context("/"), unit_of_work():
            model = scorer.model(newsroom.context())
            rows = [newsroom.row("comment", public_id) for public_id in ids]
            scorer.note_estimates([(row.id, row.version, model.probability(row.source)) for row in rows])
        return ids

    learnt()
    return post


def test_the_page_says_how_many_decisions_are_missing(newsroom):
    page = newsroom.browser("ada").get(PAGE)
    assert page.status_code == 200
    assert "So far:" in page.text
    assert "How good it is" not in page.text


def test_the_page_tells_figures_in_words(newsroom, learnt):
    learnt()
    page = newsroom.browser("ada").get(PAGE).text
    assert "Version 1 learnt from 4 decisions of people, of which 1 were refusals" in page
    assert "1 / 1" in page
    assert "100 / 100" in page
    assert "In use." in page


def test_no_better_than_chance_is_said_and_nothing_is_shown(newsroom, learnt):
    learnt(area=0.51)
    newsroom.change_settings(pre_moderate=True)
    newsroom.post("a swindle")
    assert "better than chance" in newsroom.browser("ada").get(PAGE).text
    assert "Likely to be refused" not in newsroom.browser().get("/desk/daily/comments?queue=held").text


def test_figures_of_one_kind_alone_are_not_made_up(newsroom, learnt):
    learnt(decisions=(("a bridge", False), ("a tram", False)))
    assert "nothing can be said yet" in newsroom.browser("ada").get(PAGE).text


def test_only_who_configures_the_site_sees_the_page(newsroom):
    assert newsroom.browser().get(PAGE).status_code == 403
    assert newsroom.send(newsroom.browser(), f"{PAGE}/forgetting").status_code == 403


def test_it_is_switched_off_and_says_so(newsroom, learnt, estimated):
    (waits,) = estimated("a swindle")
    ada = newsroom.browser("ada")
    version = re.search(r'name="version" value="(\d+)"', ada.get(PAGE).text)[1]
    assert newsroom.send(ada, PAGE, version=version).status_code == 303
    assert "Switched off" in ada.get(PAGE).text
    queue = newsroom.browser().get("/desk/daily/comments?queue=held").text
    assert waits in queue
    assert "Likely to be refused" not in queue


def test_forgetting_is_a_line_of_the_log_and_asks_for_learning_anew(newsroom, learnt):
    learnt()
    ada = newsroom.browser("ada")
    assert newsroom.send(ada, f"{PAGE}/forgetting").status_code == 303
    page = ada.get(PAGE).text
    assert "So far:" in page
    assert "What the scorer had learnt (forgotten)" in page


def test_a_card_says_how_likely_and_marks_the_words(newsroom, estimated):
    estimated("This swindle again, a SWINDLE")
    page = newsroom.browser().get("/desk/daily/comments?queue=held").text
    assert re.search(r"<b>Likely to be refused: [5-9]\d%</b>", page)
    assert "<mark>swindle</mark>" in page
    assert "<mark>SWINDLE</mark>" in page


def test_what_is_unlikely_is_said_without_marks(newsroom, estimated):
    estimated("A fine bridge")
    page = newsroom.browser().get("/desk/daily/comments?queue=held").text
    assert re.search(r"Likely to be refused: 1\d%", page)
    assert "<mark>" not in page


def test_a_published_comment_that_nobody_looked_at_is_estimated_too_and_a_decided_one_is_not(newsroom, estimated):
    (unseen,) = estimated("what a swindle", hold=False)
    olena = newsroom.browser()
    assert "Likely to be refused" in olena.get("/desk/daily/comments?queue=new").text
    newsroom.act(olena, "comment", unseen, "approve")
    assert "Likely to be refused" not in olena.get("/desk/daily/comments?queue=all").text


@pytest.mark.parametrize("queue", ["waiting", "held"])
def test_the_likeliest_stand_first_and_what_is_not_estimated_last(newsroom, estimated, queue):
    fine, bad = estimated("a fine bridge", "a swindle")
    late = newsroom.post("posted this moment, a swindle")
    page = newsroom.browser().get(f"/desk/daily/comments?queue={queue}&order=refusal").text
    assert [one for one in _CARD.findall(page) if one in (fine, bad, late)] == [bad, fine, late]


def test_the_order_is_offered_where_there_is_an_estimate(newsroom, learnt):
    olena = newsroom.browser()
    assert 'value="refusal"' not in olena.get("/desk/daily/comments?queue=held").text
    learnt()
    assert 'value="refusal"' in olena.get("/desk/daily/comments?queue=held").text
    assert 'value="refusal"' not in olena.get("/desk/daily/comments?queue=rejected").text


def test_what_nobody_looked_at_is_put_in_order_page_by_page(newsroom, estimated, monkeypatch):
    monkeypatch.setattr("commentsvc.queries.desk_comment_list.PAGE", 2)
    fine, bad, worse = estimated("a fine bridge", "a swindle", "swindle", hold=False)
    olena = newsroom.browser()
    first = olena.get("/desk/daily/comments?queue=new&order=refusal").text
    assert _CARD.findall(first) == [worse, bad]
    rest = re.search(r'data-more href="([^"]+)"', first)[1].replace("&amp;", "&")
    assert fine in _CARD.findall(olena.get(rest).text)


def test_a_place_that_was_made_up_is_answered(newsroom, learnt, estimated):
    (bad,) = estimated("a swindle")
    olena = newsroom.browser()
    for after in (f"99999999999999999-{bad}", f"0-{bad}", bad, "7-nobody"):
        assert olena.get(f"/desk/daily/comments?queue=held&order=refusal&after={after}").status_code == 200


def test_the_key_of_one_site_is_not_another_s(newsroom):
    with newsroom.app.test_request_context("/"):
        assert scorer.key(newsroom.context("daily")) != scorer.key(newsroom.context("other"))
        assert runtime().keys.derived("x") != scorer.key(newsroom.context())
