"""Mail over SMTP, against a real server that accepts, refuses, postpones, hangs, drips and hangs up."""

import re
import socket
import ssl
import threading
import time
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from commentsvc.adapters import mailers
from commentsvc.adapters.smtp_mailer import SmtpMailer
from commentsvc.domain.mail_message import Mail, compose
from commentsvc.ports import MailPostponed, MailRefused
from commentsvc.settings import load
from commentsvc.web.dashboard import job_words
from tests.adapters.mail_server import PASSWORD, USER, running
from tests.mails import ReadMail

SENDER = "comments@example.org"


def test_the_desk_has_words_for_every_way_in_which_a_mail_fails():
    folder = Path(mailers.__file__).parent
    sources = "".join((folder / name).read_text() for name in ("smtp_mailer.py", "folder_mailer.py"))
    codes = set(re.findall(r'"(mail_[a-z_]+)"', sources))
    codes |= {
        code.replace("_refused", "_postponed") for code in codes & {"mail_sender_refused", "mail_content_refused"}
    }
    assert len(codes) > 10 and codes - set(job_words.CODES) == set()


def letter(to: str = "ann@example.org", **more):
    return compose(
        Mail(
            **{
                "sender_name": "The Daily",
                "sender": SENDER,
                "to": to,
                "subject": "Привіт",
                "text": "Hello\n.\nhttps://x.example/" + "a" * 100 + "\n",
                "html": "<p>Hello</p>",
                "message_id": "one@example.org",
                "at": datetime(2026, 11, 23, tzinfo=UTC),
                "language": "en",
                "list_id": "daily.example.org",
            }
            | more
        )
    )


@pytest.fixture
def server():
    with running() as started:
        yield started


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for this machine, of its own authority: what the server shows, and what a client trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    shown = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shown.load_cert_chain(path)
    return shown, ssl.create_default_context(cadata=made.public_bytes(serialization.Encoding.PEM).decode())


def mailer(server, *, tls="none", seconds=10, **more) -> SmtpMailer:
    return SmtpMailer("127.0.0.1", server.port, sender=SENDER, tls=tls, seconds=seconds, **more)


def test_a_mail_arrives_as_it_was_written(server):
    mailer(server).send(letter(), "ann@example.org")
    (envelope,) = server.behaviour.received
    assert (envelope.mail_from, envelope.rcpt_tos) == (SENDER, ["ann@example.org"])
    read = ReadMail("", envelope.content)
    assert read["Subject"] == "Привіт"
    assert read.text == "Hello\n.\nhttps://x.example/" + "a" * 100 + "\n"
    assert all(len(line) <= 998 for line in envelope.content.split(b"\r\n"))


def test_an_address_beyond_ascii_goes_to_a_server_that_knows_such(server):
    mailer(server).send(letter("ганна@xn--e1afmkfd.example"), "ганна@xn--e1afmkfd.example")
    (envelope,) = server.behaviour.received
    assert envelope.rcpt_tos == ["ганна@xn--e1afmkfd.example"]
    assert "SMTPUTF8" in envelope.mail_options


def test_and_is_refused_where_the_server_does_not():
    with running(enable_SMTPUTF8=False) as server, pytest.raises(MailRefused) as refused:
        mailer(server).send(letter("ганна@xn--e1afmkfd.example"), "ганна@xn--e1afmkfd.example")
    assert refused.value.code == "mail_recipient_unsupported"


@pytest.mark.parametrize(
    ("command", "answer", "error", "code"),
    [
        ("RCPT", "550 5.1.1 no such mailbox", MailRefused, "mail_recipient_refused"),
        ("RCPT", "450 4.2.1 greylisted", MailPostponed, "mail_recipient_postponed"),
        ("RCPT", "530 5.7.0 who are you", MailPostponed, "mail_recipient_refused"),
        ("DATA", "554 5.7.1 spam", MailRefused, "mail_content_refused"),
        ("DATA", "452 4.3.1 disk full", MailPostponed, "mail_content_postponed"),
        ("MAIL", "553 5.7.1 not your address", MailPostponed, "mail_sender_refused"),
        ("MAIL", "421 4.3.2 closing", MailPostponed, "mail_sender_postponed"),
        ("MAIL", "drop", MailPostponed, "mail_server_lost"),
        ("RCPT", "drop", MailPostponed, "mail_server_lost"),
        ("DATA", "drop", MailPostponed, "mail_server_lost"),
    ],
)
def test_what_is_refused_for_good_is_told_apart_from_what_may_go_out_later(server, command, answer, error, code):
    server.behaviour.answers[command] = answer
    with pytest.raises(error) as failed:
        mailer(server).send(letter(), "ann@example.org")
    assert type(failed.value) is error and failed.value.code == code
    assert server.behaviour.received == []
    assert "ann" not in str(failed.value)


