"""Words marked inside a body: for whoever has to see at once what a check objected to.

The result is a tree like any other, with elements ``mark`` that no reader's text ever has. It is written as HTML by
``markup.render_html`` alone.
"""

from collections.abc import Callable, Iterable

_BLOCKS = frozenset({"p", "pre", "quote", "ul", "ol", "li", "br"})


def marked(nodes: list, words: Iterable[str], places: Callable[[str], Iterable[tuple[int, int]]] | None = None) -> list:
    """A copy of a tree in which these words are marked wherever they are shown, across other marks too.

    ``places`` tells further ones, start and end, in the text of the whole tree with a line for each block.
    A link is marked where its address is among the words, whatever its own words are.
    """
    wanted = sorted({word.casefold() for word in words if word.strip()}, key=len, reverse=True)
    leaves: list[str] = []
    _collect(nodes, leaves)
    text = "".join(leaves)
    found = _places(text, wanted)
    for start, end in places(text) if places else ():
        found.update(range(start, end))
    return _rebuilt(nodes, _Cursor(found), wanted) if wanted or found else nodes


class _Cursor:
    """How far into the words of the tree the copying is, and which letters of it are marked."""

    def __init__(self, places: set[int]):
        self.places, self.at = places, 0


def _places(text: str, wanted: list[str]) -> set[int]:
    # Folding may change a text's length; then letters are compared as they are.
    folded = text.casefold() if len(text.casefold()) == len(text) else text
    places: set[int] = set()
    for word in wanted:
        start = folded.find(word)
        while start >= 0:
            places.update(range(start, start + len(word)))
            start = folded.find(word, start + len(word))
    return places


def _collect(nodes: list, leaves: list[str]) -> None:
    for node in nodes:
        if isinstance(node, str):
            leaves.append(node)
            continue
        _collect(node["c"], leaves)
        if node["t"] in _BLOCKS:
            leaves.append("\n")


def _rebuilt(nodes: list, cursor: _Cursor, wanted: list[str]) -> list:
    made: list = []
    for node in nodes:
        if isinstance(node, str):
            made += _split(node, cursor)
            continue
        if node["t"] == "a" and _leads_to(node["href"], wanted):
            leaves: list[str] = []
            _collect([node], leaves)
            cursor.at += sum(map(len, leaves))
            made.append({"t": "mark", "c": [node]})
            continue
        made.append({**node, "c": _rebuilt(node["c"], cursor, wanted)})
        if node["t"] in _BLOCKS:
            cursor.at += 1
    return made


def _leads_to(href: str, wanted: list[str]) -> bool:
    return href.casefold() in wanted


def _split(text: str, cursor: _Cursor) -> list:
    pieces: list = []
    start, inside = 0, None
    for index in range(len(text) + 1):
        now = index < len(text) and cursor.at + index in cursor.places
        if inside is None:
            inside = now
        if now != inside or index == len(text):
            if index > start:
                piece = text[start:index]
                pieces.append({"t": "mark", "c": [piece]} if inside else piece)
            start, inside = index, now
    cursor.at += len(text)
    return pieces
