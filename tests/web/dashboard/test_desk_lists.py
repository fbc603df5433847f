"""Lists: which rows, in which order, with true counts; threads and their lock; languages."""

import re

from commentsvc.db import unit_of_work
from commentsvc.services import accounts, merging

_IDS = re.compile(r'id="c-(\w+)"')


def test_waiting_shows_held_and_flagged_oldest_first_and_counts_them(newsroom):
    held, plain = newsroom.post("https://example.org"), newsroom.post("Shown")
    flagged = newsroom.post("Shown and flagged")
    newsroom.flag(flagged, "spam")
    browser = newsroom.browser()
    page = browser.get("/desk/daily/comments").text
    assert _IDS.findall(page) == [held, flagged]
    assert 'data-count="comments-waiting">2<' in page
    assert 'data-count="comments-held">1<' in page and 'data-count="comments-flagged">1<' in page
    assert _IDS.findall(browser.get("/desk/daily/comments?order=newest").text) == [flagged, held]
    assert _IDS.findall(browser.get("/desk/daily/comments?queue=all").text) == [flagged, plain, held]
    assert _IDS.findall(browser.get("/desk/daily/comments?queue=held").text) == [held]


def test_pages_continue_where_the_last_one_ended_in_both_orders(newsroom):
    posted = [newsroom.post(f"https://example.org/{number}") for number in range(45)]
    browser = newsroom.browser()
    for order, wanted in (("oldest", posted), ("newest", posted[::-1])):
        url, seen = f"/desk/daily/comments?queue=held&order={order}", []
        while url:
            page = browser.get(url).text
            seen += _IDS.findall(page)
            more = re.search(r'data-more\s+href="([^"]+)"', page)
            url = more.group(1).replace("&amp;", "&") if more else None
        assert seen == wanted


def test_odd_addresses_are_answered_with_the_defaults(newsroom):
    browser = newsroom.browser()
    for query in ("queue=x", "order=x", "after=nothing", "queue=held&after=%00", "after=" + "9" * 500):
        assert browser.get(f"/desk/daily/comments?{query}").status_code == 200
    for query in ("before=x", "before=-1", "before=%D9%A1", "before=" + "9" * 40):
        assert browser.get(f"/desk/daily/log?{query}").status_code == 200


def test_empty_lists_say_so(newsroom):
    browser = newsroom.browser()
    for url in ("comments", "reports", ""):
        assert "Nothing waits. Well done." in browser.get(f"/desk/daily/{url}").text


def test_a_reply_shows_what_it_answers(newsroom):
    parent = newsroom.post("My grandmother baked like that.", "Halyna")
    newsroom.post("See https://example.org", "Grump", parent=parent)
    page = newsroom.browser().get("/desk/daily/comments").text
    assert "In answer to" in page and "Halyna" in page and "My grandmother baked like that." in page
    assert "http://daily.example/bridge#comment-" in page


def test_locking_a_thread_is_logged_told_and_undone(newsroom):
    newsroom.post("First")
    browser = newsroom.browser()
    page = browser.get("/desk/daily/threads").text
    url = re.search(r'action="(/desk/daily/threads/\w+/switch)"', page).group(1)
    assert newsroom.send(browser, url, switch="locked:yes").status_code == 303
    assert "Open again" in browser.get("/desk/daily/threads?show=locked").text
    entry = newsroom.log()[-1]
    assert (entry.subject_type, entry.action, entry.from_state, entry.to_state) == ("thread", "lock", "open", "locked")
    assert newsroom.events()[-1].type == "ThreadSwitched"
    late = newsroom.send(newsroom.browser("bohdan"), url, switch="locked:yes")
    assert late.status_code == 409 and "Olena locked this thread just now." in late.text
    newsroom.send(browser, "/desk/daily/undo")
    assert "No thread is in this state." in browser.get("/desk/daily/threads?show=locked").text
    assert newsroom.send(browser, f"/desk/daily/log/{entry.public_id}/undo").status_code == 409


def test_an_edited_comment_shows_its_earlier_versions(newsroom):
    comment = newsroom.post("The first wording")
    newsroom.edit(comment, "The second wording")
    page = newsroom.browser().get(f"/desk/daily/comments/{comment}").text
    assert "The second wording" in page and "Earlier versions" in page and "The first wording" in page


def test_ids_that_name_nothing_are_not_found(newsroom):
    browser = newsroom.browser()
    for path in ("daily/comments/nothing", "daily/comments/%00", "daily/reports/%00x", "da%00ily/", "daily/reports/ñ"):
        assert browser.get(f"/desk/{path}").status_code == 404, path
    assert newsroom.sign_in(newsroom.stranger(), "olena\0@daily.example").status_code == 401


def test_the_log_tells_that_a_guest_signed_in(newsroom):
    with newsroom.app.app_context(), unit_of_work():
        context = newsroom.context()
        accounts.open_guest(context, "Ann")
        guest = context.reader
        merging.merge_guest(context, guest, accounts.open_account(context, accounts.PUBLISHER, "a" * 64, "Olena"))
    page = newsroom.browser().get("/desk/daily/log")
    assert page.status_code == 200
    assert "A guest signed in" in page.text


def test_the_language_is_remembered_for_the_session(newsroom):
    browser = newsroom.browser()
    assert '<html lang="uk"' in browser.get("/desk/daily/?lang=uk").text
    assert '<html lang="uk"' in browser.get("/desk/daily/threads").text
    assert '<html lang="en"' in browser.get("/desk/daily/threads?lang=en").text


def test_an_administrator_of_two_papers_chooses(newsroom):
    newsroom.grant("ada", "other", "viewer")
    page = newsroom.browser("ada").get("/desk/").text
    assert "/desk/daily/" in page and "/desk/other/" in page
    one = newsroom.browser("olena").get("/desk/")
    assert (one.status_code, one.headers["Location"]) == (302, "/desk/daily/")


def test_a_full_page_takes_no_more_queries_than_a_short_one(newsroom):
    def one_more(number):
        newsroom.post(f"https://example.org/{number}")
        newsroom.flag(newsroom.post("Plain"), "spam")
        newsroom.report(str(number), network=f"n{number}")
        newsroom.act(browser, "comment", newsroom.post("Plain", f"Reader {number}"), "feature")

    browser = newsroom.browser()
    pages = ("comments", "comments?queue=all", "reports", "threads", "log", "")
    one_more(1)
    one_more(2)
    # What a process looks up once is looked up.
    browser.get("/desk/daily/comments")
    few = [newsroom.queries(browser, f"/desk/daily/{page}") for page in pages]
    for number in range(3, 15):
        one_more(number)
    assert [newsroom.queries(browser, f"/desk/daily/{page}") for page in pages] == few
    assert max(few) <= 24
