"""Signing in and out: sessions that end, on our side, whatever a copied cookie says."""

from datetime import timedelta

import pytest
from flask_security.utils import hash_password

from commentsvc.db import unit_of_work
from commentsvc.services import staff
from commentsvc.web.account import sign_in
from commentsvc.web.account.local_paths import desk_path
from tests.web.dashboard.conftest import PASSWORD


def _copy_of(newsroom, browser):
    thief = newsroom.stranger()
    thief.set_cookie("desk", browser.get_cookie("desk", path="/desk").value, path="/desk")
    return thief


def _is_in(browser) -> bool:
    return browser.get("/desk/daily/").status_code == 200


def test_a_moderator_signs_in_and_lands_where_they_wanted(newsroom):
    browser = newsroom.stranger()
    refused = browser.get("/desk/daily/comments?queue=flagged")
    assert refused.status_code == 302
    target = refused.headers["Location"]
    assert target.startswith("/desk/sign-in?next=")
    answer = newsroom.sign_in(browser, "Olena@Daily.example ", target=target)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/daily/comments?queue=flagged")


def test_the_cookie_is_kept_from_scripts_other_pages_and_other_sites(newsroom):
    browser = newsroom.stranger()
    cookie = newsroom.sign_in(browser, "olena@daily.example").headers["Set-Cookie"]
    assert cookie.startswith("desk=")
    for attribute in ("HttpOnly", "Path=/desk", "SameSite=Lax"):
        assert attribute in cookie


def test_wrong_password_unknown_address_and_retired_person_read_the_same(newsroom):
    with newsroom.app.test_request_context("/"), unit_of_work():
        staff.find("bohdan@daily.example").active = False
    pages = []
    for email, password in (
        ("olena@daily.example", "wrong"),
        ("who@daily.example", PASSWORD),
        ("bohdan@daily.example", PASSWORD),
    ):
        answer = newsroom.sign_in(newsroom.stranger(), email, password)
        assert answer.status_code == 401
        pages.append(answer.text.replace(email, "").split('name="csrf_token"')[0])
    assert len(set(pages)) == 1
    assert "do not belong together" in pages[0]


def test_a_copied_cookie_is_dead_after_sign_out(newsroom):
    browser = newsroom.browser()
    thief = _copy_of(newsroom, browser)
    assert _is_in(thief)
    answer = newsroom.send(browser, "/desk/sign-out")
    assert answer.status_code == 303
    assert not _is_in(browser)
    assert not _is_in(thief)


def test_sign_out_needs_the_token_so_that_no_other_page_can_do_it(newsroom):
    browser = newsroom.browser()
    assert browser.post("/desk/sign-out").status_code == 400
    browser.get("/desk/sign-out")
    assert _is_in(browser)


def test_a_session_ends_after_its_hours_even_in_use(newsroom):
    browser = newsroom.browser()
    for _ in range(11):
        newsroom.clock.pass_by(minutes=60)
        assert _is_in(browser)
    newsroom.clock.pass_by(minutes=61)
    assert not _is_in(browser)


def test_a_session_ends_when_it_lies_idle(newsroom):
    browser = newsroom.browser()
    newsroom.clock.pass_by(minutes=119)
    assert _is_in(browser)
    newsroom.clock.pass_by(minutes=119)
    assert _is_in(browser)
    newsroom.clock.pass_by(minutes=120)
    assert not _is_in(browser)


def test_a_new_password_ends_every_session_of_the_person(newsroom):
    first, second, other = newsroom.browser(), newsroom.browser(), newsroom.browser("bohdan")
    with newsroom.app.test_request_context("/"):
        hashed = hash_password("another lantern")
        with unit_of_work():
            staff.set_password(staff.find("olena@daily.example"), hashed, newsroom.clock.now())
    assert (_is_in(first), _is_in(second), _is_in(other)) == (False, False, True)


def test_a_changed_uniquifier_alone_ends_the_sessions(newsroom):
    browser = newsroom.browser()
    with newsroom.app.test_request_context("/"), unit_of_work():
        staff.find("olena@daily.example").fs_uniquifier = "new"
    assert not _is_in(browser)


