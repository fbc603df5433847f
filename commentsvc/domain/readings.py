"""How often a thread is opened, without knowing by whom: one number that fades, so that nothing has to be kept."""

import math
from datetime import datetime, timedelta

# A number fades to 1/e of itself in this time, so that it stands for as many openings as there are in an hour.
FADES_IN = timedelta(hours=1)


def faded(reads: float, at: datetime | None, now: datetime) -> float:
    """What is left of ``reads``, as they were at a moment, now."""
    if at is None:
        return 0.0
    return reads * math.exp(-max(timedelta(0), now - at) / FADES_IN)
