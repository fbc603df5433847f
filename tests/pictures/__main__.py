"""Makes the pictures of the documentation anew: `python -m tests.pictures [SUBJECT …] [FOLDER]` (docs/pictures).

Starts a service of its own with the demo, so that every picture shows the same newspaper, and stops it at the end.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import ARGUMENTS, chromium_path
from tests.pictures import corrections, desk, threads
from tests.pictures.photographer import Photographer
from tests.running import ROOT, start_service

# In this order: what fills the demo comes last.
SUBJECTS = {
    "threads": threads.threads,
    "plain": threads.plain,
    "lists": threads.lists,
    "desk": desk.screens,
    "readers": corrections.readers,
    "notices": corrections.notices,
    "statuses": corrections.statuses,
    "form": corrections.form,
    "crowd": threads.crowded,
}


def main(subjects: list[str], folder: Path) -> None:
    """Make the pictures of some subjects."""
    with (
        tempfile.TemporaryDirectory() as data,
        start_service(Path(data), COMMENTSVC_TRUSTED_PROXIES="127.0.0.1") as service,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        photographer = Photographer(browser, service, folder)
        for subject in subjects:
            SUBJECTS[subject](photographer)
        browser.close()


if __name__ == "__main__":
    chosen = [one for one in sys.argv[1:] if one in SUBJECTS]
    others = [one for one in sys.argv[1:] if one not in SUBJECTS]
    main(chosen or list(SUBJECTS), Path(others[0]) if others else ROOT / "docs" / "pictures")
