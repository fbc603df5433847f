"""News that is gathered: one mail for a person and a period, whatever comes in it; discussions that people follow."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from commentsvc.domain.mail_topics import Cadence
from commentsvc.domain.moderation import Action
from commentsvc.domain.telling import period_begin, period_end
from tests.api import Api

KYIV = ZoneInfo("Europe/Kyiv")


@pytest.fixture
def follow(app, api, accounts):
    """`follow("Olena", "hourly")`: the account of that name follows the discussion."""

    def put(name: str, cadence: str, *, key: str = "bridge", **wishes: str) -> Api:
        if name not in accounts.factories.readers:
            accounts.open(name, agreed=False, **wishes)
        caller = Api(app.test_client(), api.site, accounts.token(name))
        answer = caller.call("PUT", f"/sites/{api.site}/subscription", {"key": key, "cadence": cadence})
        assert answer.status_code == 200, answer.text
        return caller

    return put


def at(*moment: int) -> datetime:
    return datetime(2026, *moment, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cadence", "moment", "begin", "end"),
    [
        ("hourly", at(3, 2, 9, 0, 1), at(3, 2, 9), at(3, 2, 10)),
        ("hourly", at(3, 2, 9), at(3, 2, 8), at(3, 2, 9)),
        ("at_once", at(3, 2, 9, 3), at(3, 2, 9), at(3, 2, 9, 5)),
        ("daily", at(3, 2, 4, 59), at(3, 1, 5), at(3, 2, 5)),
        ("daily", at(3, 2, 5, 1), at(3, 2, 5), at(3, 3, 5)),
        # On 29 March clocks in Kyiv go forward: that day has 23 hours.
        ("daily", at(3, 28, 12), at(3, 28, 5), at(3, 29, 4)),
    ],
)
def test_a_period_ends_on_the_hour_or_in_the_sites_morning(cadence, moment, begin, end):
    assert period_end(Cadence(cadence), moment, KYIV, 7) == end
    assert period_begin(Cadence(cadence), end, KYIV, 7) == begin
    assert period_end(Cadence(cadence), begin + timedelta(microseconds=1), KYIV, 7) == end


def test_what_happens_in_an_hour_is_one_mail_of_all_topics(accounts, factories, post, later, follow):
    accounts.open("Olena", reply="hourly", decision="hourly")
    follow("Olena", "hourly", key="mill")
    later(minutes=1)
    mine, held = factories.comment(by="Olena"), factories.held(by="Olena")
    for number in range(3):
        factories.comment(f"Answer {number}", by="Ben", parent=mine)
        factories.comment(f"On the mill {number}", by="Cy", key="mill")
        assert later(minutes=10) == []
    factories.decide(held, Action.REJECT, reason="off_topic")
    (mail,) = later(minutes=35)
    assert mail["Subject"] == "News about comments: 5 – The daily"
    for words in ("Answer 0", "Answer 2", "On the mill 2", "Not about the article", "not published"):
        assert words in mail.text and words in mail.html
    assert mail.unsubscribe.endswith("/unsubscribe/comments")
    assert later(hours=3) == []
    path = mail.unsubscribe.partition("/mail/")[2]
    assert post.client.post(f"/mail/{path}").status_code == 200
    factories.comment(by="Ben", parent=mine)
    factories.comment(by="Cy", key="mill")
    assert later(hours=2) == []


def test_who_wants_to_hear_daily_gets_one_mail_in_the_morning(accounts, factories, later):
    accounts.open("Olena", reply="daily")
    mine = factories.comment(by="Olena")
    for number in range(5):
        factories.comment(f"Answer {number}", by="Ben", parent=mine)
        assert later(hours=4) == []
    (mail,) = later(hours=4)
    assert all(f"Answer {number}" in mail.text for number in range(5))


@pytest.mark.parametrize("cadence", ["at_once", "hourly", "daily"])
def test_breaking_news_is_one_mail_for_a_person_and_period(cadence, factories, later, follow):
    for name in ("Olena", "Petro"):
        follow(name, cadence)
    later(minutes=1)
    for number in range(40):
        factories.comment(f"Number {number}", by=f"Reader {number % 3}")
    mails = later(
        **{"at_once": {"minutes": 6}, "hourly": {"minutes": 64}, "daily": {"hours": 22, "minutes": 4}}[cadence]
    )
    mails += later(minutes=3)
    assert sorted(mail.to for mail in mails) == ["olena@example.org", "petro@example.org"]
    assert mails[0]["Subject"] == "New comments in a discussion that you follow – The daily"
    assert "Number 0" in mails[0].text and "And 35 more comments." in mails[0].text
    assert mails[0].unsubscribe.endswith("/unsubscribe/followed")
    assert later(hours=30) == []


def test_at_once_tells_again_only_after_a_while(factories, later, follow):
    follow("Olena", "at_once")
    told = 0
    for _minute in range(60):
        factories.comment("Live", by="Ben")
        told += len(later(minutes=1))
    assert 3 <= told <= 6


def test_ones_own_comments_are_no_news_and_those_before_one_followed(factories, later, follow):
    factories.comment("Before", by="Ben")
    later(minutes=1)
    follow("Olena", "hourly")
    factories.comment("My own", by="Olena")
    assert later(hours=2) == []
    factories.comment("Afterwards", by="Ben")
    (mail,) = later(hours=2)
    assert "Afterwards" in mail.text and "My own" not in mail.text and "Before" not in mail.text


def test_a_comment_that_waited_is_told_when_it_appears(factories, later, follow):
    follow("Olena", "hourly")
    held = factories.held(by="Ben")
    assert later(hours=3) == []
    factories.decide(held, Action.APPROVE)
    assert len(later(hours=2)) == 1


def test_what_has_gone_by_then_is_not_told(factories, post, later, follow):
    follow("Olena", "hourly")
    factories.decide(factories.comment("Gone", by="Ben"), Action.REJECT)
    assert later(hours=2) == []


def test_a_reply_in_a_discussion_that_one_follows_is_told_once(accounts, factories, later, follow):
    accounts.open("Olena", reply="hourly")
    follow("Olena", "hourly")
    mine = factories.comment(by="Olena")
    factories.comment("To Olena", by="Ben", parent=mine)
    (mail,) = later(hours=2)
    assert mail.text.count("To Olena") == 1 and mail["Subject"].startswith("A reply")


def test_who_no_longer_follows_is_told_nothing(factories, post, later, follow):
    caller = follow("Olena", "hourly")
    factories.comment(by="Ben")
    post.deliver()
    assert caller.call("DELETE", "/sites/daily/subscription", query={"key": "bridge"}).status_code == 200
    assert later(hours=2) == []


def test_the_preferences_page_can_slow_everything_down(factories, later, follow):
    follow("Olena", "at_once", followed="daily")
    later(minutes=1)
    factories.comment(by="Ben")
    assert later(hours=3) == []
    assert len(later(hours=22)) == 1
