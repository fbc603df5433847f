"""Where there is no mail server, mails land as ``.eml`` files in a folder, which mail programs and the desk open."""

import email
import os
import re
import secrets
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path

from commentsvc.db import PUBLIC_ID_LENGTH
from commentsvc.domain.erasure import MailTraces
from commentsvc.ports import KeptMail, MailPostponed

_NAME = re.compile(r"(\d{8}T\d{6}Z)-([a-z0-9-]{1,40})-([0-9a-f]{20})")
_SITE = re.compile(r"<([a-z0-9-]{1,40})\.[^<>]*>\s*$")
_STAMP = "%Y%m%dT%H%M%SZ"
# Public ids, and whatever looks like one.
_IDS = re.compile(rf"(?<![0-9A-Za-z])[0-9A-Za-z]{{{PUBLIC_ID_LENGTH}}}(?![0-9A-Za-z])")
_NO_SITE = "service"


class FolderMailer:
    """Writes mails into a folder, whole or not at all, and keeps the newest ``most`` of them.

    A file's name tells when, which site (by its List-Id) and which mail (a hash of its Message-ID): the same mail
    handed on twice is one file.
    """

    def __init__(self, folder: Path, most: int):
        self._folder, self._most = folder, most

    def send(self, message: EmailMessage, to: str) -> None:
        """Write one mail. Raises MailPostponed when the folder cannot be written to."""
        identity = sha256(str(message["Message-ID"]).encode()).hexdigest()[:20]
        at = parsedate_to_datetime(str(message["Date"])).astimezone(UTC)
        site = _SITE.search(str(message["List-Id"] or ""))
        name = f"{at.strftime(_STAMP)}-{site[1] if site else _NO_SITE}-{identity}"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            former = [path for path in self._folder.glob(f"*-{identity}.eml") if path.stem != name]
            self._write(f"{name}.eml", message.as_bytes())
            for path in [*former, *self._too_many()]:
                path.unlink(missing_ok=True)
        except OSError as error:
            raise MailPostponed("mail_folder_unwritable") from error

    def check(self) -> str:
        """Where mails are kept, and how many."""
        return f"no server is set; mails are kept in {self._folder} ({len(self._files())} now, at most {self._most})"

    def kept(self, site: str) -> list[KeptMail]:
        """The mails of one site, newest first."""
        found = [_NAME.fullmatch(path.stem) for path in self._files()]
        return [
            KeptMail(match[0], site, datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC))
            for match in reversed(found)
            if match and match[2] == site
        ]

    def read(self, kept: KeptMail) -> bytes | None:
        """The mail as it would have gone out; None when it has been removed meanwhile."""
        if not _NAME.fullmatch(kept.name):
            return None
        try:
            return (self._folder / f"{kept.name}.eml").read_bytes()
        except FileNotFoundError:
            return None

    def forget(self, site: str, traces: MailTraces) -> int:
        """Remove the mails of one site to somebody's addresses, and those that lead to somebody's comments."""
        gone = 0
        for kept in self.kept(site):
            words = self.read(kept)
            if words is not None and _is_about(email.message_from_bytes(words, policy=default), traces):
                (self._folder / f"{kept.name}.eml").unlink(missing_ok=True)
                gone += 1
        return gone

    def _files(self) -> list[Path]:
        """All mails, the oldest first."""
        return sorted(self._folder.glob("*.eml"))

    def _too_many(self) -> list[Path]:
        return self._files()[: -self._most]

    def _write(self, name: str, words: bytes) -> None:
        draft = self._folder / f".{name}.{secrets.token_hex(4)}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(words)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._folder / name)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise


def _is_about(message: EmailMessage, traces: MailTraces) -> bool:
    to = str(message["To"] or "").lower()
    if any(address.lower() == to for address in traces.addresses):
        return True
    text = message.get_body(("plain",))
    return text is not None and not traces.comments.isdisjoint(_IDS.findall(text.get_content()))
