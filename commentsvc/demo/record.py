"""What the demo has to remember between runs: when it was loaded, and the passwords made for its staff."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

FILE = "demo.json"
MODERATOR = "moderator@daily.example"
STAFF = (
    MODERATOR,
    "editor@daily.example",
    "administrator@daily.example",
    "journalist@daily.example",
    "culture@daily.example",
    "arabic@daily.example",
)
# Easy to read from a terminal and to type, and still some 80 bits.
_PASSWORD_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"  # noqa: S105 - the letters of passwords, not a password
_PASSWORD_GROUPS = (4, 4, 4, 4)


@dataclass(frozen=True)
class Record:
    """When the demo was loaded (aware, UTC) and the password of each demo account."""

    loaded_at: datetime
    passwords: dict[str, str]


def read(data_dir: Path) -> Record | None:
    """The record in a data directory; None where there is none or it is damaged."""
    try:
        data = json.loads((data_dir / FILE).read_text(encoding="utf-8"))
        return Record(datetime.fromisoformat(data["loaded_at"]), dict(data["passwords"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def create(data_dir: Path, loaded_at: datetime) -> Record:
    """Make the record with new passwords; only the owner may read the file."""
    record = Record(loaded_at, {email: _password() for email in STAFF})
    draft = data_dir / f"{FILE}.{os.getpid()}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(asdict(record) | {"loaded_at": loaded_at.isoformat()}, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(data_dir / FILE)
    return record


def _password() -> str:
    groups = ("".join(secrets.choice(_PASSWORD_ALPHABET) for _ in range(size)) for size in _PASSWORD_GROUPS)
    return "-".join(groups)
