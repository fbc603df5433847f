"""The simulation behind Best: it is fair, repeatable, and says what it said when the rule was chosen."""

from dataclasses import replace
from math import isclose
from statistics import mean

import pytest

from bench.best_measures import absurd_pairs, favourite_pushed, late_found, ndcg, unvoted_above_pleasing
from bench.best_model import Outcome, Raid, Scenario, simulate
from bench.best_order import OURS, PLAIN, RAID, REPORTING, RULES, SCENARIOS, TUNING, doubt, measure, wilson
from commentsvc.domain.ranking import DOUBT, best_score

SMALL = Scenario("small", comments=40, readers=300)
SEEDS = [f"test {number}" for number in range(6)]


def outcome(quality=(), ups=(), downs=(), order=None):
    return Outcome(list(quality), list(ups), list(downs), order=list(range(len(ups)) if order is None else order))


def test_the_same_seed_gives_the_same_thread():
    assert simulate(SMALL, best_score, "a") == simulate(SMALL, best_score, "a")
    assert simulate(SMALL, best_score, "a") != simulate(SMALL, best_score, "b")


def test_rules_meet_the_same_comments():
    assert simulate(SMALL, best_score, "a").quality == simulate(SMALL, wilson, "a").quality
    votes_unbounded = replace(SMALL, name="small, unbounded", bounded=False)
    assert simulate(SMALL, best_score, "a").quality == simulate(votes_unbounded, best_score, "a").quality


def test_tuning_and_reporting_share_no_seed():
    assert not set(TUNING) & set(REPORTING)
    assert len(REPORTING) >= 20


def test_the_order_is_that_of_the_scores_with_ties_newest_first():
    end = simulate(replace(SMALL, bounded=False), best_score, "a")
    places = [(best_score(end.ups[each], end.downs[each]), each) for each in end.order]
    assert places == sorted(places, reverse=True)
    assert sorted(end.order) == list(range(40))


def test_one_vote_each_gives_as_many_votes_as_readers():
    five = next(each for each in SCENARIOS if each.name == "five votes")
    end = simulate(five, best_score, "a")
    assert sum(end.ups) + sum(end.downs) == 5


def test_a_raid_weighs_and_shows_little_under_the_bound():
    raided = replace(SMALL, name="small, raided", raid=Raid(puppets=50))
    bounded, unbounded = (simulate(replace(raided, bounded=each), RULES["ups"], "a") for each in (True, False))
    assert unbounded.ups[unbounded.favourite] >= 50
    assert all(unbounded.downs[each] >= 50 for each in unbounded.victims)
    assert bounded.ups[bounded.favourite] < 20
    assert all(bounded.downs[each] < 30 for each in bounded.victims)
    assert favourite_pushed(unbounded) == 1
    assert bounded.order.index(bounded.favourite) > unbounded.order.index(unbounded.favourite)


def test_the_true_order_gains_everything():
    qualities = [0.9, 0.8, 0.3, 0.1]
    assert ndcg(outcome(qualities, order=[0, 1, 2, 3])) == 1
    assert ndcg(outcome(qualities, order=[3, 2, 1, 0])) < 0.8


def test_late_comments_are_the_best_of_the_last_third():
    end = outcome([0.5] * 20 + [0.1] * 9 + [0.9], order=[29, *range(29)])
    assert late_found(end, top=1) == 1
    assert late_found(replace(end, order=list(range(30))), top=20) == 0


@pytest.mark.parametrize(
    ("upper", "lower", "absurd"),
    [((5, 5), (9, 1), 1), ((9, 1), (5, 5), 0), ((6, 4), (7, 3), 0), ((5, 4), (90, 10), 0), ((17, 3), (20, 0), 1)],
)
def test_a_pair_is_absurd_when_both_are_proven_and_the_worse_stands_above(upper, lower, absurd):
    ups, downs = zip(upper, lower, strict=True)
    assert absurd_pairs(outcome([0.5, 0.5], ups, downs)) == absurd


def test_what_nobody_voted_on_should_not_stand_above_what_pleased():
    assert unvoted_above_pleasing(outcome([0.5] * 3, [0, 15, 0], [0, 5, 0])) == 1
    assert unvoted_above_pleasing(outcome([0.5] * 3, [15, 0, 0], [5, 0, 0])) == 0


def test_wilson_agrees_with_published_values():
    # 81 of 263 at 95 %: 0.2553 to 0.3662, R. G. Newcombe, Statistics in Medicine 17 (1998), table I.
    assert isclose(wilson(81, 182), 0.2553, abs_tol=5e-5)
    assert wilson(0, 0) == 0


def test_the_tuned_doubt_is_the_score_in_use():
    assert all(isclose(doubt(DOUBT)(ups, downs), best_score(ups, downs)) for ups in range(5) for downs in range(5))


def test_the_doubt_stays_below_what_would_put_three_votes_above_a_hundred():
    assert best_score(3, 0) < best_score(90, 10)
    assert doubt(0.7)(3, 0) > doubt(0.7)(90, 10)


def test_ties_stand_as_the_scenario_says():
    alike = replace(SMALL, readers=1, vote_rate=0)
    assert simulate(alike, best_score, "a").order == list(range(39, -1, -1))
    assert simulate(replace(alike, newest_first_ties=False), best_score, "a").order == list(range(40))


def test_with_one_vote_on_each_comment_every_monotone_rule_is_ups_minus_downs():
    # Why nothing can beat it where a thread has five votes: (1, 0) above (0, 0) above (0, 1) is all there is to know.
    for rule in (best_score, doubt(0), doubt(1), RULES["ups − downs"]):
        assert rule(1, 0) > rule(0, 0) > rule(0, 1)


def test_best_finds_more_late_comments_and_a_better_order_than_its_peers():
    found = {name: measure(PLAIN, RULES[name], SEEDS) for name in (OURS, "ups", "ups − downs", "Wilson")}
    ours = found.pop(OURS)
    assert all(mean(ours["late"]) > mean(each["late"]) + 0.15 for each in found.values())
    assert all(mean(ours["ndcg"]) > mean(each["ndcg"]) for each in found.values())
    assert ours["absurd"] == [0] * len(SEEDS)


def test_a_raid_leaves_no_order_absurd_beside_the_votes_that_readers_see():
    found = {name: measure(RAID, RULES[name], SEEDS) for name in (OURS, "ups", "ups − downs", "Wilson")}
    ours = found.pop(OURS)
    assert ours["absurd"] == [0] * len(SEEDS)
    assert all(mean(ours["late"]) > mean(each["late"]) + 0.1 for each in found.values())
