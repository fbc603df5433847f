"""My alerts at the desk: each person's own, told back, refused where it makes no sense, and ended by a link in a mail."""

import html
import re

import pytest

from tests.mails import Post

PAGE = "/desk/daily/alerts"


def chosen(text: str) -> dict:
    """What the form shows as chosen."""
    checked = re.findall(r'name="(\w+)" value="(\w+)"(?: required)? checked', text)
    return {
        "cadence": [value for name, value in checked if name == "cadence"],
        "queues": [value for name, value in checked if name == "queues"],
        "quiet": re.findall(r'name="quiet_\w+" value="([^"]*)"', text),
    }


def after_a_while(post, clock) -> list:
    """The mails about what has just come in."""
    assert post.deliver() == []
    clock.pass_by(minutes=15)
    return post.deliver()


def choose(newsroom, browser, page=PAGE, **form):
    return newsroom.send(browser, page, **({"cadence": "at_once", "queues": ["held", "overdue"]} | form))


@pytest.mark.parametrize("name", ["ada", "olena", "edita", "jorge", "vera"])
def test_everybody_who_may_look_has_alerts_of_their_own(newsroom, name):
    browser = newsroom.browser(name)
    first = chosen(browser.get(PAGE).text)
    assert first == {
        "cadence": ["never"],
        "queues": ["held", "flagged", "reports", "raids", "overdue"],
        "quiet": ["", ""],
    }
    answer = choose(newsroom, browser, quiet_from="22:00", quiet_until="07:00")
    assert answer.status_code == 303 and "Saved." in browser.get(PAGE).text
    assert chosen(browser.get(PAGE).text) == {
        "cadence": ["at_once"],
        "queues": ["held", "overdue"],
        "quiet": ["22:00", "07:00"],
    }
    assert PAGE in browser.get("/desk/account/").text and PAGE in browser.get("/desk/daily/").text
    assert chosen(newsroom.browser("bohdan").get(PAGE).text)["cadence"] == ["never"]


def test_people_of_another_site_have_none_here(newsroom):
    xenia = newsroom.browser("xenia")
    assert xenia.get(PAGE).status_code == 404
    token = newsroom.token(xenia, "/desk/other/")
    assert xenia.post(PAGE, data={"csrf_token": token, "cadence": "at_once", "queues": "held"}).status_code == 404
    assert newsroom.stranger().get(PAGE).status_code == 302


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"cadence": "weekly"}, "This is not one of the choices."),
        ({"queues": []}, "This is needed."),
        ({"queues": ["held", "all"]}, "This is not one of the choices."),
        ({"quiet_from": "22:00"}, "two times of a day"),
        ({"quiet_from": "22:00", "quiet_until": "22:00"}, "two times of a day"),
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_is_lost(newsroom, form, words):
    olena = newsroom.browser()
    answer = choose(newsroom, olena, **form)
    assert answer.status_code == 422 and words in answer.text
    for time in ("quiet_from", "quiet_until"):
        assert f'name="{time}" value="{form.get(time, "")}"' in answer.text
    assert chosen(olena.get(PAGE).text)["cadence"] == ["never"]


def test_a_link_in_a_mail_ends_them_the_page_says_so_and_choosing_anew_begins_them(newsroom, clock):
    post, olena = Post(newsroom.app), newsroom.browser()
    choose(newsroom, olena, queues=["held"])
    clock.pass_by(seconds=1)
    newsroom.post("https://example.org")
    (mail,) = after_a_while(post, clock)
    assert mail.to == "olena@daily.example"
    path = re.sub(r"^https?://[^/]+", "", mail.unsubscribe)
    unsubscribed = newsroom.stranger().post(path, data={"List-Unsubscribe": "One-Click"})
    assert PAGE in html.unescape(unsubscribed.text)
    assert chosen(olena.get(PAGE).text)["cadence"] == ["never"]
    choose(newsroom, olena, queues=["held"])
    clock.pass_by(minutes=1)
    newsroom.post("https://example.com", name="Petro")
    assert len(after_a_while(post, clock)) == 1
    newsroom.stranger().post(path.replace("/alerts", "/all"))
    assert "No mail is sent to your address by this site" in olena.get(PAGE).text


def test_alerts_speak_the_language_in_which_they_were_chosen(newsroom, clock):
    post, olena = Post(newsroom.app), newsroom.browser()
    olena.get(f"{PAGE}?lang=uk")
    choose(newsroom, olena, queues=["held"])
    clock.pass_by(seconds=1)
    newsroom.post("https://example.org")
    (mail,) = after_a_while(post, clock)
    assert mail["Subject"].startswith("1 нова справа в кабінеті редакції")


@pytest.mark.parametrize(
    ("name", "digest", "about_me"),
    [
        ("ada", True, True),
        ("edita", True, True),
        ("olena", True, False),
        ("jorge", True, False),
        ("vera", False, False),
    ],
)
def test_the_digest_and_what_comes_at_once_are_offered_to_whom_they_are_for(newsroom, name, digest, about_me):
    browser = newsroom.browser(name)
    page = browser.get(PAGE).text
    assert ('name="digest"' in page) is digest and ('name="about_me"' in page) is about_me
    # Seniors are told unless they say no; the digest waits for a yes.
    assert ("about-me-help" in page and 'aria-describedby="about-me-help" checked' in page) is about_me
    assert 'aria-describedby="digest-help" checked' not in page
    choose(newsroom, browser, cadence="never", digest="yes")
    page = browser.get(PAGE).text
    assert ('aria-describedby="digest-help" checked' in page) is digest
    assert 'aria-describedby="about-me-help" checked' not in page
    choose(newsroom, browser, cadence="never", about_me="yes")
    page = browser.get(PAGE).text
    assert 'aria-describedby="digest-help" checked' not in page
    assert ('aria-describedby="about-me-help" checked' in page) is about_me
