"""Appeals against decisions: how they stand, and what the log says was done about them."""

from enum import StrEnum


class AppealState(StrEnum):
    """``settled``: the newsroom took the decision back before anybody decided about the appeal."""

    OPEN = "open"
    UPHELD = "upheld"
    REVERSED = "reversed"
    SETTLED = "settled"


class AppealAction(StrEnum):
    """What the log says was done about an appeal."""

    APPEAL = "appeal"
    UPHOLD = "uphold_appeal"
    REVERSE = "reverse_appeal"


OUTCOME = {AppealAction.UPHOLD: AppealState.UPHELD, AppealAction.REVERSE: AppealState.REVERSED}
