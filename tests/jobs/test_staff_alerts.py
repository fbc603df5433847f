"""Alerts to people of the newsroom by mail: one for everything new, no word of a reader, and nobody wakes up."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from commentsvc.db import db
from commentsvc.domain.mail_topics import Cadence
from commentsvc.domain.moderation import Action
from commentsvc.domain.roles import Role
from commentsvc.jobs import dispatch
from commentsvc.jobs import staff_alerts as alert_jobs
from commentsvc.models.staff import StaffUser
from commentsvc.ports import MailPostponed
from commentsvc.services import people, sites, staff, staff_alerts
from commentsvc.services.staff_alerts import Wishes

ALL = ("held", "flagged", "reports", "overdue")


@pytest.fixture
def wants(factories, clock):
    """`wants("Ada", "hourly")`: somebody of the newsroom who asked for alerts; gives the person."""

    def hire(
        name: str, cadence: str = "at_once", *, queues=ALL, quiet="", sections=(), role=Role.MODERATOR
    ) -> StaffUser:
        person = factories.staff(name, role)
        factories.act(lambda: staff.grant(db.session.get_one(StaffUser, person.id), sites.get("daily"), role, sections))
        choose(factories, person, cadence, queues=queues, quiet=quiet)
        # They are told of what comes in afterwards.
        clock.pass_by(seconds=1)
        return person

    return hire


def choose(factories, person, cadence, *, queues=ALL, quiet=""):
    wishes = Wishes.read(cadence, queues, quiet)
    factories.act(lambda: staff_alerts.choose(factories.context(), person.id, wishes))


def begin_periods(app) -> None:
    dispatch.begin_periods(app)


def test_everything_new_is_in_one_mail_with_headlines_and_without_a_word_of_a_reader(wants, factories, api, later):
    person = wants("Ada")
    factories.publish(title="The bridge https://evil.example")
    for number in range(3):
        factories.held(source=f"Secret {number} https://evil.example", by=f"Reader {number}", name=f"Mallory {number}")
    factories.flag(factories.comment("Flag me", by="Ben"), "abusive", by="Cem")
    api.report(remark="Remark of a reader")
    (mail,) = later(minutes=3)
    assert mail.to == person.email and mail["Subject"] == "5 new tasks at the desk – The daily"
    assert "3 comments wait for a moderator." in mail.text and "Readers have flagged 1 comment." in mail.text
    assert "1 new correction report." in mail.text and "/desk/daily/comments?queue=held" in mail.text
    for words in ("Secret", "Mallory", "Flag me", "Remark"):
        assert words not in mail.text and words not in mail.html
    assert "The bridge" in mail.text and "https://evil.example" not in mail.text
    assert not [link for link in mail.links if "evil" in link]
    assert "daily." in mail["List-Id"] and mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert all("/desk/daily/" in link or "/mail/" in link for link in mail.links)
    assert later(hours=1) == []


def test_mere_disagreement_and_other_queues_alert_nobody(wants, factories, later):
    wants("Ada", queues=["reports"])
    factories.held()
    factories.flag(factories.comment("A comment", by="Ben"), "disagree", by="Cem")
    assert later(hours=1) == []


def test_what_was_dealt_with_meanwhile_is_not_told(wants, factories, later):
    wants("Ada")
    first, second = factories.held(), factories.held(source="Second", by="Ben")
    factories.decide(first, Action.APPROVE)
    (mail,) = later(minutes=3)
    assert "1 comment waits for a moderator." in mail.text
    factories.decide(second, Action.REJECT)
    factories.decide(factories.held(source="Third", by="Cem"), Action.APPROVE)
    assert later(hours=2) == []


def test_at_once_leaves_time_in_between_and_tells_what_is_new_of_what_waits(wants, factories, later):
    wants("Ada")
    told = []
    for number in range(30):
        factories.held(source=f"Number {number}", by=f"Reader {number}")
        told += later(minutes=1)
    told += later(minutes=15)
    assert 3 <= len(told) <= 5
    assert "30 comments wait" in told[-1].text and "since the last mail" in told[-1].text
    fresh = [int(re.match(r"\d+", mail["Subject"])[0]) for mail in told]
    assert sum(fresh) == 30, "each is new once"


@pytest.mark.parametrize(("cadence", "span"), [("hourly", timedelta(hours=1)), ("daily", timedelta(days=1))])
def test_a_digest_gathers_the_hour_or_the_day(wants, factories, later, clock, cadence, span):
    wants("Ada", cadence)
    factories.settings(time_zone="Europe/Kyiv")
    due = datetime(2026, 3, 2, 10, 3, tzinfo=UTC) if cadence == "hourly" else datetime(2026, 3, 3, 5, 3, tzinfo=UTC)
    factories.held()
    later(minutes=1)
    factories.held(source="Second", by="Ben")
    assert later(seconds=(due - clock.now()).total_seconds() - 1) == []
    (mail,) = later(seconds=1)
    assert "2 comments wait" in mail.text
    assert later(seconds=span.total_seconds()) == []


def test_what_comes_in_quiet_hours_is_one_mail_after_them(wants, factories, later, clock):
    factories.settings(time_zone="Europe/Kyiv")
    for name, cadence in (("Ada", "at_once"), ("Bohdan", "hourly")):
        wants(name, cadence, quiet="22:00-07:00")
    clock.moment = datetime(2026, 3, 28, 19, 59, tzinfo=UTC)
    for number in range(4):
        factories.held(source=f"At night {number}", by=f"Reader {number}")
        assert later(hours=1, minutes=30) == []
    # In this night clocks go forward: seven in the morning is four o'clock UTC.
    assert later(seconds=(datetime(2026, 3, 29, 4, tzinfo=UTC) - clock.now()).total_seconds() - 1) == []
    mails = later(seconds=1)
    assert len(mails) == 2 and all(mail["Subject"].startswith("4 new tasks") for mail in mails)
    assert later(hours=5) == []


def test_a_mail_that_could_not_go_out_before_the_quiet_hours_comes_after_them(wants, factories, later, post, clock):
    wants("Ada", quiet="10:00-12:00")
    clock.moment = clock.now().replace(hour=9, minute=57, second=0)
    factories.held()
    # Nobody takes it before ten.
    post.mailer.fails += [MailPostponed("mail_server_busy") for _ in range(6)]
    assert later(minutes=30) == []
    post.mailer.fails.clear()
    factories.held(source="Second", by="Ben")
    assert later(seconds=(clock.now().replace(hour=12, minute=0, second=0) - clock.now()).total_seconds() - 1) == []
    (mail,) = later(seconds=2)
    assert mail["Subject"].startswith("2 new tasks")
    assert later(hours=1) == []


def test_overdue_is_told_once(app, wants, factories, later, api):
    wants("Ada", queues=["overdue"])

    def hours(number: int) -> list:
        mails = []
        for _ in range(number):
            begin_periods(app)
            mails += later(hours=1)
        return mails

    factories.settings(due_hours=24, due_hours_wrong_fact=24, due_hours_typo=24)
    factories.held()
    api.report()
    assert hours(23) == []
    (mail,) = hours(3)
    assert mail["Subject"] == "Something is overdue – The daily"
    assert "2 of all this are overdue." in mail.text
    assert hours(30) == []


def test_nobody_is_told_of_sections_or_sites_they_may_not_see(wants, factories, later, other_site):
    sport, all_of_it = wants("Sport", sections=["Sport"]), wants("Whole")
    factories.publish("bridge", section="News")
    factories.publish("match", section="Sport")
    factories.held(key="bridge")
    assert [mail.to for mail in later(minutes=3)] == [all_of_it.email]
    later(minutes=15)
    factories.held(source="On the match", by="Ben", key="match")
    mails = {mail.to: mail for mail in later(minutes=15)}
    assert set(mails) == {sport.email, all_of_it.email}
    assert "1 comment waits" in mails[sport.email].text and "2 comments wait" in mails[all_of_it.email].text


@pytest.mark.parametrize("end", ["dismissed", "removed", "never"])
def test_who_has_gone_or_has_had_enough_gets_nothing(end, wants, factories, later):
    factories.staff("Boss", Role.ADMINISTRATOR)
    boss, person = factories.staff("Chief", Role.ADMINISTRATOR), wants("Ada")
    factories.held()
    later(seconds=1)

    def go():
        context, row = factories.context(), db.session.get_one(StaffUser, person.id)
        if end == "dismissed":
            people.dismiss(context, row, type(factories.actor)("staff", boss.id))
        elif end == "removed":
            people.remove(context, row, factories.actor)

    factories.act(go)
    if end == "never":
        choose(factories, person, Cadence.NEVER)
    assert later(hours=1) == []
    if end == "removed":
        factories.act(lambda: staff.grant(db.session.get_one(StaffUser, person.id), sites.get("daily"), Role.VIEWER))
        factories.held(source="Second", by="Ben")
        assert later(hours=1) == [], "whoever comes back chooses anew"


def test_one_click_ends_them_without_sign_in_and_looking_ends_nothing(wants, factories, post, later):
    wants("Ada")
    factories.held()
    (mail,) = later(minutes=3)
    path = re.sub(r"^https?://[^/]+", "", mail.unsubscribe)
    assert path.endswith("/unsubscribe/alerts")
    shown = post.client.get(path)
    assert shown.status_code == 200 and "Alerts about what waits at the desk" in shown.text
    factories.held(source="Second", by="Ben")
    assert len(later(minutes=15)) == 1
    assert post.client.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    factories.held(source="Third", by="Cem")
    assert later(hours=1) == []


def test_a_job_that_is_done_twice_sends_one_mail_and_says_the_same(app, wants, factories, post, later):
    wants("Ada")
    factories.held()
    (first,) = later(minutes=3)
    work = [name for name in alert_jobs.HANDLERS if name.endswith("CommentPosted")]
    assert work == ["staff_alerts.CommentPosted"]
    with app.app_context():
        db.session.execute(db.text("UPDATE job SET state = 'waiting', finished_at = NULL, attempts = 0"))
        db.session.commit()
    again = later(minutes=1)
    assert [mail["Message-ID"] for mail in again] == [first["Message-ID"]]
    assert again[0].text == first.text
