"""A thread's page at the desk: switches, announcement, preview."""

import re

import pytest


@pytest.fixture
def page(newsroom):
    """The address of the one thread's page."""
    newsroom.post("First")
    lists = newsroom.browser().get("/desk/daily/threads").text
    return re.search(r'href="(/desk/daily/threads/\w+/settings)"', lists).group(1)


def turn(newsroom, browser, page, switch):
    return newsroom.send(browser, page.replace("settings", "switch"), switch=switch)


def test_each_switch_is_turned_listed_and_undone(newsroom, page):
    browser = newsroom.browser()
    for which, told in (
        ("locked", "The thread is locked."),
        ("closed", "Comments are off: readers see none of this thread."),
        ("pre_moderated", "From now on every comment here waits for a moderator."),
    ):
        answer = turn(newsroom, browser, page, f"{which}:yes")
        assert (answer.status_code, answer.location) == (303, page)
        assert told in browser.get(page).text
        assert page in browser.get(f"/desk/daily/threads?show={which}").text
        newsroom.send(browser, "/desk/daily/undo")
        assert page not in browser.get(f"/desk/daily/threads?show={which}").text


def test_who_turns_a_switch_second_is_told_who_was_first(newsroom, page):
    turn(newsroom, newsroom.browser(), page, "closed:yes")
    late = turn(newsroom, newsroom.browser("bohdan"), page, "closed:yes")
    assert late.status_code == 409
    assert "Olena switched comments off here just now." in late.text


@pytest.mark.parametrize("switch", ["", "locked", "locked:maybe", "comment_count:yes", "version:no"])
def test_there_are_no_other_switches(newsroom, page, switch):
    assert turn(newsroom, newsroom.browser(), page, switch).status_code == 400


def test_only_moderators_turn_switches(newsroom, page):
    editor = newsroom.browser("edita")
    shown = editor.get(page)
    assert shown.status_code == 200
    assert "<textarea" not in shown.text
    assert turn(newsroom, editor, page, "closed:yes").status_code == 403
    assert (
        newsroom.send(editor, page.replace("settings", "announcement"), announcement="x", do="save").status_code == 403
    )


def test_an_announcement_is_previewed_before_it_is_saved(newsroom, page):
    browser = newsroom.browser()
    shown = newsroom.send(
        browser, page.replace("settings", "announcement"), announcement="We **moved** <b>it</b>.", do="preview"
    )
    assert shown.status_code == 200
    assert "<p>We <strong>moved</strong> &lt;b&gt;it&lt;/b&gt;.</p>" in shown.text
    assert newsroom.log() == []
    saved = newsroom.send(browser, page.replace("settings", "announcement"), announcement="We **moved** it.", do="save")
    assert saved.status_code == 303
    assert "We **moved** it." in browser.get(page).text
    reader = newsroom.stranger().get("/api/v1/sites/daily/thread?key=bridge").json["thread"]
    assert reader["announcement"][0]["c"][1] == {"t": "strong", "c": ["moved"]}
    assert newsroom.log()[-1].action == "announce"


def test_words_that_cannot_stand_are_refused_with_the_text_still_there(newsroom, page):
    refused = newsroom.send(
        newsroom.browser(), page.replace("settings", "announcement"), announcement="x" * 2001, do="save"
    )
    assert refused.status_code == 422
    assert "at most 2000 characters" in refused.text
    assert "x" * 2001 in refused.text


def test_another_sites_thread_is_not_there(newsroom, page):
    stranger = newsroom.browser("xenia")
    assert stranger.get(page).status_code == 404
    assert stranger.get(page.replace("daily", "other")).status_code == 404


def confirm(newsroom, browser, page, title="The story of the bridge"):
    return newsroom.send(browser, page.replace("settings", "headline"), title=title)


def listed(newsroom):
    # A list is kept for a second; each length is another list.
    query = {"limit": 1 + len(newsroom.log())}
    return newsroom.stranger().get("/api/v1/sites/daily/latest", query_string=query).json["comments"][0]["article"]


def test_a_headline_that_one_reader_gave_is_confirmed_at_the_desk(newsroom, page):
    browser = newsroom.browser()
    assert "Headline on front pages" in browser.get(page).text
    assert listed(newsroom)["title"] is None
    assert confirm(newsroom, browser, page, "Another one").status_code == 409
    assert confirm(newsroom, browser, page).status_code == 303
    assert listed(newsroom) == {
        "key": "bridge",
        "url": "http://daily.example/bridge",
        "title": "The story of the bridge",
    }
    shown = browser.get(page).text
    assert "Headline on front pages" not in shown and "Confirmed the headline" in shown
    entry = newsroom.log()[-1]
    assert (entry.action, entry.from_state, entry.to_state) == ("confirm", "unconfirmed", "confirmed")
    late = confirm(newsroom, newsroom.browser("bohdan"), page)
    assert late.status_code == 409 and "Olena confirmed the headline" in late.text


def test_only_moderators_confirm_a_headline(newsroom, page):
    editor = newsroom.browser("edita")
    assert "Confirm the headline" not in editor.get(page).text
    assert confirm(newsroom, editor, page).status_code == 403
