"""What arrived for an address: the running service keeps its mails in a folder."""

import sqlite3
import threading
import time
import uuid
from contextlib import closing

from playwright.sync_api import expect

from tests.mails import ReadMail

ARRIVES_WITHIN = 60
_AT_ONCE = """UPDATE job SET due_at = created_at
WHERE state = 'waiting' AND key LIKE 'report_outcome:%' AND due_at > created_at"""


def outcome_for(service, address: str, subject: str) -> ReadMail:
    """The same of a mail about a decision, as if the minutes for an editor's second thoughts were over."""
    return mail_for(service, address, subject, at_once=True)


def mail_for(service, address: str, subject: str = "", *, at_once: bool = False) -> ReadMail:
    """The newest mail for an address whose subject begins so; waits for the worker to write it."""
    deadline = time.monotonic() + ARRIVES_WITHIN
    while True:
        for path in sorted((service.data_dir / "mail").glob("*.eml"), reverse=True):
            mail = ReadMail(address, path.read_bytes())
            if mail["To"] == address and mail["Subject"].startswith(subject):
                return mail
        assert time.monotonic() < deadline, f"no mail for {address}"
        if at_once:
            with closing(sqlite3.connect(service.data_dir / "commentsvc.db", timeout=30)) as database, database:
                database.execute(_AT_ONCE)
        threading.Event().wait(0.2)


def address_of(name: str) -> str:
    """A new address, which nobody else's mails go to."""
    return f"{name}-{uuid.uuid4().hex[:10]}@example.org"


def confirm(service, page, question: ReadMail) -> None:
    """Follow the link of the mail that asks whether an address is the reader's, and say yes."""
    page.goto(service.url + question.link("/mail/confirm/"))
    page.get_by_role("button", name="Yes, it is mine").click()
    expect(page.get_by_text("The address is confirmed")).to_be_visible()
