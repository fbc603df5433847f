"""The privacy page says what is switched on, and nothing else; whoever is known is led to their own page from it."""

import html
import re

import pytest

from commentsvc.db import unit_of_work
from commentsvc.services import consents, contacts, sign_on_keys, sites
from tests.conftest import ORIGIN
from tests.factories import Factories
from tests.jobs.hooks import Hooks
from tests.leaving_marks import signer_of

PAGE = "/embed/daily/privacy"


def words(client, **query) -> str:
    """The page's text on one line."""
    answer = client.get(PAGE, query_string=query)
    assert answer.status_code == 200, answer.text
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.text)))


@pytest.fixture
def said(client, site):
    """`said()`: the page as it is now."""
    return lambda **query: words(client, **query)


@pytest.fixture
def said_with(make_app, database_url, clock):
    """`said_with(mail_host="…")`: the page of a service with these settings."""

    def get(**settings) -> str:
        app = make_app(database_url, **settings)
        with app.app_context(), unit_of_work():
            sites.create("daily", "The daily", [ORIGIN], clock.now())
        return words(app.test_client())

    return get


SWITCHES = [
    ({}, "You may write with a name of your choice", True),
    ({"guests": False}, "You may write with a name of your choice", False),
    ({"guests": False}, "At the moment only the newsroom writes here.", True),
    ({}, "A program makes comments with a link wait.", True),
    ({"hold_links": False}, "A program makes comments with a link wait.", False),
    ({"pre_moderate": True}, "A moderator reads every comment before it appears.", True),
    ({"flag_threshold": 5}, "Once 5 readers have flagged a comment", True),
    ({"edit_minutes": 20}, "For 20 minutes you can change or withdraw", True),
    ({"edit_minutes": 0}, "you can change or withdraw", False),
    ({}, "notice of illegal content", False),
    ({"legal_notices": True}, "A notice of illegal content: your name, your address (both encrypted)", True),
]


@pytest.mark.parametrize(("changes", "sentence", "there"), SWITCHES)
def test_each_switch_of_the_site_changes_the_page(said, factories, changes, sentence, there):
    factories.settings(**changes)
    assert (sentence in said()) is there


def test_the_newspaper_s_sign_on_is_told_while_a_key_is_in_force(app, said, clock):
    sentence = "Whoever is signed in at The daily can be known here, too."
    assert sentence not in said()
    signer_of(app)
    assert sentence in said() and "sign-on tokens" in said()
    with app.app_context(), unit_of_work():
        sign_on_keys.revoke(sites.get("daily"), "first", clock.now())
    assert sentence not in said() and "sign-on tokens" not in said()


def test_other_systems_are_told_of_while_they_are_told(app, said, clock, factories):
    hooks = Hooks(app, clock)
    nobody = "No other system is told of anything."
    assert nobody in said()
    signed = hooks.add("https://cms.example/hook")
    assert "Systems that the newspaper has chosen are told of comments" in said() and nobody not in said()
    hooks.switch(signed, False)
    assert nobody in said()
    hooks.add("https://chat.example/hook", "chat")
    assert "A chat of the moderators is told how much waits" in said()
    assert "Systems that the newspaper" not in said()


def test_signing_in_by_mail_brings_its_own_traces_and_agreements(said_with, make_app, database_url, clock):
    text = said_with(demo="true")
    assert "You may sign in by a link in a mail." in text
    assert "The address of your account" in text
    for version in (contacts.LEFT_VERSION, contacts.CONSENT_VERSION, consents.VERSION, consents.FOLLOWING_VERSION):
        assert f"Version {version} " in text
    app = make_app(database_url, demo="true")
    Factories(app, "daily", clock).settings(sign_in_by_mail=False, guests=False)
    text = words(app.test_client())
    assert "You may sign in by a link in a mail." not in text
    assert "The address of your account" not in text
    assert f"Version {consents.VERSION} " not in text
    assert f"Version {contacts.CONSENT_VERSION} " in text


def test_without_a_mail_server_it_is_said_where_mails_are_kept(said_with):
    text = said_with(keep_mail_days="40")
    assert "No mail server is set up." in text
    assert "Mails in the folder In place of sending them. 40 days" in text


def test_with_a_mail_server_they_go_by_it(said_with):
    text = said_with(mail_host="smtp.example.org", mail_from="comments@example.org")
    assert "Mails go by a mail server that the newspaper has chosen." in text
    assert "Mails in the folder" not in text


KEPT = {
    "keep_network_days": "11 days; then the key is destroyed",
    "keep_submissions_days": "when the connection breaks. 11 days",
    "keep_notes_days": "11 days from the decision on",
    "keep_sessions_days": "11 days from their end on",
    "keep_contacts_days": "11 days from the report’s end on",
    "keep_revisions_days": "what others have answered to. 11 days",
}


@pytest.mark.parametrize(("setting", "sentence"), KEPT.items())
def test_every_time_is_that_of_the_settings(said_with, setting, sentence):
    assert sentence in said_with(**{setting: "11"})


def test_it_speaks_the_reader_s_language_and_sets_no_cookie(client, said):
    assert "Що тут про вас відомо" in said(lang="uk")
    assert "Что здесь о вас известно" in said(lang="ru")
    answer = client.get(PAGE)
    assert "Set-Cookie" not in answer.headers
    assert client.get("/embed/nobody/privacy").status_code == 404


def test_who_is_known_by_the_cookie_is_led_to_their_own_page(plain):
    plain.post("Mine.")
    plain.open(PAGE)
    assert plain.follow("Open my page").status_code == 200
    assert "Download everything" in plain.answer.text
    assert "Open my page" not in plain.open(f"{PAGE}?frame=1").text


def test_the_readers_pages_lead_there(plain):
    for address in ("/embed/daily/thread?key=bridge", "/embed/daily/correction?key=bridge&lang=uk"):
        plain.open(address)
        plain.follow("Приватність" if "uk" in address else "Privacy")
        assert plain.answer.status_code == 200 and "<dl" in plain.answer.text


def test_every_mail_to_a_reader_leads_there(post, reader, client):
    reader("Ann").report(contact="ann@example.org")
    (mail,) = post.deliver()
    assert client.get(mail.link("/privacy")).status_code == 200
    assert any("/privacy" in link for link in mail.links)
