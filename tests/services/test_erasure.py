"""A reader who asked for it is gone: from every table, the files, the pages; the discussion and the log stay whole."""

import pytest
from sqlalchemy import func, select, update

from commentsvc.db import db, unit_of_work
from commentsvc.domain.erasure import ErasureLine, Mode
from commentsvc.domain.errors import Forbidden, NotFound
from commentsvc.domain.moderation import Action, Actor
from commentsvc.jobs import dispatch
from commentsvc.models.comment import Comment
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.desk import BulkRun
from commentsvc.models.identity import ReaderMerge
from commentsvc.models.legal import NoticeSender
from commentsvc.models.mail import Contact, SentMail
from commentsvc.models.reader import Reader, Submission
from commentsvc.models.site import Site
from commentsvc.services import erasure, sites, verification
from commentsvc.services.context import Context
from tests.traces import Traces

# What is not the reader's own, by table or by column; the rest has to go.
OTHERS = {
    "site", "site_origin", "site_key", "sign_on_key", "webhook", "staff_user", "membership", "staff_session",
    "staff_invitation", "article", "article_alias", "article_version", "thread", "log_entry", "erasure", "network_key",
    "mail_block", "used_token", "outbox_event", "job", "webhook_delivery", "correction_notice",
    "notice_version", "notice_report", "saved_view", "staff_alert", "ready_answer", "site_reason",
    "nudge_count", "log_seal", "external_check",
    "scorer_version", "word_list", "rule_trial", "rules_version", "bulk_run", "bulk_item",
}  # fmt: skip
# What stays of the reader's own rows: names for them that tell nobody anything, and the article's words.
SHELLS = {
    "comment.public_id", "comment.reason", "correction_report.public_id", "correction_report.reason",
    "correction_report.kind", "correction_report.scope", "correction_report.language", "correction_report.found",
    "correction_report.found_words", "correction_report.via", "content_notice.public_id", "content_notice.kind",
    "content_notice.language", "content_notice.via", "reported_comment.comment_public_id", "reported_comment.reason",
    "reported_comment.article_key", "reported_comment.article_url", "reported_comment.article_title",
    "reported_comment.outcome",
}  # fmt: skip
TEXTS = {
    "comment.source", "comment.body", "comment.findings", "correction_report.replacement",
    "correction_report.source_url", "correction_report.fingerprint", "correction_report.exact", "correction_report.prefix", "correction_report.suffix",
}  # fmt: skip


@pytest.fixture
def traces(alone, clock) -> Traces:
    made = Traces()
    with alone.app_context(), unit_of_work():
        made.fill(clock.now(), {"correction_report.state": "new"})
        # The scope of what a reader sent once names the reader; a guest has become this one.
        db.session.execute(update(Submission).values(scope=f"reader:{made.ids['reader']}"))
        for of_address in (SentMail, NoticeSender):
            db.session.execute(update(of_address).values(address_hash=made.marks["contact.address_hash"]))
        made.marks["guest.name"] = "qz999zq"
        guest = Reader(site_id=made.ids["site"], name=made.marks["guest.name"], created_at=clock.now())
        db.session.add(guest)
        db.session.flush()
        db.session.execute(update(ReaderMerge).values(guest_id=guest.id))
    return made


def context(app, clock) -> Context:
    site = db.session.scalars(select(Site)).first()
    return Context(sites.by_id(site.id), clock.now(), app.extensions["commentsvc"].keys)


def erase(app, clock, reader_id: int, mode: Mode) -> None:
    with app.app_context():
        with unit_of_work():
            reader = db.session.get_one(Reader, reader_id)
            erasure.begin(
                context(app, clock), reader, mode, Actor("reader", reader_id), app.extensions["commentsvc"].ledger
            )
        more = True
        while more:
            with unit_of_work():
                more = erasure.step(context(app, clock), reader_id)


