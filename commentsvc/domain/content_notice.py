"""What somebody sends as an illegal-content notice, cleaned: Regulation (EU) 2022/2065, Art. 16(2)."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from commentsvc.domain import legal, mail_address
from commentsvc.domain.errors import FieldError, Invalid, invalid
from commentsvc.domain.legal import NAMELESS, IllegalKind
from commentsvc.domain.limits import (
    CLAIM_MINUTES,
    EMAIL_MAX_CHARS,
    EXPLANATION_MAX_CHARS,
    EXPLANATION_MIN_CHARS,
    LAW_MAX_CHARS,
    NOTICE_COMMENTS_MAX,
    NOTIFIER_NAME_MAX_CHARS,
)
from commentsvc.domain.mail_address import MailAddress
from commentsvc.domain.text import clean_line, clean_text


@dataclass(frozen=True)
class NewNotice:
    """What somebody sends, cleaned: which comments, what is illegal about them, by whom."""

    comments: tuple[str, ...]
    kind: IllegalKind
    law: str
    explanation: str
    name: str
    address: MailAddress | None


def prepare(
    comments: Sequence[object],
    kind: object,
    explanation: object,
    *,
    law: object = "",
    name: object = "",
    email: object = "",
    good_faith: object = False,
) -> NewNotice:
    """Clean what was sent, before any transaction begins. Raises Invalid with every field that is wrong."""
    wrong: list[FieldError] = []

    def read(act, *args, otherwise=""):
        try:
            return act(*args)
        except Invalid as error:
            wrong.extend(error.errors)
            return otherwise

    known = kind in set(IllegalKind)
    if not known:
        wrong.append(FieldError("kind", "unknown_illegal_kind"))
    named = not known or IllegalKind(kind) not in NAMELESS
    ids = read(legal.comment_ids, comments, NOTICE_COMMENTS_MAX, otherwise=[])
    law = read(clean_line, "law", law, LAW_MAX_CHARS, False)
    explained = read(_explanation, explanation)
    name = read(clean_line, "name", name, NOTIFIER_NAME_MAX_CHARS, named)
    address = read(_address, email, named, otherwise=None)
    if good_faith is not True:
        wrong.append(FieldError("good_faith", "good_faith_needed"))
    if wrong:
        raise Invalid(errors=tuple(wrong))
    return NewNotice(tuple(ids), IllegalKind(kind), law, explained, name, address)


def _explanation(value: object) -> str:
    text = clean_text("explanation", value, EXPLANATION_MAX_CHARS)
    if len(text.strip()) < EXPLANATION_MIN_CHARS:
        raise invalid("explanation", "explanation_short", min=EXPLANATION_MIN_CHARS)
    return text


def _address(value: object, required: bool) -> MailAddress | None:
    text = clean_line("email", value, EMAIL_MAX_CHARS, required)
    if not text:
        return None
    address = mail_address.read(text)
    if address is None:
        raise invalid("email", "email_malformed")
    return address


def digest(item) -> str:
    """What proves that a snapshot was not changed since: hex SHA-256 over its fields as canonical JSON."""
    names = ("comment_public_id", "comment_version", "source", "author_name", "article_key", "article_url")
    fields = {name: getattr(item, name) for name in names}
    for name in ("posted_at", "edited_at", "taken_at"):
        moment: datetime | None = getattr(item, name)
        fields[name] = moment.isoformat(timespec="microseconds") if moment is not None else None
    canonical = json.dumps(fields, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def holder(notice, now: datetime) -> int | None:
    """The staff id of who has a notice open now; a claim ends by itself."""
    held = notice.claimed_at is not None and now - notice.claimed_at < timedelta(minutes=CLAIM_MINUTES)
    return notice.claimed_by_id if held else None
