"""The configuration, validated once into a frozen dataclass.

``config.py`` collects strings from the environment; here each gets its type, default and bounds. Every field is
documented in ``docs/settings.md`` (a test compares the two).
"""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from commentsvc.domain import mail_address
from commentsvc.domain.limits import (
    CONFIRMATION_AGAIN_DAYS,
    MAIL_PER_ADDRESS_DAY,
    MAIL_PER_ADDRESS_HOUR,
    MAIL_PER_SITE_DAY,
    MAIL_PER_SITE_HOUR,
)

_HERE = ("localhost", "127.0.0.1", "::1")
_EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - recognised, not bound


class SettingsError(ValueError):
    """A setting is unknown or out of bounds; the message names it and says what would be right."""


@dataclass(frozen=True)
class Settings:
    """Everything an operator can set. Durations are in the unit that the name says."""

    data_dir: Path
    host: str = "127.0.0.1"
    port: int = 5000
    demo_port: int = 5001
    demo: bool = False
    database_url: str = ""
    public_url: str = ""
    workers: int = 2
    threads: int = 8
    pin_workers: bool = True
    trusted_proxies: tuple[str, ...] = ()
    ratelimit_enabled: bool = True
    ratelimit_storage: str = "memory://"
    secure_cookies: bool = False
    staff_session_hours: int = 12
    staff_idle_minutes: int = 120
    mail_host: str = ""
    mail_port: int = 587
    mail_user: str = ""
    mail_password: str = ""
    mail_tls: str = "starttls"
    mail_from: str = ""
    mail_timeout_seconds: int = 20
    mail_folder_max: int = 500
    mail_per_address_hour: int = MAIL_PER_ADDRESS_HOUR
    mail_per_address_day: int = MAIL_PER_ADDRESS_DAY
    mail_per_site_hour: int = MAIL_PER_SITE_HOUR
    mail_per_site_day: int = MAIL_PER_SITE_DAY
    log_level: str = "info"
    # How many days each kind of trace is kept (services/retention.py).
    keep_network_days: int = 7
    keep_submissions_days: int = 1
    keep_sign_in_days: int = 1
    keep_events_days: int = 30
    keep_jobs_days: int = 7
    keep_dead_jobs_days: int = 30
    keep_deliveries_days: int = 30
    keep_mail_days: int = 31
    keep_sessions_days: int = 30
    keep_contacts_days: int = 30
    keep_revisions_days: int = 365
    keep_notes_days: int = 365
    keep_content_notices_days: int = 365
    outgoing_allow: tuple[str, ...] = ()

    @property
    def sqlalchemy_url(self) -> str:
        """The database in SQLAlchemy's words; SQLite in the data directory unless set otherwise."""
        if not self.database_url:
            return f"sqlite:///{self.data_dir / 'commentsvc.db'}"
        for prefix in ("postgres://", "postgresql://"):
            if self.database_url.startswith(prefix):
                return "postgresql+psycopg://" + self.database_url.removeprefix(prefix)
        return self.database_url

    @cached_property
    def base_url(self) -> str:
        """The address readers' browsers reach the service at, without a trailing slash."""
        return (self.public_url or f"http://{_for_url(self.host)}:{self.port}").rstrip("/")

    @property
    def reachable_host(self) -> str:
        """A host under which this machine reaches itself, whatever the service is bound to."""
        if self.host in ("::", "::1"):
            return "::1"
        return "127.0.0.1" if self.host in _EVERYWHERE else self.host

    @property
    def demo_url(self) -> str:
        """The demo newspaper's address, on another site than the service: browsers' rules for strangers apply."""
        host = "127.0.0.1" if urlsplit(self.base_url).hostname == "localhost" else "localhost"
        return f"http://{host}:{self.demo_port}"

    @property
    def demo_origins(self) -> tuple[str, str]:
        """The origins under which a browser on this machine reaches the demo newspaper."""
        return f"http://localhost:{self.demo_port}", f"http://127.0.0.1:{self.demo_port}"

    @property
    def sends_mail(self) -> bool:
        """Whether mails reach somebody: a server takes them, or whoever tries the demo looks into the folder."""
        return bool(self.mail_host) or self.demo

    @property
    def mail_sender(self) -> str:
        """The address that mails come from."""
        return self.mail_from or f"comments@{_name_of(urlsplit(self.base_url).hostname)}"

    @property
    def mail_domain(self) -> str:
        """The domain under which mails and their lists are named."""
        return self.mail_sender.rpartition("@")[2]

    @property
    def key_file(self) -> Path:
        """Where the service's secret key lies; back it up with the database, but apart from it."""
        return self.data_dir / "secret.key"

    @property
    def ledger_file(self) -> Path:
        """Where erasures are remembered, so that a database put back from before forgets again."""
        return self.data_dir / "erasures.jsonl"


