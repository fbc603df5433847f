"""Others' words in mails: whatever they are, they become no header, no link, and turn nothing around them."""

import re
import unicodedata
from datetime import UTC, datetime
from email.header import decode_header, make_header

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentsvc.domain.mail_message import Mail, compose
from commentsvc.domain.mail_text import isolated, one_line, quotable, unlinked
from tests.mails import ReadMail

# What mail programs make links of: an address with a scheme, a host with an ending, an address of mail, a name in a
# network. Looser than any of them, so that whatever passes here is a link nowhere.
LINKABLE = re.compile(
    r"[a-z][a-z0-9+.-]*:(?://|\\\\)|\b(?:mailto|tel|sms|file|javascript|data|magnet):\S"
    r"|[^\W_]\.(?:com|org|net|io|co|ua|ru|укр|рф|zip|xn--\w+)\b|\w@\w|\\\\\w",
    re.IGNORECASE,
)
HOSTILE = [
    "https://evil.example.com/a?b=c",
    "HTTP://EVIL.COM",
    "www.evil.com",
    "evil.com/path",
    "evil.com",
    "sub.evil.co.uk",
    "пример.рф",
    "приклад.укр",
    "xn--e1afmkfd.xn--p1ai",
    "evil。com",
    "evil．com",
    "ev\u200bil.com",
    "evil\u2060.com",
    "ann@evil.com",
    "a.b+c@evil.com",
    "mailto:ann@evil.com",
    "tel:+380441234567",
    "javascript:alert(1)",
    "data:text/html,x",
    "\\\\server\\share",
    "file://server/share",
    "magnet:?xt=urn:btih:x",
    "tg://resolve?domain=x",
    "https:\\\\evil.com",
    "(evil.com)",
    "«evil.com»",
    "look:evil.com.",
    "❤.com",
]
names = st.one_of(
    st.text(max_size=120),
    st.text(alphabet="ab,;:\"'<>()@\\=?_ \r\n\t\x00\u202e\u2066\u200f|.", max_size=60),
    st.sampled_from(
        ["=?utf-8?q?x?=", "=?utf-8?b?QmNjOiB4QHk=?=", "a\r\nBcc: x@y.z", "a\nBcc: x@y.z", "a\u2028b\x85c", ""]
    ),
)


@pytest.mark.parametrize("words", HOSTILE)
def test_no_mail_program_makes_a_link_of_it(words):
    shown = quotable(f"Look at {words} there")
    assert not LINKABLE.search(shown), shown
    assert "[" in shown


@pytest.mark.parametrize(
    "words",
    [
        "It was 3.14 at 12:30, e.g. in the U.S. and i.e. so on...",
        "Т.д. і т.п., 23.11.2026, с. 5. Кінець.",
        "Note: three things; first: this",
        "1.5:2",
        "Wait… and see",
        "a / b \\ c",
        "@ann, look",
    ],
)
def test_what_is_no_link_stays_as_it_was_written(words):
    assert quotable(words) == words


@given(st.text(alphabet="aé.@:/\\ com1-[]www\u200b。", max_size=40))
def test_nothing_that_can_be_written_is_a_link(words):
    assert not LINKABLE.search(quotable(words))


@given(st.text(max_size=200))
def test_breaking_links_only_adds_brackets(words):
    shown = unlinked(words)
    back = shown.replace("[.]", ".").replace("[@]", "@").replace("[:]", ":").replace("[\\\\]", "\\\\")
    same = {"\u3002": ".", "\uff0e": ".", "\uff61": ".", "\uff20": "@", "\uff1a": ":"}
    for wide, plain in same.items():
        back, words = back.replace(wide, plain), words.replace(wide, plain)
    for broken, whole in (("[.]", "."), ("[@]", "@"), ("[:]", ":"), ("[\\\\]", "\\\\")):
        words = words.replace(broken, whole)
    assert back == words


@given(st.text(max_size=200))
def test_a_line_for_a_header_is_one_line_without_controls(text):
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert all(unicodedata.category(char)[0] != "C" or char in "\u200c\u200d" for char in line)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]", line)


def test_a_right_to_left_word_is_set_apart_and_others_are_left_alone():
    assert isolated("جسر") == "\u2068جسر\u2069"
    assert isolated("bridge міст") == "bridge міст"


@given(names, names)
def test_no_name_and_no_subject_adds_a_header_or_says_what_nobody_wrote(name, subject):
    raw = compose(
        Mail(
            sender_name=name,
            sender="comments@example.org",
            to="ann@example.org",
            subject=subject,
            text="Hello",
            html="<p>Hello</p>",
            message_id="one@example.org",
            at=datetime(2026, 11, 23, tzinfo=UTC),
            language="en",
            list_id="daily.example.org",
            conversation="thread@example.org",
            unsubscribe_url="https://comments.example.org/mail/" + "x" * 180,
        )
    ).as_bytes()
    head = raw.partition(b"\r\n\r\n")[0]
    # Nothing is folded but at spaces: one long word, an address of a page, stays whole.
    assert head.isascii() and all(len(line) <= 78 or b"/mail/" in line for line in head.split(b"\r\n"))
    assert not re.search(rb"[\r\n](?![\r\n]|[\t ]|[A-Z])|(?<!\r)\n", head)
    read = ReadMail("", raw)
    assert sorted(read.message.keys()) == sorted(
        [
            "From",
            "To",
            "Subject",
            "Date",
            "Message-ID",
            "In-Reply-To",
            "References",
            "List-Id",
            "List-Unsubscribe",
            "List-Unsubscribe-Post",
            "Auto-Submitted",
            "X-Auto-Response-Suppress",
            "MIME-Version",
            "Content-Type",
            "Content-Language",
        ]
    )
    lines = re.sub(rb"\r\n[ \t]", b" ", head).decode()
    written = dict(re.findall(r"^([\w-]+): ?(.*?)\r?$", lines, re.M))
    assert str(make_header(decode_header(written["Subject"]))) == one_line(subject)
    assert written["From"].endswith("<comments@example.org>") and written["From"].count("<") == 1
    phrase = written["From"].removesuffix("<comments@example.org>").strip()
    assert str(make_header(decode_header(phrase))) == one_line(name)
    (address,) = read.message["From"].addresses
    assert address.addr_spec == "comments@example.org"
    assert read.message["To"].addresses[0].addr_spec == "ann@example.org"
    assert written["List-Unsubscribe"] == "<https://comments.example.org/mail/" + "x" * 180 + ">"
    assert written["List-Id"].endswith("<daily.example.org>")
    assert written["Message-ID"] == "<one@example.org>"
    assert written["References"] == written["In-Reply-To"] == "<thread@example.org>"
    assert written["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert written["Auto-Submitted"] == "auto-generated"
