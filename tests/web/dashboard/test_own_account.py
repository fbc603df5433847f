"""One's own account: where one is signed in, and ending that."""

import re

import pytest

from commentsvc.domain.devices import in_two_words
from tests.web.dashboard.conftest import PASSWORD

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


def test_a_new_password_ends_every_other_session_and_keeps_this_one(newsroom):
    here, phone = _browser(newsroom, FIREFOX), _browser(newsroom, PHONE)
    assert here.get("/desk/account/password").status_code == 200
    form = {"present": PASSWORD, "new": "a kettle on the roof"}
    assert newsroom.send(here, "/desk/account/password", **form).status_code == 303
    assert here.get("/desk/account/").status_code == 200 and phone.get("/desk/daily/").status_code == 302
    email = "olena@daily.example"
    assert newsroom.sign_in(newsroom.stranger(), email).status_code == 401
    assert newsroom.sign_in(newsroom.stranger(), email, form["new"]).status_code == 303


@pytest.mark.parametrize(
    ("present", "new", "field"),
    [
        ("wrong", "a kettle on the roof", "present"),
        (PASSWORD, "too short", "new"),
        (PASSWORD, "ab" * 20, "new"),
        (PASSWORD, "Olena olena olena 2026", "new"),
        (PASSWORD, "olena@daily.example", "new"),
    ],
)
def test_a_password_that_will_not_do_is_refused_beside_its_field(newsroom, present, new, field):
    browser = _browser(newsroom, FIREFOX)
    answer = newsroom.send(browser, "/desk/account/password", present=present, new=new)
    assert answer.status_code == 422 and re.findall(r'id="(\w+)-wrong"', answer.text) == [field]
    assert new not in answer.text
    assert newsroom.sign_in(newsroom.stranger(), "olena@daily.example").status_code == 303


def test_trying_passwords_is_slowed_down(limited_newsroom):
    browser = limited_newsroom.browser()
    token = limited_newsroom.token(browser, "/desk/account/password")
    form = {"csrf_token": token, "present": "guess", "new": "a kettle on the roof"}
    statuses = [browser.post("/desk/account/password", data=form).status_code for _ in range(7)]
    assert statuses == [422] * 6 + [429]
