"""Erasing a reader: begun at once, done in small units of work, remembered, and done again after a restore.

``begin`` ends every way in and writes the ledger; ``step`` erases one batch of what is left and is called until it says
that nothing is. Both may be repeated. What is done to each kind of row: docs/privacy.md.
"""

from collections.abc import Iterable

from sqlalchemy import delete, literal_column, or_, select, update

from commentsvc.db import db, new_public_id
from commentsvc.domain import mail_address
from commentsvc.domain.erasure import ErasureLine, MailTraces, Mode, former_name
from commentsvc.domain.errors import Forbidden, NotFound
from commentsvc.domain.moderation import Action, Actor
from commentsvc.models.comment import Comment
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.identity import ReaderIdentity, ReaderMerge, SignInRequest
from commentsvc.models.mail import Contact, SentMail, Subscription
from commentsvc.models.privacy import Erasure
from commentsvc.models.reader import Reader, ReaderToken, Submission
from commentsvc.ports import Ledger
from commentsvc.services import (
    accounts,
    erased_rows,
    flags,
    jobs,
    log,
    merging,
    reader_notes,
    sanctions,
    sign_in,
    statements,
    votes,
)
from commentsvc.services.context import Context
from commentsvc.services.screening import facts

HANDLER = "erase"
# Rows changed in one unit of work: writers wait for no more than that.
BATCH = 100

# In the very words of the partial indexes.
_FORMER = Reader.kind == literal_column("'former'")
_ERASING = Reader.kind == literal_column("'erasing'")


def find(context: Context, public_id: str) -> Reader:
    """The reader of a public id, or the author of the comment of that id (``erasure_requests`` knows addresses).

    Raises NotFound ``unknown_reader``; one who was erased is not there any more.
    """
    named = select(Reader).where(Reader.site_id == context.site.id)
    author = select(Comment.reader_id).where(Comment.site_id == context.site.id, Comment.public_id == public_id)
    reader = db.session.scalar(named.where(or_(Reader.public_id == public_id, Reader.id.in_(author))))
    if reader is None or reader.kind in ("former", "erased"):
        raise NotFound("unknown_reader")
    return reader


def begin(
    context: Context,
    reader: Reader,
    mode: Mode,
    actor: Actor,
    ledger: Ledger | None,
    adopted: Iterable[CorrectionReport] = (),
) -> None:
    """End all sign-ins of a reader, note the erasure in ledger and log, and ask for the job that does the rest.

    ``ledger`` is the one outside the database; None where it knows already. ``adopted``: reports that had no reader
    before, and are remembered by their own ids: in a backup of before they have none, either.

    Raises Forbidden: ``reader_is_staff`` for one of the newsroom, ``reader_was_merged`` for a guest who has become an
    account, which is what is to be erased.
    """
    if reader.kind == "staff":
        raise Forbidden("reader_is_staff")
    if db.session.scalar(select(ReaderMerge.id).where(ReaderMerge.guest_id == reader.id)) is not None:
        raise Forbidden("reader_was_merged")
    if reader.kind == "erasing":
        return
    everyone = [reader, *_guests_of(reader)]
    # The ways in come first. Who comes in or writes at this moment is waited for, and nothing is locked meanwhile.
    _delete(ReaderIdentity, ReaderIdentity.reader_id == reader.id)
    for one in everyone:
        accounts.end_tokens(context, one)
    for one in [*everyone, *adopted]:
        _note(context, ErasureLine(context.site.slug, subject(context, one.public_id), mode, context.now), ledger)
    for one in everyone:
        # As long as there is a name to know them by.
        erased_rows.forget_choices(context, one)
        one.name, one.network = "", None
    reader.kind = "erasing"
    log.append(context, actor, log.Change("reader", reader.id, Action.ERASE, None, str(mode), 1))
    jobs.add(context.site.id, HANDLER, f"{context.site.id}:{reader.id}", {"reader": reader.id}, context.now)
    db.session.flush()


def unfinished(site_id: int) -> list[int]:
    """The row ids of readers whose erasure has begun and not ended."""
    return list(db.session.scalars(select(Reader.id).where(Reader.site_id == site_id, _ERASING)))


