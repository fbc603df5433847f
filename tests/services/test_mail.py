"""Who may be written to, and how often, whatever kind of mail it is."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from commentsvc.db import db
from commentsvc.domain import mail_address
from commentsvc.domain.limits import CONFIRMATION_AGAIN_DAYS
from commentsvc.domain.mail_topics import REPORT_OUTCOME
from commentsvc.models.mail import SentMail
from commentsvc.services import contacts, mail
from commentsvc.services.mail import Admission, Audience, Caps, Rules

ASK = Rules("confirm_contact", Audience.CONFIRMATION)
NEWS = Rules("report_outcome", Audience.VERIFIED, REPORT_OUTCOME)
LINK = Rules("sign_in", Audience.REQUESTED)
ALERT = Rules("alert", Audience.STAFF)
CAPS = Caps(address_hour=3, address_day=5, site_hour=20, site_day=100)
GRANTED = Admission(True)


class Office:
    """Asks whether mails may go out, under a fresh key each time unless one is given."""

    def __init__(self, factories, clock):
        self.factories, self.clock, self.count = factories, clock, 0

    def ask(self, rules=NEWS, address="ann@example.org", *, key=None, verified=True, caps=CAPS, preferences=None):
        self.count += 1

        def admit():
            context = self.factories.context()
            to = contacts.at_address(context, mail_address.read(address), "en", verified=verified)
            if preferences:
                to = replace(to, preferences=preferences)
            return mail.admit(context, key or f"key {self.count}", rules, to, caps)

        return self.factories.act(admit)

    def block(self, topic="", address="ann@example.org", undo=False):
        def act():
            context = self.factories.context()
            hashed = contacts.address_hash(context, mail_address.read(address))
            (mail.unblock if undo else mail.block)(context, hashed, topic)

        self.factories.act(act)


@pytest.fixture
def office(factories, clock) -> Office:
    return Office(factories, clock)


def test_news_goes_to_confirmed_addresses_only(office):
    assert office.ask(NEWS) == GRANTED
    assert office.ask(NEWS, verified=False) == Admission(False, "mail_unverified")


def test_an_address_that_nobody_confirmed_is_asked_once_under_whatever_name(office, clock):
    assert office.ask(ASK, verified=False) == GRANTED
    for again in ("ann@example.org", "ANN@example.org", "ann+1@example.org", "ann+2@example.org"):
        assert office.ask(ASK, again, verified=False) == Admission(False, "mail_asked_before")
    assert office.ask(ASK, "ben@example.org", verified=False) == GRANTED
    clock.pass_by(days=CONFIRMATION_AGAIN_DAYS)
    assert office.ask(ASK, verified=False) == GRANTED


def test_dots_at_gmail_are_one_mailbox(office):
    assert office.ask(ASK, "a.nn@gmail.com", verified=False) == GRANTED
    assert office.ask(ASK, "an.n@gmail.com", verified=False).why == "mail_asked_before"


def test_a_mail_that_is_tried_again_is_not_held_up_by_its_own_count(office, factories):
    for _ in range(10):
        assert office.ask(ASK, key="one", verified=False) == GRANTED
    assert factories.act(lambda: db.session.query(SentMail).count()) == 1


def test_caps_hold_a_mailbox_for_just_as_long_as_they_must(office, clock):
    for _ in range(3):
        assert office.ask() == GRANTED
        clock.pass_by(minutes=10)
    held = office.ask()
    assert (held.granted, held.why, held.wait) == (False, "mail_capped", timedelta(minutes=30))
    assert office.ask(address="ann+other@example.org").why == "mail_capped"
    assert office.ask(address="ben@example.org") == GRANTED
    clock.pass_by(minutes=30)
    assert office.ask() == GRANTED
    clock.pass_by(hours=1)
    assert office.ask() == GRANTED
    clock.pass_by(hours=1)
    # Five in a day.
    assert office.ask().wait == timedelta(hours=21)


def test_caps_hold_a_whole_site_and_no_other(office, factories, other_site):
    for number in range(20):
        assert office.ask(address=f"reader{number}@example.org") == GRANTED
    assert office.ask(address="another@example.org") == Admission(False, "mail_capped", timedelta(hours=1))
    assert office.ask(ALERT, "editor@example.org").why == "mail_capped"
    factories.slug = "other"
    assert office.ask(address="another@example.org") == GRANTED


def test_what_somebody_waits_for_is_not_sent_an_hour_later(office):
    for _ in range(3):
        assert office.ask(LINK, verified=False) == GRANTED
    assert office.ask(LINK, verified=False) == Admission(False, "mail_capped", None)


def test_the_newsroom_is_held_by_the_caps_of_the_site_alone(office):
    for _ in range(10):
        assert office.ask(ALERT) == GRANTED


def test_who_wants_no_mail_at_all_gets_none_of_any_kind(office):
    office.block()
    office.block()
    for rules in (NEWS, ASK, LINK):
        assert office.ask(rules, "Ann@Example.org") == Admission(False, "mail_blocked")
    assert office.ask(address="ben@example.org") == GRANTED
    office.block(undo=True)
    assert office.ask() == GRANTED


def test_who_unsubscribed_from_a_topic_gets_the_others(office):
    office.block(REPORT_OUTCOME)
    assert office.ask(NEWS) == Admission(False, "mail_unwanted")
    assert office.ask(LINK) == GRANTED
    office.block(REPORT_OUTCOME, undo=True)
    assert office.ask(NEWS) == GRANTED


def test_what_somebody_chose_not_to_hear_is_not_told(office):
    assert office.ask(NEWS, preferences={REPORT_OUTCOME: "never"}) == Admission(False, "mail_unwanted")
    assert office.ask(NEWS, preferences={REPORT_OUTCOME: "at_once"}) == GRANTED
    # A wish that is no choice (any more) is none.
    assert office.ask(NEWS, preferences={REPORT_OUTCOME: "yearly"}) == GRANTED


def test_of_many_workers_at_once_exactly_one_asks_an_address(office):
    answers = []

    def ask(number):
        answers.append(office.ask(ASK, f"ann+{number}@example.org", key=f"worker {number}", verified=False))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.granted for answer in answers) == [False] * 7 + [True]
