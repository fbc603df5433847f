"""Words of others inside a message to a chat, where signs call people and make links.

Slack reads ``<!channel>``, ``<@U1>`` and ``<https://…|word>``, written ``&lt;`` where they shall be plain
(https://docs.slack.dev/messaging/formatting-message-text/); Mattermost reads ``@channel``, Markdown and bare addresses.
"""

import re
import unicodedata

from commentsvc.domain.limits import EXCERPT_CHARS

_ZERO_WIDTH = "\u200b"
# Marks of Markdown and of Slack's own kind; a headline is understood without them.
_MARKS = re.compile(r"[`*_~\[\]|#\\{}]")
# Where a chat would see a name to call or an address: after an at sign, and at the points and colons inside words.
_JOINTS = re.compile(r"(?<=[@＠])|(?<=[.。．:/!])(?=[^\s])")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def plain(words: str) -> str:
    """Words in one line that read as they are and do nothing: they call nobody, and nothing in them is a link."""
    line = "".join(" " if unicodedata.category(one)[0] in "CZ" else one for one in words)
    line = " ".join(_MARKS.sub("", line).split())
    if len(line) > EXCERPT_CHARS:
        line = line[: EXCERPT_CHARS - 1] + "…"
    return "".join(_ENTITIES.get(one, one) for one in _JOINTS.sub(_ZERO_WIDTH, line))
