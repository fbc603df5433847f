"""Votes and flags."""

import pytest

from commentsvc.db import unit_of_work
from commentsvc.domain.moderation import FlagReason
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.services import sites


def test_a_vote_counts_once_and_can_change_sides(reader):
    comment = reader("Ann").posted()
    ben = reader("Ben")
    assert ben.vote(comment["id"]).json["votes"] == {"up": 1, "down": 0}
    again = ben.vote(comment["id"])
    assert again.json["votes"] == {"up": 1, "down": 0}
    assert ben.vote(comment["id"], -1).json["votes"] == {"up": 0, "down": 1}
    assert ben.mine().json["votes"] == {comment["id"]: -1}
    gone = ben.call("DELETE", f"/comments/{comment['id']}/vote")
    assert gone.json["votes"] == {"up": 0, "down": 0}
    assert gone.json["thread_version"] > again.json["thread_version"]
    assert ben.mine().json["votes"] == {}


def test_a_vote_beyond_its_network_s_share_is_seen_by_its_own_reader_alone(reader):
    comment = reader("Ann").posted()["id"]
    share = SiteSettings().guest_votes_per_network
    for number in range(share):
        answer = reader(f"R{number}").vote(comment).json
        assert (answer["votes"]["up"], answer["counted"]) == (number + 1, True)
    ben, all_see = reader("Ben"), {"up": share, "down": 0}
    for value, seen in ((1, {"up": share + 1, "down": 0}), (-1, {"up": share, "down": 1})):
        for _again in range(2):
            answer = ben.vote(comment, value).json
            assert (answer["votes"], answer["counted"]) == (seen, False)
        assert ben.mine().json["votes"] == {comment: value}
        assert ben.mine().json["uncounted"] == [comment]
        assert ben.thread().json["comments"][0]["votes"] == all_see
    answer = ben.call("DELETE", f"/comments/{comment}/vote").json
    assert (answer["votes"], answer["counted"]) == (all_see, False)
    assert ben.mine().json["uncounted"] == []


def test_a_site_says_how_many_votes_of_one_network_count(reader, app, site):
    with app.app_context(), unit_of_work():
        sites.change_settings(sites.get(site.slug), {"guest_votes_per_network": 5})
    comment = reader("Ann").posted()["id"]
    counted = [reader(f"R{number}").vote(comment).json["counted"] for number in range(6)]
    assert counted == [True] * 5 + [False]


@pytest.mark.parametrize("value", [0, 2, "1", 1.5, None, True, [1]])
def test_a_vote_is_one_up_or_one_down(reader, value):
    comment = reader("Ann").posted()
    assert reader("Ben").vote(comment["id"], value).status_code == 422


def test_nobody_votes_for_or_flags_their_own_comment(reader):
    ann = reader("Ann")
    comment = ann.posted()
    for answer in (ann.vote(comment["id"]), ann.flag(comment["id"])):
        assert answer.status_code == 403
        assert answer.json["code"] == "own_comment"


def test_a_vote_needs_a_token(api):
    comment = api.posted()
    assert api.vote(comment["id"]).status_code == 401
    assert api.flag(comment["id"]).status_code == 401


def test_three_flags_take_a_comment_off_the_page(reader):
    comment = reader("Ann").posted()
    for number in range(3):
        assert reader("Ann").thread().json["thread"]["comment_count"] == 1
        assert reader(f"R{number}").flag(comment["id"], "abusive", remark="Look!").status_code == 200
    assert reader("Ann").thread().json["thread"]["comment_count"] == 0


def test_one_reader_is_one_flag_however_often(reader):
    comment = reader("Ann").posted()
    ben = reader("Ben")
    for _ in range(4):
        assert ben.flag(comment["id"]).status_code == 200
    assert ben.thread().json["thread"]["comment_count"] == 1
    assert ben.mine().json["flags"] == [comment["id"]]


def test_disagreement_takes_nothing_off_the_page(reader):
    comment = reader("Ann").posted()
    for number in range(5):
        reader(f"R{number}").flag(comment["id"], "disagree")
    assert reader("Ann").thread().json["thread"]["comment_count"] == 1


@pytest.mark.parametrize("reason", list(FlagReason))
def test_every_reason_of_the_contract_is_taken(reader, reason):
    comment = reader("Ann").posted()
    assert reader("Ben").flag(comment["id"], reason).status_code == 200


def test_other_reasons_are_refused(reader):
    comment = reader("Ann").posted()
    assert reader("Ben").flag(comment["id"], "boring").status_code == 422
