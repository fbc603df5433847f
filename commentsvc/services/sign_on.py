"""A publisher's word becomes a signed-in reader: verified, used once, the device's guest merged into the account."""

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from commentsvc import rows
from commentsvc.db import db
from commentsvc.domain.errors import Unauthenticated
from commentsvc.domain.sign_on import Assertion, SignOnRefused, read
from commentsvc.models.identity import UsedToken
from commentsvc.models.reader import Reader
from commentsvc.services import accounts, merging, sign_on_keys
from commentsvc.services.context import Context


@dataclass(frozen=True)
class SignedOn:
    """The account, its bearer token on this device, and whether a guest's comments and votes came along."""

    reader: Reader
    bearer: str
    merged: bool


def exchange(context: Context, token: str, audience: str, bearer: str | None = None) -> SignedOn:
    """Exchange a publisher's token for a reader's. ``bearer`` is what the device had: a guest's is merged, the same
    account's goes on, another account's ends, and one that is not valid (any more) is passed over.

    Raises SignOnRefused (``domain.sign_on.read``, and ``sign_on_used`` for a token exchanged before).
    """
    said = read(token, sign_on_keys.in_force(context.site, context.keys), audience, context.now)
    _use_once(context, said)
    before = _known_before(context, bearer)
    subject = _blind(context, "publisher", said, said.subject)
    account = accounts.open_account(context, accounts.PUBLISHER, subject, said.name)
    merging.gather_late(context, account)
    if before is not None and before.id == account.id:
        return SignedOn(account, bearer, merged=False)
    merged = before is not None and merging.merge_guest(context, before, account)
    if before is not None and not merged:
        accounts.end_token(context, bearer)
    made = accounts.open_token(context, account)
    return SignedOn(account, accounts.bearer(context, made.public_id), merged)


def _use_once(context: Context, said: Assertion) -> None:
    """The unique index lets one of many at once through; the others wait for it, and are refused."""
    try:
        with db.session.begin_nested():
            rows.insert(
                UsedToken,
                site_id=context.site.id,
                jti_hash=_blind(context, "sign-on-token", said, said.token_id),
                expires_at=said.forgettable_at,
            )
    except IntegrityError as error:
        raise SignOnRefused("sign_on_used", "used_before") from error


def _known_before(context: Context, bearer: str | None) -> Reader | None:
    if bearer is None:
        return None
    try:
        return accounts.identify(context, bearer)
    except Unauthenticated:
        return None


def _blind(context: Context, purpose: str, said: Assertion, words: str) -> str:
    """Two issuers of one site may give the same number to different people."""
    return context.keys.blind(purpose, context.site.slug, f"{said.issuer}\0{words}")
