"""What a page may hold, whoever wrote the words on it: looked at with an HTML5 parser, as a browser would."""

import json

import html5lib
from ada_url import URL

_XHTML = "{http://www.w3.org/1999/xhtml}"
_NEVER = {"iframe", "object", "embed", "applet", "base", "frame", "frameset", "marquee", "audio", "video", "portal"}


def check_page(html: str, word: str) -> None:
    """Fail where a page runs a foreign script, links where it must not, or has an element that no page of ours has."""
    for element in html5lib.parse(html).iter():
        if not isinstance(element.tag, str):
            continue
        name = element.tag.removeprefix(_XHTML)
        assert name not in _NEVER, (word, name)
        assert not any(attribute.lower().startswith("on") for attribute in element.attrib), (word, name)
        if name == "script":
            data = element.get("type") in ("application/ld+json", "application/json")
            assert data or element.get("src", "").startswith("/"), (word, "script")
        if name == "meta":
            assert element.get("http-equiv") is None, (word, "meta")
        for attribute in ("href", "src", "action", "formaction"):
            if element.get(attribute):
                address = URL(element.get(attribute), "https://comments.example/embed/daily/thread")
                assert address.protocol in ("http:", "https:", "mailto:"), (word, attribute, element.get(attribute))


def typed_into(html: str, field: str) -> str:
    """What a page's text area of that name holds."""
    area = next(one for one in html5lib.parse(html).iter(f"{_XHTML}textarea") if one.get("name") == field)
    return area.text or ""


def data_in(html: str) -> object:
    """What the one script of a fragment holds: JSON."""
    (script,) = html5lib.parse(html).iter(f"{_XHTML}script")
    return json.loads(script.text)
