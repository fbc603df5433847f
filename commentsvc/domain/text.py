"""Plain text from readers: what is accepted, and in which form it is kept.

What a reader typed comes back as typed; only Unicode NFC and line ends are unified. Refused is what cannot be
stored (NUL in PostgreSQL, lone surrogates in UTF-8), what shows nothing, and, in names, what deceives the eye.
"""

import re
import unicodedata

from commentsvc.domain.errors import Invalid, invalid
from commentsvc.domain.limits import NAME_MAX_CHARS

ZWNJ, ZWJ, TEXT_STYLE, EMOJI_STYLE = "\u200c", "\u200d", "\ufe0e", "\ufe0f"

_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_NONCHARACTER = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
_LINE_BREAK_LIKE = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_UNSHOWABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufff9-\ufffb]")
_BIDI_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile(r"\s+")
# Letters by category that nevertheless draw nothing: Hangul fillers, the blank Braille pattern, Khmer inherent vowels.
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u17b4\u17b5")
_NEVER_IN_NAMES = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2060-\u2064\u206a-\u206f"
    "\u2800\u3164\ufeff\uffa0\ufff9-\ufffc\U0001bca0-\U0001bca3\U0001d173-\U0001d17a]"
)
# Tag characters spell the flags of England, Scotland and Wales; elsewhere they are invisible writing.
_LOOSE_TAG = re.compile("(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]")
_PASTED_EDGES = "\u200b\u200e\u200f\ufeff"
# A tick after a name is how sites mark a verified account.
_TICKED = re.compile("\\w\\W*?[\u2611\u2705\u2713\u2714\u237b\U0001f5f8\U0001f5f9\U0001fbb1]\\W*$")
_MARKS_IN_A_ROW_MAX = 4


def clean_text(field: str, value: object, max_chars: int, required: bool = True) -> str:
    """Return a text of several lines in the form in which it is kept.

    NFC, line ends as ``\\n``; everything else, outer space included, stays as typed, because a reader editing a
    comment must find it again. An optional text that shows nothing becomes ``""``.

    Raises Invalid for ``field`` with one of ``not_text``, ``too_long`` (``max``), ``surrogate``, ``nul``, ``empty``,
    ``invisible_only``.
    """
    text = _storable(field, value, max_chars)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _within(field, text, max_chars, required)


def clean_line(field: str, value: object, max_chars: int, required: bool = True) -> str:
    """Return a text of one line (a title, a key, a source) in the form in which it is kept.

    NFC, outer whitespace trimmed, a tab or line end inside folded to a space since pasted titles have them.

    Raises Invalid like ``clean_text``, and ``control`` for any other control character.
    """
    text = unicodedata.normalize("NFC", _storable(field, value, max_chars).strip())
    text = re.sub(r"[\t\r\n]+", " ", text)
    if _CONTROL.search(text) or _NONCHARACTER.search(text):
        raise invalid(field, "control")
    return _within(field, text, max_chars, required)


def clean_name(value: object, field: str = "name", max_chars: int = NAME_MAX_CHARS) -> str:
    """Return a reader's name in the form in which it is kept: one line, inner whitespace folded to single spaces.

    Raises Invalid like ``clean_line``, and ``bidi_control`` (direction overrides and isolates, which reorder the
    words around the name), ``invisible`` (zero-width characters, except ZWJ and ZWNJ where a script or an emoji needs
    them), ``stacked_marks`` (so many marks on one letter that they cover other lines), ``verified_glyph`` (a tick
    after the name, which reads as a verified account).
    """
    if isinstance(value, str):
        value = value.strip().strip(_PASTED_EDGES)
    name = _SPACES.sub(" ", clean_line(field, value, max_chars))
    if _BIDI_CONTROL.search(name):
        raise invalid(field, "bidi_control")
    if _NEVER_IN_NAMES.search(name) or _LOOSE_TAG.search(name) or not _joiners_needed(name):
        raise invalid(field, "invisible")
    if _longest_run_of_marks(name) > _MARKS_IN_A_ROW_MAX:
        raise invalid(field, "stacked_marks")
    if _TICKED.search(name):
        raise invalid(field, "verified_glyph")
    return name


def shows_something(text: str) -> bool:
    """Tell whether a text has at least one character that puts ink on the page."""
    return any(unicodedata.category(char) not in _INKLESS and char not in _BLANK_LETTERS for char in text)


def showable(text: str) -> str:
    """Return a kept text without what HTML, XML 1.0 (feeds) and terminals cannot bear.

    Vertical tabs, form feeds and Unicode's line separators become line ends; control characters, noncharacters and
    lone surrogates go. For everything that leaves the service in a form other than JSON.
    """
    return _UNSHOWABLE.sub("", _LINE_BREAK_LIKE.sub("\n", text))


_INKLESS = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn", "Me"})


def _storable(field: str, value: object, max_chars: int) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise invalid(field, "not_text")
    # NFC and trimming may shorten a text, yet hardly ever to a third: do not normalise a megabyte to find that out.
    if len(value) > 3 * max_chars + 1000:
        raise _too_long(field, max_chars)
    if _SURROGATE.search(value):
        raise invalid(field, "surrogate")
    if "\x00" in value:
        raise invalid(field, "nul")
    return value


def _within(field: str, text: str, max_chars: int, required: bool) -> str:
    if len(text) > max_chars:
        raise _too_long(field, max_chars)
    if shows_something(text):
        return text
    if not required:
        return ""
    raise invalid(field, "invisible_only" if text.strip() else "empty")


def _too_long(field: str, max_chars: int) -> Invalid:
    return invalid(field, "too_long", max=max_chars)


def _joiners_needed(name: str) -> bool:
    """Tell whether every ZWJ and ZWNJ stands where scripts use them: after a letter, a mark or an emoji, not last."""
    for at, char in enumerate(name):
        if char not in (ZWJ, ZWNJ):
            continue
        if not 0 < at < len(name) - 1 or name[at + 1] in (ZWJ, ZWNJ):
            return False
        if not (_joins(name[at - 1], char) and _joins(name[at + 1], char)):
            return False
    return True


def _joins(char: str, joiner: str) -> bool:
    if joiner == ZWJ and (unicodedata.category(char) in ("So", "Sk") or char in (TEXT_STYLE, EMOJI_STYLE, "\u20e3")):
        return True
    # The scripts that use joiners (Arabic to Mongolian, and Arabic's presentation forms) lie outside these blocks.
    in_joining_script = "\u0600" <= char <= "\u109f" or "\u1780" <= char <= "\u18af" or "\ua800" <= char <= "\uabff"
    return (in_joining_script or "\U00010a00" <= char <= "\U00011fff") and unicodedata.category(char)[0] in "LM"


def _longest_run_of_marks(name: str) -> int:
    longest = run = 0
    for char in name:
        run = run + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        longest = max(longest, run)
    return longest
