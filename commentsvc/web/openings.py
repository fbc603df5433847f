"""When a box was opened, said by a signed word that its writer sends back: whoever wants another moment has to wait.

The word names the site and a second, and nobody. It is asked for, and looked at, where the site has a time trap; a
client that sends none, or one that was not made here, has said nothing.
"""

from commentsvc.services.context import Context
from commentsvc.services.screening import UNTOLD, Opening
from commentsvc.web.request_context import keys

_PURPOSE = "opening"
HIDDEN_FIELD = "leave_empty"
"""The field that people do not see: no browser or password manager has anything of that name to fill in."""


def word(context: Context) -> str:
    """That a box of the site is opened now."""
    return keys().token(_PURPOSE, f"{context.site.slug}~{int(context.now.timestamp()):x}")


def read(context: Context, opened: str | None, filled: str | None) -> Opening:
    """What a client says of the box: the word it was given, and what stood in the hidden field."""
    seconds = _seconds(context, opened or "")
    return UNTOLD if seconds is None and not filled else Opening(bool(filled), seconds)


def _seconds(context: Context, opened: str) -> float | None:
    slug, _between, moment = (keys().read(_PURPOSE, opened) or "").rpartition("~")
    return context.now.timestamp() - int(moment, 16) if slug == context.site.slug else None
