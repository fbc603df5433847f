"""Correction notices: two pairs of eyes, versions, withdrawal with a trace, and the reports that they answer."""

import pytest

from commentsvc.db import db
from commentsvc.domain import notice_kinds
from commentsvc.domain.errors import Forbidden, Invalid, LostRace
from commentsvc.domain.provenance import Provenance
from commentsvc.models.article import Article
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.notice import CorrectionNotice
from commentsvc.models.outbox import OutboxEvent
from commentsvc.queries import notices as notice_queries
from commentsvc.services import notices, sites, verification
from tests.noticing import Newsdesk


@pytest.fixture
def newsdesk(factories) -> Newsdesk:
    return Newsdesk(factories)


@pytest.fixture
def public(app):
    """`public()`: what the public sees of the notices of the article `bridge`."""

    def look(key="bridge"):
        with app.app_context():
            found = notice_queries.of_article(sites.get("daily"), key)[1]
            db.session.remove()
        return found

    return look


@pytest.fixture
def told(app):
    """`told()`: the events about notices, oldest first."""

    def look():
        with app.app_context():
            rows = db.session.query(OutboxEvent).order_by(OutboxEvent.id).all()
            db.session.remove()
        return [row.type for row in rows if row.type.startswith("Notice")]

    return look


def test_a_draft_is_seen_by_nobody_until_another_person_publishes_it(newsdesk, public, told):
    notice = newsdesk.write()
    newsdesk.submit(notice)
    assert public() == [] and told() == []
    with pytest.raises(Forbidden) as refused:
        newsdesk.publish(notice, newsdesk.writer)
    assert refused.value.code == "second_pair_of_eyes"
    entry = newsdesk.publish(notice, newsdesk.approver)
    assert (entry.action, entry.from_state, entry.to_state) == ("approve_notice", "waiting", "published")
    (shown,) = public()
    assert (shown.text, shown.kind, shown.changed_at) == ("It took eight years.", "correction", None)
    assert told() == ["NoticePublished"]


@pytest.mark.parametrize(("kind", "setting"), [("typo", True), ("correction", False)])
def test_its_writer_publishes_a_typing_error_or_where_the_site_wants_no_second_person(
    newsdesk, factories, public, kind, setting
):
    factories.settings(second_pair_of_eyes=setting)
    entry = newsdesk.publish(newsdesk.write(kind=kind), newsdesk.writer)
    assert entry.action == "publish_notice"
    assert len(public()) == 1


def test_calling_a_correction_a_typing_error_afterwards_spares_nobody_the_second_person(newsdesk, public):
    notice = newsdesk.published()
    newsdesk.change(notice, kind="typo")
    with pytest.raises(Forbidden):
        newsdesk.publish(notice, newsdesk.writer)
    newsdesk.publish(notice, newsdesk.approver)
    assert public()[0].kind == "typo"


def test_the_old_words_stay_public_until_the_new_ones_are_approved(newsdesk, factories, public, told):
    notice = newsdesk.published()
    factories.clock.pass_by(hours=1)
    newsdesk.change(notice)
    assert (public()[0].text, public()[0].version) == ("It took eight years.", 1)
    factories.clock.pass_by(hours=1)
    newsdesk.publish(notice)
    (shown,) = public()
    assert (shown.text, shown.version) == ("It took nine years.", 2)
    assert shown.changed_at == factories.clock.now()
    assert told() == ["NoticePublished", "NoticeChanged"]


def test_who_changes_a_notice_is_its_writer_from_then_on(newsdesk):
    notice = newsdesk.write()
    newsdesk.change(notice, actor=newsdesk.approver)
    with pytest.raises(Forbidden):
        newsdesk.publish(notice, newsdesk.approver)
    newsdesk.publish(notice, newsdesk.writer)


def test_a_withdrawn_notice_leaves_a_trace_and_no_words(newsdesk, public, told, factories):
    notice = newsdesk.published(before="seven", after="eight")
    with pytest.raises(Invalid):
        newsdesk.withdraw(notice, "  ")
    newsdesk.withdraw(notice)
    (trace,) = public()
    assert trace.withdrawn_at == factories.clock.now()
    assert trace.withdrawn_because == "It was right after all."
    assert (trace.text, trace.before, trace.after, trace.target) == ("", "", "", None)
    assert told() == ["NoticePublished", "NoticeWithdrawn"]
    for act in (newsdesk.publish, newsdesk.change, newsdesk.withdraw):
        with pytest.raises(Forbidden) as refused:
            act(notice)
        assert refused.value.code == "notice_withdrawn"


def test_a_draft_that_is_given_up_was_never_public(newsdesk, public, told):
    newsdesk.withdraw(newsdesk.write(), "Not needed.")
    assert public() == [] and told() == []


