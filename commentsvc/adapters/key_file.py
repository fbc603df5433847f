"""The service's secret key, in a file of the data directory: outside the database, made at the first start."""

import os
import secrets
from pathlib import Path

_BYTES = 32


def load_or_create(path: Path) -> bytes:
    """The key in a file; a new one is written first where there is none.

    Several processes may start at once: the file appears whole or not at all, and the first one wins.
    Raises ValueError when the file is damaged.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    try:
        key = bytes.fromhex(path.read_text().strip())
    except ValueError as error:
        raise ValueError(f"{path} is damaged: it must hold {2 * _BYTES} hexadecimal digits") from error
    if len(key) != _BYTES:
        raise ValueError(f"{path} is damaged: it must hold {2 * _BYTES} hexadecimal digits")
    return key
