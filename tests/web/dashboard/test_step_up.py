"""Dangerous acts ask again who one is, and then go on with what was entered."""

import html
import re

import pytest

from tests.web.dashboard.conftest import PASSWORD

_KEPT = re.compile(r'<textarea name="(\w+)" hidden[^>]*>\n(.*?)</textarea>', re.DOTALL)


@pytest.fixture
def ada(newsroom):
    """An administrator who signed in a while ago."""
    browser = newsroom.browser("ada")
    newsroom.clock.pass_by(minutes=11)
    return browser


def _role_of(newsroom, name: str) -> list:
    with newsroom.app.app_context():
        return [(one.role, one.sections) for one in newsroom.person(name).memberships]


def _url(newsroom, name: str, act: str) -> str:
    return f"/desk/daily/people/{newsroom.person(name).public_id}/{act}"


def test_what_was_entered_is_on_the_page_that_asks_and_holds_afterwards(newsroom, ada):
    form = {"role": "editor", "sections": 'City <b>\r\nSport & "games"'}
    asked, done = newsroom.step_up(ada, _url(newsroom, "jorge", "role"), **form)
    kept = {name: html.unescape(value) for name, value in _KEPT.findall(asked.text)}
    assert {name: kept[name] for name in form} == form and "proof" not in kept and "csrf_token" not in kept
    assert done.status_code == 303
    assert _role_of(newsroom, "jorge") == [("editor", ["City <b>", 'Sport & "games"'])]


def test_a_proof_lasts_ten_minutes(newsroom, ada):
    newsroom.step_up(ada, _url(newsroom, "jorge", "role"), role="editor")
    newsroom.clock.pass_by(minutes=9)
    assert newsroom.send(ada, _url(newsroom, "vera", "role"), role="editor").status_code == 303
    newsroom.clock.pass_by(minutes=1)
    assert newsroom.send(ada, _url(newsroom, "vera", "role"), role="viewer").status_code == 403
    assert _role_of(newsroom, "vera") == [("editor", [])]


def test_a_wrong_proof_changes_nothing_and_the_form_is_still_there(newsroom, ada):
    _, done = newsroom.step_up(ada, _url(newsroom, "jorge", "role"), proof="wrong", role="editor")
    assert done.status_code == 403 and "neither your password nor a fresh code" in done.text
    assert ("role", "editor") in _KEPT.findall(done.text)
    assert _role_of(newsroom, "jorge") == [("journalist", [])]


def test_a_fresh_code_is_a_proof_and_a_used_one_is_not(newsroom):
    browser = newsroom.browser("ada")
    secret, _ = newsroom.secure(browser)
    newsroom.clock.pass_by(minutes=11)
    code = newsroom.code(secret)
    _, done = newsroom.step_up(browser, _url(newsroom, "jorge", "role"), proof=code, role="editor")
    assert done.status_code == 303
    newsroom.clock.pass_by(seconds=30)
    # Good once, also while its time is not over.
    newsroom.expire_proofs()
    _, done = newsroom.step_up(browser, _url(newsroom, "vera", "role"), proof=code, role="editor")
    assert done.status_code == 403


def test_without_a_proof_nobody_is_dismissed(newsroom, ada):
    _, done = newsroom.step_up(ada, _url(newsroom, "jorge", "dismissal"), proof="a lantern in another window")
    assert done.status_code == 403 and newsroom.person("jorge").active


def test_only_settings_that_open_the_site_ask(newsroom, ada):
    page = "/desk/daily/settings"
    text = ada.get(page).text
    form = _settings(text)
    assert newsroom.send(ada, page, **(form | {"edit_minutes": "20"})).status_code == 303
    screening = f"{page}/screening"
    form = _settings(ada.get(screening).text)
    form.pop("hold_links")
    _, done = newsroom.step_up(ada, screening, **(form | {"flag_threshold": "7"}))
    assert done.status_code == 303
    assert 'name="flag_threshold" value="7"' in ada.get(screening).text


def _settings(text: str) -> dict:
    """What the settings form would send as it stands."""
    form = {"do": "save", "version": re.search(r'name="version" value="(\d+)"', text).group(1)}
    form |= dict(re.findall(r'type="number"[^>]*name="(\w+)" value="(\d+)"', text))
    form |= dict.fromkeys(re.findall(r'type="checkbox" id="\w+" name="(\w+)" value="yes" checked', text), "yes")
    return form


def test_the_desks_script_is_told_in_json(newsroom, ada):
    answer = newsroom.send(ada, _url(newsroom, "jorge", "removal"), accept="application/json")
    assert answer.status_code == 403 and answer.json["code"] == "proof_required"


def test_a_proof_is_guessed_slowly(limited_newsroom):
    newsroom = limited_newsroom
    browser = newsroom.browser("ada")
    newsroom.clock.pass_by(minutes=11)
    url, token = _url(newsroom, "jorge", "removal"), newsroom.token(browser, "/desk/daily/")
    statuses = [browser.post(url, data={"csrf_token": token, "proof": "guess"}).status_code for _ in range(7)]
    assert statuses == [403] * 6 + [429]
    assert browser.post(url, data={"csrf_token": token, "proof": PASSWORD}).status_code == 429


def test_the_roles_of_the_second_factor_are_chosen_with_boxes_and_letting_one_go_asks(newsroom, ada):
    page = "/desk/daily/settings"
    form = _settings(ada.get(page).text) | {"second_factor_roles": ["editor", "moderator"]}
    assert newsroom.send(ada, page, **form).status_code == 303
    text = ada.get(page).text
    assert re.findall(r'name="second_factor_roles" value="(\w+)" checked', text) == ["moderator", "editor"]
    assert "Roles that sign in with a second factor" in ada.get("/desk/daily/log").text
    form = _settings(text) | {"second_factor_roles": ["editor"]}
    asked, done = newsroom.step_up(ada, page, **form)
    assert ("second_factor_roles", "editor") in _KEPT.findall(asked.text) and done.status_code == 303
    text = ada.get(page).text
    assert re.findall(r'name="second_factor_roles" value="(\w+)" checked', text) == ["editor"]
    form = _settings(text) | {"second_factor_roles": ["king", "editor"]}
    answer = newsroom.send(ada, page, **form)
    assert answer.status_code == 422 and 'id="second_factor_roles-wrong"' in answer.text
