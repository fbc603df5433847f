"""What is kept for so many days is gone afterwards: from every table, index and file."""

import logging
import os
from datetime import timedelta

import pytest

from commentsvc.db import db, unit_of_work
from commentsvc.jobs import dispatch, housekeeping
from commentsvc.services import retention
from tests.traces import Traces

# Columns that are blanked in rows that stay.
BLANKED = {
    "vote.network", "flag.remark", "correction_report.network", "correction_report.contact", "article.claim",
    "article.claimed_from", "article_version.claimed_from", "report_support.network",
    "sanction.words", "reader.network", "reported_comment.source", "reported_comment.author_name", "content_notice.law",
    "content_notice.explanation", "content_notice.name", "content_notice.question", "content_notice.answer",
    "content_notice.network",
    "appeal.words", "appeal.answer",
}  # fmt: skip
FORGOTTEN = {
    "submission", "outbox_event", "job", "webhook_delivery", "sent_mail", "notification", "contact", "sign_in_request",
    "used_token", "staff_session", "staff_invitation", "reader_token", "comment_revision", "log_note", "network_key",
    "reader_note", "author_message", "rule_trial",
    "content_notice_remark", "notice_sender", "comment_claim", "bulk_run", "bulk_item", "recent_post",
}  # fmt: skip
WITHIN_A_DAY = {"recent_post"}
OLDEST_DAYS = 366


@pytest.fixture
def traces(alone, clock) -> Traces:
    made = Traces()
    with alone.app_context(), unit_of_work():
        made.fill(clock.now())
    return made


def clean_up(app, clock) -> dict[str, int]:
    runtime = app.extensions["commentsvc"]
    return housekeeping.clean_up(clock.now(), runtime.settings, runtime.keys)


def test_every_table_has_a_rule_or_a_reason_to_stay():
    ruled = {rule.model.__tablename__ for rule in retention.RULES if not rule.blank}
    assert {table.name for table in db.metadata.sorted_tables} == ruled | set(retention.STAYS)


def test_after_the_last_day_every_trace_is_gone_or_stays_for_a_reason(alone, traces, clock):
    with alone.app_context():
        assert traces.found() == set(traces.marks), "the search itself is broken"
        clock.pass_by(days=OLDEST_DAYS)
        clean_up(alone, clock)
        found = traces.found()
        db.session.rollback()
        assert found & BLANKED == set()
        assert {name.partition(".")[0] for name in found} & FORGOTTEN == set()
        # Whatever else is gone was taken away by no rule.
        left = {name for name in traces.marks if name.partition(".")[0] not in FORGOTTEN} - BLANKED
        assert found == left


def test_what_is_gone_is_gone_from_the_files_too(alone, traces, clock, database_url, tmp_path, place):
    if not database_url.startswith("sqlite"):
        return
    with alone.app_context():
        assert traces.found_in_files(place) == set(traces.marks), "the search itself is broken"
        clock.pass_by(days=OLDEST_DAYS)
        clean_up(alone, clock)
        kept = traces.found()
        db.session.rollback()
    assert traces.found_in_files(place, tmp_path) - kept == set()


def test_nothing_goes_before_its_time(alone, traces, clock):
    with alone.app_context():
        clock.pass_by(hours=23)
        clean_up(alone, clock)
        assert traces.found() == {name for name in traces.marks if name.partition(".")[0] not in WITHIN_A_DAY}


def test_networks_go_with_their_key_and_votes_stay(factories, app, clock, reader):
    comment = factories.comment()
    assert reader("Ben").vote(comment.public_id).status_code == 200
    clock.pass_by(days=7)
    with app.app_context():
        assert "networks" not in clean_up(app, clock)
        clock.pass_by(days=1)
        assert clean_up(app, clock)["networks"] >= 1
        assert "networks" not in clean_up(app, clock)
    assert factories.reload(comment).ups == 1
    assert reader("Cleo").vote(comment.public_id).status_code == 200


def test_more_than_a_batch_is_forgotten_batch_by_batch(factories, app, clock, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    for number in range(5):
        factories.comment(f"Comment {number}")
    clock.pass_by(days=40)
    dispatch.run_due(app)
    with app.app_context():
        assert clean_up(app, clock)["events"] == 5


def test_old_mails_in_the_folder_go(alone, clock, tmp_path):
    folder = tmp_path / "data" / housekeeping.MAIL_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, days in (("old", 32), ("new", 30)):
        (folder / f"{name}.eml").write_text("To: somebody")
        then = (clock.now() - timedelta(days=days)).timestamp()
        os.utime(folder / f"{name}.eml", (then, then))
    with alone.app_context():
        assert clean_up(alone, clock)["mail files"] == 1
    assert [path.name for path in folder.glob("*.eml")] == ["new.eml"]


def test_what_was_done_is_logged_in_numbers_alone(alone, traces, clock, caplog):
    clock.pass_by(days=OLDEST_DAYS)
    with caplog.at_level(logging.INFO, logger="commentsvc.jobs"):
        dispatch.begin_periods(alone)
        dispatch.run_due(alone)
    assert "forgot" in caplog.text
    assert not any(mark in caplog.text for mark in traces.marks.values())