def test_publishing_twice_makes_no_sense(newsdesk):
    notice = newsdesk.published()
    with pytest.raises(Forbidden) as refused:
        newsdesk.publish(notice)
    assert refused.value.code == "wrong_state"


def test_who_saw_an_older_notice_comes_too_late(newsdesk, factories):
    notice = newsdesk.write()
    newsdesk.change(notice)

    def late():
        row = db.session.get_one(CorrectionNotice, notice.id)
        notices.publish(factories.context(), row, newsdesk.approver, seen_version=notice.version)

    with pytest.raises(LostRace) as refused:
        factories.act(late)
    assert refused.value.code == "notice_changed"


def test_all_reports_of_the_place_are_answered(newsdesk, factories, app):
    first, second = newsdesk.report(by="Ann"), newsdesk.report(by="Ben")
    elsewhere = newsdesk.report("a bridge", "the bridge", by="Cem")
    notice = newsdesk.published(first)
    states = [newsdesk.now(report).state for report in (first, second, elsewhere)]
    assert states == ["published", "published", "new"]
    with app.app_context():
        for report in (first, second):
            assert notice_queries.of_report(report.id).id == notice.public_id
        assert notice_queries.of_report(elsewhere.id) is None
        db.session.remove()


def test_a_report_that_was_mended_before_is_answered_and_a_declined_one_is_not(newsdesk, factories):
    mended, declined = newsdesk.report(), newsdesk.report("a bridge")

    def set_states():
        db.session.get_one(CorrectionReport, mended.id).state = "fixed_silently"
        db.session.get_one(CorrectionReport, declined.id).state = "declined"

    factories.act(set_states)
    newsdesk.published(mended, declined)
    assert (newsdesk.now(mended).state, newsdesk.now(declined).state) == ("published", "declined")


def test_a_withdrawn_notice_answers_no_report_any_more(newsdesk, app):
    report = newsdesk.report()
    newsdesk.withdraw(newsdesk.published(report))
    with app.app_context():
        assert notice_queries.of_report(report.id) is None
        db.session.remove()


def test_publishing_makes_the_pages_of_the_thread_stale(newsdesk, factories):
    comment = factories.comment()
    before = factories.thread_of(comment)
    newsdesk.published()
    assert factories.thread_of(comment).version > before.version


def test_publishing_vouches_for_a_headline_that_only_one_page_has_said(newsdesk, factories):
    notice = newsdesk.published(key="ferry")
    article = factories.act(lambda: db.session.get_one(Article, notice.article_id))
    assert article.provenance == Provenance.NEWSROOM


def test_every_act_is_a_row_of_a_whole_chain(newsdesk, factories, app):
    notice = newsdesk.write()
    newsdesk.submit(notice)
    newsdesk.change(notice)
    newsdesk.publish(notice)
    newsdesk.withdraw(notice)
    rows = [entry for entry in factories.log() if entry.subject_type == "notice"]
    assert [(row.action, row.to_state) for row in rows] == [
        ("write_notice", "draft"),
        ("submit_notice", "waiting"),
        ("change_notice", "waiting"),
        ("approve_notice", "published"),
        ("withdraw_notice", "withdrawn"),
    ]
    with app.app_context():
        assert list(verification.check_log(sites.get("daily").id)) == []
        db.session.remove()


def test_pages_go_back_in_time_also_where_moments_are_the_same(newsdesk, factories, app):
    made = [newsdesk.published(text=f"Number {n}.", kind="typo" if n % 2 else "update").public_id for n in range(5)]
    factories.clock.pass_by(hours=1)
    made.append(newsdesk.published(text="The last.").public_id)
    with app.app_context():
        site, seen, after = sites.get("daily"), [], None
        while True:
            rows, after = notice_queries.page(site, None, after, limit=2)
            seen += [row.id for row in rows]
            if after is None:
                break
        assert seen == made[::-1]
        assert [row.text for row in notice_queries.page(site, "typo")[0]] == ["Number 3.", "Number 1."]
        assert set(notice_queries.kinds(site)) == {"typo", "update", "correction"}
        db.session.remove()


@pytest.mark.parametrize("given", [{"kind": "rumour", "text": "x"}, {"kind": "correction", "text": " "}])
def test_what_is_no_notice_is_refused(given):
    with pytest.raises(Invalid):
        notice_kinds.prepare(**given)


def test_a_typing_error_may_speak_for_itself():
    assert notice_kinds.prepare("typo", "", "teh", "the").text == ""
    with pytest.raises(Invalid):
        notice_kinds.prepare("typo", "", "teh", "")
