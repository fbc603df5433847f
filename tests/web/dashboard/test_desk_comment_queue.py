"""The queues of comments: what stands in them, in which order, and what each card says about why it is there."""

import re

from commentsvc.db import db, unit_of_work
from commentsvc.models.staff import StaffSession
from commentsvc.services import publishing

LINK = "See https://example.org/archive"
_CARD = re.compile(r'id="c-(\w+)"')
_MORE = re.compile(r'data-more href="([^"]+)"')


def listed(browser, query: str = "") -> list[str]:
    return _CARD.findall(browser.get(f"/desk/daily/comments?{query}").text)


def in_section(newsroom, key: str, section: str) -> None:
    with newsroom.app.test_request_context("/"), unit_of_work():
        about = {"url": f"http://daily.example/{key}", "title": key, "section": section}
        publishing.publish(newsroom.context(), key, publishing.prepare(about))


def test_what_was_published_at_once_waits_to_be_looked_at(newsroom):
    browser, comment = newsroom.browser(), newsroom.post("A plain comment")
    newsroom.post(LINK)
    assert listed(browser, "queue=new") == [comment]
    newsroom.act(browser, "comment", comment, "approve")
    assert listed(browser, "queue=new") == []
    assert newsroom.log()[-1].action == "approve"
    newsroom.send(browser, "/desk/daily/undo")
    # Undone, the comment is as public as before; but somebody has looked at it.
    assert newsroom.row("comment", comment).status == "approved"


def test_the_most_urgent_first_and_page_by_page_while_others_decide(newsroom):
    browser = newsroom.browser()
    held = [newsroom.post(LINK, f"Reader {number}") for number in range(21)]
    flagged = newsroom.post("A plain comment")
    newsroom.flag(flagged, "illegal")
    page = browser.get("/desk/daily/comments?queue=waiting&order=urgent").text
    assert _CARD.findall(page) == [flagged, *held[:19]]
    newsroom.act(browser, "comment", held[18], "approve")
    more = browser.get(_MORE.search(page)[1].replace("&amp;", "&")).text
    assert _CARD.findall(more) == held[19:]
    assert listed(browser, "queue=waiting&order=newest")[0] == flagged
    assert listed(browser, "queue=waiting")[0] == held[0]


def test_lists_are_narrowed_and_their_numbers_with_them(newsroom):
    browser = newsroom.browser()
    one = newsroom.post("Win 500 euros at https://win.example/a", "Ann", key="bridge")
    two = newsroom.post("Win 900 EUROS at https://win.example/b", "Ben", key="ferry")
    three = newsroom.post(LINK, "Cleo", key="ferry")
    in_section(newsroom, "ferry", "Sport")
    assert listed(browser, "queue=waiting&section=Sport") == [two, three]
    page = browser.get("/desk/daily/comments?queue=waiting&section=Sport").text
    assert 'data-count="list-waiting">2<' in page
    told = newsroom.send(
        browser,
        f"/desk/daily/comments/{three}/actions",
        action="approve",
        version=newsroom.row("comment", three).version,
        next="/desk/daily/comments?queue=waiting&section=Sport",
        accept="application/json",
    )
    assert (told.json["counts"]["list-waiting"], told.json["counts"]["comments-waiting"]) == ("1", "2")
    newsroom.send(browser, "/desk/daily/undo")
    like = re.search(r"like=(\w+)", browser.get(f"/desk/daily/comments/{one}").text)[1]
    assert listed(browser, f"queue=waiting&like={like}") == [one, two]
    assert "2 texts like this wait" in browser.get("/desk/daily/comments").text
    thread = re.search(r"thread=(\w+)", page)[1]
    assert listed(browser, f"queue=waiting&thread={thread}") == [two, three]
    for nothing in ("thread=nobody", "author=nobody", "like=nobody", "section=Nowhere", "after=nobody", "after=7-x"):
        assert listed(browser, f"queue=waiting&order=urgent&{nothing}") == [], nothing


def test_an_author_s_record_and_what_else_of_theirs_waits(newsroom):
    browser = newsroom.browser()
    comments = [newsroom.post(LINK, "Marta") for _ in range(2)]
    newsroom.post_as(comments[0], "Another https://example.net/x")
    newsroom.post_as(comments[0], "Plain")
    page = browser.get(f"/desk/daily/comments/{comments[0]}").text
    assert "2 of theirs wait" in page
    assert re.search(r"Approved <b>1</b>", page) and re.search(r"Rejected <b>0</b>", page)
    author = re.search(r"author=(\w+)", page)[1]
    assert len(listed(browser, f"queue=waiting&author={author}")) == 2