def step(context: Context, reader_id: int) -> bool:
    """Erase one more batch; False when nothing was left and the reader is erased."""
    reader = db.session.get(Reader, reader_id, with_for_update=True, populate_existing=True)
    if reader is None or reader.kind != "erasing":
        return False
    mode = _mode(context, reader)
    merging.gather_late(context, reader)
    former = _former(context)
    if erased_rows.comments(context, reader, former, mode, BATCH) or erased_rows.reports(context, reader, mode, BATCH):
        return True
    if votes.erase(context, reader, BATCH) or flags.erase(reader, BATCH):
        return True
    everyone = [reader, *_guests_of(reader)]
    _forget_person(context, {one.id for one in everyone})
    db.session.execute(delete(ReaderMerge).where(ReaderMerge.account_id == reader.id))
    for one in everyone:
        _empty(context, one)
    return False


def in_mails(context: Context, reader_id: int) -> MailTraces:
    """By what mails that were kept are known to be to a reader, or about what the reader wrote."""
    reader = db.session.get_one(Reader, reader_id)
    ids = {one.id for one in [reader, *_guests_of(reader)]}
    reports = select(CorrectionReport.id).where(CorrectionReport.reader_id.in_(ids))
    known = select(Contact.address).where(or_(Contact.reader_id.in_(ids), Contact.report_id.in_(reports)))
    sealed = [*db.session.scalars(known), *(row.address for row in _sign_ins(context, ids, _hashes(ids)))]
    read = (mail_address.read(context.keys.unseal(one) or "") for one in sealed)
    comments = db.session.scalars(select(Comment.public_id).where(Comment.reader_id.in_(ids)))
    return MailTraces(frozenset(str(one) for one in read if one is not None), frozenset(comments))


def subject(context: Context, public_id: str) -> str:
    """What the ledger knows a reader by."""
    return context.keys.blind("erasure", context.site.slug, public_id)


def lines(context: Context) -> list[ErasureLine]:
    """The site's part of the database's own ledger."""
    found = db.session.scalars(select(Erasure).where(Erasure.site_id == context.site.id).order_by(Erasure.id))
    return [ErasureLine(context.site.slug, row.subject_hash, row.mode, row.at) for row in found]


def missing(context: Context, remembered: Iterable[ErasureLine]) -> list[ErasureLine]:
    """What is remembered of the site outside the database, and not in it: the database was put back from before."""
    known = {line.subject for line in lines(context)}
    return [line for line in remembered if line.site == context.site.slug and line.subject not in known]


def apply_again(context: Context, remembered: Iterable[ErasureLine], actor: Actor) -> list[int]:
    """Begin anew the erasure of each reader of the site who is remembered as erased; their row ids, for ``step``.

    All that is remembered stands in the database afterwards, whether the reader was in it or not.
    """
    told = {line.subject: line for line in remembered if line.site == context.site.slug}
    if not told:
        return []
    readers = db.session.execute(select(Reader.id, Reader.public_id).where(Reader.site_id == context.site.id))
    found = [(row.id, known) for row in readers if (known := subject(context, row.public_id)) in told]
    begun = []
    for row_id, known in sorted(found):
        reader = db.session.get_one(Reader, row_id)
        # A guest who was merged goes with the account; one of the newsroom was never erased.
        merged = db.session.scalar(select(ReaderMerge.account_id).where(ReaderMerge.guest_id == row_id))
        if merged is None and reader.kind not in ("staff", "former", "erased"):
            begin(context, reader, Mode(told[known].mode), actor, None)
            begun.append(row_id)
    begun += _reports_again(context, told, actor)
    for line in told.values():
        _note(context, line, None)
    db.session.flush()
    return begun


def _reports_again(context: Context, told: dict[str, ErasureLine], actor: Actor) -> list[int]:
    """The same for reports without a reader that were erased by their address."""
    alone = select(CorrectionReport).where(
        CorrectionReport.site_id == context.site.id, CorrectionReport.reader_id.is_(None)
    )
    found: dict[str, list[CorrectionReport]] = {}
    for row in db.session.scalars(alone):
        line = told.get(subject(context, row.public_id))
        # What was erased then has no contact and no remark any more; doing it again changes nothing.
        if line is not None:
            found.setdefault(line.mode, []).append(row)
    begun = []
    for mode, reports in sorted(found.items()):
        reader = erased_rows.adopt(context, reports)
        begin(context, reader, Mode(mode), actor, None)
        begun.append(reader.id)
    return begun


