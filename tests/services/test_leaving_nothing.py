"""A person leaves a mark by every way of writing, and is erased: it is in no table, no file, no mail and on no page."""

import re
import shutil

import pytest
from sqlalchemy import func, make_url, select

from commentsvc.db import db, unit_of_work
from commentsvc.domain import mail_address
from commentsvc.domain.erasure import Mode
from commentsvc.jobs import dispatch
from commentsvc.models.mail import MailBlock, SentMail
from commentsvc.services import contacts, mail, sites
from tests.cli.test_commands import Shell
from tests.clock import START
from tests.conftest import DATABASES, ORIGIN, close, new_postgres_database
from tests.factories import Factories
from tests.leaving_marks import NEVER_KEPT, SEALED, TEXTS, Marked, live

WHO = ("guest", "mail", "publisher")


@pytest.fixture(params=DATABASES)
def database_url(request, place, migrated) -> str:
    """A database of this file's own, that nobody else is connected to: a backup is put back into it."""
    template = migrated(request.param)
    for left in place.glob("*.db*"):
        left.unlink()
    if request.param == "postgresql":
        return new_postgres_database(request.getfixturevalue("postgres"), "marks", make_url(template).database)
    shutil.copy(make_url(template).database, place / "marks.db")
    return f"sqlite:///{place / 'marks.db'}"


@pytest.fixture
def house(make_app, database_url, tmp_path, clock):
    """An application whose mails land in a folder of its own, and the factories of its site."""
    app = make_app(database_url, data_dir=str(tmp_path / "data"), mail_folder_max="500", demo="true")
    with app.app_context(), unit_of_work():
        sites.create("daily", "The daily", [ORIGIN], START)
    return app, Factories(app, "daily", clock)


def erase_by_own_page(person: Marked, mode: Mode) -> None:
    """As the person does it, with what the background work does of it."""
    link = person.caller.call("POST", "/sites/daily/me/link").json["url"]
    path = re.sub(r"^https?://[^/]+", "", link)
    form = re.search(r'name="form" value="([^"]+)"', person.client.get(path).text)[1]
    answer = person.client.post(f"{path}/erase", data={"form": form, "mode": str(mode), "sure": "1"})
    assert answer.status_code == 200, answer.text
    dispatch.run_due(person.app)


def expected(mode: Mode) -> set[str]:
    return TEXTS | {"guest text"} if mode is Mode.DETACH else set()


def test_the_search_finds_what_is_there(house):
    person = live(*house, "mail")
    found = person.in_tables()
    assert found & (NEVER_KEPT | SEALED) == set()
    assert found == set(person.marks) - NEVER_KEPT - SEALED - {"preview"}
    assert person.in_mails() >= {"address", "contact", "reply", "name"}
    assert person.on_pages() >= {"name", "comment", "reply", "edited"}


@pytest.mark.parametrize(("who", "mode"), [("mail", Mode.DETACH), *((who, Mode.DELETE) for who in WHO)])
def test_whoever_is_erased_has_left_nothing(house, who, mode, place, tmp_path, caplog):
    person = live(*house, who)
    erase_by_own_page(person, mode)
    left = {what: places for what, places in person.places().items() if places}
    assert set(left) == expected(mode), left
    assert person.in_files(place, tmp_path) <= expected(mode)
    assert person.on_pages() <= expected(mode)
    assert person.in_mails() == set()
    assert any("Cleo answers" in one for one in person.mails()), "others' mails stay"
    assert not any(mark in caplog.text for mark in person.marks.values())


def test_nor_after_a_backup_of_before_was_put_back(house, database_url, place, tmp_path):
    app, factories = house
    person = live(app, factories, "mail")
    close(app)
    shell = Shell(tmp_path / "data", database_url=database_url, demo="true")
    shell.run("backup", str(tmp_path / "elsewhere"))
    shell.run("erase", person.comments[-1], "--site", "daily", "--mode", "delete", "--json")
    assert person.in_tables() == set()
    close(app)
    shell.run("restore", str(tmp_path / "elsewhere"), "--yes")
    assert person.in_tables() == set()
    close(app)
    (tmp_path / "elsewhere").unlink()
    assert person.in_files(place, tmp_path) == set()
    assert person.in_mails() == set()
    shell.run("verify")


def test_what_was_counted_and_refused_of_an_address_goes_and_never_again_stays(house):
    person = live(*house, "mail")
    factories = person.factories
    address = mail_address.read(f"{person.marks['address']}@example.org")

    def refuse():
        context = factories.context()
        hashed = contacts.address_hash(context, address)
        mail.block(context, hashed, "decision")
        mail.block(context, hashed)
        return hashed, contacts.mailbox_hash(context, address)

    by_address, by_mailbox = factories.act(refuse)

    def rows(model, hashed):
        count = select(func.count()).select_from(model).where(model.address_hash == hashed)
        return factories.act(lambda: db.session.scalar(count))

    assert rows(SentMail, by_mailbox) >= 1
    assert rows(MailBlock, by_address) == 2
    erase_by_own_page(person, Mode.DETACH)
    assert (rows(SentMail, by_mailbox), rows(SentMail, by_address)) == (0, 0)
    assert rows(MailBlock, by_address) == 1


def test_after_the_last_day_only_what_readers_published_and_reported_is_left(house, clock, place, tmp_path):
    person = live(*house, "mail")
    clock.pass_by(days=800)
    for _ in range(2):
        dispatch.begin_periods(person.app)
        dispatch.run_due(person.app)
    # A warning that was not acknowledged is still in force.
    stays = TEXTS | {"words of a sanction", "guest text", "guest", "name", "remark", "more", "answer"}
    left = {what: places for what, places in person.places().items() if places}
    assert set(left) == stays, left
    assert person.in_files(place, tmp_path) <= stays
    assert person.mails() == []
