"""Readers and the tokens that name them."""

from sqlalchemy import bindparam

from commentsvc import rows
from commentsvc.domain.errors import Forbidden, Unauthenticated
from commentsvc.models.reader import Reader, ReaderToken
from commentsvc.models.staff import StaffUser
from commentsvc.services import names
from commentsvc.services.context import Context

_BY_TOKEN = rows.Prepared(
    rows.whole(Reader)
    .join(ReaderToken, ReaderToken.reader_id == Reader.id)
    .where(
        ReaderToken.public_id == bindparam("token"),
        ReaderToken.revoked_at.is_(None),
        Reader.site_id == bindparam("site_id"),
    )
)

_BY_STAFF = rows.Prepared(
    rows.whole(Reader).where(Reader.site_id == bindparam("site_id"), Reader.staff_id == bindparam("staff_id"))
)

READER_TOKEN = "reader"  # noqa: S105 - the purpose of a token, not a token


def open_guest(context: Context, name: str = "") -> ReaderToken:
    """Make a guest and the token row of this device; the guest becomes the context's reader.

    Raises Forbidden ``guests_not_allowed`` where the site wants accounts, Invalid ``name_of_newsroom`` for a name
    that belongs to the newsroom.
    """
    if not context.settings.guests:
        raise Forbidden("guests_not_allowed")
    if name:
        names.require_not_of_newsroom(context, name)
    reader = rows.new(Reader, site_id=context.site.id, kind="guest", name=name, created_at=context.now)
    rows.save(reader)
    token = rows.new(ReaderToken, site_id=context.site.id, reader_id=reader.id, created_at=context.now)
    rows.save(token)
    context.reader = reader
    return token


def rename_guest(context: Context, reader: Reader, name: str) -> None:
    """Let a guest go by another name; an account keeps its own. Raises Invalid ``name_of_newsroom``."""
    if reader.kind == "guest" and name != reader.name:
        names.require_not_of_newsroom(context, name)
        reader.name = name
        rows.save(reader)


def open_staff(context: Context, person: StaffUser) -> Reader:
    """The reader as whom one of the newsroom writes, made with the first comment; becomes the context's reader.

    Readers see the person's name; who has none set writes in the site's. The person's row is locked by the caller, so
    that two first comments cannot make two readers.
    """
    reader = rows.fetch(Reader, _BY_STAFF, site_id=context.site.id, staff_id=person.id)
    if reader is None:
        reader = Reader(site_id=context.site.id, kind="staff", staff_id=person.id, created_at=context.now)
    reader.name = person.name or context.site.name
    rows.save(reader)
    context.reader = reader
    return reader


def bearer(context: Context, token_id: str) -> str:
    """The bearer token of a token row; made anew from the key each time, never stored."""
    return context.keys.token(READER_TOKEN, token_id)


def identify(context: Context, token: str) -> Reader:
    """The reader whom a bearer token names; becomes the context's reader.

    Raises Unauthenticated ``token_invalid`` for a token that is garbled, foreign, ended or of another site.
    """
    public_id = context.keys.read(READER_TOKEN, token)
    reader = None
    if public_id is not None:
        reader = rows.fetch(Reader, _BY_TOKEN, token=public_id, site_id=context.site.id)
    if reader is None:
        raise Unauthenticated("token_invalid")
    context.reader = reader
    return reader


def require_known(context: Context) -> Reader:
    """The context's reader. Raises Unauthenticated ``token_required``."""
    if context.reader is None:
        raise Unauthenticated("token_required")
    return context.reader


def require_writer(context: Context) -> Reader:
    """The context's reader, who may write. Raises Unauthenticated or Forbidden ``banned``."""
    reader = require_known(context)
    if reader.banned:
        raise Forbidden("banned")
    return reader
