"""Avatars look alike wherever they are drawn."""

import re

from commentsvc.web import avatars
from commentsvc.web.embed.assets import WIDGET


def test_the_widget_and_the_pages_share_one_palette():
    block = re.search(r"COLOURS = \[(.*?)\]", (WIDGET / "avatar.js").read_text("utf-8"), re.DOTALL).group(1)
    assert tuple(re.findall(r'"(#[0-9a-f]{6})"', block)) == avatars.COLOURS


def test_the_letter_is_the_first_letter_or_digit_of_the_name():
    assert avatars.drawn("000000", "«Нічна зміна»")["letter"] == "Н"
    assert avatars.drawn("000001", "🙂")["letter"] == ""


def test_a_readers_seed_is_always_the_same_and_of_no_other_key():
    assert avatars.seed(7, b"one") == avatars.seed(7, b"one") not in (avatars.seed(8, b"one"), avatars.seed(7, b"two"))
