"""What a call costs a processor, told apart from what else a long test process does at the time."""

import gc
import time
from collections.abc import Callable

CPU_SECONDS = 0.25
"""So much processor time one hostile input may cost."""
TRIES = 3


def is_quick(call: Callable[[], object]) -> bool:
    """Whether a call, the best of a few, stays within CPU_SECONDS; the collector of a full process' garbage waits."""
    gc.disable()
    try:
        return any(_seconds(call) < CPU_SECONDS for _ in range(TRIES))
    finally:
        gc.enable()


def _seconds(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start
