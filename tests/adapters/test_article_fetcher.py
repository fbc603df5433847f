"""The reader of publishers' pages: a site's own hosts only, the same article only, and bounds for everything."""

import pytest

from commentsvc.adapters.article_fetcher import PageFetcher
from commentsvc.adapters.outgoing import OutgoingClient
from commentsvc.domain.errors import OutgoingFailed
from commentsvc.ports import Answered
from tests.receivers import receiver

HOSTS = ("news.example", "www.news.example")
URL = "https://news.example/bridge"


class Web:
    """Answers by address; everything else was never to be asked."""

    def __init__(self, **pages):
        self.pages, self.asked = {}, []

    def __setitem__(self, url, answer):
        status, headers, body = answer
        self.pages[url] = Answered(status, {"content-type": "text/html"} | headers, body)

    def ask(self, asked):
        self.asked.append(asked)
        return self.pages[asked.url]


@pytest.fixture
def web():
    return Web()


def code_of(web, url=URL, hosts=HOSTS):
    with pytest.raises(OutgoingFailed) as caught:
        PageFetcher(web).fetch(url, hosts)
    return caught.value.code


def test_a_page_is_read_with_bounds(web):
    web[URL] = 200, {}, "<p>Міст</p>".encode()
    assert PageFetcher(web).fetch(URL, HOSTS) == "<p>Міст</p>"
    (asked,) = web.asked
    assert asked.method == "GET" and asked.redirects == 0
    assert 0 < asked.seconds <= 15 and asked.body_max_bytes == 3 * 1024 * 1024


@pytest.mark.parametrize(
    "url", ["https://evil.example/bridge", "http://127.0.0.1/", "file:///etc/passwd", "https://a@news.example/"]
)
def test_other_hosts_are_never_asked(web, url):
    assert code_of(web, url) in {"url_host_unregistered", "url_scheme", "url_credentials"}
    assert web.asked == []


def test_a_redirect_to_the_same_article_is_followed(web):
    web["http://news.example/bridge"] = 301, {"location": "https://www.news.example/bridge/"}, b""
    web["https://www.news.example/bridge/"] = 200, {}, b"<p>x</p>"
    assert PageFetcher(web).fetch("http://news.example/bridge", HOSTS) == "<p>x</p>"


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("https://evil.example/bridge", "url_host_unregistered"),
        ("//169.254.169.254/latest", "url_host_unregistered"),
        ("/", "page_moved"),
        ("/another-article", "page_moved"),
        ("http://news.example/bridge", "redirect_insecure"),
        ("javascript:alert(1)", "url_scheme"),
        ("https://[", "url_unreadable"),
    ],
)
def test_a_redirect_elsewhere_is_not_followed(web, target, code):
    web[URL] = 302, {"location": target}, b""
    assert code_of(web) == code
    assert len(web.asked) == 1


def test_a_ring_of_redirects_ends(web):
    web[URL] = 302, {"location": URL}, b""
    assert code_of(web) == "too_many_redirects"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((404, {}, b"<p>gone</p>"), "status_refused"),
        ((200, {"content-type": "application/pdf"}, b"%PDF"), "page_not_html"),
        ((200, {"content-type": ""}, b"<p>x</p>"), "page_not_html"),
    ],
)
def test_what_is_no_page_is_refused(web, answer, code):
    web[URL] = answer
    assert code_of(web) == code


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/html; charset=windows-1251", "Міст".encode("cp1251")),
        ("text/html", b'<meta charset="koi8-u">' + "Міст".encode("koi8-u")),
        ("text/html; charset=windows-1251", b"\xef\xbb\xbf" + "Міст".encode()),
        ("text/html; charset=unicode_escape", "Міст".encode()),
        ("text/html; charset=no-such-thing", "Міст".encode()),
    ],
)
def test_the_encoding_is_the_one_that_the_page_names(web, kind, body):
    web[URL] = 200, {"content-type": kind}, body
    assert "Міст" in PageFetcher(web).fetch(URL, HOSTS)


def test_the_address_is_looked_at_as_it_is_connected_to_after_a_redirect_too():
    with receiver(302) as there:
        there.target = f"http://127.0.0.2:{there.port}/hook"
        hosts = (f"127.0.0.1:{there.port}", f"127.0.0.2:{there.port}")
        fetcher = PageFetcher(OutgoingClient(("127.0.0.1/32",)))
        with pytest.raises(OutgoingFailed) as caught:
            fetcher.fetch(there.url(), hosts)
        # Even where both were registered, the second is another article; were it the same, it would not be public.
        assert caught.value.code == "page_moved"
        with pytest.raises(OutgoingFailed) as caught:
            fetcher.fetch(there.url(host="127.0.0.2"), hosts)
        assert caught.value.code == "address_not_public"
        assert len(there.received) == 1
