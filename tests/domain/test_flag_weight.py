"""What a flag weighs: one for somebody unknown, more for who was right, less for who was not or is new."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentsvc.domain.flag_weight import reaches, weight
from commentsvc.domain.site_settings import SiteSettings

PLAIN = SiteSettings()


def test_somebody_unknown_weighs_one_and_so_many_of_them_are_the_threshold():
    assert weight(PLAIN, 0, 0, is_new=False) == 1
    assert reaches(PLAIN, [1.0] * 3) and not reaches(PLAIN, [1.0] * 2)


def test_a_record_weighs_more_or_less_unless_the_site_says_otherwise():
    assert weight(PLAIN, 4, 4, is_new=False) > 1.6
    assert weight(PLAIN, 0, 4, is_new=False) < 0.4
    assert weight(SiteSettings(weigh_flags=False), 0, 40, is_new=False) == 1


@pytest.mark.parametrize(("percent", "of_new"), [(100, 1.0), (50, 0.5), (0, 0.0)])
def test_somebody_new_weighs_what_the_site_says(percent, of_new):
    rules = SiteSettings(new_flags_percent=percent)
    assert weight(rules, 0, 0, is_new=True) == of_new
    assert weight(rules, 0, 0, is_new=False) == 1


@given(right=st.integers(0, 500), wrong=st.integers(0, 500), new=st.booleans(), percent=st.integers(0, 100))
def test_no_flag_weighs_two_and_none_weighs_less_than_nothing(right, wrong, new, percent):
    rules = SiteSettings(new_flags_percent=percent)
    found = weight(rules, right, right + wrong, new)
    assert 0 <= found < 2
    assert weight(rules, right + 1, right + wrong + 1, new) >= found >= weight(rules, right, right + wrong + 1, new)
