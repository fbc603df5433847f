"""Invitations to the desk: a signed link, good for seven days, once; looking at it changes nothing."""

import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from commentsvc.db import db
from commentsvc.models.staff import StaffInvitation
from tests.mails import Post
from tests.web.dashboard.conftest import PASSWORD

NEW = "twelve blue herons at dawn"


@pytest.fixture
def ada(newsroom):
    return newsroom.browser("ada")


def _invite(newsroom, browser, email="maria@daily.example", role="moderator", **form) -> str:
    """Invite somebody; the path of the link."""
    answer = newsroom.send(browser, "/desk/daily/invitations", email=email, role=role, **form)
    assert answer.status_code == 303, answer.text
    return re.search(r'value="http[^"]*?(/desk/invitation/[^"]+)"', browser.get("/desk/daily/people").text).group(1)


def _take_up(newsroom, client, link: str, **form):
    data = {"csrf_token": newsroom.token(client), "name": "Maria Lys", "password": NEW, **form}
    return client.post(link, data=data)


def _rows(newsroom) -> list[StaffInvitation]:
    with newsroom.app.app_context():
        return list(db.session.scalars(db.select(StaffInvitation).order_by(StaffInvitation.id)))


def _people(newsroom) -> list:
    return [(entry.subject_type, entry.action, entry.to_state) for entry in newsroom.log()]


def test_a_new_person_comes_in_by_the_link(newsroom, ada):
    link = _invite(newsroom, ada, " Maria@Daily.example ", sections="Sport")
    guest = newsroom.stranger()
    page = guest.get(link)
    assert page.status_code == 200 and "Ada asks you" in page.text and "The Daily Lantern" in page.text
    assert page.headers["Cache-Control"] == "no-store" and page.headers["Referrer-Policy"] == "same-origin"
    answer = _take_up(newsroom, guest, link)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/")
    assert guest.get("/desk/daily/comments").status_code == 200
    assert "Maria Lys" in guest.get("/desk/daily/").text
    assert _people(newsroom) == [("invitation", "invite", "moderator"), ("person", "join", "moderator")]
    membership = newsroom.person("maria").memberships[0]
    assert (membership.role, membership.sections) == ("moderator", ["Sport"])
    assert newsroom.sign_in(newsroom.stranger(), "maria@daily.example", NEW).status_code == 303


def test_looking_at_the_link_changes_nothing(newsroom, ada):
    link = _invite(newsroom, ada)
    before = vars(_rows(newsroom)[0]).copy()
    for client in (newsroom.stranger(), newsroom.browser("vera"), ada):
        assert client.get(link).status_code == 200 and client.head(link).status_code == 200
    after = vars(_rows(newsroom)[0])
    assert {name: after[name] for name in after if not name.startswith("_")} == {
        name: before[name] for name in before if not name.startswith("_")
    }
    assert newsroom.person("maria") is None


def test_the_link_is_good_once(newsroom, ada):
    link = _invite(newsroom, ada)
    assert _take_up(newsroom, newsroom.stranger(), link).status_code == 303
    again = newsroom.stranger()
    assert again.get(link).status_code == 410
    assert _take_up(newsroom, again, link, password="another herd of herons").status_code == 410
    assert newsroom.sign_in(newsroom.stranger(), "maria@daily.example", NEW).status_code == 303


def test_of_many_at_once_one_takes_it_up(newsroom, ada):
    link = _invite(newsroom, ada)
    clients = [newsroom.stranger() for _ in range(4)]
    tokens = [newsroom.token(client) for client in clients]

    def take(pair):
        client, token = pair
        return client.post(link, data={"csrf_token": token, "name": "Maria Lys", "password": NEW}).status_code

    with ThreadPoolExecutor(4) as pool:
        statuses = sorted(pool.map(take, zip(clients, tokens, strict=True)))
    assert statuses == [303, 410, 410, 410]


def test_it_ends_after_seven_days_and_when_it_is_revoked(newsroom, ada):
    link = _invite(newsroom, ada)
    newsroom.clock.pass_by(days=7, seconds=-1)
    assert newsroom.stranger().get(link).status_code == 200
    newsroom.clock.pass_by(seconds=1)
    assert newsroom.stranger().get(link).status_code == 410
    ada = newsroom.browser("ada")
    link = _invite(newsroom, ada)
    assert newsroom.send(ada, f"/desk/daily/invitations/{_rows(newsroom)[-1].public_id}/revocation").status_code == 303
    assert newsroom.stranger().get(link).status_code == 410
    assert _take_up(newsroom, newsroom.stranger(), link).status_code == 410
    assert _people(newsroom)[-1] == ("invitation", "revoke", "moderator")
    assert "/desk/invitation/" not in ada.get("/desk/daily/people").text


def test_a_second_invitation_takes_the_place_of_the_first(newsroom, ada):
    first = _invite(newsroom, ada)
    second = _invite(newsroom, ada, role="editor")
    assert newsroom.stranger().get(first).status_code == 410
    assert newsroom.stranger().get(second).status_code == 200


