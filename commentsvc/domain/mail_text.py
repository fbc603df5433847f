"""Words of others in our mails: no line of theirs becomes a header, none a link, none turns the words around it."""

import re
import unicodedata

from commentsvc.domain.text import showable

# Isolates and embeddings, overrides, and the marks: what a text says about the direction of what follows it.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\U000e0000-\U000e007f]"
)
_JOINERS = "\u200c\u200d"
_SPACES = re.compile(r"\s+")
_FIRST_STRONG, _POP = "\u2068", "\u2069"

# A dot (also of the full width, and the ideographic stops that browsers take for one) before what could be the last
# part of a host's name: two letters or more, or an international one.
_DOT = re.compile(r"(?<=[^\s.,;:!?(\[\"'«])[.\u3002\uff0e\uff61](?=xn--|[^\W\d_]{2})")
_AT = re.compile(r"(?<=\S)[@\uff20](?=\S)")
# What opens a program by its name (mailto:, tel:, file: …), and any scheme with its two slashes.
_SCHEME = re.compile(
    r"\b(mailto|tel|sms|callto|facetime|sip|sips|xmpp|skype|tg|whatsapp|viber|geo|maps|magnet|file|data|javascript"
    r"|vbscript|news|ftp|ftps|irc|ldap|bitcoin|ethereum|intent|ms-[a-z]+)[:\uff1a](?=\S)",
    re.IGNORECASE,
)
_SLASHES = re.compile(r"[:\uff1a](?=//|\\\\|/\\|\\/)")
# A name in Windows' network: some programs look it up as soon as it is shown.
_NETWORK_NAME = re.compile(r"\\\\(?=[^\s\\])")


def unlinked(text: str) -> str:
    """Break visibly whatever a mail program would turn into a link by itself: ``https[:]//example[.]com``.

    Mail programs make links of plain text as well: of addresses with and without scheme, of hosts with a known
    ending, of addresses of mail, of names in a network. Numbers (``3.14``), times and ellipses stay as they are.
    """
    text = _NETWORK_NAME.sub(r"[\\\\]", text)
    text = _SLASHES.sub("[:]", text)
    text = _SCHEME.sub(r"\1[:]", text)
    return _AT.sub("[@]", _DOT.sub("[.]", text))


def quotable(text: str) -> str:
    """Somebody's words as a mail may show them: nothing unshowable, invisible or directional in them, and no link."""
    return unlinked(_INVISIBLE.sub("", _BIDI.sub("", showable(text))))


def one_line(text: str) -> str:
    """A text fit for a header: one line, no control characters, none that turn the direction."""
    shown = (" " if _is_control(char) else char for char in _BIDI.sub("", text))
    return _SPACES.sub(" ", "".join(shown)).strip()


def _is_control(char: str) -> bool:
    return unicodedata.category(char)[0] == "C" and char not in _JOINERS


def isolated(text: str) -> str:
    """A text inside a sentence of ours: one of a right-to-left script is set apart (Unicode's FSI … PDI), so that
    it does not change places with the words beside it.
    """
    if any(unicodedata.bidirectional(char) in ("R", "AL") for char in text):
        return f"{_FIRST_STRONG}{text}{_POP}"
    return text
