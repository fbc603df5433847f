"""House rules are published, not overwritten: every version stays readable, with its date and what it changed."""

from commentsvc.db import db
from commentsvc.domain.limits import REASON_MAX_CHARS
from commentsvc.domain.moderation import Actor
from commentsvc.domain.text import clean_line
from commentsvc.models.house_rules import RulesVersion
from commentsvc.services.context import Context


def prepare_summary(words: object) -> str:
    """What changed, in one line for readers. Raises Invalid ``rules_summary``."""
    return clean_line("rules_summary", words, REASON_MAX_CHARS, required=False)


def publish(context: Context, text: str, summary: str, actor: Actor) -> RulesVersion:
    """Make a text the next version of the site's rules, in force from now on; the site's row is locked already."""
    site = context.site
    version = RulesVersion(
        site_id=site.id,
        number=(site.rules_version or 0) + 1,
        text=text,
        summary=summary,
        by_type=actor.kind,
        by_id=actor.id,
        starts_at=context.now,
    )
    db.session.add(version)
    site.rules_version = version.number
    return version
