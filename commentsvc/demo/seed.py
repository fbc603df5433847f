"""Loads the demo through the services, as if its readers and its newsroom had been at work for two days.

Everything happens in one unit of work: the demo is there whole or not at all.
"""

from datetime import datetime

from flask_security.utils import hash_password

from commentsvc.db import unit_of_work
from commentsvc.demo import legal, record
from commentsvc.demo.appeals import appeals
from commentsvc.demo.articles import editions
from commentsvc.demo.content import comments, reports
from commentsvc.demo.newspaper import FRONT_LANGUAGE, SITE
from commentsvc.demo.notices import notices
from commentsvc.demo.readers import sanctions
from commentsvc.demo.stage import EDITOR, MODERATOR, Stage
from commentsvc.demo.timeline import steps
from commentsvc.domain.errors import NotFound
from commentsvc.domain.roles import Role
from commentsvc.services import sites, staff
from commentsvc.settings import Settings

_ROLES = {
    record.MODERATOR: (MODERATOR, Role.MODERATOR),
    "editor@daily.example": (EDITOR, Role.EDITOR),
    "administrator@daily.example": ("Iryna Sova", Role.ADMINISTRATOR),
    "journalist@daily.example": ("Larysa Horoshko", Role.JOURNALIST),
    "culture@daily.example": ("Дарина Мостова", Role.JOURNALIST),
    "arabic@daily.example": ("رنا العطار", Role.JOURNALIST),
}


def load(settings: Settings, runtime) -> bool:
    """Load the demo unless it is there already; returns whether anything was loaded.

    ``runtime`` brings the clock and the keys. The newspaper's present address is registered in any case.
    """
    now = runtime.clock.now()
    with unit_of_work():
        site = _existing()
        if site is not None:
            have = [row.origin for row in site.origins]
            if not set(settings.demo_origins) <= set(have):
                sites.set_origins(site, [*have, *settings.demo_origins])
            return False
        known = record.create(settings.data_dir, now)
        site = sites.create(SITE, editions()[FRONT_LANGUAGE]["masthead"], settings.demo_origins, now)
        # Whoever tries the demo plays all its readers on one computer.
        answering = {"legal_notices": True, "statements_of_reasons": True, "appeals": True}
        sites.change_settings(site, {"guest_votes_per_network": 1000, **answering})
        people = _staff(site, known, now)
        stage = Stage(site, runtime.keys, now, settings.demo_url, people)
        for step in steps(comments(), reports(), notices(), sanctions(), appeals()):
            step.play(stage)
        for notice in legal.NOTICES:
            legal.play(stage, notice)
    return True


def _existing():
    try:
        return sites.get(SITE)
    except NotFound:
        return None


def _staff(site, known: record.Record, now: datetime) -> dict[str, object]:
    """The newsroom's people by name."""
    people = {}
    for email, (name, role) in _ROLES.items():
        user = staff.create(email, hash_password(known.passwords[email]), name, now)
        staff.grant(user, site, role)
        people[name] = user
    return people
