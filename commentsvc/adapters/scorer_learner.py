"""The process that learns: the only one that takes numpy (ADR 18). See ``scorer_process``."""

import base64
import os
import sys
from collections.abc import Sequence

import orjson

from commentsvc.domain import scorer_training
from commentsvc.domain.scorer_training import Decision
from commentsvc.ports import Learnt

# What is answered at once should not wait for it.
_NICE = 10


def learn(decisions: Sequence[tuple[str, bool]], key: bytes) -> Learnt:
    """Learn in this process. Raises ValueError where the decisions are of one kind only."""
    found = scorer_training.learn([Decision(source, refused) for source, refused in decisions], key)
    area, error = found.known
    refused = sum(refused for _, refused in decisions)
    return Learnt(found.model.kept(), found.figures.to_mapping(), area, error, len(decisions), refused)


def main() -> None:
    """Read decisions from the standard input, write what was learnt from them to the standard output."""
    os.nice(_NICE)
    asked = orjson.loads(sys.stdin.buffer.read())
    learnt = learn([tuple(one) for one in asked["decisions"]], base64.b64decode(asked["key"]))
    sys.stdout.buffer.write(orjson.dumps(vars(learnt) | {"state": base64.b64encode(learnt.state).decode()}))


if __name__ == "__main__":
    main()
