"""Roles of the newsroom's people, and what each may do."""

from enum import StrEnum


class Role(StrEnum):
    """A person's role on one site."""

    ADMINISTRATOR = "administrator"
    MODERATOR = "moderator"
    EDITOR = "editor"
    JOURNALIST = "journalist"
    VIEWER = "viewer"


class Power(StrEnum):
    """Something a role may do at the desk.

    ``look``: read everything. ``speak``: write comments in the newsroom's name. ``pick``: choose comments for the
    newsroom's selection. ``moderate``: decide about comments and threads. ``correct``: decide about reports;
    ``correct_own``: about those on one's own stories. ``draft``: write correction notices, which others publish.
    ``publish``: approve, publish, change and withdraw them. ``answers``: write the answers to readers that stand ready.
    ``configure``: change the site, and who works on it.
    """

    LOOK = "look"
    SPEAK = "speak"
    PICK = "pick"
    MODERATE = "moderate"
    CORRECT = "correct"
    CORRECT_OWN = "correct_own"
    DRAFT = "draft"
    PUBLISH = "publish"
    ANSWERS = "answers"
    CONFIGURE = "configure"


_REPORTS = (Power.CORRECT, Power.CORRECT_OWN)
_POWERS = {
    Role.ADMINISTRATOR: frozenset(Power),
    Role.MODERATOR: frozenset({Power.LOOK, Power.SPEAK, Power.PICK, Power.MODERATE, *_REPORTS, Power.DRAFT}),
    Role.EDITOR: frozenset({Power.LOOK, Power.SPEAK, Power.PICK, *_REPORTS, Power.DRAFT, Power.PUBLISH, Power.ANSWERS}),
    Role.JOURNALIST: frozenset({Power.LOOK, Power.SPEAK, Power.CORRECT_OWN, Power.DRAFT}),
    Role.VIEWER: frozenset({Power.LOOK}),
}


def may(role: str, power: Power) -> bool:
    """Whether a role has a power; unknown roles have none."""
    return power in _POWERS.get(role, frozenset())


def holders(power: Power) -> list[Role]:
    """The roles that have a power."""
    return [role for role, powers in _POWERS.items() if power in powers]
