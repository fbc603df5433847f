"""Tells the sender of a correction report what came of it, or what the newsroom asks."""

from commentsvc.domain.mail_topics import REPORT_OUTCOME
from commentsvc.jobs import report_news
from commentsvc.services.mail import Audience

AUDIENCE = Audience.VERIFIED
TOPIC = REPORT_OUTCOME
build = report_news.letter
