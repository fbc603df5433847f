"""Readers and the tokens that name them."""

from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import IntegrityError

from commentsvc import rows
from commentsvc.db import db
from commentsvc.domain.errors import Forbidden, Invalid, Unauthenticated
from commentsvc.domain.sanctions import Standing
from commentsvc.models.identity import ReaderIdentity
from commentsvc.models.reader import Reader, ReaderToken
from commentsvc.models.staff import StaffUser
from commentsvc.services import names, standing
from commentsvc.services.context import Context

_NAMED = (
    rows.whole(Reader)
    .join(ReaderToken, ReaderToken.reader_id == Reader.id)
    .where(
        ReaderToken.public_id == bindparam("token"),
        ReaderToken.revoked_at.is_(None),
        Reader.site_id == bindparam("site_id"),
    )
)
_BY_TOKEN = rows.Prepared(_NAMED)
_HELD_BY_TOKEN = rows.Prepared(_NAMED.with_for_update(read=True, of=ReaderToken.__table__))

_BY_STAFF = rows.Prepared(
    rows.whole(Reader).where(Reader.site_id == bindparam("site_id"), Reader.staff_id == bindparam("staff_id"))
)

_BY_IDENTITY = rows.Prepared(
    rows.whole(Reader)
    .join(ReaderIdentity, ReaderIdentity.reader_id == Reader.id)
    .where(
        ReaderIdentity.site_id == bindparam("site_id"),
        ReaderIdentity.provider == bindparam("provider"),
        ReaderIdentity.subject_hash == bindparam("subject_hash"),
    )
    # Whoever erases the account meanwhile waits, or is waited for.
    .with_for_update(read=True, of=ReaderIdentity.__table__)
)

READER_TOKEN = "reader"  # noqa: S105 - the purpose of a token, not a token
# Who says who a reader is (ReaderIdentity.provider).
MAIL, PUBLISHER = "mail", "publisher"


def open_guest(context: Context, name: str = "") -> ReaderToken:
    """Make a guest and the token row of this device; the guest becomes the context's reader.

    Raises Forbidden ``guests_not_allowed`` where the site wants accounts, Invalid ``name_of_newsroom`` for a name
    that belongs to the newsroom.
    """
    if not context.settings.guests:
        raise Forbidden("guests_not_allowed")
    if name:
        names.require_not_of_newsroom(context, name)
    made = {"name": name, "network": context.network or None, "created_at": context.now}
    reader = rows.new(Reader, site_id=context.site.id, kind="guest", **made)
    rows.save(reader)
    return open_token(context, reader)


def open_token(context: Context, reader: Reader) -> ReaderToken:
    """A further sign-in of a known reader, who becomes the context's."""
    here = {"site_id": context.site.id, "device": context.device}
    token = rows.new(ReaderToken, **here, reader_id=reader.id, created_at=context.now)
    rows.save(token)
    context.reader = reader
    return token


def take_name(context: Context, reader: Reader, name: str) -> None:
    """Let a guest, or an account that has no name yet, go by a name; an account keeps the one it has.

    Raises Invalid ``name_of_newsroom``.
    """
    may_choose = reader.kind == "guest" or (reader.kind == "account" and not reader.name)
    if may_choose and name != reader.name:
        names.require_not_of_newsroom(context, name)
        reader.name = name
        rows.save(reader)


def open_account(context: Context, provider: str, subject_hash: str, name: str) -> Reader:
    """The account of an identity that has been proven, made if it is new; becomes the context's reader.

    ``provider`` is MAIL or PUBLISHER, ``subject_hash`` a ``Keys.blind`` of who it is there, ``name`` cleaned or "". A
    publisher's account goes by the name that the publisher last gave, any other by its first. A name that could be
    taken for one of the newsroom is left out, and the reader has to choose another before writing.
    """
    identity = {"site_id": context.site.id, "provider": provider, "subject_hash": subject_hash}
    name = _name_free(context, name)
    reader = rows.fetch(Reader, _BY_IDENTITY, **identity)
    if reader is None:
        reader = _new_account(context, identity, name)
    if name and (provider == PUBLISHER or not reader.name):
        reader.name = name
        rows.save(reader)
    context.reader = reader
    return reader


def _new_account(context: Context, identity: dict, name: str) -> Reader:
    try:
        with db.session.begin_nested():
            reader = rows.new(Reader, site_id=context.site.id, kind="account", name=name, created_at=context.now)
            rows.save(reader)
            rows.insert(ReaderIdentity, **identity, reader_id=reader.id, created_at=context.now)
    except IntegrityError:
        # On PostgreSQL the same person's other window was faster.
        return rows.fetch(Reader, _BY_IDENTITY, **identity)
    return reader


def _name_free(context: Context, name: str) -> str:
    try:
        names.require_not_of_newsroom(context, name)
    except Invalid:
        return ""
    return name


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


def identify(context: Context, token: str, *, hold: bool = False) -> Reader:
    """The reader whom a bearer token names; becomes the context's reader.

    ``hold``: what this unit of work writes for the reader is to be seen by whoever ends the token (``end_tokens``):
    PostgreSQL lets one of the two wait for the other, SQLite's writers wait anyway.

    Raises Unauthenticated ``token_invalid`` for a token that is garbled, foreign, ended or of another site.
    """
    public_id = context.keys.read(READER_TOKEN, token)
    reader = None
    if public_id is not None:
        named = _HELD_BY_TOKEN if hold else _BY_TOKEN
        reader = rows.fetch(Reader, named, token=public_id, site_id=context.site.id)
    if reader is None:
        raise Unauthenticated("token_invalid")
    context.reader = reader
    return reader


def end_token(context: Context, token: str) -> None:
    """End the sign-in that a bearer token is. Repeating it changes nothing.

    Raises Unauthenticated ``token_invalid`` for a token that was not made here, or for another site.
    """
    public_id = context.keys.read(READER_TOKEN, token)
    row = None
    if public_id is not None:
        row = db.session.scalar(
            select(ReaderToken).where(ReaderToken.public_id == public_id, ReaderToken.site_id == context.site.id)
        )
    if row is None:
        raise Unauthenticated("token_invalid")
    row.revoked_at = row.revoked_at or context.now


def end_tokens(context: Context, reader: Reader) -> None:
    """End all sign-ins of a reader, on every device.

    Who writes with one of them at this moment is waited for: call it before any other row is locked, and everything
    that the reader wrote is there afterwards.
    """
    db.session.execute(
        update(ReaderToken)
        .where(ReaderToken.reader_id == reader.id, ReaderToken.revoked_at.is_(None))
        .values(revoked_at=context.now)
        .execution_options(synchronize_session=False)
    )


def require_known(context: Context) -> Reader:
    """The context's reader. Raises Unauthenticated ``token_required``."""
    if context.reader is None:
        raise Unauthenticated("token_required")
    return context.reader


def require_writer(context: Context) -> Reader:
    """The context's reader, who may write. Raises Unauthenticated, or Forbidden ``banned`` or ``suspended``."""
    return require_voter(context)[0]


def require_voter(context: Context) -> tuple[Reader, Standing]:
    """The context's reader, who may vote and flag, and what is in force for them. Raises as ``require_writer`` does."""
    reader = require_known(context)
    return reader, standing.require_may_write(context, reader)


def require_poster(context: Context) -> tuple[Reader, Standing]:
    """The context's reader, who may post, and what is in force for them.

    Raises as ``require_writer`` does, and Forbidden ``warned`` until warnings are acknowledged.
    """
    reader = require_known(context)
    return reader, standing.require_may_post(context, reader)
