"""The way of one mail: tried again, given up, said once, and fit for mail programs."""

import re
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from commentsvc.db import db, unit_of_work
from commentsvc.domain.mail_topics import GROUPS, TOPICS
from commentsvc.jobs import dispatch
from commentsvc.jobs.mails import KINDS
from commentsvc.models.job import Job
from commentsvc.models.mail import SentMail
from commentsvc.ports import MailPostponed, MailRefused
from commentsvc.services import mail, sites
from commentsvc.services.mail import Audience
from tests.adapters.mail_server import running
from tests.api import Api
from tests.mails import ReadMail


def job(app) -> Job:
    with app.app_context():
        return db.session.scalars(select(Job).where(Job.handler == "mail").order_by(Job.id.desc())).first()


def sent(app) -> int:
    with app.app_context():
        return len(db.session.scalars(select(SentMail)).all())


def test_a_mail_that_was_postponed_goes_out_later_and_is_counted_once(app, api, post, clock):
    post.mailer.fails.append(MailPostponed("mail_server_slow"))
    api.report(contact="ann@example.org")
    assert post.deliver() == []
    assert (job(app).state, job(app).error, sent(app)) == ("waiting", "mail_server_slow", 1)
    clock.pass_by(minutes=1)
    (first,) = post.deliver()
    assert (job(app).state, sent(app)) == ("done", 1)
    assert first["Message-ID"]


def test_a_mail_that_was_refused_is_dead(app, api, post, clock):
    post.mailer.fails.append(MailRefused("mail_recipient_refused"))
    api.report(contact="ann@example.org")
    assert post.deliver() == []
    assert (job(app).state, job(app).error) == ("dead", "mail_recipient_refused")
    clock.pass_by(days=1)
    assert post.deliver() == []


def test_no_job_holds_an_address_or_a_word(app, api, post):
    api.report(contact="ann@example.org", remark="My secret remark")
    assert "ann" not in str(job(app).payload) and "secret" not in str(job(app).payload)
    assert "ann" not in job(app).key


def test_a_worker_that_died_sends_the_same_mail_again(app, api, post, clock):
    class Died(BaseException):
        """Nothing catches it, as nothing catches a power cut."""

    api.report(contact="ann@example.org")
    send = post.mailer.send

    def send_and_die(message, to):
        send(message, to)
        raise Died

    post.mailer.send = send_and_die
    try:
        with pytest.raises(Died):
            dispatch.run_due(app)
    finally:
        del post.mailer.send
    clock.pass_by(minutes=10)
    (again,) = post.deliver()
    first = post.mailer.mails[0]
    assert first is not again and first["Message-ID"] == again["Message-ID"]
    assert sent(app) == 1


def test_a_mail_over_the_cap_waits_and_goes_out(make_app, database_url, clock, tmp_path):
    # The caps as an operator sets them; without a server the mails land in a folder.
    app = make_app(database_url, mail_per_site_hour="1", data_dir=str(tmp_path))
    with app.app_context(), unit_of_work():
        sites.create("daily", "The daily", ["http://localhost:5001"], clock.now())
    for name in ("ann", "ben"):
        assert Api(app.test_client(), "daily").report(contact=f"{name}@example.org").status_code == 201
    dispatch.run_due(app)
    folder = app.extensions["commentsvc"].mailer
    assert len(folder.kept("daily")) == 1
    clock.pass_by(hours=1, minutes=1)
    dispatch.run_due(app)
    assert len(folder.kept("daily")) == 2


