"""Comments as a page shows them: rows in their tree, and lists that go on."""

from dataclasses import dataclass, field


@dataclass
class Node:
    """One row with the replies that are shown under it, and the cursor to further ones."""

    row: object
    replies: list["Node"] = field(default_factory=list)
    next_cursor: str | None = None
    # The comment answered, when it is not the one this row is listed under.
    answers: object | None = None
    parent_public_id: str | None = None


@dataclass
class Page:
    """A list of nodes and the cursor to the next page."""

    nodes: list[Node]
    next_cursor: str | None
