"""Flags take a comment off the page by what they weigh: by what became of the reader's earlier ones, and how new."""

import pytest

from commentsvc.domain.moderation import Action, HeldReason, Status

NAMES = ("Ben", "Cleo", "Dan")


@pytest.fixture
def flagged(factories):
    """`flagged("Ben", "Cleo")`: a comment that these readers flagged one after the other, as it is then."""

    def make(*names):
        comment = factories.comment("Look at this.", by="Ann")
        for name in names:
            factories.flag(comment, by=name)
        return factories.reload(comment)

    return make


def settled(factories, action, *names, times=4):
    """What these readers flagged before, and what became of it."""
    for number in range(times):
        comment = factories.comment(f"Earlier {number}.", by="Zoe")
        for name in names:
            factories.flag(comment, by=name)
        factories.decide(factories.reload(comment), action)


def test_three_readers_of_whom_nothing_is_known_are_enough(flagged):
    assert flagged("Ben", "Cleo").status == Status.APPROVED
    held = flagged(*NAMES)
    assert (held.status, held.reason, held.open_flags) == (Status.PENDING, HeldReason.FLAGGED, 3)


def test_two_who_were_always_right_are_enough(factories, flagged):
    settled(factories, Action.REJECT, "Ben", "Cleo")
    assert flagged("Ben", "Cleo").status == Status.PENDING


def test_three_who_were_never_right_are_not_and_stay_in_the_queue(factories, flagged):
    settled(factories, Action.APPROVE, "Ben", "Cleo")
    found = flagged(*NAMES)
    assert (found.status, found.open_flags) == (Status.APPROVED, 3)
    assert found.urgent_at is not None
    factories.settings(weigh_flags=False)
    assert flagged(*NAMES).status == Status.PENDING


def test_newcomers_weigh_what_the_site_says_until_they_have_written_or_a_day_has_passed(factories, flagged, clock):
    factories.settings(new_flags_percent=50)
    assert flagged(*NAMES).status == Status.APPROVED
    factories.comment("I am here to stay.", by="Ben")
    assert flagged(*NAMES).status == Status.APPROVED
    assert flagged(*NAMES, "Eve", "Fay").status == Status.PENDING
    clock.pass_by(minutes=24 * 60 + 1)
    assert flagged(*NAMES).status == Status.PENDING


def test_what_the_newsroom_wrote_stays_whatever_flags_weigh(factories):
    factories.comment("To make the thread.")
    said = factories.speak(factories.staff("Olena"))
    for name in (*NAMES, "Eve"):
        factories.flag(said, by=name)
    assert factories.reload(said).status == Status.APPROVED
