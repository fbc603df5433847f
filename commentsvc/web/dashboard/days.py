"""Whole days in the desk's addresses."""

from datetime import date


def read_day(text: str | None) -> date | None:
    """A day as a form's field writes it (``2026-11-23``), of this century or the next; None for anything else."""
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return None
    return found if date(2000, 1, 1) <= found < date(2200, 1, 1) else None
