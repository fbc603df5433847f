"""Counts how often this process has shown threads, and hands that over once a minute, with a request that works anyhow.

Nothing of who reads is looked at, and the answers from memory lose no time by it.
"""

from collections import Counter
from datetime import datetime, timedelta

from flask import Flask, Response, current_app

from commentsvc.db import unit_of_work
from commentsvc.services import readings
from commentsvc.web.request_context import now

EXTENSION = "commentsvc.readings"
STEP = timedelta(minutes=1)
# The busiest threads are what the order of the queue is about; the others begin again.
MOST = 200


class Readings:
    """How often each thread (row id) was shown since ``due`` was last reached."""

    def __init__(self):
        self._shown: dict[int, int] = {}
        self._due: datetime | None = None

    def add(self, thread_id: int) -> None:
        """It was shown. Two threads of the process may count as one now and then: nothing depends on exactness."""
        self._shown[thread_id] = self._shown.get(thread_id, 0) + 1

    def take(self, moment: datetime) -> dict[int, int]:
        """What is to be handed over: nothing before a minute has passed."""
        if self._due is None:
            self._due = moment + STEP
        if moment < self._due or not self._shown:
            return {}
        self._due, shown, self._shown = moment + STEP, self._shown, {}
        return dict(Counter(shown).most_common(MOST))


def init_app(app: Flask) -> None:
    """Hand over after each request, if it is time."""
    app.after_request(_hand_over)


def _hand_over(response: Response) -> Response:
    shown = current_app.extensions[EXTENSION].take(now())
    if shown:
        with unit_of_work():
            readings.keep(shown, now())
    return response