def test_from_the_report_to_the_mail_server_and_its_refusals(make_app, database_url, clock, tmp_path):
    with running() as server:
        app = make_app(
            database_url,
            data_dir=str(tmp_path),
            mail_host="127.0.0.1",
            mail_port=str(server.port),
            mail_tls="none",
            mail_from="comments@example.org",
        )
        with app.app_context(), unit_of_work():
            sites.create("daily", "Щоденник", ["http://localhost:5001"], clock.now())
        api = Api(app.test_client(), "daily")
        outcomes = {
            "ann": (None, "done", None),
            "ben": ("550 no such mailbox", "dead", "mail_recipient_refused"),
            "eve": ("451 later", "waiting", "mail_recipient_postponed"),
            "pia": ("drop", "waiting", "mail_server_lost"),
        }
        for name, (answer, state, error) in outcomes.items():
            server.behaviour.answers = {"RCPT": answer} if answer else {}
            api.report(name, contact=f"{name}@example.org")
            dispatch.run_due(app)
            assert (job(app).state, job(app).error) == (state, error), name
        assert [envelope.rcpt_tos for envelope in server.behaviour.received] == [["ann@example.org"]]
        server.behaviour.answers = {}
        clock.pass_by(minutes=1)
        dispatch.run_due(app)
        arrived = {envelope.rcpt_tos[0] for envelope in server.behaviour.received}
        assert arrived == {f"{name}@example.org" for name in ("ann", "eve", "pia")}
        assert ReadMail("", server.behaviour.received[0].content)["From"] == "Щоденник <comments@example.org>"


def test_an_unknown_kind_waits_for_a_worker_that_knows_it(app, factories, post):
    factories.act(lambda: mail.queue(factories.context(), "not_yet", "1"))
    assert post.deliver() == []
    assert (job(app).state, job(app).error) == ("waiting", "mail_kind_unknown")


def test_the_same_kind_and_key_is_asked_for_once(factories):
    def twice():
        context = factories.context()
        return [mail.queue(context, "confirm_contact", "key") for _ in range(2)]

    assert factories.act(twice) == [True, False]


def test_headers_say_what_mail_programs_ask_for(app, api, post):
    api.report(contact="ann@example.org")
    (read,) = post.deliver()
    assert read["From"] == "The daily <comments@localhost>"
    assert read["List-Id"] == "The daily <daily.localhost>"
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["Date"].startswith(app.extensions["commentsvc"].clock.now().strftime("%a, %d %b %Y"))
    assert read.unsubscribe.startswith("http://127.0.0.1:5000/mail/")
    assert [part.get_content_type() for part in read.message.iter_parts()] == ["text/plain", "text/html"]


def test_a_mail_has_no_picture_no_remote_content_and_no_link_but_ours(api, post):
    api.report(contact="ann@example.org")
    (read,) = post.deliver()
    assert read.links and all(urlsplit(link).netloc == "127.0.0.1:5000" for link in read.links)
    assert not re.search(r"<(img|script|iframe|link|form|video|object|embed|svg)\b|url\(|@import|@font-face", read.html)
    assert "http" not in re.sub(r"http://127\.0\.0\.1:5000/\S+", "", read.text)


def test_no_link_of_a_mail_changes_anything_when_it_is_looked_at(app, api, post):
    api.report(contact="ann@example.org")
    (read,) = post.deliver()
    before = everything(app)
    for link in {*read.links, read.unsubscribe}:
        parts = urlsplit(link)
        for method in ("HEAD", "GET", "OPTIONS"):
            answer = post.client.open(f"{parts.path}?{parts.query}", method=method)
            assert answer.status_code == 200, (method, link)
    assert everything(app) == before


def everything(app) -> dict:
    """All rows of all tables."""
    with app.app_context():
        return {
            table.name: [tuple(row) for row in db.session.execute(table.select())]
            for table in db.metadata.sorted_tables
        }


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_says_who_it_is_for_and_has_its_templates(app, name):
    kind = KINDS[name]
    assert len(name) <= 20 and kind.AUDIENCE in Audience
    assert kind.TOPIC is None or kind.TOPIC in (*TOPICS, *GROUPS)
    # What people did not ask for at this moment they can turn off by its topic.
    assert (kind.TOPIC is not None) == (kind.AUDIENCE in (Audience.VERIFIED, Audience.ALERTED))
    for part in ("subject.txt", "body.txt", "body.html"):
        assert app.jinja_env.get_template(f"mail/{name}/{part}")


def test_every_topic_has_a_short_name():
    assert all(len(topic) <= 20 and topic != "all" for topic in (*TOPICS, *GROUPS))
