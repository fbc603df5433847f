"""The newsroom answers readers and picks comments: who may, what readers see, and how it is taken back."""

import re

import pytest

from commentsvc.domain.limits import SOURCE_MAX_CHARS

WORDS = "Thank you: the archive shows it."


@pytest.fixture
def comment(newsroom) -> str:
    return newsroom.post("When was it built?")


def thread_of(newsroom, key: str = "bridge", **query) -> dict:
    query = {"key": key, **query}
    return newsroom.stranger().get("/api/v1/sites/daily/thread", query_string=query).json


def answer(newsroom, browser, comment: str, text: str = WORDS, **form):
    return newsroom.send(browser, f"/desk/daily/comments/{comment}/replies", text=text, **form)


def thread_page(newsroom, comment: str) -> str:
    page = newsroom.browser().get(f"/desk/daily/comments/{comment}").text
    return re.search(r'href="(/desk/daily/threads/\w+)"', page).group(1)


@pytest.mark.parametrize(
    ("name", "speaks", "picks"),
    [
        ("ada", True, True),
        ("olena", True, True),
        ("edita", True, True),
        ("jorge", True, False),
        ("vera", False, False),
    ],
)
def test_each_role_speaks_and_picks_only_if_it_may(newsroom, comment, name, speaks, picks):
    browser = newsroom.browser(name)
    page = browser.get(f"/desk/daily/comments/{comment}").text
    assert ("Reply as the newsroom" in page) is speaks
    assert ('value="feature"' in page) is picks
    assert answer(newsroom, browser, comment).status_code == (303 if speaks else 403)
    assert newsroom.act(browser, "comment", comment, "feature").status_code == (303 if picks else 403)
    thread = thread_of(newsroom)["thread"]
    assert thread["filters"] == ["featured"] * picks + ["staff"] * speaks


def test_readers_see_the_answer_under_the_comment_with_name_and_badge(newsroom, comment):
    told = answer(newsroom, newsroom.browser(), comment)
    assert told.headers["Location"] == f"/desk/daily/comments/{comment}"
    (root,) = thread_of(newsroom)["comments"]
    (reply,) = root["replies"]["comments"]
    assert (reply["author"]["name"], reply["author"]["badges"]) == ("Olena", ["staff"])
    assert thread_of(newsroom, filter="staff")["comments"][0]["reply_to"] == {"id": comment, "name": "Marta"}


def test_a_comment_to_the_article_comes_from_the_threads_page(newsroom, comment):
    url = thread_page(newsroom, comment)
    browser = newsroom.browser("jorge")
    assert newsroom.send(browser, f"{url}/comments", text=WORDS).headers["Location"] == url
    page = browser.get(url).text
    assert re.findall(r'id="c-(\w+)"', page)[1] == comment and WORDS in page
    assert "2 comments" in page
    assert thread_of(newsroom)["thread"]["comment_count"] == 2


def test_the_threads_page_is_paged_and_shows_what_readers_see(newsroom):
    posted = [newsroom.post(f"Number {number}") for number in range(25)]
    newsroom.post("https://example.org")
    browser, url, seen = newsroom.browser(), thread_page(newsroom, posted[0]), []
    address = url
    while address:
        page = browser.get(address).text
        seen += re.findall(r'id="c-(\w+)"', page)
        more = re.search(r'data-more\s+href="([^"]+)"', page)
        address = url + more.group(1).replace("&amp;", "&") if more else None
    assert seen == posted[::-1]


def test_who_wrote_is_in_the_log_and_undone_by_that_person_or_a_moderator(newsroom, comment):
    jorge, edita, olena = (newsroom.browser(name) for name in ("jorge", "edita", "olena"))
    for undoing, status in ((edita, 403), (jorge, 303), (olena, 303)):
        answer(newsroom, jorge, comment, f"{WORDS} {status} {id(undoing)}")
        entry = newsroom.log()[-1]
        assert "Wrote as the newsroom" in olena.get("/desk/daily/log").text
        assert newsroom.send(undoing, f"/desk/daily/log/{entry.public_id}/undo").status_code == status
    # What the editor could not undo stands.
    assert thread_of(newsroom)["thread"]["comment_count"] == 2
    assert newsroom.send(jorge, "/desk/daily/undo").status_code == 303
    assert thread_of(newsroom)["thread"]["comment_count"] == 1


def test_the_script_is_told_how_to_undo(newsroom, comment):
    browser = newsroom.browser()
    said = answer(newsroom, browser, comment, accept="application/json")
    assert said.json["message"] == "Your comment is on the page."
    assert newsroom.send(browser, said.json["undo"], accept="application/json").status_code == 200
    assert thread_of(newsroom)["thread"]["comment_count"] == 1


@pytest.mark.parametrize("text", ["", "\u200b", "x" * (SOURCE_MAX_CHARS + 1)])
def test_refused_words_come_back_with_the_reason(newsroom, comment, text):
    browser = newsroom.browser()
    page = answer(newsroom, browser, comment, text)
    assert page.status_code == 422 and "Not posted" in page.text and 'role="alert"' in page.text
    assert text in page.text
    for_script = answer(newsroom, browser, comment, text, accept="application/json")
    assert for_script.status_code == 422 and for_script.json["errors"][0]["field"] == "source"
    assert thread_of(newsroom)["thread"]["comment_count"] == 1


def test_the_same_form_sent_twice_speaks_once(newsroom, comment):
    browser = newsroom.browser()
    page = browser.get(f"/desk/daily/comments/{comment}").text
    once = re.search(r'name="once" value="(\w+)"', page).group(1)
    for _ in range(2):
        assert answer(newsroom, browser, comment, once=once).status_code == 303
    assert thread_of(newsroom)["thread"]["comment_count"] == 2


def test_only_what_readers_see_can_be_answered(newsroom):
    held = newsroom.post("https://example.org")
    browser = newsroom.browser()
    assert "Reply as the newsroom" not in browser.get(f"/desk/daily/comments/{held}").text
    assert answer(newsroom, browser, held).status_code == 422
    assert answer(newsroom, browser, "nowhere").status_code == 404
    assert newsroom.send(browser, "/desk/daily/threads/nowhere/comments", text=WORDS).status_code == 404


def test_picks_have_a_queue_of_their_own(newsroom, comment):
    browser = newsroom.browser("edita")
    assert "No picks yet." in browser.get("/desk/daily/comments?queue=picks").text
    newsroom.act(browser, "comment", comment, "feature")
    page = browser.get("/desk/daily/comments?queue=picks").text
    assert re.findall(r'id="c-(\w+)"', page) == [comment]
    assert re.search(r'value="unfeature" aria-pressed="true"', page)
    assert newsroom.act(browser, "comment", comment, "reject:abuse").status_code == 403
    entry = newsroom.log()[-1]
    assert newsroom.send(browser, f"/desk/daily/log/{entry.public_id}/undo").status_code == 303
    assert thread_of(newsroom)["featured"] == []


def test_guests_cannot_pass_for_the_newsroom(newsroom, comment):
    said = newsroom.stranger().post(
        "/api/v1/sites/daily/comments",
        json={"thread": {"key": "bridge"}, "source": "Believe me", "author": {"name": "ОIena"}},
    )
    assert said.status_code == 422
    assert said.json["errors"][0]["code"] == "name_of_newsroom"
    assert "belongs to the newsroom" in said.json["errors"][0]["message"]
