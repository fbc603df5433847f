"""What a handler is given, and how it says that it failed.

A module of handlers exports what it has, and ``registry.MODULES`` names the module:

- ``HANDLERS``: name of the handler (it stands in the database: keep it) -> ``def handler(work: Work) -> None``
- ``LISTENS``: name of an event's type -> names of the handlers that get a job for each of them
- ``WANTED``: name of a handler -> ``def wanted(site_id) -> bool``, where its events are of no interest to most sites:
  asked when an event is taken in, and without a job where the answer is no
- ``EVERY``: name of a handler -> the period in which it gets one job

A handler opens its own ``unit_of_work()``, may be called twice for one job, and is done within ``jobs.LEASE``. It
raises Retry or GiveUp; any other exception is a Retry with the exception's name for a code.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Flask

from commentsvc.services import sites
from commentsvc.services.context import Context


@dataclass(frozen=True)
class Work:
    """One attempt (from 1) at one job. ``runtime`` is what create_app made: settings, keys, clock, ways out.

    For an event's job ``key`` is the event's public id, ``payload`` the event's, ``occurred_at`` its moment.
    """

    app: Flask
    runtime: Any
    site_id: int | None
    key: str
    payload: dict
    attempt: int
    occurred_at: datetime

    @property
    def now(self) -> datetime:
        """The present moment by the application's clock."""
        return self.runtime.clock.now()

    def context(self) -> Context:
        """The services' context of the job's site, read anew: for use inside a unit of work, or for looking only."""
        return Context(sites.by_id(self.site_id), self.now, self.runtime.keys)


Handler = Callable[[Work], None]


class Retry(Exception):
    """It did not work this time; ``code`` is shown at the desk, ``after`` is the wait that the other side asked for."""

    def __init__(self, code: str, after: timedelta | None = None):
        self.code = code
        self.after = after
        super().__init__(code)


class GiveUp(Exception):
    """It will never work; ``code`` is shown at the desk."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(code)
