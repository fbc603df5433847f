"""Which article an address is, and which links readers may post."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentsvc.domain.errors import Invalid
from commentsvc.domain.page_url import canonical, host_of, origin, safe_link

HOSTS = ["news.example", "www.news.example", "m.news.example", "amp.news.example", "sub.news.example"]
HOSTS += ["news.example:8443", "новини.укр", "SPA.example."]
STORY = "https://news.example/a/story"

URLISH = st.one_of(
    st.text(max_size=60),
    st.builds(
        "{}://{}{}{}{}".format,
        st.sampled_from(["http", "HTTPS", "javascript", "mailto"]),
        st.sampled_from([*HOSTS, "evil.example", "a@news.example", "[::1]", "news.example:80"]),
        st.lists(
            st.sampled_from(["/", "a", "%2F", "%2f", "..", "/amp", "/index.html", "ї", "%D1%97", "%ff", "+", " ", ";"])
        ).map(lambda parts: "/" + "".join(parts)),
        st.lists(st.sampled_from(["?", "&", "a=1", "b", "utm_source=x", "%", "%zz", "amp", "=", "é"])).map("".join),
        st.sampled_from(["", "#", "#c1", "#!/x", "#/x/"]),
    ),
)


def code_of(function, *args) -> str:
    with pytest.raises(Invalid) as caught:
        function(*args)
    (error,) = caught.value.errors
    assert error.field == "url"
    return error.code


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example/a/story",
        "HTTPS://NEWS.EXAMPLE.:443/a/story/",
        "https://www.news.example/a/story",
        "https://m.news.example/a/story",
        "https://amp.news.example/a/story/amp/?amp=1",
        " https://news.example/a//./b/../story?\n",
        "https://news.example/a/story/index.html#comment-3",
        "https://news.example/a/story?utm_source=x&fbclid=y&GCLID=z&&yclid=1#:~:text=a",
        "https://news.example/a/story;jsessionid=1A2B?PHPSESSID=3",
        "https://news-example.cdn.ampproject.org/c/s/news.example/a/story",
        "https://www.google.com/amp/s/amp.news.example/a/story",
    ],
)
def test_ways_to_one_story_name_one_article(url):
    assert canonical(url, HOSTS) == STORY


@pytest.mark.parametrize(
    ("url", "canonical_url"),
    [
        ("https://news.example/A/Story", "https://news.example/A/Story"),
        ("https://news.example/a%2fstory", "https://news.example/a%2Fstory"),
        ("https://news.example/a/story?b=2&a=1&utm_medium=x", "https://news.example/a/story?a=1&b=2"),
        ("https://news.example/?p=17", "https://news.example/?p=17"),
        ("https://news.example:8443/a/story", "https://news.example:8443/a/story"),
        ("https://sub.news.example/a/story", "https://sub.news.example/a/story"),
        ("http://НОВИНИ.укр/ї", "https://xn--b1amarcd.xn--j1amh/%D1%97"),
        ("https://news.example/\u0456\u0308", "https://news.example/%D1%97"),
        ("https://spa.example/#!/story/1/", "https://spa.example/#!/story/1"),
        ("https://www.news.example/", "https://www.news.example/"),
        ("https://news.example/100%", "https://news.example/100%25"),
    ],
)
def test_what_tells_articles_apart_is_kept(url, canonical_url):
    assert canonical(url, HOSTS) == canonical_url


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("", "url_unreadable"),
        ("/a/story", "url_unreadable"),
        ("https://", "url_unreadable"),
        ("https://news.example\x00.evil.example/", "url_unreadable"),
        ("https://news.example/\ud800", "url_unreadable"),
        (None, "url_unreadable"),
        ("javascript:alert(1)", "url_scheme"),
        ("data:text/html,x", "url_scheme"),
        ("ftp://news.example/", "url_scheme"),
        ("https://editor@news.example/", "url_credentials"),
        ("https://news.example@evil.example/", "url_credentials"),
        ("https://evil.example/", "url_host_unregistered"),
        ("https://news.example.evil.example/", "url_host_unregistered"),
        ("https://xnews.example/", "url_host_unregistered"),
        ("https://nеws.example/", "url_host_unregistered"),
        ("https://news.example:444/", "url_host_unregistered"),
        ("https://news.example..", "url_host_unregistered"),
        ("https://other.news.example/", "url_host_unregistered"),
        ("https://www.google.com/amp/s/evil.example/a", "url_host_unregistered"),
        ("https://news.example/" + "a" * 2048, "url_too_long"),
    ],
)
def test_what_is_no_article_of_the_site_is_refused(url, code):
    assert code_of(canonical, url, HOSTS) == code


@given(URLISH)
def test_a_canonical_address_is_its_own(url):
    try:
        once = canonical(url, HOSTS)
    except Invalid:
        return
    if len(once) <= 2048:
        assert canonical(once, HOSTS) == once


def test_an_origin_is_written_as_browsers_write_it():
    assert origin("HTTPS://News.Example:443/a?b#c") == "https://news.example"
    assert origin("http://localhost:5001") == "http://localhost:5001"
    assert host_of("http://localhost:5001") == "localhost:5001"
    assert host_of("https://новини.укр") == "xn--b1amarcd.xn--j1amh"
    for bad in ("null", "", "file:///etc"):
        assert code_of(origin, bad) in ("url_unreadable", "url_scheme")


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("https://a.example", "https://a.example/"),
        ("HTTP://A.example/ї", "http://a.example/%D1%97"),
        ("mailto:a@b.example?subject=Hi", "mailto:a@b.example?subject=Hi"),
        ("java\nscript:alert(1)", None),
        ("javascript:123", None),
        ("\x01javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//a.example", None),
        ("/a", None),
        ("a.example", None),
        ("mailto:", None),
        ("https://bank.example@evil.example/", None),
        ("https://a.example/" + "a" * 2048, None),
        ("https://\ud800", None),
    ],
)
def test_readers_link_only_to_the_web_and_to_mail(url, href):
    assert safe_link(url) == href


@given(URLISH)
def test_a_safe_link_stays_itself(url):
    href = safe_link(url)
    if href is not None:
        assert href.startswith(("http://", "https://", "mailto:"))
        assert safe_link(href) == href
