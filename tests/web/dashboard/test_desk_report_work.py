"""Who does what with a report: claims, assignment, questions, notes, duplicates; each logged, each undone."""

import pytest
from sqlalchemy import select

from commentsvc.db import db, unit_of_work
from commentsvc.domain.moderation import Actor
from commentsvc.domain.provenance import Provenance
from commentsvc.domain.selectors import Target, TextQuoteSelector
from commentsvc.models.article import Article
from commentsvc.models.correction import CorrectionReport, ReportSupport
from commentsvc.models.log import LogEntry
from commentsvc.models.reader import Reader
from commentsvc.services import articles, corrections, publishing, report_states, report_work, threads


@pytest.fixture
def report(newsroom):
    return newsroom.report(remark="My father worked there")


def handle(newsroom, browser, report, name, **form):
    form.setdefault("version", newsroom.row("report", report).version)
    return newsroom.send(browser, f"/desk/daily/reports/{report}/handling", handle=name, **form)


def publish(newsroom, **word):
    about = {"url": "http://daily.example/bridge", "title": "The bridge"} | word
    with newsroom.app.test_request_context("/"), unit_of_work():
        publishing.publish(newsroom.context(), "bridge", publishing.prepare(about))


def test_a_claim_is_seen_by_others_and_ends_by_itself(newsroom, report):
    edita, bohdan = newsroom.browser("edita"), newsroom.browser("bohdan")
    url = f"/desk/daily/reports/{report}/claim"
    assert newsroom.send(edita, url).status_code == 303
    assert "Edita has it open" in bohdan.get("/desk/daily/reports").text
    assert "Edita has it open" not in edita.get("/desk/daily/reports").text
    refused = newsroom.send(bohdan, url, accept="application/json")
    assert refused.status_code == 409 and "Somebody else" in refused.json["title"]
    newsroom.clock.pass_by(minutes=15)
    assert "Edita has it open" not in bohdan.get("/desk/daily/reports").text
    assert newsroom.send(bohdan, url).status_code == 303
    assert report in bohdan.get("/desk/daily/reports?state=mine").text
    assert newsroom.log() == []


def test_deciding_releases_ones_own_claim(newsroom, report):
    edita = newsroom.browser("edita")
    newsroom.send(edita, f"/desk/daily/reports/{report}/claim")
    newsroom.act(edita, "report", report, "fix")
    row = newsroom.row("report", report)
    assert (row.claimed_by_id, row.decided_at) == (None, newsroom.clock.now())


def test_assigning_is_logged_shown_and_undone(newsroom, report):
    edita = newsroom.browser("edita")
    olena = newsroom.person("olena")
    assert handle(newsroom, edita, report, "assign", to=olena.public_id).status_code == 303
    row = newsroom.row("report", report)
    assert (row.assignee_id, row.state) == (olena.id, "assigned")
    assert "For Olena" in edita.get("/desk/daily/reports").text
    assert report in newsroom.browser("olena").get("/desk/daily/reports?state=mine").text
    assert "Olena" in edita.get("/desk/daily/log").text
    newsroom.send(edita, "/desk/daily/undo")
    row = newsroom.row("report", report)
    assert (row.assignee_id, row.state) == (None, "new")


def test_who_decides_nothing_here_cannot_be_given_a_report(newsroom, report):
    edita = newsroom.browser("edita")
    for name in ("vera", "xenia"):
        answer = handle(
            newsroom, edita, report, "assign", to=newsroom.person(name).public_id if name != "xenia" else "nobody"
        )
        assert answer.status_code == 422


def test_the_rule_gives_a_report_to_the_author_but_not_what_is_said_about_a_person(newsroom, report):
    publish(newsroom, authors=["Jorge"])
    about_me = newsroom.report("1986", network="n2")
    with newsroom.app.test_request_context("/"), unit_of_work():
        context = newsroom.context()
        row = report_states.find(context, about_me)
        row.kind = "about_me"
        assert report_work.assign_by_rule(context, report_states.find(context, report)) is not None
        assert report_work.assign_by_rule(context, row) is None
    row = newsroom.row("report", report)
    assert (row.assignee_id, row.state) == (newsroom.person("jorge").id, "new")


