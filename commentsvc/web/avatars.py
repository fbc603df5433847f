"""Generated avatars: a calm colour and a letter, the same for one reader on every page of ours.

No picture is uploaded or fetched. ``static/widget/avatar.js`` draws the same from the same seed; a test compares the
two palettes.
"""

import hashlib
import unicodedata
from functools import lru_cache

COLOURS = (
    "#3b6e8f",
    "#5a6da3",
    "#765c96",
    "#93567a",
    "#9c5a50",
    "#93683c",
    "#77742f",
    "#567a4b",
    "#3f7d69",
    "#3c7883",
    "#666c75",
    "#85644f",
)


@lru_cache(maxsize=4096)
def seed(reader_id: int, key: bytes) -> str:
    """Six hexadecimal digits from which an avatar is drawn; keyed (``Keys.avatar_key``), so that they tell nothing
    about the reader."""
    return hashlib.blake2s(str(reader_id).encode(), key=key, digest_size=3).hexdigest()


def drawn(seed_digits: str, name: str) -> dict:
    """Colour and letter of the avatar of a seed."""
    letter = next((char for char in name if unicodedata.category(char)[0] in "LN"), "")
    return {"colour": COLOURS[int(seed_digits, 16) % len(COLOURS)], "letter": letter.upper()[:1]}
