"""The kinds of mail. Each is a module: ``AUDIENCE`` and ``TOPIC`` say which rules hold for it (``services.mail``),
``build(work)`` what it says to whom (None: it is no longer wanted), and ``templates/mail/<kind>/`` how.
"""

from collections.abc import Mapping
from typing import Protocol

from commentsvc.jobs.letters import Letter
from commentsvc.jobs.mails import (
    about_me,
    appeal,
    confirm_contact,
    correction_digest,
    invitation,
    news,
    notice_news,
    notice_receipt,
    report_outcome,
    report_progress,
    sign_in,
    staff_alert,
    standing,
)
from commentsvc.jobs.work import Work
from commentsvc.services.mail import Audience


class Kind(Protocol):
    """What a module of this package has."""

    AUDIENCE: Audience
    TOPIC: str | None

    def build(self, work: Work) -> Letter | None:
        """The letter of one job, from what is true now. ``work.payload`` has ``contact`` and ``args``."""
        ...


# By the name that `services.mail.queue` is given; names have up to 20 characters and stand in the database.
KINDS: Mapping[str, Kind] = {
    "about_me": about_me,
    "appeal": appeal,
    "confirm_contact": confirm_contact,
    "correction_digest": correction_digest,
    "invitation": invitation,
    "news": news,
    "notice_news": notice_news,
    "notice_receipt": notice_receipt,
    "report_outcome": report_outcome,
    "report_progress": report_progress,
    "sign_in": sign_in,
    "staff_alert": staff_alert,
    "standing": standing,
}