@pytest.mark.parametrize("mode", list(Mode))
def test_nothing_of_the_reader_s_own_is_left_in_any_table(alone, clock, traces, mode):
    erase(alone, clock, traces.ids["reader"], mode)
    with alone.app_context():
        found = {name for name in traces.found() if name.partition(".")[0] not in OTHERS}
        db.session.rollback()
    assert found == (SHELLS | TEXTS if mode is Mode.DETACH else SHELLS)


def test_nor_in_any_file(alone, clock, traces, database_url, place, tmp_path):
    if not database_url.startswith("sqlite"):
        return
    erase(alone, clock, traces.ids["reader"], Mode.DELETE)
    # What the job does last: the write-ahead log is emptied.
    dispatch.run_due(alone)
    with alone.app_context():
        kept = traces.found()
        db.session.rollback()
    assert traces.found_in_files(place, tmp_path) - kept == set()


def test_of_a_passage_what_stands_in_the_article_stays(reader, app, clock):
    ann = reader("Ann")
    for exact in ("1936", "I typed this myself"):
        assert ann.report(exact).status_code == 201
    with app.app_context():
        ann_id = db.session.scalars(select(Reader.id)).one()
    erase(app, clock, ann_id, Mode.DELETE)
    with app.app_context():
        left = db.session.scalars(select(CorrectionReport).order_by(CorrectionReport.id))
        assert [(row.exact, row.prefix, row.suffix, row.replacement) for row in left] == [
            ("1936", "built in ", ", he said", ""),
            ("", "built in ", ", he said", ""),
        ]


@pytest.mark.parametrize("mode", list(Mode))
def test_counters_and_the_log_s_chain_stay_right(factories, app, clock, mode):
    mine = factories.comment("Mine.", by="Ann")
    answer = factories.comment("An answer.", by="Ben", parent=mine)
    factories.comment("Mine, too.", by="Ann", parent=answer)
    factories.vote(answer, by="Ann")
    factories.vote(mine, by="Ben")
    factories.flag(answer, by="Ann")
    factories.decide(factories.held(by="Ann"), Action.REJECT, note="Ann again.")
    before = factories.thread_of(mine).version
    erase(app, clock, factories.readers["Ann"].id, mode)
    assert factories.thread_of(mine).version > before
    answer = factories.reload(answer)
    assert (answer.ups, answer.open_flags) == (0, 0)
    with app.app_context():
        with unit_of_work():
            assert verification.check_thread(mine.thread_id) == []
        assert list(verification.check_log(mine.site_id)) == []


def test_detached_texts_stay_under_nobody_s_name(factories, api, app, clock):
    for number in range(2):
        factories.comment(f"Text {number}.", by="Ann")
    other = factories.comment("Another's.", by="Ben")
    for name in ("Ann", "Ben"):
        erase(app, clock, factories.readers[name].id, Mode.DETACH)
    shown = api.thread().json["comments"]
    assert {(one["author"]["name"], str(one["author"]["badges"])) for one in shown} == {("A former reader", "[]")}
    # Nothing tells the texts of one person from those of another.
    assert len({one["author"]["avatar"] for one in shown}) == 1
    assert len({factories.reload(row).reader_id for row in (other,)} | {row.reader_id for row in _all(app)}) == 1


def test_deleted_texts_leave_a_tombstone_where_replies_hang(factories, api, app, clock):
    mine = factories.comment("Mine.", by="Ann")
    factories.comment("Alone.", by="Ann")
    factories.comment("An answer.", by="Ben", parent=mine)
    erase(app, clock, factories.readers["Ann"].id, Mode.DELETE)
    (left,) = api.thread().json["comments"]
    assert (left["id"], left["author"], left["body"], left["withdrawn"]) == (mine.public_id, None, None, True)
    assert left["replies"]["comments"][0]["author"]["name"] == "Ben"
    assert api.thread().json["thread"]["comment_count"] == 1