def _note(context: Context, line: ErasureLine, ledger: Ledger | None) -> None:
    if ledger is not None:
        # Before the commit: should that fail, the wish still stands.
        ledger.add(line)
    mine = (Erasure.site_id == context.site.id, Erasure.subject_hash == line.subject)
    if db.session.scalar(select(Erasure.id).where(*mine)) is None:
        db.session.add(Erasure(site_id=context.site.id, subject_hash=line.subject, mode=line.mode, at=line.at))


def _mode(context: Context, reader: Reader) -> Mode:
    mine = (Erasure.site_id == context.site.id, Erasure.subject_hash == subject(context, reader.public_id))
    return Mode(db.session.scalars(select(Erasure.mode).where(*mine)).one())


def _guests_of(reader: Reader) -> list[Reader]:
    return list(
        db.session.scalars(
            select(Reader)
            .join(ReaderMerge, ReaderMerge.guest_id == Reader.id)
            .where(ReaderMerge.account_id == reader.id)
        )
    )


def _former(context: Context) -> Reader:
    """The one whom all detached texts of a site belong to: nothing says any more which of them one person wrote."""
    found = db.session.scalar(select(Reader).where(Reader.site_id == context.site.id, _FORMER))
    if found is None:
        found = Reader(
            site_id=context.site.id, kind="former", name=former_name(context.site.language), created_at=context.now
        )
        db.session.add(found)
        db.session.flush()
    return found


def _hashes(ids: set[int]) -> set[str]:
    """Of the addresses that these readers have confirmed."""
    return set(db.session.scalars(select(Contact.address_hash).where(Contact.reader_id.in_(ids))))


def _sign_ins(context: Context, ids: set[int], hashes: set[str]) -> list[SignInRequest]:
    asked = or_(SignInRequest.guest_id.in_(ids), SignInRequest.address_hash.in_(hashes))
    return list(db.session.scalars(select(SignInRequest).where(SignInRequest.site_id == context.site.id, asked)))


def _forget_person(context: Context, ids: set[int]) -> None:
    """Whatever says how the person is found, written to or signed in."""
    hashes = _hashes(ids)
    requests = _sign_ins(context, ids, hashes)
    # An address that was only asked for may be anybody's: no more goes than that it was asked.
    _delete(SentMail, SentMail.key.in_([f"{sign_in.MAIL}:{row.public_id}" for row in requests]))
    _delete(SignInRequest, SignInRequest.id.in_([row.id for row in requests]))
    erased_rows.forget_contacts(context, or_(Contact.reader_id.in_(ids), Contact.address_hash.in_(hashes)))
    _delete(Subscription, Subscription.reader_id.in_(ids))
    statements.erase(ids)
    sanctions.erase(ids)
    facts.erase(ids)
    reader_notes.erase(ids)


def _delete(model, condition) -> None:
    db.session.execute(delete(model).where(condition).execution_options(synchronize_session=False))


def _empty(context: Context, reader: Reader) -> None:
    """What is left of a reader is a row without any trait, which the log's ids go on pointing to."""
    tokens = select(ReaderToken.public_id).where(ReaderToken.reader_id == reader.id)
    for going in (
        delete(Submission).where(
            Submission.site_id == context.site.id,
            or_(Submission.scope == f"reader:{reader.id}", Submission.token_id.in_(tokens)),
        ),
        delete(ReaderToken).where(ReaderToken.reader_id == reader.id),
        update(CorrectionReport).where(CorrectionReport.reader_id == reader.id).values(reader_id=None),
    ):
        db.session.execute(going.execution_options(synchronize_session=False))
    erased_rows.forget_choices(context, reader)
    reader.kind, reader.name, reader.public_id = "erased", "", new_public_id()
    reader.created_at = reader.erased_at = context.now
    reader.network = None
    db.session.flush()
