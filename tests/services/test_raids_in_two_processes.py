"""Anonymous posting closed in one process is closed in another within a second."""

import os
import subprocess
import sys
import time

import pytest

from commentsvc.db import db
from commentsvc.services import raids
from tests.factories import STAFF
from tests.running import ROOT

PROMISED = 1.0  # seconds
REFUSED = 5


@pytest.fixture
def elsewhere(database_url, site, tmp_path):
    """Another process that posts to the site; its lines."""
    arguments = [database_url, str(tmp_path / "data"), str(REFUSED)]
    command = [sys.executable, "-m", "tests.services.posting_process", *arguments]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COMMENTSVC_")}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_the_switch_works_in_every_process_within_a_second(factories, elsewhere):
    assert elsewhere.stdout.readline().split()[1] == "201"
    factories.act(lambda: raids.close_anonymous(factories.context(), None, STAFF))
    closed = time.time()
    tries = [(float(began), status) for began, status in (line.split() for line in elsewhere.stdout)]
    assert [status for _began, status in tries[-REFUSED:]] == ["403"] * REFUSED
    assert [began - closed for began, status in tries if status == "201" and began > closed + PROMISED] == []
    with factories.app.app_context():
        db.session.remove()
