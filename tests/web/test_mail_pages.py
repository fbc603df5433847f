"""Where the links of mails lead: unsubscribing with one click, choosing what one is told, no mail at all."""

import re

import pytest
from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.mail_tokens import AddressOnSite, issue
from commentsvc.domain.mail_topics import REPORT_OUTCOME, REPORT_PROGRESS
from commentsvc.models.mail import Contact, MailBlock


def blocks(app) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(MailBlock.kind).order_by(MailBlock.kind)))


def preferences(app) -> dict:
    with app.app_context():
        return db.session.scalars(select(Contact.preferences)).one()


def path(url: str) -> str:
    return re.sub(r"^https?://[^/]+", "", url)


def checked(html: str) -> dict[str, str]:
    """The chosen radio of each topic."""
    return dict(re.findall(r'name="(\w+)" value="(\w+)" checked', html))


@pytest.fixture
def question(api, post):
    api.report(contact="ann@example.org")
    (mail,) = post.deliver()
    return mail


def page_of(mail) -> str:
    """Where a mail's link to the preferences leads."""
    (link,) = [link for link in mail.links if not re.search("/unsubscribe/|/confirm/|/privacy", link)]
    return path(link)


@pytest.fixture
def page(post, question) -> str:
    """The preferences of an address that has been confirmed."""
    post.confirm(question)
    return page_of(question)


def test_one_click_needs_neither_sign_in_nor_cookie_nor_form(app, post, question):
    assert "/unsubscribe/all" in question.unsubscribe
    answer = app.test_client().post(path(question.unsubscribe), data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200 and "You are unsubscribed" in answer.text
    assert "Set-Cookie" not in answer.headers
    assert blocks(app) == [""]


def test_one_click_may_come_twice_and_in_either_form(app, post, question):
    for _ in range(2):
        answer = post.client.post(
            path(question.unsubscribe), data={"List-Unsubscribe": "One-Click"}, content_type="multipart/form-data"
        )
        assert answer.status_code == 200
    assert blocks(app) == [""]


def test_the_page_for_people_asks_first_and_changes_nothing(app, post, question):
    for method in ("HEAD", "GET"):
        answer = post.client.open(path(question.unsubscribe), method=method)
        assert answer.status_code == 200
    assert "No more of these mails?" in answer.text and "<button" in answer.text
    assert blocks(app) == []


def test_unsubscribing_from_a_topic_ends_that_topic_alone(app, post, page):
    token = page.split("?")[0]
    assert post.client.post(f"{token}/unsubscribe/{REPORT_OUTCOME}").status_code == 200
    assert blocks(app) == [REPORT_OUTCOME]
    assert checked(post.client.get(page).text) == {REPORT_OUTCOME: "never", REPORT_PROGRESS: "never"}
    post.press(page, **{REPORT_OUTCOME: "at_once", "do": "save"})
    assert blocks(app) == []
    assert checked(post.client.get(page).text)[REPORT_OUTCOME] == "at_once"


def test_what_is_chosen_is_kept_and_shown(app, post, page):
    assert checked(post.client.get(page).text) == {REPORT_OUTCOME: "at_once", REPORT_PROGRESS: "never"}
    answer = post.press(page, **{REPORT_OUTCOME: "never", REPORT_PROGRESS: "at_once", "do": "save"})
    assert answer.status_code == 303 and "done=saved" in answer.headers["Location"]
    assert preferences(app) == {REPORT_OUTCOME: "never", REPORT_PROGRESS: "at_once"}
    assert "Saved." in post.client.get(answer.headers["Location"]).text


def test_what_is_no_choice_is_left_as_it_was(app, post, page):
    post.press(page, **{REPORT_OUTCOME: "hourly", REPORT_PROGRESS: "'); DROP TABLE", "other": "x"})
    assert preferences(app) == {}


def test_no_mail_at_all_and_back(app, post, page):
    answer = post.press(page, do="block")
    assert blocks(app) == [""]
    assert "No mail will be sent to this address any more." in post.client.get(answer.headers["Location"]).text
    shown = post.client.get(page).text
    assert "Allow mails again" in shown and "checked" not in shown
    post.press(page, do="unblock")
    assert blocks(app) == []


def test_forms_of_other_pages_change_nothing(app, post, page):
    for form in ({}, {"form": "guessed"}, {"form": "1.aaaaaaaaaaaaaaaa." + "0" * 64}):
        assert post.client.post(page, data={"do": "block", **form}).status_code == 403
    assert blocks(app) == []


@pytest.mark.parametrize("token", ["guessed", "daily~" + "0" * 64 + ".forged", "x" * 500, "..", "%00"])
def test_a_wrong_link_opens_nothing(client, site, token):
    for address in (f"/mail/{token}", f"/mail/{token}/unsubscribe/all", f"/mail/confirm/{token}"):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code in (403, 404, 405)


def test_an_unknown_topic_is_none(client, app, site):
    token = issue(app.extensions["commentsvc"].keys, AddressOnSite("daily", "0" * 64))
    assert client.get(f"/mail/{token}").status_code == 200
    for topic in ("reply'", "", "ALL", "x" * 300):
        assert client.get(f"/mail/{token}/unsubscribe/{topic}").status_code == 404
        assert client.post(f"/mail/{token}/unsubscribe/{topic}").status_code == 404
    assert blocks(app) == []


def test_a_link_of_one_site_says_nothing_about_another(app, client, site, other_site, question):
    keys = app.extensions["commentsvc"].keys
    hashed = keys.blind("mail", "daily", "ann@example.org")
    elsewhere = client.get(f"/mail/{issue(keys, AddressOnSite('other', hashed))}").text
    assert "example.org" not in elsewhere


def test_an_address_that_is_not_confirmed_is_told_so(post, question):
    page = page_of(question)
    shown = post.client.get(page).text
    assert "This address has not been confirmed" in shown and "radio" not in shown
    assert "Send no mail at all" in shown


def test_pages_show_no_whole_address_are_kept_nowhere_and_speak_three_languages(post, page):
    for language, words in (
        ("en", "What you are told by mail"),
        ("uk", "Про що вам пишуть"),
        ("ru", "О чём вам пишут"),
    ):
        answer = post.client.get(f"{page.split('?')[0]}?lang={language}")
        assert words in answer.text
        assert "a…@example.org" in answer.text and "ann@example.org" not in answer.text
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert " style=" not in answer.text and "<script" not in answer.text
