"""What every command is given: the configuration, and how to open the application on it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from flask import Flask

from commentsvc import settings
from commentsvc.db import db

# Commands run from any directory; what they start has to find the package and the templates.
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Environment:
    """The strings of the environment and the application's factory, which lies above the command line."""

    strings: Mapping[str, str]
    create_app: Callable[[settings.Settings], Flask]

    @cached_property
    def settings(self) -> settings.Settings:
        """The validated settings. Raises SettingsError with a sentence for an operator."""
        return settings.load(self.strings)

    @contextmanager
    def application(self) -> Iterator[Flask]:
        """The application with its context, and its connections closed afterwards."""
        app = self.create_app(self.settings)
        with app.app_context():
            try:
                yield app
            finally:
                db.session.remove()
                db.engine.dispose()

    @staticmethod
    def now(app: Flask) -> datetime:
        """The present moment by the application's clock."""
        return app.extensions["commentsvc"].clock.now()
