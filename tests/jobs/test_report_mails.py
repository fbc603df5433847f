"""Mails to the senders of correction reports: asked once, told only when they have confirmed, and only what is so."""

import pytest
from sqlalchemy import select

from commentsvc.db import db, unit_of_work
from commentsvc.domain.correction_states import DeclineReason, ReportAction
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.mail import Contact
from commentsvc.services import report_decisions, report_states
from commentsvc.web.messages import reason_text
from tests.factories import STAFF
from tests.noticing import Newsdesk

OUTCOMES = {
    "corrected": ({"action": ReportAction.FIX}, "The article has been corrected"),
    "not_changed": (
        {"action": ReportAction.DECLINE, "reason": "opinion_or_style"},
        "The article stays as it is",
    ),
}


class Desk:
    """Decides about reports, and lets the time for second thoughts pass."""

    def __init__(self, factories, clock):
        self.factories, self.clock = factories, clock

    def decide(self, report_id: str, action: ReportAction, **more) -> None:
        self.clock.pass_by(seconds=1)
        with self.factories.app.app_context(), unit_of_work():
            context = self.factories.context()
            row = report_states.find(context, report_id)
            report_decisions.decide_place(context, row, action, STAFF, seen_version=row.version, **more)

    def later(self) -> None:
        self.clock.pass_by(minutes=3)


@pytest.fixture
def desk(factories, clock) -> Desk:
    return Desk(factories, clock)


@pytest.fixture
def confirmed(api, post):
    """`confirmed()`: the public id of a report whose sender has confirmed the address left with it."""

    def make(**more) -> str:
        report = api.report(contact="ann@example.org", **more).json["id"]
        (question,) = post.deliver()
        post.confirm(question)
        return report

    return make


def rows(app, *columns) -> list:
    with app.app_context():
        return [tuple(row) for row in db.session.execute(select(*columns))]


def test_a_report_with_an_address_brings_one_question_and_no_word_of_the_report(api, post):
    api.report(contact="Ann@Example.org", remark="Buy at http://evil.example", replacement="www.evil.example")
    (mail,) = post.deliver()
    assert mail.to == mail["To"] == "Ann@example.org"
    assert mail["Subject"] == "Please confirm your address – The daily"
    assert "evil" not in mail.text + mail.html and "1936" not in mail.text + mail.html
    # What the reader's page calls the article is the reader's word as well.
    assert "bridge" not in mail.text + mail.html
    assert post.deliver() == []


def test_the_question_names_the_article_once_somebody_else_vouches_for_it(api, post, factories):
    factories.publish("bridge", title="The bridge at example.org")
    api.report(contact="ann@example.org")
    (mail,) = post.deliver()
    assert "The bridge at example[.]org" in mail.text and "The bridge at example[.]org" in mail.html


def test_addresses_are_kept_sealed_and_the_plain_column_stays_empty(app, api, post):
    api.report(contact="ann@example.org")
    assert rows(app, CorrectionReport.contact) == [("",)]
    ((address, hashed, verified),) = rows(app, Contact.address, Contact.address_hash, Contact.verified_at)
    assert "ann" not in address and len(hashed) == 64 and verified is None
    keys = app.extensions["commentsvc"].keys
    assert keys.unseal(address) == "ann@example.org"
    assert hashed == keys.blind("mail", "daily", "ann@example.org") != keys.blind("mail", "other", "ann@example.org")


def test_a_telephone_number_is_kept_and_gets_no_mail(app, api, post):
    api.report(contact="+380 44 123 45 67")
    assert post.deliver() == []
    ((address,),) = rows(app, Contact.address)
    assert app.extensions["commentsvc"].keys.unseal(address) == "+380 44 123 45 67"


def test_looking_at_the_link_confirms_nothing(app, api, post):
    api.report(contact="ann@example.org")
    (mail,) = post.deliver()
    page = mail.link("/mail/confirm/")
    assert post.client.head(page).status_code == 200
    answer = post.client.get(page)
    assert answer.status_code == 200 and "a…@example.org" in answer.text
    assert rows(app, Contact.verified_at) == [(None,)]
    assert post.client.post(page).status_code == 403
    assert rows(app, Contact.verified_at) == [(None,)]


def test_confirming_is_kept_with_its_wording_and_time_and_done_once(app, api, post, clock):
    api.report(contact="ann@example.org")
    (mail,) = post.deliver()
    post.confirm(mail)
    confirmed = clock.now()
    clock.pass_by(days=30)
    answer = post.client.get(mail.link("/mail/confirm/"))
    assert answer.status_code == 303 and "/mail/" in answer.headers["Location"]
    assert rows(app, Contact.verified_at, Contact.consented_at, Contact.consent_version) == [
        (confirmed, confirmed, "2026-11")
    ]


def test_an_old_link_confirms_nothing(app, api, post, clock):
    api.report(contact="ann@example.org")
    (mail,) = post.deliver()
    clock.pass_by(days=8)
    assert post.client.get(mail.link("/mail/confirm/")).status_code == 403
    assert post.client.get("/mail/confirm/guessed").status_code == 404
    assert rows(app, Contact.verified_at) == [(None,)]


