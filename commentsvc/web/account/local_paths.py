"""Where a form may send a person on to: pages of the desk, and nowhere else."""

from urllib.parse import urlsplit

from flask import url_for


def desk_path(path: str | None, otherwise: str | None = None) -> str:
    """``path`` if it is a local one under the desk, else ``otherwise`` (the desk's first page).

    Browsers read a backslash as a slash and drop tabs and line ends, so that a path with one is no path to trust.
    """
    otherwise = otherwise or url_for("dashboard.start")
    if not path or "\\" in path or not path.isprintable():
        return otherwise
    parts = urlsplit(path)
    below = parts.path == "/desk" or parts.path.startswith("/desk/")
    if parts.scheme or parts.netloc or not path.startswith("/desk") or not below or "/../" in f"{parts.path}/":
        return otherwise
    return path
