"""Which comments look as if one hand had sent them, and which do not."""

from datetime import UTC, datetime, timedelta

from commentsvc.domain.cohorts import CohortKind, Trace, cohorts

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def trace(number: int, *, source=None, born=-7200.0, thread=1, network=None, guest=True, reader=None) -> Trace:
    """The numbered comment of a numbered reader, made so many seconds after noon, each a minute after the other."""
    return Trace(
        number,
        1,
        thread,
        source or f"{'nine lives '[number % 9 :]} and other words {chr(97 + number % 26) * 5}",
        number if reader is None else reader,
        guest,
        NOON + timedelta(seconds=born),
        network,
        NOON + timedelta(minutes=number),
    )


def kinds(traces) -> list[tuple[str, int]]:
    return [(one.kind, len(one.traces)) for one in cohorts(traces)]


def test_four_readers_with_nearly_the_same_words_are_a_cohort():
    words = ("Wake up, people!", "WAKE UP PEOPLE 2", "wake up, people…", "Wаke up people")  # one of them in Cyrillic
    traces = [trace(number, source=words[number]) for number in range(4)]
    assert kinds(traces) == [(CohortKind.ALIKE, 4)]
    assert cohorts(traces)[0].examples[0] == words[3]
    assert kinds(traces[:3]) == []


def test_one_reader_who_repeats_himself_is_none():
    assert kinds([trace(number, source="Again!", reader=1) for number in range(9)]) == []


def test_guests_born_one_shortly_after_the_other_who_write_in_one_thread():
    traces = [trace(number, born=number * 50) for number in range(5)]
    assert kinds(traces) == [(CohortKind.BORN, 5)]


def test_a_pause_parts_them_and_so_does_another_thread():
    assert kinds([trace(number, born=number * 50 + (number > 2) * 61) for number in range(6)]) == []
    assert kinds([trace(number, born=number, thread=number) for number in range(6)]) == []


def test_accounts_and_who_came_long_ago_are_not_born_for_it():
    assert kinds([trace(number, born=number, guest=False) for number in range(6)]) == []
    assert kinds([trace(number, born=-7200 + number) for number in range(6)]) == []


def test_guests_of_one_network():
    traces = [trace(number, network="n") for number in range(4)] + [trace(9, network="m"), trace(10)]
    assert kinds(traces) == [(CohortKind.NETWORK, 4)]


def test_the_largest_comes_first():
    few = [trace(number, network="n") for number in range(4)]
    many = [trace(number, source="The same!") for number in range(10, 16)]
    assert kinds(few + many) == [(CohortKind.ALIKE, 6), (CohortKind.NETWORK, 4)]
