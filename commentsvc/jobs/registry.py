"""Which handler does which job, which events make jobs, and what is done in every period."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import ModuleType

from commentsvc.jobs import (
    bulk,
    comment_news,
    correction_digests,
    erasure,
    external_check,
    fetching,
    housekeeping,
    indexing,
    mail,
    raids,
    rechecking,
    report_arrivals,
    report_news,
    rule_trials,
    scoring,
    staff_alerts,
    webhooks,
)
from commentsvc.jobs.work import Handler

# Each exports HANDLERS and, where it has any, LISTENS, WANTED and EVERY: see work.py.
MODULES = (
    bulk,
    comment_news,
    correction_digests,
    erasure,
    external_check,
    fetching,
    housekeeping,
    indexing,
    mail,
    raids,
    rechecking,
    report_arrivals,
    report_news,
    rule_trials,
    scoring,
    staff_alerts,
    webhooks,
)


@dataclass(frozen=True)
class Registry:
    """``handlers`` by name, ``listeners`` by the event's type; by the handler's name ``periods``, and which sites want
    its events (``wanted``).
    """

    handlers: Mapping[str, Handler]
    listeners: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    periods: Mapping[str, timedelta] = field(default_factory=dict)
    wanted: Mapping[str, Callable[[int], bool]] = field(default_factory=dict)


def collect(modules: Iterable[ModuleType]) -> Registry:
    """Put together what modules export. Raises ValueError when two of them name a handler alike."""
    handlers: dict[str, Handler] = {}
    listeners: dict[str, tuple[str, ...]] = {}
    periods: dict[str, timedelta] = {}
    wanted: dict[str, Callable[[int], bool]] = {}
    for module in modules:
        twice = handlers.keys() & module.HANDLERS.keys()
        if twice:
            raise ValueError(f"two handlers are called {sorted(twice)[0]}")
        handlers |= module.HANDLERS
        for event, names in getattr(module, "LISTENS", {}).items():
            listeners[event] = listeners.get(event, ()) + tuple(names)
        periods |= getattr(module, "EVERY", {})
        wanted |= getattr(module, "WANTED", {})
    return Registry(handlers, listeners, periods, wanted)


STANDARD = collect(MODULES)
