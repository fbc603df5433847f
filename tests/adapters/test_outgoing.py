"""The one way out: what is called, what is refused before anything is sent, and how long is waited."""

import socket
import time
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentsvc.adapters.outgoing import OutgoingClient
from commentsvc.adapters.timed_sockets import tls_context
from commentsvc.domain.errors import OutgoingFailed
from commentsvc.domain.public_addresses import is_public
from commentsvc.ports import Asked
from tests.receivers import certificate, receiver

LOOPBACK = ("127.0.0.0/8",)


def names(**known):
    """A resolver that knows these names, and remembers what it was asked; `_` stands for dots."""
    table = {name.replace("_", "."): addresses for name, addresses in known.items()}
    asked = []

    def resolve(host, _seconds):
        asked.append(host)
        host = host.removesuffix(".")
        if host not in table:
            raise OutgoingFailed("host_unknown")
        return table[host].pop(0) if isinstance(table[host][0], list) else table[host]

    resolve.asked = asked
    return resolve


def nobody(host, _seconds):
    raise AssertionError(f"{host} was looked up")


def code_of(call, *arguments, **named) -> str:
    with pytest.raises(OutgoingFailed) as caught:
        call(*arguments, **named)
    return caught.value.code


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("ftp://news.example/", "url_scheme"),
        ("file:///etc/passwd", "url_scheme"),
        ("gopher://127.0.0.1:6379/_x", "url_scheme"),
        ("javascript:alert(1)", "url_scheme"),
        ("/relative", "url_unreadable"),
        ("https://", "url_unreadable"),
        ("http://news.example:99999/", "url_unreadable"),
        ("http://[fe80::1%25eth0]/", "url_unreadable"),
        ("https://user@news.example/", "url_credentials"),
        ("https://user:secret@news.example/", "url_credentials"),
        ("https://news.example/" + "x" * 2048, "url_too_long"),
        ("http://127.0.0.1/", "address_not_public"),
        ("http://2130706433/", "address_not_public"),
        ("http://0x7f.1/", "address_not_public"),
        ("http://0x7f000001/", "address_not_public"),
        ("http://017700000001/", "address_not_public"),
        ("http://127.1/", "address_not_public"),
        ("http://①②⑦.0.0.1/", "address_not_public"),
        ("http://0/", "address_not_public"),
        ("http://0.0.0.0:80/", "address_not_public"),
        ("http://169.254.169.254/latest/meta-data/", "address_not_public"),
        ("http://[::]/", "address_not_public"),
        ("http://[::1]/", "address_not_public"),
        ("http://[::ffff:127.0.0.1]/", "address_not_public"),
        ("http://[::ffff:a9fe:a9fe]/", "address_not_public"),
        ("http://[::127.0.0.1]/", "address_not_public"),
        ("http://[64:ff9b::7f00:1]/", "address_not_public"),
        ("http://[fd00:ec2::254]/", "address_not_public"),
        ("https://8.8.8.8:22/", "port_refused"),
        ("http://[2606:4700::1111]:6379/", "port_refused"),
    ],
)
def test_what_must_not_be_called_is_refused_by_its_address_alone(url, code):
    client = OutgoingClient(resolve=nobody)
    assert code_of(client.check, url) == code
    assert code_of(client.ask, Asked(url)) == code


