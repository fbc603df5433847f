"""Lists of hosts: however a newsroom writes a name it is kept in one form, and a link is held against that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentsvc.domain.errors import Invalid
from commentsvc.domain.limits import LINK_HOSTS_MAX
from commentsvc.domain.link_hosts import clean_hosts, leads_to

LABELS = st.from_regex(r"[a-z][a-z0-9]{0,10}", fullmatch=True)
HOSTS = st.lists(LABELS, min_size=2, max_size=4).map(".".join)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Example.COM", "example.com"),
        ("https://example.com:8080/path?q=1", "example.com"),
        ("*.example.com", "example.com"),
        ("новини.укр", "xn--b1amarcd.xn--j1amh"),
        ("example.com.", "example.com"),
        ("192.0.2.1", "192.0.2.1"),
    ],
)
def test_a_name_is_kept_in_one_form(typed, kept):
    assert clean_hosts("hosts", [typed]) == (kept,)


@pytest.mark.parametrize("typed", ["localhost", "two words.com", "@", "https://", ".com", "a\x00b.com", "", 7, "a_b%"])
def test_what_is_no_host_is_refused(typed):
    with pytest.raises(Invalid):
        clean_hosts("hosts", [typed])


def test_too_many_are_refused_and_one_twice_is_one():
    assert clean_hosts("hosts", ["a.example", "A.example"]) == ("a.example",)
    with pytest.raises(Invalid):
        clean_hosts("hosts", ["a.example"] * (LINK_HOSTS_MAX + 1))


@given(st.text(max_size=80))
def test_whatever_is_typed_is_kept_in_a_form_that_stays_or_refused(typed):
    try:
        kept = clean_hosts("hosts", [typed])
    except Invalid:
        return
    assert clean_hosts("hosts", kept) == kept


@given(host=HOSTS, below=LABELS, path=st.from_regex(r"[a-z0-9/]{0,20}", fullmatch=True))
def test_hosts_below_count_and_names_that_only_end_alike_do_not(host, below, path):
    assert leads_to(f"https://{host}/{path}", [host])
    assert leads_to(f"http://{below}.{host}:8443/{path}", [host])
    assert not leads_to(f"https://{below}{host}/{path}", [host])
    assert not leads_to(f"https://elsewhere.invalid/{host}", [host])


def test_a_mail_address_leads_nowhere():
    assert not leads_to("mailto:a@example.com", ["example.com"])
