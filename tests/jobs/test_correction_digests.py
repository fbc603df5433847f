"""The morning's mail about corrections, and what goes at once to those who answer for them."""

from datetime import UTC, datetime

import pytest

from commentsvc.db import db
from commentsvc.domain.correction_states import ReportAction
from commentsvc.domain.local_time import zone_of
from commentsvc.domain.roles import Role
from commentsvc.jobs import dispatch
from commentsvc.models.staff import StaffUser
from commentsvc.services import correction_digests, report_decisions, report_states, sites, staff, staff_alerts
from commentsvc.services.staff_alerts import Wishes
from tests.noticing import Newsdesk

# In Kyiv it is winter, and seven o'clock is five in UTC.
EVENING = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
MORNING = datetime(2026, 3, 3, 5, 5, tzinfo=UTC)


@pytest.fixture
def wants(factories, clock):
    """`wants("Edita")`: somebody of the newsroom who wants the digest; gives the person."""
    clock.moment = EVENING
    factories.settings(time_zone="Europe/Kyiv", due_hours=24, due_hours_wrong_fact=4, due_hours_typo=24)

    def hire(name: str, role=Role.EDITOR, *, sections=(), quiet="", on=True) -> StaffUser:
        person = factories.staff(name, role)

        def choose():
            staff.grant(db.session.get_one(StaffUser, person.id), sites.get("daily"), role, sections)
            staff_alerts.choose(factories.context(), person.id, Wishes.read("never", (), quiet))
            correction_digests.switch(factories.context(), person.id, on)

        factories.act(choose)
        return person

    return hire


def to_staff(mails: list) -> list:
    """Without those that ask a reader to confirm an address."""
    return [mail for mail in mails if not mail.to.endswith("@reader.example")]


@pytest.fixture
def until(app, clock, later):
    """`until(moment)`: what a worker sends that has slept until then."""

    def pass_by(moment: datetime) -> list:
        clock.moment = moment
        dispatch.begin_periods(app)
        return to_staff(later(seconds=0))

    return pass_by


def test_the_morning_tells_by_kind_what_waits_and_no_word_of_a_reader(wants, api, factories, until):
    person = wants("Edita")
    api.report(remark="A reader's remark", contact="marta@reader.example")
    api.report("built", kind="typo", replacement="erected", remark="Another remark")
    desk = Newsdesk(factories)
    desk.submit(desk.write())
    assert until(MORNING.replace(minute=2)) == []
    (mail,) = until(MORNING)
    assert mail.to == person.email and mail["Subject"] == "Corrections this morning – The daily"
    assert "Overdue: 1\n- Wrong fact: 1\n" in mail.text
    assert "Due today: 1\n- Typing or spelling error: 1\n" in mail.text
    assert "New: 2\n" in mail.text and "Looks fixed" not in mail.text
    assert "Waiting for a second pair of eyes: 1\n- Correction: 1\n" in mail.text
    for words in ("marta@", "remark", "1936", "1926", "erected"):
        assert words not in mail.text and words not in mail.html
    assert all("/desk/daily/" in link or "/mail/" in link for link in mail.links)
    assert mail.unsubscribe.endswith("/unsubscribe/corrections_digest")


def test_one_mail_a_morning_and_none_when_nothing_waits(wants, api, factories, until):
    wants("Edita")
    assert until(MORNING) == []
    report = api.report().json["id"]
    assert len(until(MORNING.replace(day=4))) == 1
    assert len(until(MORNING.replace(day=5))) == 1

    def decide():
        row = report_states.find(factories.context(), report)
        actor = factories.actor
        report_decisions.decide_place(factories.context(), row, ReportAction.FIX, actor, seen_version=row.version)

    factories.act(decide)
    assert until(MORNING.replace(day=6)) == []


def test_quiet_hours_are_respected(wants, api, until):
    wants("Edita", quiet="22:00-09:30")
    api.report()
    assert until(datetime(2026, 3, 3, 7, 29, tzinfo=UTC)) == []
    assert len(until(datetime(2026, 3, 3, 7, 31, tzinfo=UTC))) == 1


def test_who_did_not_ask_or_decides_nothing_gets_none(wants, api, until, factories):
    wants("Silent", on=False)
    wants("Viewer", Role.VIEWER)
    gone = wants("Gone")
    api.report()
    factories.act(lambda: staff_alerts.forget(gone.memberships[0].site_id, gone.id))
    assert until(MORNING) == []


def test_each_is_told_of_what_they_may_see(wants, api, factories, until):
    sport, jorge, other = (
        wants("Sport", sections=["Sport"]),
        wants("Jorge", Role.JOURNALIST),
        wants("Other", Role.JOURNALIST),
    )
    api.report()
    assert until(MORNING) == []
    factories.publish("bridge", section="City", authors=["Jorge"])
    assert [mail.to for mail in until(MORNING.replace(day=4))] == [jorge.email]
    factories.publish("bridge", section="Sport", authors=["Other"])
    assert {mail.to for mail in until(MORNING.replace(day=5))} == {sport.email, other.email}


def test_a_writer_is_not_told_of_their_own_notice(wants, factories, until):
    wants("Edita")
    desk = Newsdesk(factories)
    factories.act(lambda: staff_alerts.choose(factories.context(), desk.writer.id, Wishes.read("never", (), "")))
    factories.act(lambda: correction_digests.switch(factories.context(), desk.writer.id, True))
    desk.submit(desk.write())
    assert len(until(MORNING)) == 1


def test_a_report_about_a_person_goes_at_once_to_seniors_with_its_clock(wants, api, factories, later):
    seniors = {wants("Ada", Role.ADMINISTRATOR, on=False).email, wants("Edita", quiet="00:00-23:59", on=False).email}
    seniors.add(factories.staff("Never chose", Role.EDITOR).email)
    for name, role, sections in (
        ("Moderator", Role.MODERATOR, ()),
        ("Sport", Role.EDITOR, ["Sport"]),
        ("Jorge", Role.JOURNALIST, ()),
        ("Viewer", Role.VIEWER, ()),
    ):
        wants(name, role, sections=sections, on=False)
    factories.publish("bridge", title="The bridge")
    api.report()
    assert later(seconds=1) == []
    report = api.report("built", kind="about_me", contact="marta@reader.example", remark="I was never there").json["id"]
    mails = to_staff(later(seconds=1))
    assert {mail.to for mail in mails} == seniors and len(mails) == 3
    for mail in mails:
        assert mail["Subject"] == "Somebody says that an article is about them – The daily"
        assert "The newsroom has 1 hour for the answer, until 21:00 (Europe/Kyiv)." in mail.text
        assert f"/desk/daily/reports/{report}" in mail.text and "The bridge" in mail.text
        for words in ("marta@", "never there", "built"):
            assert words not in mail.text and words not in mail.html
    assert to_staff(later(hours=2)) == []


def test_one_click_ends_what_comes_at_once_and_leaves_the_rest(wants, api, later, post):
    wants("Edita", on=False)
    api.report(kind="about_me", contact="marta@reader.example")
    (mail,) = to_staff(later(seconds=1))
    path = mail.unsubscribe.partition("/mail/")
    assert path[2].endswith("/unsubscribe/about_me_reports")
    assert post.client.post(f"/mail/{path[2]}", data={"List-Unsubscribe": "One-Click"}).status_code == 200
    api.report("built", kind="about_me", contact="marta@reader.example")
    assert to_staff(later(hours=1)) == []


def test_seven_is_seven_in_the_sites_time_zone():
    assert zone_of("Europe/Kyiv").utcoffset(EVENING).total_seconds() == 7200
