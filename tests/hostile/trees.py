"""Reading rendered HTML back with a parser of its own, strictly: any foreign tag, attribute or link fails."""

import html5lib
from ada_url import URL

_SAME = ["p", "em", "strong", "code", "pre", "ul", "ol", "li", "a", "br", "del"]
_XHTML = "{http://www.w3.org/1999/xhtml}"
_NAMES = {"blockquote": "quote"} | {name: name for name in _SAME}
_REL = "nofollow ugc noopener noreferrer"


def read_back(html: str) -> list:
    """Return the node tree that a browser would see in a piece of rendered HTML."""
    return _children(html5lib.parseFragment(html))


def _children(element) -> list:
    nodes: list = []
    _text(nodes, element.text)
    for child in element:
        assert isinstance(child.tag, str), "a comment or a processing instruction"
        assert child.tag.startswith(_XHTML), f"foreign content: {child.tag}"
        name = _NAMES[child.tag.removeprefix(_XHTML)]
        attributes = dict(child.attrib)
        node = {"t": name}
        if name == "a":
            node["href"] = attributes.pop("href")
            assert URL(node["href"]).protocol in ("http:", "https:", "mailto:")
            assert attributes.pop("rel") == _REL
        assert not attributes
        nodes.append(node | {"c": _children(child)})
        _text(nodes, child.tail)
    return nodes


def _text(nodes: list, text: str | None) -> None:
    if text and nodes and isinstance(nodes[-1], str):
        nodes[-1] += text
    elif text:
        nodes.append(text)
