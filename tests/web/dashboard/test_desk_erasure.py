"""Administrators erase a reader who asks for it: by address or id, with a proof, seeing what would go, with one more yes."""

import pytest
from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.moderation import Action
from commentsvc.jobs import dispatch
from commentsvc.models.comment import Comment
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.mail import Contact

PAGE = "/desk/daily/erasure"
ADDRESS = "marta@example.org"


@pytest.fixture
def ada(newsroom):
    """An administrator who has just proved who she is."""
    return newsroom.browser("ada")


def rows(newsroom, model) -> list:
    with newsroom.app.app_context():
        found = list(db.session.scalars(select(model).order_by(model.id)))
        db.session.expunge_all()
    return found


@pytest.mark.parametrize("name", ["olena", "edita", "jorge", "vera"])
def test_only_administrators_erase(newsroom, name):
    browser = newsroom.browser(name)
    comment = newsroom.post("Mine.")
    assert browser.get(PAGE).status_code == 403
    for url in (f"{PAGE}/search", PAGE):
        assert newsroom.send(browser, url, who=comment, mode="delete", sure="yes").status_code == 403
    assert rows(newsroom, Comment)[0].source == "Mine."


def test_a_proof_comes_first_and_the_search_goes_on_with_it(newsroom, ada):
    comment = newsroom.post("Mine.")
    newsroom.clock.pass_by(minutes=11)
    asked, found = newsroom.step_up(ada, f"{PAGE}/search", who=comment)
    assert "Marta" not in asked.text
    assert found.status_code == 200 and "Marta" in found.text and "1 comment" in found.text
    newsroom.expire_proofs()
    assert newsroom.send(ada, PAGE, who=comment, mode="delete", sure="yes").status_code == 403
    assert rows(newsroom, Comment)[0].source == "Mine."


def test_a_reader_is_erased_by_the_id_of_a_comment_and_the_log_says_by_whom(newsroom, ada):
    comment = newsroom.post("Mine.")
    for lacking in ({}, {"mode": "delete"}, {"sure": "yes"}, {"mode": "all", "sure": "yes"}):
        asked = newsroom.send(ada, PAGE, who=comment, **lacking)
        assert asked.status_code == 422 and "Nothing was erased yet" in asked.text
    done = newsroom.send(ada, PAGE, who=comment, mode="detach", sure="yes")
    assert (done.status_code, done.headers["Location"]) == (303, PAGE)
    dispatch.run_due(newsroom.app)
    (row,) = rows(newsroom, Comment)
    assert (row.source, row.author_name) == ("Mine.", "A former reader")
    entry = next(one for one in newsroom.log() if one.action == Action.ERASE)
    assert (entry.actor_type, entry.actor_id, entry.to_state) == ("staff", newsroom.person("ada").id, "detach")
    assert "Erased a reader" in ada.get("/desk/daily/log").text
    # The text is there still; whom it was written by nobody can say.
    again = newsroom.send(ada, f"{PAGE}/search", who=comment)
    assert again.status_code == 422 and "There is no such reader on this site." in again.text


def test_who_left_only_an_address_with_reports_is_erased_by_it(newsroom, ada):
    for network, remark in (("n1", "I live there."), ("n2", "Me again.")):
        newsroom.report(network=network, contact=ADDRESS, remark=remark)
    newsroom.report(network="n3", contact="other@example.org", remark="Somebody else's.")
    found = newsroom.send(ada, f"{PAGE}/search", who=f" {ADDRESS.upper()} ")
    assert "2 correction reports sent without signing in" in found.text
    assert newsroom.send(ada, PAGE, who=ADDRESS, mode="delete", sure="yes").status_code == 303
    dispatch.run_due(newsroom.app)
    assert [row.remark for row in rows(newsroom, CorrectionReport)] == ["", "", "Somebody else's."]
    assert len(rows(newsroom, Contact)) == 1
    assert newsroom.send(ada, f"{PAGE}/search", who=ADDRESS).status_code == 422


def test_the_newsroom_s_own_and_other_sites_are_not_found(newsroom, ada):
    elsewhere = newsroom.post("Elsewhere.", slug="other")
    for who in (elsewhere, "nobody", "nobody@example.org", ""):
        answer = newsroom.send(ada, f"{PAGE}/search", who=who)
        assert answer.status_code == 422 and "There is no such reader on this site." in answer.text
