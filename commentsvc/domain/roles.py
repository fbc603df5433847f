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
    """Something a role may do at the desk."""

    LOOK = "look"
    MODERATE = "moderate"
    CORRECT = "correct"
    CONFIGURE = "configure"


_POWERS = {
    Role.ADMINISTRATOR: frozenset(Power),
    Role.MODERATOR: frozenset({Power.LOOK, Power.MODERATE, Power.CORRECT}),
    Role.EDITOR: frozenset({Power.LOOK, Power.CORRECT}),
    Role.JOURNALIST: frozenset({Power.LOOK}),
    Role.VIEWER: frozenset({Power.LOOK}),
}


def may(role: str, power: Power) -> bool:
    """Whether a role has a power; unknown roles have none."""
    return power in _POWERS.get(role, frozenset())
