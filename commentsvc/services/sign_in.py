"""Signing in by mail: asked for in the widget, confirmed on the page behind the mail's link, collected by the widget.

No cookie and no second window takes part. Whoever asks gets a secret and a code; the mail's link opens a page of ours
that shows the site and the same code, and changes nothing until it is confirmed. Until then the address touches no
account, whether there is one or not.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from commentsvc.db import db
from commentsvc.domain import mail_address
from commentsvc.domain.errors import Forbidden, Gone, NotFound, TooMany, invalid
from commentsvc.domain.keys import Keys
from commentsvc.domain.limits import EMAIL_MAX_CHARS
from commentsvc.domain.text import clean_line
from commentsvc.models.identity import SignInRequest
from commentsvc.models.reader import Reader, ReaderToken
from commentsvc.services import accounts, contacts, mail, merging
from commentsvc.services.context import Context

GOOD_FOR = timedelta(minutes=10)
# One address is sent so many links: enough for who mistypes and loses mails, too few to fill somebody's inbox.
PER_ADDRESS_AND_HOUR = 5
PER_ADDRESS_AND_DAY = 12
# All links of one site: what a large newsroom does not reach, and a flood of made-up addresses does.
PER_SITE_AND_HOUR = 1500
_CODE_DIGITS = 6

MAIL = "sign_in"
_LINK, _COLLECT = "sign-in-link", "sign-in-collect"


class NotConfirmedYet(Exception):
    """The widget has to go on waiting; no refusal."""


@dataclass(frozen=True)
class Asked:
    """What the widget is told: its secret, and the code that the page behind the link will show."""

    row: SignInRequest
    secret: str


@dataclass(frozen=True)
class Collected:
    """The account's new token on this device, and whether a guest's comments and votes came along."""

    token: ReaderToken
    merged: bool


def ask(context: Context, email: object, name: str = "") -> Asked:
    """Send a link to an address. The answer is the same whether it belongs to an account or not.

    ``name`` is how a new account is to be called. Raises Forbidden ``sign_in_off``, Invalid for a malformed address,
    TooMany ``too_many_sign_ins``.
    """
    if not context.settings.sign_in_by_mail:
        raise Forbidden("sign_in_off")
    address = mail_address.read(clean_line("email", email, EMAIL_MAX_CHARS))
    if address is None:
        raise invalid("email", "email_malformed")
    address_hash = contacts.address_hash(context, address)
    _require_within_limits(context, address_hash)
    row = SignInRequest(
        site_id=context.site.id,
        guest_id=context.reader.id if context.reader and context.reader.kind == "guest" else None,
        address=context.keys.seal(str(address)),
        address_hash=address_hash,
        name=name,
        code=f"{secrets.randbelow(10**_CODE_DIGITS):0{_CODE_DIGITS}}",
        language=context.language,
        network=context.network,
        created_at=context.now,
        expires_at=context.now + GOOD_FOR,
    )
    db.session.add(row)
    db.session.flush()
    mail.queue(context, MAIL, row.public_id, args={"request": row.public_id})
    return Asked(row, context.keys.token(_COLLECT, row.public_id))


def link_token(keys: Keys, public_id: str) -> str:
    """What stands in the mail's link."""
    return keys.token(_LINK, public_id)


def by_link(keys: Keys, token: str) -> SignInRequest:
    """The request behind a mail's link. Raises NotFound ``unknown_sign_in``."""
    public_id = keys.read(_LINK, token)
    row = public_id and _row(public_id)
    if not row:
        raise NotFound("unknown_sign_in")
    return row


def shown_code(row: SignInRequest) -> str:
    """The code as people compare it, in two groups."""
    return f"{row.code[:3]} {row.code[3:]}"


def still_wanted(context: Context, public_id: str) -> SignInRequest | None:
    """The request that a mail is to be written for; None when it is too late for it."""
    row = _row(public_id)
    return row if row is not None and is_open(row, context.now) else None


def is_open(row: SignInRequest, now: datetime) -> bool:
    """Whether the link can still be confirmed."""
    return row.confirmed_at is None and now < row.expires_at


def confirm(context: Context, row: SignInRequest) -> None:
    """Let the widget that asked collect its token. Repeating it changes nothing. Raises Gone ``sign_in_over``."""
    if row.confirmed_at is None:
        if context.now >= row.expires_at:
            raise Gone("sign_in_over")
        row.confirmed_at = context.now


def collect(context: Context, secret: str) -> Collected:
    """The token of the account, once the link has been confirmed, and only once.

    The account is found by the address or made; the guest who asked becomes it. It becomes the context's reader.
    Raises NotConfirmedYet, and Gone ``sign_in_over`` for a secret that is unknown, of another site, too old or used up.
    """
    public_id = context.keys.read(_COLLECT, secret)
    row = None
    if public_id is not None:
        query = select(SignInRequest).where(
            SignInRequest.public_id == public_id, SignInRequest.site_id == context.site.id
        )
        row = db.session.scalar(query.with_for_update())
    if row is None or row.collected_at is not None or context.now >= row.expires_at:
        raise Gone("sign_in_over")
    if row.confirmed_at is None:
        raise NotConfirmedYet
    row.collected_at = context.now
    return _open(context, row)


def _open(context: Context, row: SignInRequest) -> Collected:
    account = accounts.open_account(context, accounts.MAIL, row.address_hash, row.name)
    merging.gather_late(context, account)
    guest = db.session.get(Reader, row.guest_id) if row.guest_id else None
    merged = guest is not None and merging.merge_guest(context, guest, account)
    address = mail_address.read(context.keys.unseal(row.address) or "")
    if address is not None:
        # To be reached there, but told nothing before saying so.
        contacts.of_reader(context, account.id, address, agreed=False)
    return Collected(accounts.open_token(context, account), merged)


def _require_within_limits(context: Context, address_hash: str) -> None:
    address = SignInRequest.address_hash == address_hash
    for condition, period, most in (
        (address, timedelta(hours=1), PER_ADDRESS_AND_HOUR),
        (address, timedelta(days=1), PER_ADDRESS_AND_DAY),
        (SignInRequest.id > 0, timedelta(hours=1), PER_SITE_AND_HOUR),
    ):
        since = context.now - period
        found = select(func.count(), func.min(SignInRequest.created_at)).where(
            SignInRequest.site_id == context.site.id, condition, SignInRequest.created_at > since
        )
        count, oldest = db.session.execute(found).one()
        if count >= most:
            raise TooMany("too_many_sign_ins", retry_after=max(1, int((oldest - since).total_seconds())))


def _row(public_id: str) -> SignInRequest | None:
    return db.session.scalar(select(SignInRequest).where(SignInRequest.public_id == public_id))
