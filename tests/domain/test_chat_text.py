"""Words of others in a chat's message call nobody and link nowhere."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentsvc.domain.chat_text import plain
from commentsvc.domain.limits import EXCERPT_CHARS

PIECES = (
    "@channel @here @all <!here> <!channel|x> <@U1> <#C1> <https://evil.example|ours> &lt; [ours](https://evil.example)"
    " https://evil.example www.evil.example evil.example javascript:x ` * _ ~ # > a ї ＠here ![x](http://a.b/c)"
    " mailto:a@b.example //evil.example/x :smile: {{x}} \\"
)
HOSTILE = st.lists(st.sampled_from([*PIECES.split(" "), " ", "\n", "\r\n", "\u202e", "\x00"])).map("".join)


@settings(deadline=None)
@given(st.one_of(HOSTILE, st.text(max_size=400)))
def test_nothing_in_it_is_a_mention_a_link_or_a_second_line(words):
    shown = plain(words)
    assert "<" not in shown and ">" not in shown
    assert not re.search(r"[@＠]\w", shown)
    assert not re.search(r"\w[.:]\w|:/|//|/\w", shown)
    assert not re.search(r"[`*_~\[\]|#\\{}]", shown)
    assert "\n" not in shown and shown == shown.strip()
    assert all(entity in ("&amp;", "&lt;", "&gt;") for entity in re.findall(r"&[^;\s]*;?", shown))
    assert len(re.sub(r"\u200b|&(amp|lt|gt);", "", shown)) <= EXCERPT_CHARS


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("Міст, що чекав", "Міст, що чекав"),
        ("Profit & loss: < 3 %", "Profit &amp; loss: &lt; 3 %"),
        ("Two  words\nin one line", "Two words in one line"),
    ],
)
def test_ordinary_headlines_read_as_they_are(words, seen):
    assert plain(words).replace("\u200b", "") == seen


def test_a_long_headline_is_cut():
    assert plain("x" * 500) == "x" * (EXCERPT_CHARS - 1) + "…"
