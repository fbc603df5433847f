"""The ledger of erasures as a file beside the database: one JSON object in each line, only ever added to.

``{"site": "daily", "subject": "<64 hexadecimal digits>", "mode": "delete", "at": "2026-03-02T09:00:00+00:00"}``
"""

import json
import os
from datetime import datetime
from pathlib import Path

from commentsvc.domain.erasure import ErasureLine


class ErasureFile:
    """It outlives the database: a backup of before an erasure that is put back in its place has to forget again."""

    def __init__(self, path: Path):
        self._path = path

    def add(self, line: ErasureLine) -> None:
        """Write one line, and see it on the disk. Raises OSError."""
        text = json.dumps({"site": line.site, "subject": line.subject, "mode": line.mode, "at": line.at.isoformat()})
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            os.write(descriptor, f"{text}\n".encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def lines(self) -> list[ErasureLine]:
        """All lines that are whole; one that was cut off as the machine went down is passed over."""
        if not self._path.exists():
            return []
        found = []
        for text in self._path.read_text().splitlines():
            try:
                told = json.loads(text)
                at = datetime.fromisoformat(told["at"])
                found.append(ErasureLine(told["site"], told["subject"], told["mode"], at))
            except (ValueError, KeyError, TypeError):
                continue
        return found
