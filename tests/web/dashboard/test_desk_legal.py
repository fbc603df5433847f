"""Notices of illegal content at the desk: who sees them, the queue's order, decisions, undo, senders, figures."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from commentsvc.db import db, unit_of_work
from commentsvc.domain.content_notice import prepare
from commentsvc.models.comment import Comment
from commentsvc.models.legal import ContentNotice, NoticeSender, ReportedComment
from commentsvc.models.mail import Contact
from commentsvc.services import content_notices

WHY = "The comment says that I stole the money of the school, which is not true."


class Legal:
    """A newsroom that takes notices."""

    def __init__(self, newsroom):
        self.newsroom = newsroom
        newsroom.change_settings(legal_notices=True)

    def give(self, *comments: str, kind="defamation", email="olena@example.org", why=WHY, confirmed=False) -> str:
        sender = {"name": "Olena Notifier", "email": email} if email else {}
        new = prepare(list(comments), kind, why, **sender, good_faith=True)
        with self.newsroom.app.test_request_context("/"), unit_of_work():
            row = content_notices.give(self.newsroom.context(), new, "page")
            if confirmed:
                mine = update(Contact).where(Contact.content_notice_id == row.id)
                db.session.execute(mine.values(verified_at=self.newsroom.clock.now()))
            return row.public_id

    def row(self, notice_id: str) -> ContentNotice:
        with self.newsroom.app.app_context():
            row = db.session.scalar(select(ContentNotice).where(ContentNotice.public_id == notice_id))
            db.session.remove()
            return row

    def act(self, client, notice_id: str, action: str, **form):
        form.setdefault("version", self.row(notice_id).version)
        return self.newsroom.send(client, f"/desk/daily/legal/notices/{notice_id}/actions", action=action, **form)

    def comment(self, public_id: str) -> Comment:
        return self.newsroom.row("comment", public_id)

    def sender(self, client, notice_id: str, action: str, seen: int, **form):
        url = f"/desk/daily/legal/notices/{notice_id}/sender"
        return self.newsroom.send(client, url, action=action, version=seen, **form)


@pytest.fixture
def legal(newsroom) -> Legal:
    return Legal(newsroom)


@pytest.fixture
def olena(newsroom):
    return newsroom.browser()


def order(client, tab="open") -> list[str]:
    return re.findall(r'id="n-(\w{16})"', client.get(f"/desk/daily/legal?state={tab}").text)


def test_the_place_is_there_where_the_site_takes_notices(newsroom, olena):
    assert "/desk/daily/legal" not in olena.get("/desk/daily/").text
    newsroom.change_settings(legal_notices=True)
    assert 'href="/desk/daily/legal"' in olena.get("/desk/daily/").text
    assert 'href="/desk/daily/legal"' not in newsroom.browser("edita").get("/desk/daily/").text
    assert newsroom.browser("vera").get("/desk/daily/legal").status_code == 403


def test_who_is_limited_to_sections_has_no_part_in_it(newsroom, legal):
    notice = legal.give(newsroom.post("Thief!"))
    newsroom.grant("bohdan", "daily", "moderator", ["Culture"])
    bohdan = newsroom.browser("bohdan")
    for path in ("legal", f"legal/notices/{notice}", "legal/figures", "legal/figures.csv"):
        assert bohdan.get(f"/desk/daily/{path}").status_code == 403
    assert legal.act(bohdan, notice, "legal_keep", words="No.").status_code == 403
    assert legal.row(notice).state == "new"


def test_trusted_flaggers_go_first_then_the_clock(newsroom, legal, olena, clock):
    comment = newsroom.post("Thief!")
    late = legal.give(comment, email="late@example.org", why=WHY + " Late.", confirmed=True)
    clock.pass_by(hours=1)
    threat = legal.give(comment, kind="threat", email="threat@example.org", confirmed=True)
    loose = legal.give(comment, kind="threat", email="loose@example.org", why=WHY + " Loose.")
    trusted = legal.give(comment, email="trusted@example.org", why=WHY + " Trusted.", confirmed=True)
    assert order(olena) == [threat, late, trusted, loose]
    assert legal.sender(olena, trusted, "trust_sender", 0).status_code == 303
    assert order(olena) == [trusted, threat, late, loose]
    assert order(olena, "overdue") == []
    clock.pass_by(hours=23, minutes=1)
    # The next day somebody signs in again.
    olena = newsroom.browser()
    assert order(olena, "overdue") == [threat, late, loose]
    assert "late by" in olena.get("/desk/daily/legal?state=overdue").text


def test_one_notice_shows_then_and_now_and_who_it_is_from(newsroom, legal, olena):
    comment = newsroom.post("You stole the money.")
    notice = legal.give(comment)
    newsroom.edit(comment, "You did not steal it.")
    page = olena.get(f"/desk/daily/legal/notices/{notice}").text
    for words in ("You stole the money.", "You did not steal it.", "Olena Notifier", "olena@example.org", "Marta"):
        assert words in page
    assert "The snapshot was altered" not in page
    with newsroom.app.app_context(), unit_of_work():
        db.session.execute(update(ReportedComment).values(source="You are nice."))
    assert "The snapshot was altered" in olena.get(f"/desk/daily/legal/notices/{notice}").text


def test_a_comment_is_removed_and_put_back_by_undo(newsroom, legal, olena):
    comment = newsroom.post("Thief!")
    notice = legal.give(comment)
    answer = legal.act(olena, notice, "legal_remove", comment=comment, reason="illegal", words="Thank you.")
    assert answer.status_code == 303
    assert (legal.comment(comment).status, legal.comment(comment).reason) == ("rejected", "illegal")
    page = olena.get(f"/desk/daily/legal/notices/{notice}").text
    undo = re.search(r"/desk/daily/log/\w+/undo", page)[0]
    assert newsroom.send(olena, undo).status_code == 303
    assert legal.comment(comment).status == "approved"
    assert legal.row(notice).state == "new"


def test_undoing_the_last_decision_undoes_the_whole_notice(newsroom, legal, olena):
    comment = newsroom.post("Thief!")
    notice = legal.give(comment)
    legal.act(olena, notice, "legal_remove", comment=comment, reason="illegal")
    assert newsroom.send(olena, "/desk/daily/undo").status_code == 303
    assert (legal.row(notice).state, legal.comment(comment).status) == ("new", "approved")


def test_what_is_not_whole_comes_back_with_what_was_typed(newsroom, legal, olena):
    comment = newsroom.post("Thief!")
    notice = legal.give(comment)
    answer = legal.act(olena, notice, "legal_keep", words="", message="Dear author")
    assert answer.status_code == 422 and 'id="words-wrong"' in answer.text and "Dear author" in answer.text
    assert legal.act(olena, notice, "legal_remove", reason="illegal", words="Yes").status_code == 422
    assert legal.act(olena, notice, "nonsense").status_code == 400
    assert legal.row(notice).state == "new"


def test_who_comes_second_is_told(newsroom, legal, olena):
    notice = legal.give(newsroom.post("Thief!"))
    seen = legal.row(notice).version
    legal.act(newsroom.browser("bohdan"), notice, "legal_keep", words="An opinion.")
    answer = legal.act(olena, notice, "legal_ask", words="Who?", version=seen)
    assert answer.status_code == 409 and "that the comment stays" in answer.text


def test_others_see_who_has_it_open(newsroom, legal, olena):
    notice = legal.give(newsroom.post("Thief!"))
    url = f"/desk/daily/legal/notices/{notice}/claim"
    assert newsroom.send(olena, url).status_code == 303
    bohdan = newsroom.browser("bohdan")
    assert "has it open" in bohdan.get("/desk/daily/legal").text
    assert newsroom.send(bohdan, url).status_code == 409
    assert order(olena, "mine") == [notice]


def test_the_sender_is_never_shown_to_whom_they_report(newsroom, legal, olena):
    comment = newsroom.post("Thief!")
    legal.give(comment)
    vera = newsroom.browser("vera")
    for path in ("log", f"comments/{comment}"):
        for client in (olena, vera):
            assert "olena@example.org" not in client.get(f"/desk/daily/{path}").text


def misuse(legal, olena, comment: str, times: int) -> str:
    for number in range(times):
        why = f"{WHY} ({number}, {legal.newsroom.clock.now()})"
        notice = legal.give(comment, why=why, confirmed=True)
        legal.act(olena, notice, "legal_unsubstantiated", words="It says nothing of it.", unfounded="yes")
    return notice


def test_misuse_is_warned_of_set_aside_and_lifted(newsroom, legal, olena, clock):
    comment = newsroom.post("Thief!")
    notice = misuse(legal, olena, comment, 2)
    page = olena.get(f"/desk/daily/legal/notices/{notice}").text
    assert "2 of 2 decided notices manifestly unfounded (100 %)" in page and 'value="warn_sender"' not in page
    assert legal.sender(olena, notice, "warn_sender", 0).status_code == 403
    notice = misuse(legal, olena, comment, 1)
    assert 'value="warn_sender"' in olena.get(f"/desk/daily/legal/notices/{notice}").text
    assert legal.sender(olena, notice, "warn_sender", 0, words="Please look closer.").status_code == 303
    clock.pass_by(hours=1)
    notice = misuse(legal, olena, comment, 3)
    assert 'value="suspend_sender"' in olena.get(f"/desk/daily/legal/notices/{notice}").text
    assert legal.sender(olena, notice, "suspend_sender", 0).status_code == 409
    assert legal.sender(olena, notice, "suspend_sender", 1).status_code == 303
    aside = legal.give(comment, why=WHY + " Again.", confirmed=True)
    assert legal.row(aside).state == "set_aside" and order(olena) == [] and order(olena, "aside") == [aside]
    assert legal.act(olena, aside, "legal_take_up").status_code == 303
    assert order(olena) == [aside]
    assert legal.sender(olena, notice, "lift_sender", 2).status_code == 303
    with newsroom.app.app_context():
        row = db.session.scalars(select(NoticeSender)).one()
        assert (row.warned_at, row.suspended_until) == (None, None)
    csv = olena.get("/desk/daily/legal/figures.csv").text
    assert "misuse_warnings,1" in csv and "misuse_suspensions,1" in csv


def test_figures_count_by_kind_ground_and_time(newsroom, legal, clock):
    one, other, third = (newsroom.post(words) for words in ("One", "Two", "Three"))
    first = legal.give(one, kind="hate")
    second = legal.give(other, kind="hate", email="b@example.org")
    legal.give(third, kind="fraud", email="c@example.org")
    clock.pass_by(hours=2)
    olena = newsroom.browser()
    legal.act(olena, first, "legal_remove", comment=one, reason="illegal")
    clock.pass_by(hours=2)
    olena = newsroom.browser()
    legal.act(olena, second, "legal_remove", comment=other, reason="abuse")
    lines = olena.get("/desk/daily/legal/figures.csv").text.removeprefix("\ufeff").splitlines()
    header = lines[0].split(",")
    rows = {line.split(",")[0]: dict(zip(header, line.split(","), strict=True)) for line in lines[1:4]}
    assert (rows["hate"]["received"], rows["hate"]["by_law"], rows["hate"]["by_rules"]) == ("2", "1", "1")
    assert (rows["hate"]["median_hours"], rows["fraud"]["open"], rows[""]["received"]) == ("3.0", "1", "3")
    page = olena.get("/desk/daily/legal/figures").text
    assert "Incitement to hatred" in page and "3 h" in page
    before = (clock.now() - timedelta(days=20)).date()
    assert "No notice in this period." in olena.get(f"/desk/daily/legal/figures?from={before}&to={before}").text


@pytest.mark.parametrize("path", ["legal", "legal/notices/{notice}", "legal/figures"])
def test_the_pages_ask_the_database_little(newsroom, legal, olena, path):
    comments = [newsroom.post(f"Thief {number}!") for number in range(3)]
    notice = legal.give(*comments)
    for number in range(5):
        legal.give(comments[0], email=f"s{number}@example.org")
    olena.get("/desk/daily/")
    assert newsroom.queries(olena, f"/desk/daily/{path.format(notice=notice)}") <= 24