def test_the_job_does_what_was_begun_and_ends_every_way_in(factories, reader, app, clock):
    ann = reader("Ann")
    posted = ann.posted("Mine.")
    with app.app_context(), unit_of_work():
        here = context(app, clock)
        row = erasure.find(here, posted["id"])
        erasure.begin(here, row, Mode.DELETE, Actor("reader", row.id), app.extensions["commentsvc"].ledger)
    assert ann.post("More.").status_code == 401
    dispatch.run_due(app)
    assert ann.thread().json["comments"] == []
    with app.app_context(), pytest.raises(NotFound):
        erasure.find(context(app, clock), posted["id"])


def test_what_was_interrupted_is_gone_on_with(factories, app, clock, monkeypatch):
    monkeypatch.setattr(erasure, "BATCH", 1)
    for number in range(3):
        factories.comment(f"Text {number}.", by="Ann")
    with app.app_context():
        with unit_of_work():
            here = context(app, clock)
            ann = db.session.get_one(Reader, factories.readers["Ann"].id)
            erasure.begin(here, ann, Mode.DELETE, Actor("reader", ann.id), app.extensions["commentsvc"].ledger)
        with unit_of_work():
            assert erasure.step(context(app, clock), ann.id)
        assert erasure.unfinished(here.site.id) == [ann.id]
    dispatch.run_due(app)
    assert {row.source for row in _all(app)} == {""}


def test_the_newsroom_s_own_is_not_erased_so(factories, app, clock):
    person = factories.staff("Moira Editor")
    factories.comment()
    said = factories.speak(person)
    with pytest.raises(Forbidden):
        erase(app, clock, said.reader_id, Mode.DETACH)


def test_a_database_put_back_from_before_forgets_again_by_itself(factories, make_app, database_url, clock, tmp_path):
    factories.comment("Mine.", by="Ann")
    ann = factories.readers["Ann"]
    again = make_app(database_url, data_dir=str(tmp_path / "data"))
    with again.app_context():
        here = context(again, clock)
        for public_id in (ann.public_id, "somebody younger"):
            line = ErasureLine("daily", erasure.subject(here, public_id), "delete", clock.now())
            again.extensions["commentsvc"].ledger.add(line)
    dispatch.begin_periods(again)
    dispatch.run_due(again)
    assert {row.source for row in _all(again)} == {""}
    with again.app_context():
        assert erasure.missing(here, again.extensions["commentsvc"].ledger.lines()) == []


def test_reports_erased_by_their_address_are_erased_again_after_that(api, app, make_app, database_url, clock, tmp_path):
    assert api.report(contact="ann@example.org", remark="I was there.").status_code == 201
    again = make_app(database_url, data_dir=str(tmp_path / "data"))
    with again.app_context():
        here = context(again, clock)
        (report,) = db.session.scalars(select(CorrectionReport))
        line = ErasureLine("daily", erasure.subject(here, report.public_id), "delete", clock.now())
        again.extensions["commentsvc"].ledger.add(line)
    for _ in range(2):
        dispatch.begin_periods(again)
        dispatch.run_due(again)
        clock.pass_by(hours=1)
    with again.app_context():
        (report,) = db.session.scalars(select(CorrectionReport))
        assert (report.remark, report.replacement, report.reader_id, report.state) == ("", "", None, "withdrawn")
        assert list(db.session.scalars(select(Contact))) == []
        assert db.session.scalar(select(func.count()).select_from(Reader)) == 2, "the shell and the former reader"


def _all(app) -> list[Comment]:
    with app.app_context():
        return list(db.session.scalars(select(Comment)))


def test_a_decision_about_everything_by_an_author_no_longer_says_whom(alone, clock, traces):
    with alone.app_context(), unit_of_work():
        reader = db.session.get_one(Reader, traces.ids["reader"])
        chosen = {"queue": "held", "author": reader.public_id, "name": reader.name.upper(), "words": "the bridge"}
        db.session.execute(update(BulkRun).values(chosen=chosen))
    erase(alone, clock, traces.ids["reader"], Mode.DETACH)
    with alone.app_context():
        assert db.session.scalar(select(BulkRun.chosen)) == {"queue": "held", "words": "the bridge"}
        db.session.rollback()
