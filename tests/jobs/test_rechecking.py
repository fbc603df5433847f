"""Open reports are found again in each wording that becomes known: proposals, which decide nothing."""

import pytest
from sqlalchemy import select

from commentsvc.db import db, unit_of_work
from commentsvc.domain.correction_states import DeclineReason, ReportAction
from commentsvc.jobs import dispatch, rechecking
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.log import LogEntry
from commentsvc.services import rechecking as places
from commentsvc.services import report_states
from tests.factories import STAFF

LEAD = "The old bridge across the river has carried trams, carts and children for three generations. "
WAS = LEAD + "It was built in 1936, he said. The plate at its foot says so."
NOW = LEAD + "It was built in 1926, he said. The plate at its foot says so."


@pytest.fixture
def reports(app, api, factories, clock):
    return Reports(app, api, factories, clock)


class Reports:
    """Reports of an article, and what the desk is told of them after the background work."""

    def __init__(self, app, api, factories, clock):
        self.app, self.api, self.factories, self.clock = app, api, factories, clock

    def send(self, text=WAS, network="192.0.2.1", **more) -> str:
        self.api.client.environ_base["REMOTE_ADDR"] = network
        article = {"key": "bridge", "url": "http://localhost:5001/bridge", "title": "The bridge", "text": text}
        answer = self.api.report(article=article, **more)
        assert answer.status_code == 201, answer.text
        return answer.json["id"]

    def publish(self, text):
        self.factories.publish(text=text)
        self.clock.pass_by(seconds=1)
        dispatch.run_due(self.app)

    def __getitem__(self, public_id) -> CorrectionReport:
        with self.app.app_context():
            row = db.session.scalars(select(CorrectionReport).where(CorrectionReport.public_id == public_id)).one()
            db.session.expunge_all()
        return row

    def decide(self, public_id, action, **more):
        with self.app.app_context(), unit_of_work():
            row = report_states.find(self.factories.context(), public_id)
            report_states.decide(self.factories.context(), row, action, STAFF, seen_version=row.version, **more)


def test_words_that_were_changed_look_fixed_and_the_report_stays_open(reports):
    report = reports.send()
    before = reports[report]
    reports.publish(NOW)
    row = reports[report]
    assert (row.found, row.found_words, row.looks_fixed) == ("changed", "1926", True)
    assert NOW[row.found_start : row.found_end] == "1926"
    assert row.found_score > 0.5
    assert (row.state, row.version) == ("new", before.version)
    with reports.app.app_context():
        assert db.session.scalars(select(LogEntry)).all() == []


def test_other_words_than_proposed_are_told_and_not_called_fixed(reports):
    report = reports.send()
    reports.publish(NOW.replace("1926", "1946"))
    assert (reports[report].found, reports[report].found_words, reports[report].looks_fixed) == (
        "changed",
        "1946",
        False,
    )


def test_a_correction_that_is_taken_back_no_longer_looks_fixed(reports):
    report = reports.send()
    reports.publish(NOW)
    reports.publish(WAS)
    row = reports[report]
    assert (row.found, row.found_words, row.looks_fixed) == ("exact", "1936", False)


def test_words_that_have_gone_are_not_called_fixed(reports):
    report = reports.send()
    reports.publish(LEAD + "Nobody knows how old it is.")
    assert (reports[report].found, reports[report].looks_fixed) in {
        ("gone", False),
        ("changed", False),
        ("uncertain", False),
    }


def test_a_new_report_is_looked_for_in_the_wording_that_is_known_already(reports):
    reports.publish(NOW)
    report = reports.send()
    assert reports[report].found is None
    dispatch.run_due(reports.app)
    assert reports[report].looks_fixed


def test_only_open_reports_are_looked_for_and_a_reopened_one_catches_up(reports):
    report = reports.send()
    reports.decide(report, ReportAction.DECLINE, reason=DeclineReason.NOT_AN_ERROR)
    reports.publish(NOW)
    assert reports[report].found is None
    reports.decide(report, ReportAction.REOPEN)
    dispatch.run_due(reports.app)
    assert reports[report].looks_fixed


def test_nobody_forges_a_fixed_with_a_page_of_their_own(reports):
    report = reports.send()
    for _ in range(3):
        reports.send(NOW, network="198.51.100.7", exact="1926", target=None, remark="It is right.")
        dispatch.run_due(reports.app)
    assert (reports[report].found, reports[report].looks_fixed) == (None, False)
    reports.send(NOW, network="203.0.113.9", target=None, remark="Well done.")
    dispatch.run_due(reports.app)
    assert reports[report].looks_fixed


def test_a_report_on_the_whole_article_names_no_place(reports):
    report = reports.send(target=None, remark="The photograph shows another bridge.")
    reports.publish(NOW)
    assert reports[report].found is None


def test_a_job_that_comes_twice_or_late_changes_nothing(reports):
    report = reports.send()
    reports.publish(NOW)
    first = reports[report]
    with reports.app.app_context():
        context = reports.factories.context()
        assert list(places.look(places.of_key(context, "bridge"), 10)) == []
    with reports.app.app_context():
        late = places.Looked(first.article_id, first.found_version_id + 1000, [])
        with unit_of_work():
            assert places.note(late) is False
    assert reports[report].found_version_id == first.found_version_id


def test_many_reports_are_done_in_parts(reports, monkeypatch):
    monkeypatch.setattr(rechecking, "MOST", 2)
    all_of_them = [reports.send(network=f"192.0.2.{number}") for number in range(5)]
    reports.publish(NOW)
    assert [reports[one].looks_fixed for one in all_of_them] == [True] * 5
