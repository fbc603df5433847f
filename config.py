"""The only file that reads the environment: names in, plain strings out. ``commentsvc.settings`` gives them meaning."""

import os
from collections.abc import Mapping
from pathlib import Path

# The names without the prefix are the contract's; all others are COMMENTSVC_…
PLAIN_NAMES = ("HOST", "PORT", "DEMO_PORT", "DATA_DIR", "DATABASE_URL")
PREFIX = "COMMENTSVC_"


def from_environment(environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """Collect the service's settings from the environment.

    Returns a mapping of lower-case setting names (without prefix) to strings; an empty value counts as not set.
    """
    environ = os.environ if environ is None else environ
    found = {name.lower(): environ[name] for name in PLAIN_NAMES if environ.get(name)}
    for name, value in environ.items():
        if name.startswith(PREFIX) and value:
            found[name.removeprefix(PREFIX).lower()] = value
    found.setdefault("data_dir", str(Path("var").absolute()))
    return found