@pytest.mark.parametrize("status", OUTCOMES)
def test_who_has_confirmed_is_told_the_outcome_with_the_reason_and_the_answer(status, post, desk, confirmed):
    decision, heading = OUTCOMES[status]
    report = confirmed()
    desk.decide(report, **decision, answer="Thank you.\nSee www.example.com/evil <b>")
    assert post.deliver() == []
    desk.later()
    (mail,) = post.deliver()
    assert mail["Subject"] == f"{heading} – The daily"
    assert mail.to == "ann@example.org"
    assert "> See www[.]example[.]com/evil <b>" in mail.text
    assert "www[.]example[.]com/evil &lt;b&gt;" in mail.html
    assert "> 1936" in mail.text
    assert ("matter of opinion or style" in mail.text) is (status == "not_changed")
    assert heading in post.client.get(mail.link("/report/")).text


@pytest.mark.parametrize("reason", DeclineReason)
def test_the_reason_reads_as_on_the_status_page(reason, post, desk, confirmed):
    report = confirmed()
    desk.decide(report, ReportAction.DECLINE, reason=reason)
    desk.later()
    (mail,) = post.deliver()
    with post.app.test_request_context("/"):
        assert f"The reason: {reason_text(reason)}" in mail.text and reason_text(reason) in mail.html


def test_who_has_not_confirmed_is_told_nothing(api, post, desk):
    report = api.report(contact="ann@example.org").json["id"]
    assert len(post.deliver()) == 1
    desk.decide(report, ReportAction.FIX)
    desk.later()
    assert post.deliver() == []


def test_an_outcome_that_was_undone_or_changed_within_two_minutes_is_not_told(post, desk, confirmed, factories):
    report = confirmed()
    desk.decide(report, ReportAction.FIX)
    entry = factories.log()[-1]
    factories.act(lambda: report_states.undo(factories.context(), entry, STAFF))
    desk.decide(report, ReportAction.DECLINE, reason="not_an_error")
    desk.later()
    (mail,) = post.deliver()
    assert mail["Subject"].startswith("The article stays as it is")


def test_steps_on_the_way_are_told_only_when_they_were_wished_for(api, post, desk):
    for key, wish in (("one", {}), ("two", {"progress": "yes"})):
        report = api.report(contact=f"{key}@example.org", replacement=key).json["id"]
        (question,) = post.deliver()
        post.confirm(question, **wish)
        desk.decide(report, ReportAction.ACCEPT)
        desk.later()
        # Both reports are of one place, but each sender is told of their own.
        assert [(mail.to, mail["Subject"]) for mail in post.deliver()] == (
            [(f"{key}@example.org", "Your report is being checked – The daily")] if wish else []
        )


def test_nobody_is_told_what_they_did_themselves_and_spam_is_not_answered(api, post, desk, confirmed, reader):
    report = confirmed()
    desk.decide(report, ReportAction.MARK_SPAM)
    desk.later()
    assert post.deliver() == []


def test_a_reader_who_has_confirmed_an_address_is_not_asked_again(api, post, desk):
    ann = api.reader("Ann")
    ann.report(contact="ann@example.org")
    (question,) = post.deliver()
    post.confirm(question, progress="yes")
    second = ann.report("1937", contact="ANN@example.org").json["id"]
    assert post.deliver() == []
    desk.decide(second, ReportAction.ACCEPT)
    desk.later()
    assert len(post.deliver()) == 1
    # Anybody else may have typed it: the owner is asked.
    api.report("1938", contact="ann@example.org")
    assert [mail["Subject"][:14] for mail in post.deliver()] == ["Please confirm"]


def test_one_confirmation_holds_for_all_reports_that_wait_and_says_so(app, api, post):
    for words in ("1936", "1937", "1938"):
        api.report(words, contact="ann@example.org")
    (question,) = post.deliver()
    assert "2 more reports" in post.client.get(question.link("/mail/confirm/")).text
    post.confirm(question)
    assert all(verified for (verified,) in rows(app, Contact.verified_at))


def test_mails_of_one_report_are_one_conversation(post, desk, api):
    report = api.report(contact="ann@example.org").json["id"]
    (question,) = post.deliver()
    post.confirm(question)
    desk.decide(report, ReportAction.FIX)
    desk.later()
    (outcome,) = post.deliver()
    assert question["References"] == outcome["References"] == outcome["In-Reply-To"]
    assert question["Message-ID"] != outcome["Message-ID"]
    assert report not in question["References"]


def test_the_mail_speaks_the_language_in_which_the_report_was_sent(api, post, desk):
    report = api.report(contact="ann@example.org", headers={"Accept-Language": "uk"}).json["id"]
    (question,) = post.deliver()
    assert question["Content-Language"] == "uk" and "Це ваша адреса?" in question.text
    assert 'lang="uk"' in question.html
    assert "Це ваша адреса?" in post.client.get(question.link("/mail/confirm/")).text
    post.confirm(question)
    desk.decide(report, ReportAction.FIX)
    desk.later()
    (outcome,) = post.deliver()
    assert outcome["Subject"] == "Статтю виправлено – The daily"


def test_a_notice_that_only_names_the_words_is_told_by_them(confirmed, factories, post, desk):
    report = confirmed(kind="typo")
    newsdesk = Newsdesk(factories)
    row = newsdesk.named_report(report)
    notice = newsdesk.write(row, text="", kind="typo", before="<b>1936</b>", after="1963 & later")
    newsdesk.publish(notice)
    desk.later()
    (told,) = post.deliver()
    assert "<b>1936</b> → 1963 & later" in told.text
    assert "&lt;b&gt;1936&lt;/b&gt; → 1963 &amp; later" in told.html