def test_a_retired_person_is_out_at_once(newsroom):
    browser = newsroom.browser()
    with newsroom.app.test_request_context("/"), unit_of_work():
        staff.find("olena@daily.example").active = False
    assert not _is_in(browser)


def test_what_a_stranger_planted_in_the_cookie_does_not_survive_signing_in(newsroom):
    browser = newsroom.stranger()
    browser.get("/desk/sign-in?lang=uk")
    before = newsroom.token(browser)
    newsroom.sign_in(browser, "olena@daily.example")
    assert newsroom.token(browser, "/desk/daily/") != before


def test_a_form_of_a_dead_session_says_so_and_changes_nothing(newsroom):
    held = newsroom.post("https://example.org")
    browser = newsroom.browser()
    token = newsroom.token(browser, "/desk/daily/")
    newsroom.clock.pass_by(hours=3)
    form = {"csrf_token": token, "action": "approve", "version": 1}
    answer = browser.post(f"/desk/daily/comments/{held}/actions", data=form)
    assert answer.status_code == 401 and "Your session has ended" in answer.text
    assert newsroom.row("comment", held).status == "pending"


def test_a_stale_sign_in_form_is_offered_anew(newsroom):
    answer = newsroom.stranger().post("/desk/sign-in", data={"email": "olena@daily.example", "password": PASSWORD})
    assert answer.status_code == 400 and 'name="csrf_token"' in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "https://evil.example/desk",
        "//evil.example/desk",
        "/\\evil.example/desk",
        "/desk/../api",
        "/deskless",
        "/",
        "javascript:alert(1)",
        "/desk/\r\nSet-Cookie:a",
        "",
        None,
    ],
)
def test_next_leads_nowhere_but_into_the_desk(newsroom, path):
    with newsroom.app.test_request_context("/desk/"):
        assert desk_path(path) == "/desk/"


def test_next_keeps_a_page_of_the_desk(newsroom):
    with newsroom.app.test_request_context("/desk/"):
        assert desk_path("/desk/daily/reports?state=new#r-1") == "/desk/daily/reports?state=new#r-1"


def test_looking_around_writes_no_more_than_once_a_minute(newsroom):
    browser, begun = newsroom.browser(), newsroom.clock.now()
    newsroom.clock.pass_by(seconds=59)
    _is_in(browser)
    assert newsroom.last_seen() == begun
    newsroom.clock.pass_by(seconds=2)
    _is_in(browser)
    assert newsroom.last_seen() == begun + timedelta(seconds=61)


@pytest.mark.parametrize("tries", [[f"guess{number}@daily.example" for number in range(11)]])
def test_guessing_is_slowed_down(limited_newsroom, tries):
    browser = limited_newsroom.stranger()
    statuses = [limited_newsroom.sign_in(browser, email, "wrong").status_code for email in tries]
    assert statuses[:10] == [401] * 10 and statuses[10] == 429


def test_guessing_one_address_from_many_networks_is_slowed_down(limited_newsroom):
    browser = limited_newsroom.stranger()
    token = limited_newsroom.token(browser)
    statuses = [
        browser.post(
            "/desk/sign-in",
            data={"csrf_token": token, "email": "olena@daily.example", "password": "wrong"},
            environ_base={"REMOTE_ADDR": f"192.0.2.{number}"},
        ).status_code
        for number in range(11)
    ]
    assert statuses == [401] * 10 + [429]


def test_a_password_changed_while_it_is_checked_lets_nobody_in(newsroom, monkeypatch):
    checked = sign_in.verify_password

    def slowly(password, hashed):
        right = checked(password, hashed)
        with unit_of_work():
            staff.set_password(staff.find("olena@daily.example"), "another", newsroom.clock.now())
        return right

    monkeypatch.setattr(sign_in, "verify_password", slowly)
    browser = newsroom.stranger()
    answer = newsroom.sign_in(browser, "olena@daily.example")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/sign-in")
    assert not _is_in(browser)
