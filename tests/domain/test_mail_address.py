"""Addresses of mail: what is taken, what is the same, what is one mailbox."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentsvc.domain import mail_address


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ann@Example.ORG", "Ann@example.org"),
        (" ann@example.org\n", "ann@example.org"),
        ("a.b+c_d'e@sub.example.co.uk", "a.b+c_d'e@sub.example.co.uk"),
        ("ann@münchen.example", "ann@xn--mnchen-3ya.example"),
        ("ганна@приклад.укр", "ганна@xn--80aikifvh.xn--j1amh"),
    ],
)
def test_what_people_have_is_taken(typed, kept):
    assert str(mail_address.read(typed)) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ann",
        "@example.org",
        "ann@",
        "ann@localhost",
        "ann@127.0.0.1",
        "ann@[127.0.0.1]",
        "ann@example",
        "ann@@example.org",
        "a b@example.org",
        '"a b"@example.org',
        "ann@example.org\r\nBcc: x@example.org",
        "ann@example.org>, x@example.org",
        "ann@example.org,x@example.org",
        "<ann@example.org>",
        "Ann <ann@example.org>",
        "a..b@example.org",
        ".a@example.org",
        "ann@-example.org",
        "ann@exa mple.org",
        "ann@example.org.",
        "ann@example..org",
        "x" * 65 + "@example.org",
        "ann@" + "x" * 64 + ".org",
        "a@" + "x." * 130 + "org",
        "ann\x00@example.org",
        "an\u202en@example.org",
        "+380 44 123 45 67",
    ],
)
def test_nothing_else_is(typed):
    assert mail_address.read(typed) is None


@given(st.text(max_size=80))
def test_whatever_is_taken_is_one_address_on_one_line(text):
    found = mail_address.read(text + "@example.org")
    if found is not None:
        shown = str(found)
        assert shown.count("@") == 1 and shown.isprintable() and not set(shown) & set(' <>()[],;:"\\')


def test_one_mailbox_has_many_names():
    boxes = {mail_address.read(f"{name}@gmail.com").mailbox for name in ("Ann.B", "annb+x", "a.n.n.b+y+z", "ANNB")}
    assert boxes == {"annb@gmail.com"}
    assert mail_address.read("a.b+x@example.org").mailbox == "a.b@example.org"
    assert mail_address.read("+x@example.org").mailbox == "+x@example.org"


def test_spellings_of_one_address_are_the_same_and_only_they():
    assert mail_address.read("Ann@Example.org").same == mail_address.read("ann@example.ORG").same
    assert mail_address.read("ann+a@example.org").same != mail_address.read("ann@example.org").same


def test_a_masked_address_tells_its_owner_enough():
    assert mail_address.read("ann.bell@example.org").masked == "a…@example.org"
