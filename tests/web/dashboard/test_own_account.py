"""One's own account: where one is signed in, and ending that."""

import re

import pytest

from commentsvc.domain.devices import in_two_words

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1"
_END = re.compile(r'action="(/desk/account/sessions/[A-Za-z0-9]{16}/end)"')


def _browser(newsroom, agent: str, name: str = "olena"):
    client = newsroom.stranger()
    client.environ_base["HTTP_USER_AGENT"] = agent
    assert newsroom.sign_in(client, f"{name}@daily.example").status_code == 303
    return client


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox · Linux"),
        (PHONE, "Safari · iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0", "Edge · Windows"),
        ("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36", "Chrome · Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15", "Safari · macOS"),
        ("curl/8.5", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_browser_is_reduced_to_two_words(agent, words):
    assert in_two_words(agent) == words


def test_sessions_are_listed_with_their_device_and_one_is_ended(newsroom):
    here, phone = _browser(newsroom, FIREFOX), _browser(newsroom, PHONE)
    _browser(newsroom, FIREFOX, "bohdan")
    page = here.get("/desk/account/").text
    assert page.count("Firefox · Linux") == 1 and "Safari · iPhone" in page and "This one" in page
    (url,) = _END.findall(page)
    assert newsroom.send(here, url).status_code == 303
    assert phone.get("/desk/daily/").status_code == 302
    assert "Safari · iPhone" not in here.get("/desk/account/").text


def test_all_others_are_ended_at_once(newsroom):
    here, phone, third = (_browser(newsroom, agent) for agent in (FIREFOX, PHONE, ""))
    assert "Unknown browser" in here.get("/desk/account/").text
    newsroom.send(here, "/desk/account/sessions/end-others")
    assert [one.get("/desk/daily/").status_code for one in (here, phone, third)] == [200, 302, 302]


def test_another_persons_session_is_not_there(newsroom):
    olena, bohdan = _browser(newsroom, FIREFOX), _browser(newsroom, PHONE, "bohdan")
    _browser(newsroom, FIREFOX)
    (url,) = _END.findall(olena.get("/desk/account/").text)
    assert newsroom.send(bohdan, url).status_code == 404
    assert _END.findall(olena.get("/desk/account/").text) == [url]
