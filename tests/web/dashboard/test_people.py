"""The people of a site: roles changed, people removed and dismissed, at once and on the record."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import Forbidden
from commentsvc.domain.moderation import Actor
from commentsvc.domain.roles import Role
from commentsvc.services import people, staff


@pytest.fixture
def ada(newsroom):
    return newsroom.browser("ada")


def _page(newsroom, name: str, act: str = "") -> str:
    return f"/desk/daily/people/{newsroom.person(name).public_id}" + (f"/{act}" if act else "")


def _last(newsroom) -> tuple:
    entry = newsroom.log()[-1]
    return entry.subject_type, entry.action, entry.from_state, entry.to_state


def test_the_list_tells_role_last_seen_and_second_factor(newsroom, ada):
    newsroom.grant("jorge", "daily", "journalist", ["Sport"])
    newsroom.secure(newsroom.browser("edita"))
    text = ada.get("/desk/daily/people").text
    rows = {
        name: row for row in text.split('<li class="row"') for name in ("edita", "jorge", "ada") if f"{name}@" in row
    }
    assert "Editor" in rows["edita"] and ">Second factor<" in rows["edita"]
    assert "Sport" in rows["jorge"] and "No second factor" in rows["jorge"] and "never here yet" in rows["jorge"]
    assert ">You<" in rows["ada"] and "xenia@" not in text


@pytest.mark.parametrize("name", ["olena", "edita", "jorge", "vera"])
def test_people_are_the_administrators_business_alone(newsroom, name):
    browser = newsroom.browser(name)
    assert browser.get("/desk/daily/people").status_code == 403
    for act in ("role", "removal", "dismissal", "second-factor/reset", "sessions/end-all"):
        assert newsroom.send(browser, _page(newsroom, "vera", act), role="administrator").status_code == 403, act
    assert newsroom.send(browser, "/desk/daily/invitations", email="x@daily.example", role="viewer").status_code == 403
    assert "/people" not in browser.get("/desk/daily/").text


def test_people_of_another_site_are_not_there(newsroom, ada):
    for act in ("role", "removal", "dismissal", "second-factor/reset", "sessions/end-all"):
        assert newsroom.send(ada, _page(newsroom, "xenia", act), role="viewer").status_code == 404, act
    assert ada.get(_page(newsroom, "xenia")).status_code == 404
    assert newsroom.person("xenia").active


def test_a_changed_role_holds_from_the_next_click_and_is_logged(newsroom, ada):
    olena, held = newsroom.browser("olena"), newsroom.post("https://example.org")
    answer = newsroom.send(ada, _page(newsroom, "olena", "role"), role="editor", sections="Sport\n\nCity")
    assert answer.status_code == 303
    assert _last(newsroom) == ("person", "change_role", "moderator", "editor")
    assert newsroom.act(olena, "comment", held, "approve").status_code in (403, 404)
    text = ada.get("/desk/daily/log").text
    assert "Role changed" in text and "Sport, City" in text and "Olena" in text
    before = len(newsroom.log())
    newsroom.send(ada, _page(newsroom, "olena", "role"), role="editor", sections="Sport\nCity")
    assert len(newsroom.log()) == before


def test_sections_that_are_none_are_refused_and_stay_typed(newsroom, ada):
    answer = newsroom.send(ada, _page(newsroom, "olena", "role"), role="editor", sections="x" * 81)
    assert answer.status_code == 422 and "x" * 81 in answer.text and 'value="editor" selected' in answer.text


def test_the_last_administrator_stays(newsroom, ada):
    for act, form in (("role", {"role": "viewer"}), ("removal", {}), ("dismissal", {})):
        answer = newsroom.send(ada, _page(newsroom, "ada", act), **form)
        assert answer.status_code == 403 and "needs an administrator" in answer.text, act
    assert ada.get("/desk/daily/people").status_code == 200
    newsroom.grant("olena", "daily", "administrator")
    assert newsroom.send(ada, _page(newsroom, "ada", "removal")).status_code == 303


def test_of_two_administrators_who_remove_each_other_one_stays(newsroom):
    newsroom.grant("olena", "daily", "administrator")
    ids = {name: (newsroom.person(name).id, newsroom.person(name).public_id) for name in ("ada", "olena")}

    def remove(pair):
        actor, target = pair
        with newsroom.app.test_request_context("/desk/"):
            try:
                with unit_of_work():
                    context = newsroom.context()
                    people.remove(context, people.find(context, ids[target][1]), Actor("staff", ids[actor][0]))
            except Forbidden as error:
                return error.code
        return "removed"

    with ThreadPoolExecutor(2) as pool:
        done = sorted(pool.map(remove, [("ada", "olena"), ("olena", "ada")]))
    assert done == ["last_administrator", "removed"]


def test_who_is_removed_is_out_at_once_here_and_stays_elsewhere(newsroom, ada):
    newsroom.grant("olena", "other", "moderator")
    olena = newsroom.browser("olena")
    assert newsroom.send(ada, _page(newsroom, "olena", "removal")).status_code == 303
    assert _last(newsroom) == ("person", "remove", "moderator", None)
    assert olena.get("/desk/daily/").status_code == 302
    again = newsroom.browser("olena")
    assert again.get("/desk/daily/").status_code == 404 and again.get("/desk/other/").status_code == 200


def test_who_is_dismissed_is_out_at_once_in_the_open_tab_with_a_clear_page(newsroom, ada):
    olena, held = newsroom.browser("olena"), newsroom.post("https://example.org")
    token = newsroom.token(olena, "/desk/daily/")
    assert newsroom.send(ada, _page(newsroom, "olena", "dismissal")).status_code == 303
    assert _last(newsroom) == ("person", "dismiss", "moderator", None)
    form = {"csrf_token": token, "action": "approve", "version": 1}
    for answer in (olena.get("/desk/daily/comments"), olena.post(f"/desk/daily/comments/{held}/actions", data=form)):
        assert answer.status_code == 403 and "Your access to the desk has ended" in answer.text
    told = olena.post(f"/desk/daily/comments/{held}/actions", data=form, headers={"Accept": "application/json"})
    assert told.status_code == 403 and told.json["code"] == "dismissed"
    assert newsroom.row("comment", held).status == "pending"
    assert newsroom.sign_in(newsroom.stranger(), "olena@daily.example").status_code == 401
    assert "olena@" not in ada.get("/desk/daily/people").text


def test_nobody_closes_the_account_of_anothers_site(newsroom, ada):
    newsroom.grant("olena", "other", "administrator")
    for act in ("dismissal", "second-factor/reset"):
        assert newsroom.send(ada, _page(newsroom, "olena", act)).status_code == 403, act
    assert newsroom.person("olena").active
    assert "Dismiss everywhere" not in ada.get(_page(newsroom, "olena")).text


def test_a_lost_telephone_is_forgiven_by_an_administrator(newsroom, ada):
    edita = newsroom.browser("edita")
    newsroom.secure(edita)
    assert newsroom.send(ada, _page(newsroom, "edita", "second-factor/reset")).status_code == 303
    assert _last(newsroom) == ("person", "reset_second_factor", None, None)
    person = newsroom.person("edita")
    assert not (person.tf_totp_secret or person.mf_recovery_codes or person.tf_last_counter)
    assert edita.get("/desk/daily/").status_code == 302
    assert newsroom.browser("edita").get("/desk/daily/").status_code == 200


def test_an_administrator_ends_a_persons_sessions(newsroom, ada):
    one, two, other = newsroom.browser("vera"), newsroom.browser("vera"), newsroom.browser("jorge")
    url = re.search(r'action="(/desk/daily/people/\w+/sessions/\w{16}/end)"', ada.get(_page(newsroom, "vera")).text)
    assert newsroom.send(ada, url.group(1)).status_code == 303
    assert sorted(browser.get("/desk/daily/").status_code for browser in (one, two)) == [200, 302]
    newsroom.send(ada, _page(newsroom, "vera", "sessions/end-all"))
    assert [browser.get("/desk/daily/").status_code for browser in (one, two, other)] == [302, 302, 200]
    stranger = url.group(1).replace(newsroom.person("vera").public_id, newsroom.person("jorge").public_id)
    assert newsroom.send(ada, stranger).status_code == 404


def test_decisions_about_people_are_not_undone_by_the_key(newsroom, ada):
    newsroom.send(ada, _page(newsroom, "olena", "role"), role="viewer")
    answer = newsroom.send(ada, "/desk/daily/undo", accept="application/json")
    assert answer.status_code == 409
    assert newsroom.person("olena").memberships[0].role == Role.VIEWER


def test_a_closed_account_opens_to_nothing(newsroom, ada):
    newsroom.send(ada, _page(newsroom, "olena", "dismissal"))
    person = newsroom.person("olena")
    assert (person.active, person.memberships, person.tf_totp_secret) == (False, [], None)
    with newsroom.app.app_context():
        assert staff.by_public_id(person.public_id).active is False
