"""Mails in a folder: whole files, one for each mail, the newest of them."""

import stat
import threading
from datetime import UTC, datetime, timedelta

import pytest

from commentsvc.adapters.folder_mailer import FolderMailer
from commentsvc.domain.mail_message import Mail, compose
from commentsvc.ports import KeptMail, MailFolder, MailPostponed
from tests.mails import ReadMail

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


def letter(number: int = 1, site: str = "daily", at: datetime = AT):
    return compose(
        Mail(
            sender_name="The Daily",
            sender="comments@example.org",
            to="ann@example.org",
            subject=f"Mail {number}",
            text="Hello",
            html="<p>Hello</p>",
            message_id=f"{site}-{number}@example.org",
            at=at,
            language="en",
            list_id=f"{site}.example.org",
        )
    )


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "mail"


@pytest.fixture
def mailer(folder):
    return FolderMailer(folder, 5)


def subjects(mailer, site="daily") -> list[str]:
    return [ReadMail("", mailer.read(kept))["Subject"] for kept in mailer.kept(site)]


def test_a_mail_is_a_file_that_only_the_service_reads(mailer, folder):
    mailer.send(letter(), "ann@example.org")
    (path,) = folder.iterdir()
    assert path.suffix == ".eml"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert isinstance(mailer, MailFolder)
    (kept,) = mailer.kept("daily")
    assert kept.at == AT and mailer.read(kept) == path.read_bytes()


def test_the_same_mail_handed_on_twice_is_one_file(mailer, folder):
    mailer.send(letter(), "ann@example.org")
    mailer.send(letter(at=AT + timedelta(minutes=5)), "ann@example.org")
    assert len(list(folder.iterdir())) == 1
    assert [kept.at for kept in mailer.kept("daily")] == [AT + timedelta(minutes=5)]


def test_only_the_newest_are_kept(mailer, folder):
    for number in range(8):
        mailer.send(letter(number, at=AT + timedelta(seconds=number)), "ann@example.org")
    assert subjects(mailer) == [f"Mail {number}" for number in (7, 6, 5, 4, 3)]
    assert len(list(folder.iterdir())) == 5


def test_a_site_has_its_own_mails_and_no_others(mailer):
    mailer.send(letter(1, "daily"), "ann@example.org")
    mailer.send(letter(2, "other-paper"), "ann@example.org")
    assert subjects(mailer, "daily") == ["Mail 1"] and subjects(mailer, "other-paper") == ["Mail 2"]
    assert mailer.kept("other") == []


def test_a_name_that_is_none_of_ours_opens_nothing(mailer, folder):
    mailer.send(letter(), "ann@example.org")
    (folder.parent / "secret.eml").write_text("secret")
    for name in ("../secret", "secret", "20261123T090000Z-daily-" + "0" * 20):
        assert mailer.read(KeptMail(name, "daily", AT)) is None


def test_many_at_once_are_all_there_and_whole(folder):
    mailer = FolderMailer(folder, 100)
    threads = [threading.Thread(target=mailer.send, args=(letter(number), "a@example.org")) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(subjects(mailer)) == sorted(f"Mail {number}" for number in range(20))


def test_a_folder_that_cannot_be_written_to_postpones_the_mail(tmp_path):
    (tmp_path / "mail").write_text("a file in the way")
    with pytest.raises(MailPostponed) as failed:
        FolderMailer(tmp_path / "mail", 5).send(letter(), "ann@example.org")
    assert failed.value.code == "mail_folder_unwritable"
