"""What arrived for an address: the running service keeps its mails in a folder."""

import threading
import time

from tests.mails import ReadMail

ARRIVES_WITHIN = 60


def mail_for(service, address: str, subject: str = "") -> ReadMail:
    """The newest mail for an address whose subject begins so; waits for the worker to write it."""
    deadline = time.monotonic() + ARRIVES_WITHIN
    while True:
        for path in sorted((service.data_dir / "mail").glob("*.eml"), reverse=True):
            mail = ReadMail(address, path.read_bytes())
            if mail["To"] == address and mail["Subject"].startswith(subject):
                return mail
        assert time.monotonic() < deadline, f"no mail for {address}"
        threading.Event().wait(0.2)
