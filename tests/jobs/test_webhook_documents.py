"""What the documentation says of webhooks is true: its lists, and the receivers to copy."""

import base64
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from commentsvc.adapters.outgoing import OutgoingClient
from commentsvc.domain import signatures
from commentsvc.domain.errors import OutgoingFailed
from commentsvc.domain.webhook_events import ALERTS, TEST, TYPES
from commentsvc.ports import Asked
from commentsvc.queries import webhook_data
from commentsvc.web.dashboard import webhook_words
from commentsvc.web.messages import _ERRORS
from tests.running import free_ports

ROOT = Path(__file__).parents[2]
RECEIVERS = ROOT / "integrations" / "webhooks"
DOCUMENT = (ROOT / "docs" / "webhooks.md").read_text()
SECRET = b"thirty-two bytes of a secret ..."
BODY = '{"type":"comment.posted","timestamp":"2026-03-02T09:00:00.000Z","data":{"site":"щоденник"}}'.encode()
START_SECONDS = 60


def rows(title: str) -> list[str]:
    """The first words of a table's rows below a heading."""
    part = DOCUMENT.partition(f"\n## {title}\n")[2] or DOCUMENT.partition(f"\n### {title}\n")[2]
    return re.findall(r"^\| `([a-z.]+)` \|", part.partition("\n#")[0], re.M)


def test_the_lists_are_the_codes():
    assert rows("Events") == [*TYPES, TEST]
    assert rows("The moderators’ chat".replace("’", "'")) == list(ALERTS)


def test_each_type_has_data_and_words():
    assert set(webhook_data._DATA) == {*TYPES, TEST}
    assert set(webhook_words.TYPES) == {*TYPES, *ALERTS, TEST}
    assert set(_ERRORS) >= webhook_words.PROBLEMS


def test_the_check_in_the_document_is_the_receivers_own():
    (shown,) = re.findall(r"```python\n(def verify.*?)```", DOCUMENT, re.S)
    own = (RECEIVERS / "receiver.py").read_text().replace("WINDOW_SECONDS", "300")
    kept = re.sub(r'    """.*?"""\n', "", own)
    assert shown.strip() in kept


def command(kind: str, port: int) -> list[str]:
    if kind == "php":
        return ["php", "-d", "log_errors=1", "-S", f"127.0.0.1:{port}", str(RECEIVERS / "receiver.php")]
    return [sys.executable, str(RECEIVERS / "receiver.py"), str(port)]


@contextmanager
def running(kind: str, folder: Path):
    """An example as its documentation starts it; gives its address and what it has printed so far."""
    (port,) = free_ports(1)
    environment = {**os.environ, "WEBHOOK_SECRET": signatures.shown_secret(SECRET), "TMPDIR": str(folder)}
    process = subprocess.Popen(
        command(kind, port), env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    said: list[str] = []
    reading = threading.Thread(target=lambda: said.extend(process.stdout), daemon=True)
    reading.start()
    try:
        yield f"http://127.0.0.1:{port}/", said
    finally:
        process.terminate()
        process.wait(START_SECONDS)
        reading.join(START_SECONDS)
        process.stdout.close()


def send(url: str, *, secret=SECRET, at=0.0, message_id="one", body=BODY, signed=None, extra="") -> int:
    """One message, and what the receiver answers; asked until it listens."""
    timestamp = str(int(time.time() + at))
    signature = extra + signatures.sign(secret, message_id, timestamp, body if signed is None else signed)
    headers = {"webhook-id": message_id, "webhook-timestamp": timestamp, "webhook-signature": signature}
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            return OutgoingClient(["127.0.0.0/8"]).ask(Asked(url, "POST", headers, body)).status
        except OutgoingFailed:
            if time.monotonic() > end:
                raise
            threading.Event().wait(0.05)


# PHP is tried where there is one; the service does not need it.
@pytest.mark.parametrize("kind", ["python", *(["php"] if shutil.which("php") else [])])
def test_the_receivers_to_copy_take_what_is_signed_and_nothing_else(kind, tmp_path):
    with running(kind, tmp_path) as (url, said):
        assert send(url) == 204
        assert send(url) == 204, "a repeat is answered like the first"
        assert send(url, message_id="two", extra="v1,bm90IHRoaXM= ") == 204
        assert send(url, message_id="late", at=-301) == 401
        assert send(url, message_id="early", at=302) == 401
        assert send(url, message_id="forged", secret=b"another secret of the same size.") == 401
        assert send(url, message_id="changed", signed=BODY + b" ") == 401
        assert send(url, message_id="large", body=b"x" * (256 * 1024 + 1)) == 413
    told = [line for line in said if "comment.posted" in line]
    assert len(told) == 2 and "щоденник" in told[0], said


def test_the_secret_shown_is_what_libraries_take():
    assert base64.b64decode(signatures.shown_secret(SECRET).removeprefix("whsec_")) == SECRET
