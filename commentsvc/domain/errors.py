"""Typed errors of the core.

Every refusal the service makes is one of these classes, with a stable ``code`` that clients and translations key on.
They say nothing about HTTP: ``web/problems.py`` turns them into RFC 9457 problem documents, and ``web/messages.py``
turns codes into sentences.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class FieldError:
    """One thing wrong with one field of an input; ``code`` is looked up among the translated messages."""

    field: str
    code: str
    params: dict = field(default_factory=dict)


class ServiceError(Exception):
    """A refusal with a stable code.

    ``params`` fill the placeholders of the translated sentence; they never hold secrets.
    """

    code = "error"

    def __init__(self, code: str | None = None, *, errors: tuple[FieldError, ...] = (), **params):
        self.code = code or type(self).code
        self.errors = tuple(errors)
        self.params = params
        super().__init__(self.code)


class Unreadable(ServiceError):
    """The input could not be parsed at all."""

    code = "unreadable"


class Unauthenticated(ServiceError):
    """Nobody was named, or the token is not one of ours (any more)."""

    code = "unauthenticated"


class Forbidden(ServiceError):
    """Known, but not allowed."""

    code = "forbidden"


class NotFound(ServiceError):
    """There is no such thing, or it is not for this reader's eyes."""

    code = "not_found"


class LostRace(ServiceError):
    """The thing changed between reading and writing; look again and decide anew."""

    code = "lost_race"


class Gone(ServiceError):
    """It was there, and is over."""

    code = "gone"


class PreconditionFailed(ServiceError):
    """The version in ``If-Match`` is not the current one."""

    code = "precondition_failed"


class PreconditionRequired(ServiceError):
    """The change needs ``If-Match`` so that it cannot overwrite an unseen one."""

    code = "precondition_required"


class TooLarge(ServiceError):
    """More bytes than the service reads."""

    code = "too_large"


class UnsupportedMedia(ServiceError):
    """A content type that the service does not read."""

    code = "unsupported_media_type"


class Invalid(ServiceError):
    """Readable, but against the rules; ``errors`` say which fields."""

    code = "invalid"


class Reconsider(ServiceError):
    """Nothing is wrong with the form, but checks object to the text: its writer is asked to read it once more.

    ``findings`` are what they object to (``domain.moderation.Finding``), with places in ``source``, the text as it was
    read; ``refused``: it would not appear at all.
    """

    code = "reconsider"

    def __init__(self, findings: tuple, source: str, *, refused: bool = False):
        super().__init__()
        self.findings, self.source, self.refused = findings, source, refused


class TooMany(ServiceError):
    """Too often; ``retry_after`` is in seconds."""

    code = "too_many"

    def __init__(self, code: str | None = None, *, retry_after: int, **params):
        super().__init__(code, **params)
        self.retry_after = retry_after


class Unavailable(ServiceError):
    """The service cannot do this now; ``retry_after`` is in seconds."""

    code = "unavailable"

    def __init__(self, code: str | None = None, *, retry_after: int = 5, **params):
        super().__init__(code, **params)
        self.retry_after = retry_after


class OutgoingFailed(ServiceError):
    """Another server could not be asked, must not be, or gave no answer; the code says which."""

    code = "connection_failed"


def invalid(field_name: str, code: str, **params) -> Invalid:
    """Shorthand for an input with exactly one wrong field."""
    return Invalid(errors=(FieldError(field_name, code, params),))
