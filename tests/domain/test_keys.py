"""What the service's one key seals and hashes."""

from hypothesis import given
from hypothesis import strategies as st

from commentsvc.domain.keys import Keys

OURS, THEIRS = Keys(b"a" * 32), Keys(b"b" * 32)


@given(st.text())
def test_what_is_sealed_is_read_with_the_same_key_alone(words):
    sealed = OURS.seal(words)
    assert OURS.unseal(sealed) == words
    assert THEIRS.unseal(sealed) is None


def test_the_same_words_are_sealed_differently_each_time():
    assert OURS.seal("reader@example.org") != OURS.seal("reader@example.org")


def test_damaged_or_foreign_words_are_told_apart_from_sealed_ones():
    sealed = OURS.seal("reader@example.org")
    assert OURS.unseal(sealed[:-2]) is None
    assert OURS.unseal("reader@example.org") is None
    assert OURS.unseal("ünlesbar") is None


@given(st.text(), st.text())
def test_a_blind_hash_finds_the_same_words_and_no_others(one, other):
    assert (OURS.blind("mail", "daily", one) == OURS.blind("mail", "daily", other)) == (one == other)


def test_a_blind_hash_cannot_be_compared_across_sites_purposes_or_keys():
    hashes = {
        OURS.blind("mail", "daily", "x"),
        OURS.blind("mail", "weekly", "x"),
        OURS.blind("publisher", "daily", "x"),
        THEIRS.blind("mail", "daily", "x"),
    }
    assert len(hashes) == 4
    assert all(len(one) == 64 for one in hashes)
