"""Tells a reader what moderators decided about them, and that it was lifted again."""

from commentsvc.domain.errors import NotFound
from commentsvc.domain.languages import spoken
from commentsvc.domain.mail_topics import DECISION
from commentsvc.domain.telling import SECOND_THOUGHTS
from commentsvc.jobs.letters import Letter, statement_link
from commentsvc.jobs.work import Work
from commentsvc.queries import site_reasons, statements
from commentsvc.services import consents, contacts, sanctions
from commentsvc.services.mail import Audience

AUDIENCE = Audience.VERIFIED
TOPIC = DECISION


def build(work: Work) -> Letter | None:
    """The decision as it stands; None when it has changed since, which is told in a mail of its own."""
    context, args = work.context(), work.payload["args"]
    contact = contacts.by_id(context, work.payload["contact"])
    account = contact and contact.reader_id and consents.contact_of(contact.reader_id)
    stated = context.settings.statements_of_reasons
    agreed = account and consents.has_agreed(contact)
    to = account and (agreed or stated) and contacts.recipient(context, contact)
    try:
        row = sanctions.find(context, args["sanction"])
    except NotFound:
        return None
    if (
        not to
        or row.reader_id != contact.reader_id
        or row.version != args["version"]
        or row.acknowledged_at is not None
    ):
        return None
    # What was taken back at once nobody was told of.
    if row.lifted_at is not None and row.lifted_at - row.starts_at < SECOND_THOUGHTS:
        return None
    language = spoken(to.language, context.site.language)
    own = site_reasons.own_words(context.site.id, row.reason, language, context.site.language)
    found = statements.of_sanctions([row.id]).get(row.id)
    if not (agreed or found or row.lifted_at):
        return None
    link = statement_link(work, found[0]) if found else ""
    values = {"row": row, "own": own, "statement": link, "asked": bool(agreed)}
    return Letter(to, values, conversation=f"standing:{row.public_id}")
