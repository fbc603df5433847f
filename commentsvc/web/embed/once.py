"""A form sent twice (a double click, a reload) acts once."""

import hashlib
from collections.abc import Callable

import orjson

from commentsvc.services import submissions
from commentsvc.services.context import Context

_SCOPE = "plain form"


def once(
    context: Context, nonce: str, operation: str, words: tuple[str, ...], act: Callable[[], tuple[dict, str | None]]
) -> tuple[dict, str | None]:
    """Run ``act`` inside the open unit of work, unless the same form sent the same words before.

    ``act`` gives a small JSON answer and the id of a new guest's token; both are kept and given again. Other words
    from the same form (the reader went back and wrote more) are another submission.
    """
    said = orjson.dumps([operation, nonce, *words])
    key = hashlib.sha256(said).hexdigest()
    attempt = submissions.Attempt(key, _SCOPE, key)
    earlier = submissions.earlier(context, attempt)
    if earlier is not None:
        return orjson.loads(earlier.response), earlier.token_id
    answer, token_id = act()
    submissions.remember(context, attempt, orjson.dumps(answer).decode(), token_id)
    return answer, token_id
