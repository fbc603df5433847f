"""Sends the mails that were asked for. What holds for all kinds of mail is looked at here, at each attempt."""

import logging

from commentsvc.db import unit_of_work
from commentsvc.domain.mail_message import compose
from commentsvc.jobs import letters
from commentsvc.jobs.mails import KINDS
from commentsvc.jobs.work import GiveUp, Retry, Work
from commentsvc.ports import MailPostponed, MailRefused
from commentsvc.services import mail
from commentsvc.services.mail import Caps, Rules

logger = logging.getLogger("commentsvc.jobs")


def send(work: Work) -> None:
    """Write one mail and hand it on, if it is still wanted.

    The mail is counted before it leaves. A worker that dies in between sends it again, under the same Message-ID: no
    mail is lost, and mail programs know the second one.
    """
    kind = KINDS.get(work.payload["kind"])
    if kind is None:
        # A newer version may have asked for it, whose worker is about to come.
        raise Retry("mail_kind_unknown")
    letter = kind.build(work)
    if letter is None:
        return
    rules = Rules(work.payload["kind"], kind.AUDIENCE, kind.TOPIC)
    # Written first: after the unit of work nothing is read any more, so that no transaction waits for a mail server.
    words = letters.write(work, rules, letter)
    with unit_of_work():
        admission = mail.admit(work.context(), work.key, rules, letter.to, Caps.of(work.runtime.settings))
    if not admission.granted:
        if admission.wait is not None:
            raise Retry(admission.why, admission.wait)
        logger.debug("mail of job %s is not sent: %s", work.key, admission.why)
        return
    try:
        work.runtime.mailer.send(compose(words), words.to)
    except MailPostponed as error:
        raise Retry(error.code) from error
    except MailRefused as error:
        raise GiveUp(error.code) from error


HANDLERS = {mail.HANDLER: send}
