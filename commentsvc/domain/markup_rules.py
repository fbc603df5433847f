"""The Markdown subset of comments: a markdown-it parser with the rules that lose no words of an ordinary text.

Readers write plain text first and Markdown second. Where CommonMark would swallow what they typed (``2019. A year``
turned into item 1, a lone dash into an empty list, the arm of ``¯\\_(ツ)_/¯``), the rules here leave the text alone.
Headings, images, tables, raw HTML, entities and reference definitions are not part of the subset: they stay text.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, fence, list_block
from markdown_it.rules_inline import StateInline

from commentsvc.domain.limits import NESTING_MAX
from commentsvc.domain.page_url import safe_link

_LONE_MARKERS = re.compile(r"(?:[-+*]|1[.)]|[ \t])*")
_LIST_START = re.compile(r"(?:[-+*]|\d{1,9}[.)])[ \t]")
_QUOTE_START = re.compile(r">(?![_.:;=(<{|\[\-])")
_FENCE_START = re.compile(r"(?:`{3,}|~{3,})[ \t]*[\w+#.-]{0,20}[ \t]*")
_ESCAPABLE = frozenset("*_~`[")
_SCHEME = re.compile(r"(?:^|[^\w+.-])(https?)$", re.IGNORECASE)
# An address in running text ends at space, controls, quotation marks, angle brackets and East Asian punctuation.
_ADDRESS = re.compile(
    '://[^\\s\\x00-\\x20\\x7f-\\xa0<>"`\\\\^{}|«»“”„‘‚‹›\u200b-\u200f\u2028-\u202f\u2060-\u206f、。「」（），！？；：\ufeff]+'
)
_AFTER_ADDRESS = ".,:;!?*_~'’…"
_BRACKETS = {")": "(", "]": "["}


def build_parser() -> MarkdownIt:
    """Return the parser of comments; it keeps no state between texts and may be shared by threads."""
    # The parser drops what lies deeper than its own limit, hence one level more than the tree builder refuses.
    parser = MarkdownIt("zero", {"maxNesting": NESTING_MAX + 2})
    parser.enable(["fence", "blockquote", "list", "newline", "backticks", "strikethrough", "emphasis", "link"])
    parser.block.ruler.at("blockquote", _quote, {"alt": ["paragraph", "blockquote", "list"]})
    parser.block.ruler.at("list", _list, {"alt": ["paragraph", "blockquote"]})
    parser.block.ruler.at("fence", _fence, {"alt": ["paragraph", "blockquote", "list"]})
    parser.inline.ruler.after("newline", "backslash", _backslash)
    parser.inline.ruler.after("text", "address", _bare_address)
    parser.inline.ruler.before("emphasis", "multiplication", _multiplication)
    parser.enable(["backslash", "address", "multiplication"])
    parser.normalizeLink = _normalised
    parser.validateLink = bool
    return parser


def _normalised(href: str) -> str:
    return safe_link(href) or ""


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _quote(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A quote, unless the ``>`` begins an emoticon or an arrow."""
    return bool(_QUOTE_START.match(_line(state, start_line))) and blockquote(state, start_line, end_line, silent)


def _list(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A list whose first item has words; a numbered one begins with 1, since the tree keeps no other number."""
    line = _line(state, start_line)
    # Inside an item the library asks, silently, whether a line that stands further left is the next item.
    if not (silent and state.sCount[start_line] < state.blkIndent):
        if not _LIST_START.match(line) or _LONE_MARKERS.fullmatch(line):
            return False
        if line[0].isdigit() and line[:2] not in ("1.", "1)"):
            return False
    return list_block(state, start_line, end_line, silent)


def _fence(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A fenced block; words after the fence would be lost, so only a language name may stand there."""
    return bool(_FENCE_START.fullmatch(_line(state, start_line))) and fence(state, start_line, end_line, silent)


def _backslash(state: StateInline, silent: bool) -> bool:
    """A backslash takes the meaning from the subset's own marks and is itself a character before all others."""
    if state.src[state.pos] != "\\":
        return False
    following = state.src[state.pos + 1 : state.posMax][:2]
    if not following or following[0] not in _ESCAPABLE:
        return False
    if not silent:
        shrug = following == "_("
        state.pending += "\\_" if shrug else following[0]
    state.pos += 2
    return True


def _multiplication(state: StateInline, silent: bool) -> bool:
    """An asterisk between two digits multiplies them."""
    around = state.src[max(0, state.pos - 1) : min(state.pos + 2, state.posMax)]
    if len(around) != 3 or around[1] != "*" or not (around[0].isdigit() and around[2].isdigit()):
        return False
    if not silent:
        state.pending += "*"
    state.pos += 1
    return True


def _bare_address(state: StateInline, silent: bool) -> bool:
    """A bare http(s) address becomes a link. The text rule stops at the colon, with the scheme already pending."""
    if silent or state.linkLevel or state.src[state.pos] != ":":
        return False
    scheme = _SCHEME.search(state.pending[-9:])
    address = _ADDRESS.match(state.src, state.pos, state.posMax) if scheme else None
    if address is None:
        return False
    rest = _without_trailing(address[0])
    href = safe_link(scheme[1] + rest)
    if href is None:
        return False
    state.pending = state.pending[: -len(scheme[1])]
    token = state.push("link_open", "a", 1)
    token.attrs = {"href": href}
    token.info = "auto"
    state.push("text", "", 0).content = scheme[1] + rest
    state.push("link_close", "a", -1)
    state.pos += len(rest)
    return True


def _without_trailing(address: str) -> str:
    """The address without the punctuation of the sentence around it; a closing bracket stays if it was opened."""
    surplus = {close: address.count(close) - address.count(opened) for close, opened in _BRACKETS.items()}
    end = len(address)
    while end:
        last = address[end - 1]
        if surplus.get(last, 0) > 0:
            surplus[last] -= 1
        elif last not in _AFTER_ADDRESS:
            break
        end -= 1
    return address[:end]
