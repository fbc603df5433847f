"""By when a comment should be decided: sooner for more harm and more people, never later than the newsroom wants."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from commentsvc.domain.moderation import FlagReason, HeldReason
from commentsvc.domain.urgency import OpenFlag, reach, risk, trust, urgent_at

SINCE = datetime(2026, 3, 1, 12, tzinfo=UTC)
FLAGS = st.lists(
    st.builds(
        lambda reason, right, wrong: OpenFlag(reason, right, right + wrong),
        st.sampled_from([reason for reason in FlagReason if reason is not FlagReason.DISAGREE]),
        st.integers(0, 1000),
        st.integers(0, 1000),
    ),
    max_size=8,
)


def test_somebody_unknown_weighs_one_and_a_record_up_to_two_or_down_to_nothing():
    assert trust(0, 0) == 1
    assert trust(30, 30) > 1.9
    assert trust(0, 30) < 0.1
    assert trust(1, 2) == 1


def test_what_waits_because_all_do_is_no_risk_and_has_the_whole_time():
    assert risk(HeldReason.PRE_MODERATION, []) == 0
    assert urgent_at(SINCE, 60, 0, reach(500, 500)) == SINCE + timedelta(hours=1)


def test_grave_flags_and_trusted_readers_come_first():
    spam, illegal = OpenFlag("spam"), OpenFlag("illegal")
    assert risk(None, [illegal]) > risk(None, [spam]) > risk("link", []) > risk(None, [OpenFlag("disagree", 9, 9)])
    assert risk(None, [OpenFlag("spam", 9, 9)]) > risk(None, [spam]) > risk(None, [OpenFlag("spam", 0, 9)])


def test_one_unknown_flag_on_an_unanswered_comment_halves_the_time():
    assert urgent_at(SINCE, 60, risk(None, [OpenFlag("spam")]), reach(0, 0)) == SINCE + timedelta(minutes=30)


@given(
    flags=FLAGS, more=FLAGS, replies=st.integers(0, 10_000), writers=st.integers(0, 500), minutes=st.integers(1, 9999)
)
def test_more_flags_and_more_people_never_make_it_later(flags, more, replies, writers, minutes):
    here = urgent_at(SINCE, minutes, risk("flagged", flags), reach(replies, writers))
    assert SINCE <= here <= SINCE + timedelta(minutes=minutes)
    assert urgent_at(SINCE, minutes, risk("flagged", flags + more), reach(replies, writers)) <= here
    assert urgent_at(SINCE, minutes, risk("flagged", flags), reach(replies + 5, writers + 1)) <= here
