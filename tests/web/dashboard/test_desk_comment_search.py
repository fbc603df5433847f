"""Looking for comments at the desk: words, names, status, reason and days; kept views; nothing of other sections."""

import re
from datetime import timedelta

from commentsvc.web.dashboard import comment_list
from tests.web.dashboard.test_desk_comment_queue import LINK, in_section, listed

_VIEW = re.compile(r'name="forget" value="(\w+)"')


def test_words_narrow_a_list_and_can_be_looked_for_in_all_of_them(newsroom):
    browser = newsroom.browser()
    shown = newsroom.post("Їжак біля мосту", "Олена Коваль")
    held = newsroom.post(f"{LINK} мосту", "Ben", key="ferry")
    assert listed(browser, "queue=all&words=МОСТ") == [held, shown]
    assert listed(browser, "queue=waiting&words=мост") == [held]
    assert listed(browser, 'queue=all&words="мост"') == []
    assert listed(browser, "queue=all&words=story ferry") == [held]
    assert listed(browser, "queue=all&name=ков") == [shown]
    page = browser.get("/desk/daily/comments?queue=waiting&words=їжак").text
    assert "Search in all comments" in page and 'value="їжак"' in page
    assert 'data-count="list-new">1<' in page


def test_status_reason_and_days_narrow_it_further(newsroom):
    first = newsroom.post("Old words")
    newsroom.clock.pass_by(days=2)
    browser = newsroom.browser()
    refused, held = newsroom.post("Bad words"), newsroom.post(f"{LINK} words")
    newsroom.act(browser, "comment", refused, "reject:abuse")
    day = (newsroom.clock.now() - timedelta(days=1)).date().isoformat()
    for query, found in {
        "status=rejected": [refused],
        "status=approved": [first],
        "status=withdrawn": [],
        "status=nonsense": [held, refused, first],
        "reason=abuse": [refused],
        "reason=link": [held],
        f"since={day}": [held, refused],
        f"until={day}": [first],
        "since=yesterday": [held, refused, first],
    }.items():
        assert listed(browser, f"queue=all&words=words&{query}") == found, query


def test_results_come_page_by_page(newsroom):
    browser = newsroom.browser()
    posted = [newsroom.post(f"Lantern {number}", f"Reader {number}") for number in range(22)]
    newsroom.post("Nothing of the kind")
    first = browser.get("/desk/daily/comments?queue=all&words=lantern").text
    assert re.findall(r'id="c-(\w+)"', first) == posted[:1:-1]
    more = re.search(r'data-more href="([^"]+)"', first)[1].replace("&amp;", "&")
    assert "words=lantern" in more
    assert re.findall(r'id="c-(\w+)"', browser.get(more).text) == posted[1::-1]


def test_whoever_is_limited_to_sections_finds_nothing_else(newsroom):
    one, two = newsroom.post("Lantern", key="bridge"), newsroom.post("Lantern", key="ferry")
    newsroom.post("Lantern", key="bridge", slug="other")
    in_section(newsroom, "ferry", "Sport")
    newsroom.grant("bohdan", "daily", "moderator", ["Sport"])
    assert listed(newsroom.browser("bohdan"), "queue=all&words=lantern") == [two]
    assert listed(newsroom.browser(), "queue=all&words=lantern") == [two, one]


def test_a_view_is_kept_opened_and_let_go(newsroom):
    browser, base = newsroom.browser(), "/desk/daily/comments"
    query = "queue=all&order=newest&words=lantern"
    answer = newsroom.send(browser, f"{base}/views", name="Lanterns", query=query)
    assert answer.status_code == 303 and answer.location == f"{base}?{query}"
    page = browser.get(answer.location).text
    assert "<bdi>Lanterns</bdi>" in page
    assert "Lanterns" not in browser.get("/desk/daily/reports").text
    assert "Lanterns" not in newsroom.browser("bohdan").get(base).text
    newsroom.send(browser, f"{base}/views", forget=_VIEW.search(page)[1])
    assert "Lanterns" not in browser.get(base).text


def test_everything_that_was_found_is_gathered_for_one_decision(newsroom):
    browser = newsroom.browser()
    found = newsroom.post(f"{LINK} lantern", "Ann")
    newsroom.post(LINK, "Ben")
    answer = newsroom.send(browser, "/desk/daily/comments/everything", queue="waiting", words="lantern")
    page = browser.get(answer.location).text
    assert found in page and page.count("See https://example.org") <= 2


def test_what_is_shared_all_colleagues_see_and_few_let_go(newsroom):
    base, query = "/desk/daily/comments", "queue=all&order=newest&words=lantern"
    newsroom.send(newsroom.browser("bohdan"), f"{base}/views", name="Lanterns", query=query, shared="yes")
    for name in ("bohdan", "ada", "vera"):
        page = newsroom.browser(name).get(base).text
        assert "<bdi>Lanterns</bdi>" in page, name
        assert bool(_VIEW.search(page)) is (name != "vera"), name
    view = _VIEW.search(newsroom.browser("ada").get(base).text)[1]
    assert newsroom.send(newsroom.browser("vera"), f"{base}/views", forget=view).status_code == 404
    assert "Lanterns" not in newsroom.browser("xenia").get("/desk/other/comments").text
    assert newsroom.send(newsroom.browser("ada"), f"{base}/views", forget=view).status_code == 303
    assert "Lanterns" not in newsroom.browser("bohdan").get(base).text


def test_numbers_tell_in_which_lists_something_was_found(newsroom):
    browser = newsroom.browser()
    for number in range(3):
        newsroom.post(f"Lantern {number}", f"Reader {number}")
    newsroom.act(browser, "comment", newsroom.post("Bad lantern"), "reject:abuse")
    newsroom.post(f"{LINK} lantern")
    newsroom.post(LINK)
    page = browser.get("/desk/daily/comments?queue=all&words=lantern").text
    numbers = dict(re.findall(r'data-count="list-(\w+)">([^<]+)<', page))
    assert numbers == {"waiting": "1", "held": "1", "flagged": "0", "new": "3", "all": "5"}


def test_found_words_are_marked_and_stay_text(newsroom):
    browser = newsroom.browser()
    newsroom.post("A <b>lantern</b> & Lanterns", "Lantern <i>Ann</i>")
    page = browser.get("/desk/daily/comments?queue=all&words=lantern").text
    assert "A &lt;b&gt;<mark>lantern</mark>&lt;/b&gt; &amp; <mark>Lanterns</mark>" in page
    assert "<mark>Lantern</mark> &lt;i&gt;Ann&lt;/i&gt;" in page
    hostile = browser.get("/desk/daily/comments?queue=all&words=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").text
    assert "<script>alert" not in hostile and "&lt;script&gt;alert(1)" in hostile


def test_a_search_takes_in_the_newest_and_tells_what_is_missing(newsroom, monkeypatch):
    monkeypatch.setattr(comment_list, "_TAKEN_IN", 2)
    browser = newsroom.browser()
    posted = [newsroom.post(f"Lantern {number}", f"Reader {number}") for number in range(4)]
    page = browser.get("/desk/daily/comments?queue=all&words=lantern").text
    assert re.findall(r'id="c-(\w+)"', page) == posted[:1:-1]
    assert "2 comments are not in the search yet" in page
    page = browser.get("/desk/daily/comments?queue=all&words=lantern").text
    assert re.findall(r'id="c-(\w+)"', page) == posted[::-1]
    assert "not in the search yet" not in page
