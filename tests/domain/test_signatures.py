"""Signed messages in the form of Standard Webhooks."""

from datetime import UTC, datetime, timedelta

import pytest

from commentsvc.domain.errors import Unauthenticated
from commentsvc.domain.signatures import WINDOW_SECONDS, Envelope, check, shown_secret, sign

KEY, OTHER = b"k" * 32, b"o" * 32
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
STAMP = str(int(NOW.timestamp()))
BODY = b'{"url": "https://daily.example"}'


def refusal(*args) -> str:
    with pytest.raises(Unauthenticated) as caught:
        check(*args)
    return caught.value.code


def test_the_form_is_that_of_the_specification():
    # Made once with: printf 'id.1.body' | openssl dgst -sha256 -mac HMAC -macopt hexkey:6b6b… -binary | base64
    assert sign(KEY, "id", "1", b"body") == "v1,42jVZDBFyNM5w+qB0fxxMo8D6DDkDfpaIcNE4dqfFI8="
    assert shown_secret(b"\x00" * 32) == "whsec_" + "A" * 43 + "="


def test_each_key_in_force_signs():
    for key in (KEY, OTHER):
        check([KEY, OTHER], Envelope("id", STAMP, sign(key, "id", STAMP, BODY)), BODY, NOW)


def test_a_sender_may_sign_with_an_old_and_a_new_key():
    both = f"{sign(OTHER, 'id', STAMP, BODY)} {sign(KEY, 'id', STAMP, BODY)}"
    check([KEY], Envelope("id", STAMP, both), BODY, NOW)


@pytest.mark.parametrize("off", [WINDOW_SECONDS, -WINDOW_SECONDS])
def test_clocks_may_differ_by_five_minutes_and_no_more(off):
    envelope = Envelope("id", STAMP, sign(KEY, "id", STAMP, BODY))
    check([KEY], envelope, BODY, NOW + timedelta(seconds=off))
    later = NOW + timedelta(seconds=off + (1 if off > 0 else -1))
    assert refusal([KEY], envelope, BODY, later) == "signature_expired"


@pytest.mark.parametrize(
    ("secrets", "message_id", "stamp", "body"),
    [
        ([OTHER], "id", STAMP, BODY),
        ([], "id", STAMP, BODY),
        ([KEY], "other", STAMP, BODY),
        ([KEY], "id", str(int(STAMP) + 1), BODY),
        ([KEY], "id", STAMP, BODY + b" "),
    ],
)
def test_whatever_was_changed_breaks_the_signature(secrets, message_id, stamp, body):
    envelope = Envelope(message_id, stamp, sign(KEY, "id", STAMP, BODY))
    assert refusal(secrets, envelope, body, NOW) == "signature_invalid"


@pytest.mark.parametrize(
    "envelope",
    [
        Envelope("", STAMP, "v1,x"),
        Envelope("id", "", "v1,x"),
        Envelope("id", STAMP, ""),
        Envelope("id", "soon", "v1,x"),
        Envelope("id", "１２", "v1,x"),
        Envelope("i d", STAMP, "v1,x"),
    ],
)
def test_a_missing_or_malformed_header_is_said(envelope):
    assert refusal([KEY], envelope, BODY, NOW) == "signature_missing"


def test_a_signature_that_is_no_ascii_is_only_wrong():
    assert refusal([KEY], Envelope("id", STAMP, "v1,ключ \ud800"), BODY, NOW) == "signature_invalid"
