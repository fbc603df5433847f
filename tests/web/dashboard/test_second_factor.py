"""The second factor: set up with an app, asked for at the door, good once, taken away."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from commentsvc.db import unit_of_work
from commentsvc.services import second_factor, staff
from commentsvc.web.account import proofs
from tests.web.dashboard.conftest import PASSWORD

BASE = "/desk/account/second-factor"


def _first_step(newsroom, name: str = "olena", target: str = "/desk/sign-in"):
    """A browser whose person has given address and password."""
    browser = newsroom.stranger()
    answer = newsroom.sign_in(browser, f"{name}@daily.example", target=target)
    assert answer.status_code == 303 and answer.headers["Location"].startswith("/desk/sign-in/code"), answer.headers
    return browser


def _give(newsroom, browser, code: str, target: str = "/desk/sign-in/code"):
    return browser.post(target, data={"csrf_token": newsroom.token(browser, target), "code": code})


def _is_in(browser) -> bool:
    return browser.get("/desk/daily/").status_code == 200


@pytest.fixture
def secured(newsroom):
    """Olena has a second factor; the time of the code with which she set it up is over."""
    newsroom.here = newsroom.browser()
    newsroom.secret, newsroom.recovery = newsroom.secure(newsroom.here)
    newsroom.clock.pass_by(minutes=2)
    return newsroom


def test_the_page_shows_key_and_qr_code_and_sends_neither_anywhere(newsroom):
    browser = newsroom.browser()
    token, _ = newsroom.token_page(browser, BASE)
    browser.post(f"{BASE}/start", data={"csrf_token": token})
    answer = browser.get(BASE)
    assert "<svg" in answer.text and "data-secret>" in answer.text and "<img" not in answer.text
    assert " style=" not in answer.text
    secret = re.search(r"data-secret>([A-Z2-7-]+)<", answer.text).group(1)
    assert secret.replace("-", "") not in browser.get_cookie("desk", path="/desk").value
    wrong = browser.post(f"{BASE}/confirm", data={"csrf_token": token, "code": "000000"})
    assert wrong.status_code == 422 and not newsroom.person("olena").tf_totp_secret


def test_signing_in_takes_password_and_code(secured):
    assert len(secured.recovery) == 10
    stored = secured.person("olena")
    assert secured.secret.replace("-", "") not in stored.tf_totp_secret
    assert not set(secured.recovery) & set(stored.mf_recovery_codes)
    browser = _first_step(secured, target="/desk/sign-in?next=/desk/daily/log")
    assert not _is_in(browser)
    page = browser.get("/desk/sign-in/code?next=/desk/daily/log")
    assert page.status_code == 200 and page.headers["Cache-Control"] == "no-store"
    assert _give(secured, browser, "123 456").status_code == 401
    answer = _give(secured, browser, secured.code(secured.secret), "/desk/sign-in/code?next=/desk/daily/log")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/daily/log")
    assert _is_in(browser)


def test_a_code_is_good_once(secured):
    code = secured.code(secured.secret)
    assert _give(secured, _first_step(secured), code).status_code == 303
    again = _first_step(secured)
    assert _give(secured, again, code).status_code == 401 and not _is_in(again)
    # Neither is one from before it, though its time is not over.
    secured.clock.pass_by(seconds=-30)
    assert _give(secured, again, secured.code(secured.secret)).status_code == 401
    secured.clock.pass_by(seconds=60)
    assert _give(secured, again, secured.code(secured.secret)).status_code == 303


def test_of_the_same_code_sent_many_times_at_once_one_wins(secured):
    code, user_id = secured.code(secured.secret), secured.person("olena").id

    def take(_):
        with secured.app.test_request_context("/desk/"), unit_of_work():
            return proofs.take_code(user_id, code)

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(take, range(16))) == [False] * 15 + [True]


def test_a_recovery_code_opens_once(secured):
    code = secured.recovery[3]
    assert _give(secured, _first_step(secured), code.upper()).status_code == 303
    assert _give(secured, _first_step(secured), code).status_code == 401
    assert "9 recovery codes are left." in secured.here.get(BASE).text


def test_new_recovery_codes_take_the_place_of_the_old(secured):
    token, _ = secured.token_page(secured.here, BASE)
    answer = secured.here.post(f"{BASE}/recovery-codes", data={"csrf_token": token})
    fresh = re.findall(r"<code>([0-9a-f-]{14})</code>", answer.text)
    assert len(fresh) == 10 and not set(fresh) & set(secured.recovery)
    assert _give(secured, _first_step(secured), secured.recovery[0]).status_code == 401
    assert _give(secured, _first_step(secured), fresh[0]).status_code == 303


def test_the_first_step_does_not_last_nor_survive_a_new_password(secured):
    slow, overtaken = _first_step(secured), _first_step(secured)
    with secured.app.test_request_context("/"), unit_of_work():
        staff.set_password(staff.find("olena@daily.example"), "another", secured.clock.now())
    answer = overtaken.post("/desk/sign-in/code", data={"csrf_token": _csrf(secured, overtaken), "code": "1"})
    assert answer.headers["Location"] == "/desk/sign-in"
    secured.clock.pass_by(minutes=11)
    assert slow.get("/desk/sign-in/code").status_code == 302


def _csrf(newsroom, browser) -> str:
    return newsroom.token(browser, "/desk/sign-in")


def test_switching_off_takes_password_and_code(secured):
    browser = _first_step(secured)
    _give(secured, browser, secured.code(secured.secret))
    secured.clock.pass_by(minutes=1)
    token, _ = secured.token_page(browser, BASE)
    code = secured.code(secured.secret)
    for password, given in (("wrong", code), (PASSWORD, "000000")):
        answer = browser.post(f"{BASE}/off", data={"csrf_token": token, "password": password, "code": given})
        assert answer.status_code == 422 and secured.person("olena").tf_totp_secret
    answer = browser.post(f"{BASE}/off", data={"csrf_token": token, "password": PASSWORD, "code": code})
    assert answer.status_code == 303 and not secured.person("olena").tf_totp_secret
    assert [entry.action for entry in secured.log()] == ["secure", "unsecure"]
    assert secured.browser("olena")


def test_a_role_that_must_have_one_can_do_nothing_else_before(newsroom):
    newsroom.change_settings(second_factor_roles=["moderator", "administrator"])
    olena, vera = newsroom.browser("olena"), newsroom.browser("vera")
    assert _is_in(vera)
    for url in ("/desk/", "/desk/daily/", "/desk/daily/comments", "/desk/account/"):
        answer = olena.get(url)
        assert (answer.status_code, answer.headers["Location"]) == (302, BASE), url
    held = newsroom.post("https://example.org")
    token, page = newsroom.token_page(olena, BASE)
    assert "asks for a second factor in your role" in page
    form = {"csrf_token": token, "action": "approve", "version": 1}
    assert olena.post(f"/desk/daily/comments/{held}/actions", data=form).status_code == 403
    assert newsroom.row("comment", held).status == "pending"
    newsroom.secure(olena)
    assert _is_in(olena)
    token, _ = newsroom.token_page(olena, BASE)
    newsroom.clock.pass_by(minutes=1)
    assert olena.post(f"{BASE}/off", data={"csrf_token": token, "password": PASSWORD}).status_code == 403


def test_setting_it_up_ends_the_sessions_that_showed_no_code(newsroom):
    here, elsewhere = newsroom.browser(), newsroom.browser()
    newsroom.secure(here)
    assert (_is_in(here), _is_in(elsewhere)) == (True, False)


def test_guessing_codes_is_slowed_down(limited_newsroom):
    newsroom = limited_newsroom
    with newsroom.app.test_request_context("/"), unit_of_work():
        second_factor.turn_on(staff.find("olena@daily.example"), "{}", 0)
    browser = _first_step(newsroom)
    token = newsroom.token(browser, "/desk/sign-in/code")
    statuses = [
        browser.post(
            "/desk/sign-in/code",
            data={"csrf_token": token, "code": "no code"},
            environ_base={"REMOTE_ADDR": f"192.0.2.{number}"},
        ).status_code
        for number in range(7)
    ]
    assert statuses == [401] * 6 + [429]