def test_a_journalist_acts_on_reports_of_their_own_stories_only(newsroom, report):
    jorge = newsroom.browser("jorge")
    assert newsroom.act(jorge, "report", report, "accept").status_code == 404
    publish(newsroom, authors=["Jorge"])
    assert 'value="accept"' in jorge.get("/desk/daily/reports?state=open").text
    assert newsroom.act(jorge, "report", report, "accept").status_code == 303
    newsroom.send(jorge, "/desk/daily/undo")
    assert newsroom.row("report", report).state == "new"


def test_a_question_is_answered_by_the_readers_remark(newsroom, report):
    edita = newsroom.browser("edita")
    assert newsroom.act(edita, "report", report, "ask", answer=" ").status_code == 422
    newsroom.act(edita, "report", report, "ask", answer="Which year do you mean?")
    row = newsroom.row("report", report)
    assert (row.state, row.answer) == ("needs_information", "Which year do you mean?")
    assert report in edita.get("/desk/daily/reports?state=asked").text
    with newsroom.app.test_request_context("/"), unit_of_work():
        context = newsroom.context()
        corrections.add_remark(context, report_states.find(context, report), "1987, as my father told me")
    assert newsroom.row("report", report).state == "verifying"
    entry = newsroom.log()[-1]
    assert (entry.action, entry.actor_type) == ("answered", "reader")


def test_undoing_a_decision_brings_the_question_back(newsroom, report):
    edita = newsroom.browser("edita")
    newsroom.act(edita, "report", report, "ask", answer="Which year?")
    newsroom.clock.pass_by(minutes=1)
    newsroom.act(edita, "report", report, "fix", answer="Thank you")
    newsroom.send(edita, "/desk/daily/undo")
    row = newsroom.row("report", report)
    assert (row.state, row.answer, row.decided_at) == ("needs_information", "Which year?", None)


def test_when_it_was_decided_follows_reopening_and_its_undoing(newsroom, report):
    edita = newsroom.browser("edita")
    newsroom.act(edita, "report", report, "decline:not_an_error")
    decided = newsroom.clock.now()
    newsroom.clock.pass_by(minutes=10)
    newsroom.act(edita, "report", report, "reopen")
    assert newsroom.row("report", report).decided_at is None
    newsroom.send(edita, "/desk/daily/undo")
    row = newsroom.row("report", report)
    assert (row.state, row.decided_at) == ("declined", decided)


def test_a_note_stays_in_the_newsroom(newsroom, report):
    edita = newsroom.browser("edita")
    handle(newsroom, edita, report, "note", note="Ask the archive <b>first</b>")
    row = newsroom.row("report", report)
    assert (row.state, row.answer) == ("new", "")
    assert "Ask the archive &lt;b&gt;first&lt;/b&gt;" in edita.get(f"/desk/daily/reports/{report}").text


def test_reports_are_put_together_and_taken_apart_and_each_is_undone(newsroom, report):
    edita = newsroom.browser("edita")
    elsewhere = newsroom.report(network="n2")
    handle(newsroom, edita, elsewhere, "unfold")
    assert newsroom.row("report", elsewhere).group_id is None
    newsroom.send(edita, "/desk/daily/undo")
    assert newsroom.row("report", elsewhere).group_id == newsroom.row("report", report).id
    handle(newsroom, edita, elsewhere, "unfold")
    page = edita.get("/desk/daily/reports").text
    assert page.count("data-card ") == 2
    newsroom.clock.pass_by(minutes=1)
    handle(newsroom, edita, elsewhere, f"fold:{report}")
    assert newsroom.row("report", elsewhere).group_id == newsroom.row("report", report).id
    assert "2 readers report this place" in edita.get("/desk/daily/reports").text
    newsroom.send(edita, "/desk/daily/undo")
    assert newsroom.row("report", elsewhere).group_id is None
    assert handle(newsroom, edita, report, f"fold:{report}").status_code == 422