def load(mapping: Mapping[str, str]) -> Settings:
    """Validate a mapping of setting names to strings.

    Raises SettingsError with a sentence for an operator.
    """
    known = {field.name: field for field in fields(Settings)}
    unknown = sorted(set(mapping) - set(known))
    if unknown:
        raise SettingsError(f"unknown setting COMMENTSVC_{unknown[0].upper()}; docs/settings.md lists all of them")
    values = {name: _PARSERS[_kind(known[name])](name, text) for name, text in mapping.items()}
    values["data_dir"] = values.get("data_dir", Path("var")).absolute()
    port = values.get("port", Settings.port)
    values.setdefault("demo_port", port + 1)
    settings = Settings(**values)
    _check(settings)
    return settings


def _check(settings: Settings) -> None:
    for name, low, high in (
        ("port", 1, 65535),
        ("demo_port", 1, 65535),
        ("workers", 1, 64),
        ("threads", 1, 256),
        ("staff_session_hours", 1, 24 * 30),
        ("staff_idle_minutes", 5, 24 * 60),
        ("mail_port", 1, 65535),
        ("mail_timeout_seconds", 1, 60),
        ("mail_folder_max", 1, 10_000),
        ("mail_per_address_hour", 1, 10_000),
        ("mail_per_address_day", 1, 10_000),
        ("mail_per_site_hour", 1, 1_000_000),
        ("mail_per_site_day", 1, 10_000_000),
        ("keep_network_days", 1, 90),
        ("keep_mail_days", CONFIRMATION_AGAIN_DAYS + 1, 3650),
        *((field.name, 1, 3650) for field in fields(settings) if field.name.startswith("keep_")),
    ):
        if not low <= getattr(settings, name) <= high:
            raise SettingsError(f"{name} must be between {low} and {high}, not {getattr(settings, name)}")
    if settings.log_level not in ("debug", "info", "warning", "error"):
        raise SettingsError(f"log_level must be debug, info, warning or error, not {settings.log_level}")
    _check_mail(settings)
    for name in ("trusted_proxies", "outgoing_allow"):
        for network in getattr(settings, name):
            try:
                ipaddress.ip_network(network)
            except ValueError as error:
                raise SettingsError(f"{name}: {network} is not an address or network") from error


def _check_mail(settings: Settings) -> None:
    if settings.mail_tls not in ("none", "starttls", "tls"):
        raise SettingsError(f"mail_tls must be none, starttls or tls, not {settings.mail_tls}")
    if settings.mail_from and mail_address.read(settings.mail_from) is None:
        raise SettingsError(f"mail_from must be an address like comments@example.org, not {settings.mail_from}")
    if settings.mail_host and not settings.mail_from:
        raise SettingsError("mail_from must say which address mails come from, since mail_host is set")
    if bool(settings.mail_user) != bool(settings.mail_password):
        raise SettingsError("mail_user and mail_password must be set both or neither")
    if settings.mail_user and settings.mail_tls == "none" and settings.mail_host not in _HERE:
        raise SettingsError("mail_tls must not be none where a password is sent to another machine")


def _name_of(host: str | None) -> str:
    """A host's name as the end of an address; numbers are none."""
    try:
        ipaddress.ip_address(host or "")
    except ValueError:
        return host or "localhost"
    return "localhost"


def _for_url(host: str) -> str:
    if host in _EVERYWHERE:
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _kind(field) -> type:
    return field.type if isinstance(field.type, type) else tuple


def _whole_number(name: str, text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise SettingsError(f"{name} must be a whole number, not {text!r}") from error


def _switch(name: str, text: str) -> bool:
    if text.lower() in ("true", "1", "yes", "on"):
        return True
    if text.lower() in ("false", "0", "no", "off"):
        return False
    raise SettingsError(f"{name} must be true or false, not {text!r}")


_PARSERS = {
    int: _whole_number,
    bool: _switch,
    str: lambda name, text: text,
    Path: lambda name, text: Path(text),
    tuple: lambda name, text: tuple(part.strip() for part in text.split(",") if part.strip()),
}