@pytest.mark.parametrize("token", ["abc", "abc.def", "{id}", "{id}.{sig}x"])
def test_a_link_that_was_not_made_here_opens_nothing(newsroom, ada, token):
    link = _invite(newsroom, ada)
    public_id, _, signature = link.rpartition("/")[2].partition(".")
    forged = f"/desk/invitation/{token.format(id=public_id, sig=signature)}"
    assert newsroom.stranger().get(forged).status_code == 410
    assert _take_up(newsroom, newsroom.stranger(), forged).status_code == 410


def test_who_has_an_account_gains_the_role_after_signing_in(newsroom, ada):
    link = _invite(newsroom, ada, "xenia@daily.example", role="editor")
    stranger = newsroom.stranger()
    assert 'name="password"' not in stranger.get(link).text and "Sign in, and come back" in stranger.get(link).text
    assert _take_up(newsroom, stranger, link).status_code == 403
    olena = newsroom.browser("olena")
    assert "for another address" in olena.get(link).text
    assert _take_up(newsroom, olena, link).status_code == 403
    xenia = newsroom.stranger()
    answer = newsroom.sign_in(xenia, "xenia@daily.example", target=f"/desk/sign-in?next={link}")
    assert answer.headers["Location"] == link
    data = {"csrf_token": newsroom.token(xenia, link)}
    assert xenia.post(link, data=data).status_code == 303
    assert xenia.get("/desk/daily/comments").status_code == 200 and xenia.get("/desk/other/").status_code == 200
    assert newsroom.sign_in(newsroom.stranger(), "xenia@daily.example", PASSWORD).status_code == 303


def test_who_was_dismissed_comes_back_only_by_a_new_invitation(newsroom, ada):
    newsroom.send(ada, f"/desk/daily/people/{newsroom.person('olena').public_id}/dismissal")
    link = _invite(newsroom, ada, "olena@daily.example", role="viewer")
    guest = newsroom.stranger()
    assert _take_up(newsroom, guest, link, name="Olena Koval").status_code == 303
    assert newsroom.sign_in(newsroom.stranger(), "olena@daily.example", PASSWORD).status_code == 401
    assert [one.role for one in newsroom.person("olena").memberships] == ["viewer"]


@pytest.mark.parametrize("password", ["short", "a" * 20, "maria maria maria maria"])
def test_a_weak_password_is_refused_and_the_name_stays(newsroom, ada, password):
    link = _invite(newsroom, ada)
    answer = _take_up(newsroom, newsroom.stranger(), link, password=password)
    assert answer.status_code == 422 and 'value="Maria Lys"' in answer.text and password not in answer.text
    assert newsroom.person("maria") is None


@pytest.mark.parametrize("email", ["olena@daily.example", "nobody", "@", "", "x" * 300 + "@daily.example"])
def test_an_address_that_cannot_be_invited_is_refused(newsroom, ada, email):
    answer = newsroom.send(ada, "/desk/daily/invitations", email=email, role="viewer")
    assert answer.status_code == 422 and 'id="email-wrong"' in answer.text
    assert _rows(newsroom) == []


def test_the_address_is_sealed_and_the_log_does_not_know_it(newsroom, ada):
    _invite(newsroom, ada)
    (row,) = _rows(newsroom)
    assert row.address and "maria" not in row.address.lower()
    assert "maria" not in ada.get("/desk/daily/log").text.lower()
    newsroom.send(ada, f"/desk/daily/invitations/{row.public_id}/revocation")
    assert _rows(newsroom)[0].address == ""


def test_the_mail_brings_the_link_in_the_language_of_who_invites(newsroom):
    ada = newsroom.browser("ada")
    ada.get("/desk/daily/?lang=uk")
    link = _invite(newsroom, ada)
    (mail,) = Post(newsroom.app).deliver()
    assert mail.to == "maria@daily.example" and "запрошено" in mail["Subject"]
    assert urlsplit(mail.link("/desk/invitation/")).path == link
    assert link in mail.html and "Ada" in mail.text
    assert _take_up(newsroom, newsroom.stranger(), link).status_code == 303


def test_a_form_that_is_out_of_date_leads_back_to_the_invitation(newsroom, ada):
    link, guest = _invite(newsroom, ada), newsroom.stranger()
    answer = guest.post(link, data={"name": "Maria Lys", "password": NEW})
    assert (answer.status_code, answer.headers["Location"]) == (303, link)
    assert "out of date" in guest.get(link).text and newsroom.person("maria") is None


def test_what_is_revoked_before_the_mail_leaves_is_not_sent(newsroom, ada):
    _invite(newsroom, ada)
    newsroom.send(ada, f"/desk/daily/invitations/{_rows(newsroom)[-1].public_id}/revocation")
    assert Post(newsroom.app).deliver() == []


def test_where_mails_leave_by_a_server_the_link_is_for_the_invited_alone(make_app, database_url, newsroom):
    sending = make_app(database_url, mail_host="mail.example", mail_from="desk@daily.example")
    newsroom.app = sending
    ada = newsroom.browser("ada")
    answer = newsroom.send(ada, "/desk/daily/invitations", email="maria@daily.example", role="viewer")
    assert answer.status_code == 303
    page = ada.get("/desk/daily/people").text
    assert "maria@daily.example" in page and "/desk/invitation/" not in page