def test_a_card_marks_the_words_and_names_who_flagged(newsroom):
    browser = newsroom.browser()
    held = newsroom.post('See https://example.org/a<b "and" [this](https://example.net/)')
    newsroom.flag(newsroom.post("Plain"), "spam", remark="<i>Look</i>")
    page = browser.get("/desk/daily/comments").text
    assert '<mark><a href="https://example.org/a' in page and '<mark><a href="https://example.net/"' in page
    assert '<q class="found-words" dir="auto">https://example.org/a' in page
    assert "<bdi>Flagger</bdi>: spam" in page and "no earlier flag decided" in page
    assert "&lt;i&gt;Look&lt;/i&gt;" in page
    assert held in page


def test_a_claim_is_seen_by_others_and_ends_with_time_or_a_decision(newsroom):
    olena, bohdan = newsroom.browser(), newsroom.browser("bohdan")
    comment = newsroom.post(LINK)
    url = f"/desk/daily/comments/{comment}/claim"
    version = newsroom.row("comment", comment).version
    assert newsroom.send(olena, url, version=version).status_code == 303
    assert "Olena has it open" in bohdan.get("/desk/daily/comments").text
    assert "Olena has it open" not in olena.get("/desk/daily/comments").text
    refused = newsroom.send(bohdan, url, accept="application/json", version=version)
    assert refused.status_code == 409 and "Somebody else" in refused.json["title"]
    newsroom.clock.pass_by(minutes=15)
    assert "Olena has it open" not in bohdan.get("/desk/daily/comments").text
    taken = newsroom.send(bohdan, url, accept="application/json", version=version)
    assert taken.json["claimed"] is True
    newsroom.act(olena, "comment", comment, "approve")
    assert "has it open" not in olena.get(f"/desk/daily/comments/{comment}").text
    late = newsroom.send(bohdan, url, accept="application/json", version=version)
    assert late.status_code == 409 and "Olena approved this" in late.json["message"]
    assert [entry.action for entry in newsroom.log()] == ["hold", "approve"]


def test_a_page_learns_what_others_did_and_who_has_what_open(newsroom):
    olena, bohdan = newsroom.browser(), newsroom.browser("bohdan")
    one, two = newsroom.post(LINK), newsroom.post(LINK)
    seen = [(name, newsroom.row("comment", name).version) for name in (one, two)]
    url = "/desk/daily/comments/state?queue=waiting&" + "&".join(f"seen={name}:{version}" for name, version in seen)
    assert olena.get(url).json == {"changed": {}, "claimed": {}}
    newsroom.send(bohdan, f"/desk/daily/comments/{two}/claim", version=seen[1][1])
    newsroom.act(bohdan, "comment", one, "mark_spam")
    news = olena.get(url).json
    assert news["claimed"] == {two: "Bohdan has it open"}
    assert news["changed"][one]["message"] == "Bohdan marked this as spam just now."
    assert news["counts"]["comments-waiting"] == "1"
    assert olena.get("/desk/daily/comments/state?seen=x&seen=%00:1&seen=a:99999999999").json["changed"] == {}


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(newsroom):
    browser = newsroom.browser()

    def seen_at():
        with newsroom.app.app_context():
            found = db.session.query(StaffSession.seen_at).order_by(StaffSession.id.desc()).first()[0]
            db.session.remove()
            return found

    before = seen_at()
    newsroom.clock.pass_by(minutes=5)
    assert browser.get("/desk/daily/comments/state").status_code == 200
    assert seen_at() == before
    browser.get("/desk/daily/comments")
    assert seen_at() > before


def test_whoever_is_limited_to_sections_learns_nothing_of_others(newsroom):
    sport, other = newsroom.post(LINK, key="ferry"), newsroom.post(LINK, key="bridge")
    in_section(newsroom, "ferry", "Sport")
    newsroom.grant("bohdan", "daily", "moderator", ["Sport"])
    browser = newsroom.browser("bohdan")
    page = browser.get("/desk/daily/comments").text
    assert _CARD.findall(page) == [sport]
    assert "texts like this" not in page
    version = newsroom.row("comment", other).version
    assert browser.get(f"/desk/daily/comments/state?seen={other}:{version + 1}").json["changed"] == {}
    assert newsroom.send(browser, f"/desk/daily/comments/{other}/claim", version=version).status_code == 404


def test_an_editor_claims_nothing(newsroom):
    comment = newsroom.post(LINK)
    answer = newsroom.send(newsroom.browser("edita"), f"/desk/daily/comments/{comment}/claim", version=2)
    assert answer.status_code == 403
