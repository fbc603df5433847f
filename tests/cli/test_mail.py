"""Mail on the command line: doctor asks the server, and an upgrade encrypts the contacts of older reports."""

import json

import pytest
from sqlalchemy import select, update

from commentsvc.cli.database import seal_contacts
from commentsvc.db import db, unit_of_work
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.mail import Contact
from tests.adapters.mail_server import running
from tests.cli.test_commands import Shell


@pytest.fixture
def server():
    with running() as started:
        yield started


def finding(data_dir, code: int, **settings) -> dict:
    shell = Shell(data_dir, **settings)
    shell.run("db", "upgrade")
    shell.run("site", "create", "daily", "--name", "Daily", "--origin", "https://daily.example")
    (found,) = [one for one in json.loads(shell.run("doctor", "--json", code=code)) if one["what"] == "mail"]
    return found


def test_without_a_server_doctor_says_where_mails_are_kept(tmp_path):
    found = finding(tmp_path, 0)
    assert found["well"] and str(tmp_path / "mail") in found["seen"]


def settings(server, **more) -> dict:
    return {
        "mail_host": "127.0.0.1",
        "mail_port": str(server.port),
        "mail_from": "comments@example.org",
        "mail_tls": "none",
        "public_url": "https://comments.example.org",
    } | more


def test_doctor_asks_the_mail_server_and_sends_nothing(tmp_path, server):
    found = finding(tmp_path, 0, **settings(server))
    assert found["well"] and "answers without TLS" in found["seen"]
    assert server.behaviour.received == []


def test_doctor_says_what_mends_it(tmp_path, server):
    found = finding(tmp_path, 1, **settings(server, mail_tls="starttls"))
    assert not found["well"] and "mail_tls_not_offered" in found["seen"] and "465" in found["remedy"]


def test_doctor_warns_where_nobody_could_unsubscribe_with_one_click(tmp_path, server):
    found = finding(tmp_path, 1, **settings(server, public_url="http://comments.example.org"))
    assert not found["well"] and "https://" in found["remedy"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"mail_host": "mail.example.org"}, "mail_from must say"),
        ({"mail_tls": "ssl"}, "mail_tls must be"),
        ({"mail_from": "comments"}, "mail_from must be an address"),
        ({"mail_user": "comments"}, "both or neither"),
        (
            {
                "mail_host": "mail.example.org",
                "mail_from": "a@example.org",
                "mail_tls": "none",
                "mail_user": "a",
                "mail_password": "b",
            },
            "another machine",
        ),
        ({"mail_timeout_seconds": "0"}, "mail_timeout_seconds must be between"),
    ],
)
def test_settings_that_make_no_sense_are_refused_in_words(tmp_path, wrong, told):
    assert told in Shell(tmp_path, **wrong).run("doctor", code=1)


def test_an_upgrade_encrypts_what_older_reports_hold_and_asks_nobody(app, api, post, clock):
    ids = [api.report(f"word {number}").json["id"] for number in range(3)]
    left = dict(zip(ids, ("Ann@Example.org", "+380 44 123", ""), strict=True))
    with app.app_context(), unit_of_work():
        for public_id, words in left.items():
            row = update(CorrectionReport).where(CorrectionReport.public_id == public_id)
            db.session.execute(row.values(contact=words))
    keys = app.extensions["commentsvc"].keys
    with app.app_context():
        assert seal_contacts(keys, clock.now()) == 2
        assert seal_contacts(keys, clock.now()) == 0
        assert set(db.session.scalars(select(CorrectionReport.contact))) == {""}
        rows = list(db.session.scalars(select(Contact).order_by(Contact.id)))
    assert [keys.unseal(row.address) for row in rows] == ["Ann@example.org", "+380 44 123"]
    assert rows[0].address_hash == keys.blind("mail", "daily", "ann@example.org")
    assert all(row.verified_at is None and row.report_id for row in rows)
    assert post.deliver() == []