def test_readers_who_only_agreed_are_counted_once(newsroom, report):
    with newsroom.app.test_request_context("/"), unit_of_work():
        row = db.session.scalar(select(CorrectionReport).where(CorrectionReport.public_id == report))
        now = newsroom.clock.now()
        for _ in range(2):
            reader = Reader(site_id=row.site_id, kind="guest", name="One more", created_at=now)
            db.session.add(reader)
            db.session.flush()
            db.session.add(
                ReportSupport(site_id=row.site_id, report_id=row.id, reader_id=reader.id, network="n", created_at=now)
            )
    assert "3 readers report this place" in newsroom.browser("edita").get("/desk/daily/reports").text


def test_a_selection_is_decided_with_one_press_and_undone_with_one(newsroom, report):
    edita = newsroom.browser("edita")
    elsewhere, late = newsroom.report(network="n2"), newsroom.report(network="n3")
    for one in (elsewhere, late):
        handle(newsroom, edita, one, "unfold")
        newsroom.clock.pass_by(seconds=1)
    chosen = [f"{one}:{newsroom.row('report', one).version}" for one in (report, elsewhere)] + [f"{late}:1"]
    answer = newsroom.send(edita, "/desk/daily/reports/actions", action="decline:out_of_scope", report=chosen)
    assert answer.status_code == 303
    told = edita.get("/desk/daily/reports").text
    assert "Declined: 2 reports." in told and "1 was left alone" in told
    assert [newsroom.row("report", one).state for one in (report, elsewhere, late)] == ["declined", "declined", "new"]
    newsroom.send(edita, "/desk/daily/undo")
    assert {newsroom.row("report", one).state for one in (report, elsewhere, late)} == {"new"}


def test_an_unknown_or_foreign_report_in_a_selection_is_refused(newsroom, report):
    elsewhere = newsroom.report(slug="other")
    edita = newsroom.browser("edita")
    for one in (elsewhere, "nothing"):
        answer = newsroom.send(edita, "/desk/daily/reports/actions", action="fix", report=[f"{one}:1"])
        assert answer.status_code == 404
    assert newsroom.row("report", elsewhere).state == "new"


def test_a_comment_becomes_a_report_once(newsroom):
    comment = newsroom.post("It was 1987, <b>not</b> 1978!")
    edita = newsroom.browser("edita")
    url = f"/desk/daily/comments/{comment}/report"
    first = newsroom.send(edita, url, accept="application/json")
    again = newsroom.send(edita, url, accept="application/json")
    assert first.json["url"] == again.json["url"] and first.json["message"] != again.json["message"]
    page = edita.get(first.json["url"]).text
    assert "It was 1987, &lt;b&gt;not&lt;/b&gt; 1978!" in page and f"/comments/{comment}" in page
    assert newsroom.send(newsroom.browser("vera"), url).status_code == 403
    assert newsroom.log()[-1].action == "make_report"


def test_the_log_names_nobody_by_a_number(newsroom, report):
    with newsroom.app.test_request_context("/"), unit_of_work():
        context = newsroom.context()
        row = report_states.find(context, report)
        report_work.assign(context, row, newsroom.person("olena"), Actor("staff", 1), seen_version=row.version)
        number = db.session.scalar(select(LogEntry.reason).order_by(LogEntry.id.desc()))
    page = newsroom.browser("edita").get("/desk/daily/log").text
    assert f"<span>{number}</span>" not in page and "Olena" in page


def test_a_report_of_a_later_wording_is_folded_where_the_words_were_found(newsroom, report):
    later = "It was closed on 5 May 1979 after the flood. Nobody missed it."
    quote = TextQuoteSelector("1979", "It was closed on 5 May ", " after the flood")
    start = later.index("1979")
    with newsroom.app.test_request_context("/"), unit_of_work():
        context = newsroom.context()
        context.network = "n2"
        row = report_states.find(context, report)
        version = articles.know_text(context, db.session.get_one(Article, row.article_id), later, Provenance.HINT)
        row.found, row.found_version_id, row.found_start, row.found_end = "changed", version.id, start, start + 4
        target = Target(quote, start, start + 4)
        new = corrections.prepare(target, "wrong_fact", "1987", article_text=later)
        about = threads.ArticleHint("bridge", "http://daily.example/bridge", "The bridge")
        made = corrections.report(context, about, new)[0]
        assert made.group_id == row.id
