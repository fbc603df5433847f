"""The checks that look at the writer and at what others wrote can be tried on the past, too."""

import pytest

from tests.web.dashboard.test_desk_site_settings import FORMS, SCREENING, version
from tests.web.dashboard.test_word_lists import tried

LONG = "The bridge was closed for three weeks and nobody told us why."


@pytest.fixture
def told(newsroom):
    """`told(hold_repeats="yes")`: what a trial of these settings says."""

    def attempt(**changes) -> str:
        ada = newsroom.browser("ada")
        asked = FORMS[SCREENING] | changes | {"version": version(ada.get(SCREENING).text)}
        return tried(newsroom, ada, newsroom.send(ada, SCREENING, do="try", **asked))

    return attempt


def test_first_comments_repeats_and_refusals_of_the_past(newsroom, told):
    first = newsroom.post("A first word of Ivan’s.", name="Ivan")
    newsroom.post_as(first, LONG)
    newsroom.post_as(first, LONG + "!")
    newsroom.post(LONG, name="Olha")
    assert "would have stopped 2 of 4 comments" in told(new_reader_comments="1")
    assert "would have stopped 1 of 4 comments" in told(hold_repeats="yes")
    assert "would have stopped 1 of 4 comments" in told(repeats_of_many="1")
    assert "would have stopped none" in told(refused_comments="1")
    newsroom.act(newsroom.browser("olena"), "comment", first, "reject:abuse")
    assert "would have stopped 2 of 4 comments" in told(refused_comments="1")
