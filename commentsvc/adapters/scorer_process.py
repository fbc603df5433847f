"""Learning in a process of its own (``scorer_learner``): it takes numpy, memory and a core, and gives all back when it
ends. JSON with the decisions goes in, JSON with what was learnt comes out; nothing is written to a file.
"""

import base64
import subprocess
import sys
from collections.abc import Sequence

import orjson

from commentsvc.ports import LearningFailed, Learnt

# Less than a job may take.
SECONDS = 240


class LearningProcess:
    """Learns as ``ports.Learner`` says."""

    def learn(self, decisions: Sequence[tuple[str, bool]], key: bytes) -> Learnt:
        """Learn from words and whether they were refused, in the order of time. Raises LearningFailed."""
        asked = orjson.dumps({"key": base64.b64encode(key).decode(), "decisions": decisions})
        command = [sys.executable, "-m", "commentsvc.adapters.scorer_learner"]
        try:
            done = subprocess.run(  # noqa: S603 - our own program
                command, input=asked, capture_output=True, timeout=SECONDS, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise LearningFailed("learning_timed_out") from error
        if done.returncode:
            raise LearningFailed("learning_failed")
        told = orjson.loads(done.stdout)
        return Learnt(**told | {"state": base64.b64decode(told["state"])})
