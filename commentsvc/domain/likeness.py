"""Which texts are nearly the same: what senders of floods change from one copy to the next makes no difference.

Case, accents, digits, punctuation, emoji, spaces, letters that look alike, and where on a site a link leads. The key is
a hash of what is left; texts with equal keys are alike.
"""

import hashlib
import re

from commentsvc.domain.look_alikes import skeleton

KEY_CHARS = 20
_ADDRESS = re.compile(r"(?:https?://|www\.)([^\s/?#]+)\S*", re.IGNORECASE)
_NO_LETTERS = re.compile(r"[\W\d_]+")


def key(source: str) -> str | None:
    """The key of a text as typed; None for one without letters, which is like nothing else."""
    hosts_only = _ADDRESS.sub(r"\1", source)
    letters = skeleton(_NO_LETTERS.sub("", hosts_only))
    return hashlib.sha256(letters.encode()).hexdigest()[:KEY_CHARS] if letters else None
