"""The newsroom changes and withdraws its own comments: only their authors, however old, and never over another's back."""

import pytest

WORDS = "Thank you: the archive shows it."
BETTER = "Thank you: the archive shows 1926."


@pytest.fixture
def jorge(newsroom):
    return newsroom.browser("jorge")


@pytest.fixture
def own(newsroom, jorge) -> str:
    """A comment that Jorge wrote at the desk, in answer to a reader."""
    asked = newsroom.post("When was it built?")
    newsroom.send(jorge, f"/desk/daily/comments/{asked}/replies", text=WORDS)
    return said(newsroom)["id"]


def said(newsroom) -> dict | None:
    """What readers see of the newsroom's words."""
    page = newsroom.stranger().get("/api/v1/sites/daily/thread?key=bridge&filter=staff").json
    return page["comments"][0] if page["comments"] else None


def change(newsroom, browser, own, text=BETTER, version=1, **form):
    return newsroom.send(browser, f"/desk/daily/comments/{own}/text", text=text, version=version, **form)


def withdraw(newsroom, browser, own, version=1, **form):
    return newsroom.send(browser, f"/desk/daily/comments/{own}/withdrawal", version=version, **form)


def test_the_words_are_changed_long_after_and_the_earlier_ones_kept(newsroom, jorge, own, clock):
    clock.pass_by(days=30)
    jorge = newsroom.browser("jorge")
    page = f"/desk/daily/comments/{own}"
    assert "Change or withdraw my comment" in jorge.get(page).text
    answer = change(newsroom, jorge, own)
    assert (answer.status_code, answer.location) == (303, page)
    shown = said(newsroom)
    assert shown["body"] == [{"t": "p", "c": [BETTER]}] and shown["edited_at"] and shown["version"] == 2
    page = jorge.get(page).text
    assert "Your comment is changed." in page and "Changed own words" in page
    assert "Earlier versions" in page and WORDS in page
    assert [(entry.action, entry.to_state) for entry in newsroom.log()][-1] == ("edit", "approved")
    assert newsroom.events()[-1].type == "CommentEdited"


def test_a_comment_is_withdrawn_and_leaves_the_page(newsroom, jorge, own):
    assert withdraw(newsroom, jorge, own).status_code == 303
    assert said(newsroom) is None
    entry = newsroom.log()[-1]
    assert (entry.action, entry.actor_type) == ("withdraw", "staff")
    page = jorge.get(f"/desk/daily/comments/{own}").text
    assert "Your comment is withdrawn." in page and "Change or withdraw my comment" not in page
    assert withdraw(newsroom, jorge, own, version=2).status_code == 403
    assert change(newsroom, jorge, own, version=2).status_code == 403


@pytest.mark.parametrize("name", ["ada", "olena", "edita", "vera"])
def test_nobody_changes_another_s_words(newsroom, own, name):
    browser = newsroom.browser(name)
    assert "Change or withdraw my comment" not in browser.get(f"/desk/daily/comments/{own}").text
    assert change(newsroom, browser, own).status_code == 403
    assert withdraw(newsroom, browser, own).status_code == 403
    assert said(newsroom)["body"] == [{"t": "p", "c": [WORDS]}]


def test_nobody_changes_a_reader_s_words(newsroom):
    readers = newsroom.post("When was it built?")
    for act in (change, withdraw):
        assert act(newsroom, newsroom.browser("ada"), readers).status_code == 403
        assert act(newsroom, newsroom.browser("ada"), "nowhere").status_code == 404


def test_who_saw_an_earlier_version_is_told_and_keeps_the_words(newsroom, jorge, own):
    change(newsroom, jorge, own, "First change.")
    late = change(newsroom, jorge, own, "Second change.", version=1)
    assert late.status_code == 409
    for expected in ("Jorge changed the words just now.", "Second change.", "First change.", 'value="2"'):
        assert expected in late.text, expected
    assert said(newsroom)["version"] == 2
    assert withdraw(newsroom, jorge, own, version=1).status_code == 409
    assert change(newsroom, jorge, own, "Second change.", version=2).status_code == 303


@pytest.mark.parametrize("text", ["", "\u200b", "x" * 5001])
def test_refused_words_come_back_with_the_reason(newsroom, jorge, own, text):
    page = change(newsroom, jorge, own, text)
    assert page.status_code == 422 and 'role="alert"' in page.text and text in page.text
    assert change(newsroom, jorge, own, text, accept="application/json").status_code == 422
    assert said(newsroom)["version"] == 1


def test_the_same_words_change_nothing(newsroom, jorge, own):
    before = len(newsroom.log())
    assert change(newsroom, jorge, own, WORDS).status_code == 303
    assert "so nothing was changed" in jorge.get("/desk/daily/").text
    assert len(newsroom.log()) == before and said(newsroom)["edited_at"] is None


def test_undo_goes_past_a_change_and_is_offered_for_neither(newsroom, jorge, own):
    change(newsroom, jorge, own)
    assert (
        "/undo"
        not in jorge.get(f"/desk/daily/comments/{own}").text.partition("What was decided")[2].partition("<footer")[0]
    )
    assert newsroom.send(jorge, "/desk/daily/undo").status_code == 409
    assert said(newsroom)["body"] == [{"t": "p", "c": [BETTER]}]


def test_where_comments_are_off_nothing_is_changed_but_the_words_are_kept(newsroom, jorge, own):
    thread = newsroom.browser().get("/desk/daily/threads").text.partition("/desk/daily/threads/")[2].partition('"')[0]
    newsroom.send(newsroom.browser(), f"/desk/daily/threads/{thread}/switch", switch="closed:yes")
    refused = change(newsroom, jorge, own)
    assert refused.status_code == 403 and BETTER in refused.text and "switched off" in refused.text
