"""The switches that a moderator can turn on one thread, and what the log calls their positions."""

from enum import StrEnum

from commentsvc.domain.moderation import Action

# Of the announcement the log says only whether there is one; its words are the row's note.
ANNOUNCED = "announced"
UNANNOUNCED = "unannounced"
# Whether the newsroom vouches for the headline that a reader's page gave.
CONFIRMED = "confirmed"
UNCONFIRMED = "unconfirmed"


class Switch(StrEnum):
    """The name is the thread's column."""

    LOCKED = "locked"
    CLOSED = "closed"
    PRE_MODERATED = "pre_moderated"

    @property
    def on_action(self) -> Action:
        """What turning it on is called."""
        return _ACTIONS[self][1]

    @property
    def off_action(self) -> Action:
        """What turning it off is called."""
        return _ACTIONS[self][0]

    def state(self, on: bool) -> str:
        """What the log calls a position of it."""
        return _STATES[self][on]


_ACTIONS = {
    Switch.LOCKED: (Action.UNLOCK, Action.LOCK),
    Switch.CLOSED: (Action.SWITCH_ON, Action.SWITCH_OFF),
    Switch.PRE_MODERATED: (Action.POST_MODERATE, Action.PRE_MODERATE),
}
_STATES = {
    Switch.LOCKED: ("open", "locked"),
    Switch.CLOSED: ("comments_on", "comments_off"),
    Switch.PRE_MODERATED: ("post_moderated", "pre_moderated"),
}
BY_STATE = {_STATES[which][on]: (which, on) for which in Switch for on in (False, True)}