def test_what_was_accepted_stays_accepted_whatever_comes_afterwards(server):
    for answer in ("drop", "500 what", "421 4.3.2 closing"):
        server.behaviour.answers["QUIT"] = answer
        mailer(server).send(letter(), "ann@example.org")
    assert len(server.behaviour.received) == 3


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
def test_a_server_that_says_nothing_holds_nobody_longer_than_a_step(server, command):
    server.behaviour.answers[command] = "hang"
    began = time.monotonic()
    with pytest.raises(MailPostponed) as slow:
        mailer(server, seconds=0.5).send(letter(), "ann@example.org")
    assert slow.value.code == "mail_server_slow"
    assert time.monotonic() - began < 15


def test_a_greeting_that_never_ends_is_ended():
    """Each line comes within the time of a step, so that only the time for the whole can end it."""
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip():
            taken, _ = listening.accept()
            with taken:
                while not stop.wait(0.05):
                    try:
                        taken.sendall(b"220-still here\r\n")
                    except OSError:
                        return

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            dripping = SmtpMailer("127.0.0.1", listening.getsockname()[1], sender=SENDER, tls="none", seconds=0.3)
            with pytest.raises(MailPostponed) as slow:
                dripping.send(letter(), "ann@example.org")
            assert slow.value.code == "mail_server_slow"
        finally:
            stop.set()
            thread.join()


def test_where_nobody_listens_the_mail_waits():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(MailPostponed) as lost:
        SmtpMailer("127.0.0.1", port, sender=SENDER, tls="none", seconds=5).send(letter(), "ann@example.org")
    assert lost.value.code == "mail_server_unreachable"


def test_the_connection_is_secured_before_anything_is_said(certificate):
    shown, trust = certificate
    with running(context=shown) as server:
        mailer(server, tls="starttls", trust=trust).send(letter(), "ann@example.org")
        assert len(server.behaviour.received) == 1
        # Greeted before and again inside; nothing else was said before.
        assert server.behaviour.secured == [False, True]


def test_tls_from_the_first_byte(certificate):
    shown, trust = certificate
    with running(context=shown, from_the_first_byte=True) as server:
        mailer(server, tls="tls", trust=trust).send(letter(), "ann@example.org")
        assert len(server.behaviour.received) == 1


def test_a_server_without_the_tls_that_was_asked_for_gets_no_mail(server):
    with pytest.raises(MailPostponed) as failed:
        mailer(server, tls="starttls").send(letter(), "ann@example.org")
    assert failed.value.code == "mail_tls_not_offered"
    with pytest.raises(MailPostponed) as failed:
        mailer(server, tls="tls").send(letter(), "ann@example.org")
    assert failed.value.code == "mail_tls_failed"
    assert server.behaviour.received == []


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_a_certificate_of_an_unknown_authority_is_not_believed(certificate, tls):
    with running(context=certificate[0], from_the_first_byte=tls == "tls") as server:
        with pytest.raises(MailPostponed) as failed:
            mailer(server, tls=tls).send(letter(), "ann@example.org")
        assert failed.value.code == "mail_tls_failed"
        assert server.behaviour.received == []


def test_signing_in(certificate):
    shown, trust = certificate
    with running(context=shown, auth_required=True) as server:
        known = {"tls": "starttls", "trust": trust, "user": USER.decode()}
        mailer(server, password=PASSWORD.decode(), **known).send(letter(), "ann@example.org")
        assert len(server.behaviour.received) == 1
        with pytest.raises(MailPostponed) as failed:
            mailer(server, password="wrong", **known).send(letter(), "ann@example.org")
        assert failed.value.code == "mail_sign_in_refused"
        with pytest.raises(MailPostponed) as failed:
            mailer(server, tls="starttls", trust=trust).send(letter(), "ann@example.org")
        assert failed.value.code == "mail_sender_refused"
        assert len(server.behaviour.received) == 1


def test_a_check_sends_nothing_and_says_what_is_wrong(server):
    assert f"127.0.0.1:{server.port} answers without TLS" in mailer(server).check()
    assert server.behaviour.received == []
    server.behaviour.answers["MAIL"] = "550 not you"
    with pytest.raises(MailPostponed) as failed:
        mailer(server).check()
    assert failed.value.code == "mail_sender_refused"


def test_the_settings_choose_the_server(server, tmp_path):
    strings = {
        "data_dir": str(tmp_path),
        "mail_host": "127.0.0.1",
        "mail_port": str(server.port),
        "mail_tls": "none",
        "mail_from": SENDER,
    }
    mailers.chosen(load(strings)).send(letter(), "ann@example.org")
    assert len(server.behaviour.received) == 1
    server.behaviour.answers["RCPT"] = "hang"
    with pytest.raises(MailPostponed) as slow:
        mailers.chosen(load(strings | {"mail_timeout_seconds": "1"})).send(letter(), "ann@example.org")
    assert slow.value.code == "mail_server_slow"
