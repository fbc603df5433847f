"""What is said of mails: the topics, how soon, and what people agree to.

Who changes the words of an agreement gives it another version, which is kept with each yes (a test holds the two
together).
"""

from flask_babel import lazy_gettext as _

from commentsvc.domain.mail_topics import (
    ABOUT_ME,
    ALERTS,
    DECISION,
    DIGEST,
    FOLLOWED,
    REPLY,
    REPORT_OUTCOME,
    REPORT_PROGRESS,
    Cadence,
)

TOPICS = {
    REPORT_OUTCOME: _("What came of my reports"),
    REPORT_PROGRESS: _("Each step on the way"),
    REPLY: _("Replies to my comments"),
    DECISION: _("What moderators decide about my comments"),
    FOLLOWED: _("New comments in discussions that I follow"),
    ALERTS: _("Alerts about what waits at the desk"),
    DIGEST: _("The morning’s digest of corrections"),
    ABOUT_ME: _("At once, when somebody says that an article is about them"),
}
COMMENTS = _("News about comments: replies, decisions, and discussions that I follow")

HELP = {
    REPORT_OUTCOME: _("The article was corrected, or stays as it is, or the newsroom has a question."),
    REPORT_PROGRESS: _("The report is being checked, or is open again."),
    REPLY: _("With the first words of the reply, and a link to it."),
    DECISION: _(
        "A comment of mine that waited has appeared, one was refused or taken off the page, and why, "
        "or the editors picked it."
    ),
    FOLLOWED: _("As soon as I chose at the article, and no sooner than here."),
}

CADENCES = {
    Cadence.AT_ONCE: _("At once"),
    Cadence.HOURLY: _("Gathered, once an hour"),
    Cadence.DAILY: _("Gathered, once a day"),
    Cadence.NEVER: _("Not at all"),
}

# ``contacts.CONSENT_VERSION``
CONSENT = _(
    "%(site)s may write to me at this address about my report. I can end that at any time, by a link in every mail."
)
# ``contacts.LEFT_VERSION``; the widget says the same in its own catalogues (``contact_hint``).
LEFT_CONSENT = _("Only for answering you about this report. It is not published and not used for anything else.")
# ``consents.VERSION``
NEWS_CONSENT = _(
    "%(site)s may write to me at my address about replies to my comments and what moderators decide about them. I can"
    " end that at any time, by a link in every mail."
)
# ``consents.FOLLOWING_VERSION``
FOLLOWING_CONSENT = _(
    "%(site)s may write to me at my address about new comments in this discussion. I can end that at any time, by a"
    " link in every mail."
)
