"""What readers meet while a raid is fended off."""

import pytest

from commentsvc.db import db, unit_of_work
from commentsvc.domain.moderation import OPERATOR
from commentsvc.domain.raids import Measures
from commentsvc.services import raids, sites
from commentsvc.services.context import Context


@pytest.fixture
def defend(app, site, clock):
    """`defend(raids.begin, None, wish, OPERATOR)`: something is done about a raid on the site."""

    def act(action, *args):
        with app.app_context():
            with unit_of_work():
                action(Context(sites.get(site.slug), clock.now(), app.extensions["commentsvc"].keys), *args)
            db.session.remove()

    return act


def head(api) -> dict:
    return api.thread().json["thread"]


def test_slow_mode_is_said_ahead_and_answers_with_when_to_come_back(api, reader, defend, clock):
    ann = reader("Ann")
    ann.posted("First")
    assert head(api)["slow_seconds"] == 0
    defend(raids.begin, None, raids.wish(Measures(60, False, False), None), OPERATOR)
    assert head(api)["slow_seconds"] == 60
    answer = ann.post("Second")
    assert (answer.status_code, answer.json["code"]) == (429, "slow_mode")
    assert answer.headers["Retry-After"] == "60"
    clock.pass_by(seconds=60)
    assert ann.post("Second").status_code == 201


def test_the_closed_box_says_so_at_once_in_the_page_and_in_the_answer(api, reader, defend):
    ann = reader("Ann")
    ann.posted("First")
    assert (head(api)["guests"], head(api)["anonymous_closed"]) == (True, False)
    defend(raids.close_anonymous, None, OPERATOR)
    assert (head(api)["guests"], head(api)["anonymous_closed"]) == (False, True)
    for somebody in (ann, reader("Eve")):
        answer = somebody.post("Second")
        assert (answer.status_code, answer.json["code"]) == (403, "anonymous_closed")
    defend(raids.open_anonymous, OPERATOR)
    assert head(api)["anonymous_closed"] is False
    assert ann.post("Second").status_code == 201


def test_a_page_made_before_the_end_does_not_outlive_it(api, reader, defend, clock):
    reader("Ann").posted("First")
    defend(raids.close_anonymous, 5, OPERATOR)
    assert head(api)["anonymous_closed"] is True
    clock.pass_by(minutes=5)
    assert head(api)["anonymous_closed"] is False
    assert reader("Eve").post("Second").status_code == 201


def test_a_held_newcomer_is_told_why(api, reader, defend):
    defend(raids.begin, None, raids.wish(Measures(0, True, False), None), OPERATOR)
    comment = reader("Eve").post("Hello").json["comment"]
    assert comment["status"] == "pending"
    assert comment["held_because"].startswith("There are unusually many comments just now")
