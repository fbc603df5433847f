"""What is switched on at a site and in this service, as far as it touches readers' data."""

from dataclasses import dataclass

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.domain.webhook_events import HookKind
from commentsvc.models.external_check import ExternalCheck
from commentsvc.models.identity import SignOnKey
from commentsvc.models.site import Site
from commentsvc.models.webhook import Webhook
from commentsvc.settings import Settings


@dataclass(frozen=True)
class Practices:
    """What holds for readers at this moment.

    ``by_mail`` and ``by_publisher``: the ways to an account. ``mails_leave``: a mail server takes mails; else they are
    kept in a folder. ``told``: the kinds of other systems that are told of events (``HookKind``).
    ``checked_elsewhere``: a system of the newspaper is asked about comments. ``rules`` are the site's, ``keep`` the
    service's periods (``keep_…_days``).
    """

    rules: SiteSettings
    keep: Settings
    by_mail: bool
    by_publisher: bool
    mails_leave: bool
    told: frozenset[str]
    checked_elsewhere: bool = False

    @property
    def accounts(self) -> bool:
        """Whether there is any way to an account."""
        return self.by_mail or self.by_publisher


def of(site: Site, settings: Settings) -> Practices:
    """What is switched on for a site now."""
    rules = SiteSettings.from_mapping(site.settings)
    keys = select(SignOnKey.id).where(SignOnKey.site_id == site.id, SignOnKey.revoked_at.is_(None)).limit(1)
    kinds = select(Webhook.kind).where(Webhook.site_id == site.id, Webhook.active).distinct()
    asked = select(ExternalCheck.id).where(ExternalCheck.site_id == site.id, ExternalCheck.active)
    return Practices(
        rules=rules,
        keep=settings,
        by_mail=rules.sign_in_by_mail and settings.sends_mail,
        by_publisher=db.session.scalar(keys) is not None,
        mails_leave=bool(settings.mail_host),
        told=frozenset(HookKind(kind) for kind in db.session.scalars(kinds)),
        checked_elsewhere=db.session.scalar(asked) is not None,
    )