@pytest.mark.parametrize(
    "addresses",
    [["10.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["2606:4700::1111", "::1"], ["fe80::1%lo"], ["::ffff:10.0.0.1"]],
)
def test_every_address_of_a_name_has_to_be_public(addresses):
    client = OutgoingClient(resolve=names(news_example=addresses))
    assert code_of(client.check, "https://news.example/") == "address_not_public"
    assert code_of(client.ask, Asked("https://news.example/")) == "address_not_public"


@settings(deadline=None)
@given(st.ip_addresses())
def test_a_name_may_be_called_where_its_address_is_public(address):
    client = OutgoingClient(resolve=names(news_example=[str(address)]))
    if is_public(address):
        client.check("https://news.example/")
    else:
        assert code_of(client.check, "https://news.example/") == "address_not_public"


def test_only_a_network_that_the_operator_allows_is_called_besides():
    allowed = OutgoingClient(["10.1.0.0/16", "fd12::/16"], resolve=names(inner_example=["10.1.2.3", "fd12::9"]))
    allowed.check("http://inner.example:9000/")
    allowed.check("http://10.1.255.1:25/")
    assert code_of(allowed.check, "http://10.2.0.1/") == "address_not_public"
    # An allowed address inside another one is another one.
    assert code_of(allowed.check, "http://[::ffff:10.1.2.3]/") == "address_not_public"


def test_a_name_is_looked_up_once_and_the_address_looked_at_is_the_one_called():
    with receiver() as there:
        # The second answer would be another machine's: rebinding.
        resolve = names(news_example=[["127.0.0.1"], ["127.0.0.2"]])
        client = OutgoingClient(LOOPBACK, resolve)
        answer = client.ask(Asked(there.url("/a?b=1#c", "news.example"), "POST", {"X-Word": "yes"}, b"body"))
        (got,) = there.received
    assert answer.status == 200 and resolve.asked == ["news.example"]
    assert (got.method, got.path, got.body) == ("POST", "/a?b=1", b"body")
    assert got.headers["host"] == f"news.example:{there.port}" and got.headers["x-word"] == "yes"
    assert set(got.headers) == {"host", "user-agent", "accept-encoding", "connection", "x-word", "content-length"}


def test_the_next_address_is_tried_where_one_does_not_answer():
    with receiver() as there:
        client = OutgoingClient(LOOPBACK, names(news_example=["127.0.0.9", "127.0.0.1"]))
        assert client.ask(Asked(there.url(host="news.example"))).status == 200


def test_nothing_of_the_environment_goes_along(monkeypatch):
    with receiver() as proxy, receiver() as there:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "https_proxy"):
            monkeypatch.setenv(name, proxy.url(""))
        client = OutgoingClient(LOOPBACK)
        client.ask(Asked(there.url()))
        client.ask(Asked(there.url()))
        assert len(there.received) == 2 and proxy.received == []
        assert "cookie" not in there.received[1].headers


def test_the_machines_own_resolver_is_asked():
    with receiver() as there:
        assert OutgoingClient((*LOOPBACK, "::1/128")).ask(Asked(there.url(host="localhost"))).status == 200
    assert code_of(OutgoingClient().check, there.url(host="localhost")) == "address_not_public"
    assert code_of(OutgoingClient().check, "http://no-such-name.invalid/") == "host_unknown"


def test_the_body_is_read_only_where_it_is_wanted_and_only_so_far():
    with receiver() as there:
        client = OutgoingClient(LOOPBACK)
        assert client.ask(Asked(there.url())).body == b""
        assert client.ask(Asked(there.url(), body_max_bytes=2)).body == b"ok"
        assert code_of(client.ask, Asked(there.url(), body_max_bytes=1)) == "answer_too_large"
        there.mode = "huge"
        assert client.ask(Asked(there.url())).status == 200
        assert code_of(client.ask, Asked(there.url(), body_max_bytes=1 << 20)) == "answer_too_large"


@pytest.mark.parametrize(
    ("mode", "code"),
    [("closes", "connection_failed"), ("garbage", "answer_unreadable"), ("short", "answer_unreadable")],
)
def test_an_answer_that_is_none_has_its_code(mode, code):
    with receiver(mode) as there:
        assert code_of(OutgoingClient(LOOPBACK).ask, Asked(there.url(), body_max_bytes=1000)) == code


def test_nobody_listening_is_a_failed_connection():
    with receiver() as gone:
        pass
    assert code_of(OutgoingClient(LOOPBACK).ask, Asked(gone.url())) == "connection_failed"


@pytest.mark.parametrize("mode", ["silent", "drips_head", "drips_body"])
def test_one_deadline_holds_for_everything_however_slowly_it_drips(mode):
    with receiver(mode) as there:
        begun = time.monotonic()
        asked = Asked(there.url(), seconds=0.4, body_max_bytes=1 << 20)
        assert code_of(OutgoingClient(LOOPBACK).ask, asked) == "timed_out"
        assert time.monotonic() - begun < 10, "the drip alone takes forty seconds"


def test_the_deadline_holds_for_the_handshake_and_for_looking_up():
    with socket.create_server(("127.0.0.1", 0)) as mute:
        url = f"https://127.0.0.1:{mute.getsockname()[1]}/"
        assert code_of(OutgoingClient(LOOPBACK).ask, Asked(url, seconds=0.3)) == "timed_out"

    def slow(_host, seconds):
        assert 0 < seconds <= 0.3
        raise OutgoingFailed("timed_out")

    assert code_of(OutgoingClient(resolve=slow).ask, Asked("https://news.example/", seconds=0.3)) == "timed_out"


@contextmanager
def secured(folder, called: str):
    context, authority = certificate(folder, called)
    with receiver(tls=context) as there:
        yield there, tls_context(str(authority))


def test_the_certificate_has_to_bear_the_name_of_the_address(tmp_path):
    resolve = names(news_example=["127.0.0.1"], evil_example=["127.0.0.1"])
    with secured(tmp_path, "news.example") as (there, trusting):
        client = OutgoingClient(LOOPBACK, resolve, trusting)
        assert client.ask(Asked(there.url("/", "news.example", "https"))).status == 200
        assert client.ask(Asked(there.url("/", "news.example.", "https"))).status == 200
        assert code_of(client.ask, Asked(there.url("/", "evil.example", "https"))) == "tls_failed"
        assert code_of(client.ask, Asked(there.url("/", "127.0.0.1", "https"))) == "tls_failed"
        strict = OutgoingClient(LOOPBACK, resolve)
        assert code_of(strict.ask, Asked(there.url("/", "news.example", "https"))) == "tls_failed"
        assert len(there.received) == 2


def test_an_address_can_have_a_certificate_too(tmp_path):
    with secured(tmp_path, "127.0.0.1") as (there, trusting):
        client = OutgoingClient(LOOPBACK, nobody, trusting)
        assert client.ask(Asked(there.url("/", "127.0.0.1", "https"))).status == 200


def test_redirects_are_answers_unless_they_are_to_be_followed():
    with receiver() as there, receiver(302, there.url("/end")) as first:
        client = OutgoingClient(LOOPBACK)
        assert client.ask(Asked(first.url())).status == 302
        assert client.ask(Asked(first.url(), "POST", body=b"x", redirects=3)).status == 302
        assert there.received == []
        answer = client.ask(Asked(first.url(), headers={"X-Word": "yes"}, redirects=1, body_max_bytes=10))
        assert (answer.status, answer.body) == (200, b"ok")
        (got,) = there.received
    assert got.path == "/end" and "x-word" not in got.headers and "cookie" not in got.headers


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("http://169.254.169.254/latest/", "address_not_public"),
        ("http://[::ffff:10.0.0.1]/", "address_not_public"),
        ("http://0x0a.1/", "address_not_public"),
        ("https://8.8.8.8:22/", "port_refused"),
        ("ftp://8.8.8.8/", "url_scheme"),
        ("https://a:b@8.8.8.8/", "url_credentials"),
        ("http://[", "url_unreadable"),
        ("/" + "x" * 3000, "url_too_long"),
    ],
)
def test_each_hop_is_looked_at_like_the_first(target, code):
    with receiver(302, target) as first:
        assert code_of(OutgoingClient(LOOPBACK).ask, Asked(first.url(), redirects=3)) == code


def test_redirects_end(tmp_path):
    with receiver(307, "/again") as first:
        client = OutgoingClient(LOOPBACK)
        assert code_of(client.ask, Asked(first.url(), redirects=3)) == "too_many_redirects"
        assert [got.path for got in first.received] == ["/hook", "/again", "/again", "/again"]
    with secured(tmp_path, "127.0.0.1") as (there, trusting):
        there.mode, there.target = 302, "http://127.0.0.1/"
        client = OutgoingClient(LOOPBACK, tls=trusting)
        assert code_of(client.ask, Asked(there.url("/", scheme="https"), redirects=1)) == "redirect_insecure"
