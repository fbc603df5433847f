"""Tells the sender of a correction report of a step on the way."""

from commentsvc.domain.mail_topics import REPORT_PROGRESS
from commentsvc.jobs import report_news
from commentsvc.services.mail import Audience

AUDIENCE = Audience.VERIFIED
TOPIC = REPORT_PROGRESS
build = report_news.letter
