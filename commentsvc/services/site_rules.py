"""What a site sets for its threads and readers, changed by people: every change is a row of the log."""

from collections.abc import Mapping

from commentsvc.db import db
from commentsvc.domain.errors import LostRace
from commentsvc.domain.moderation import Actor
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.models.log import LogEntry
from commentsvc.services import house_rules, log, sites
from commentsvc.services.context import Context


def change(
    context: Context, changes: Mapping, actor: Actor, *, seen_version: int | None = None, summary: str = ""
) -> LogEntry | None:
    """Apply changes to the site's settings; returns the row of the log, or None where nothing is different.

    The row's note is JSON: name -> value before and after. ``seen_version`` is the site's version as the person saw it.
    Other house rules are published as their next version, with a ``summary`` of what changed for readers.
    Raises Invalid with all that is wrong, and LostRace ``site_changed`` when somebody was faster.
    """
    site, summary = context.site, house_rules.prepare_summary(summary)
    sites.hold_anew(site, "settings", "version", "rules_version")
    before = SiteSettings.from_mapping(site.settings)
    differences = before.differences(before.with_changes(changes))
    if seen_version is not None and site.version != seen_version:
        raise LostRace("site_changed")
    if not differences:
        return None
    context.settings = sites.change_settings(site, changes)
    if "house_rules" in differences:
        house_rules.publish(context, context.settings.house_rules, summary, actor)
    db.session.flush()
    return log.configured(context, actor, differences)
