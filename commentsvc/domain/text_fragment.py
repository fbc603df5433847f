"""Links that open an article at certain words.

A link has two halves. ``:~:text=…`` is a text directive, which browsers follow by themselves
(https://wicg.github.io/scroll-to-text-fragment/#syntax); it matches whole words inside one block, or from a beginning
in one block to an end in another. ``commentsvc-quote=…`` before it is read by ``embed.js`` (docs/extraction.md).
"""

import re
from urllib.parse import quote as percent_encoded

from commentsvc.domain.selectors import TextQuoteSelector

# A longer quote is named by its beginning and its end, so that addresses stay short and small edits in it do no harm.
_WHOLE_MAX_CHARS = 100
_END_CHARS = 40
# What is shorter may well stand elsewhere, too; what is longer is found without its surroundings.
_DISTINCTIVE_CHARS = 40
_CONTEXT_CHARS = 32
_OURS_CHARS = 80


def link(url: str, selector: TextQuoteSelector) -> str:
    """The address of an article with the place of a quote in it.

    A fragment that the article's own address has stays, since its page may live by it; then only browsers that know
    text directives find the words.
    """
    page, _, own = url.partition("#")
    own = own.partition(":~:")[0]
    return f"{page}#{own or _ours(selector)}:~:{_directive(selector)}"


def _directive(selector: TextQuoteSelector) -> str:
    exact = selector.exact.strip()
    lines = [line.strip() for line in exact.split("\n") if line.strip()]
    if len(lines) == 1 and len(exact) <= _WHOLE_MAX_CHARS:
        terms = [_encoded(exact)]
    else:
        terms = [_encoded(_beginning(lines[0], _END_CHARS)), _encoded(_end(lines[-1], _END_CHARS))]
    if len(exact) < _DISTINCTIVE_CHARS:
        before, after = _before(selector.prefix), _after(selector.suffix)
        terms = [f"{_encoded(before)}-"] * bool(before) + terms + [f"-{_encoded(after)}"] * bool(after)
    return f"text={','.join(terms)}"


def _ours(selector: TextQuoteSelector) -> str:
    values = {
        "commentsvc-quote": selector.exact[:_OURS_CHARS],
        "length": str(len(selector.exact)),
        "before": selector.prefix[-_CONTEXT_CHARS:],
        "after": selector.suffix[:_CONTEXT_CHARS],
    }
    return "&".join(f"{name}={_encoded(value)}" for name, value in values.items())


def _encoded(term: str) -> str:
    """Percent-encoded, the directive's own signs (``-``, ``,``, ``&``) included."""
    return percent_encoded(term, safe="").replace("-", "%2D")


def _beginning(line: str, chars: int) -> str:
    """The first words of a line."""
    if len(line) <= chars:
        return line
    cut = line[: chars + 1]
    return cut.rsplit(None, 1)[0] if re.search(r"\s", cut) else line[:chars]


def _end(line: str, chars: int) -> str:
    """The last words of a line."""
    if len(line) <= chars:
        return line
    cut = line[-chars - 1 :]
    return cut.split(None, 1)[-1] if re.search(r"\S\s+\S", cut) else line[-chars:]


def _before(prefix: str) -> str:
    """The last words of the block before the quote; its first word may have been cut, and then does not count."""
    earlier, _, line = prefix.rpartition("\n")
    if not line.strip() and earlier:
        earlier, _, line = earlier.rpartition("\n")
    words = line.split()
    return _end(" ".join(words if earlier else words[1:]), _CONTEXT_CHARS)


def _after(suffix: str) -> str:
    """The first words of the block after the quote; its last word may have been cut, and then does not count."""
    line, _, later = suffix.lstrip("\n").partition("\n")
    words = line.split()
    return _beginning(" ".join(words if later else words[:-1]), _CONTEXT_CHARS)
