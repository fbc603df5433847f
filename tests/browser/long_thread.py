"""A first page as full as they come, and a browser that draws it as slowly as a test wants."""

ROOTS = 50
REPLIES = 2
WORDS = "The bridge is closed again, and nobody has told us for how long it is going to be this time. "

# A drawing makes a pause after each comment, and while `hold` is set stays there until `step()` or `goOn()`.
SLOWLY = """(() => {
  let turn = 0;
  const held = [], later = setTimeout, now = performance.now.bind(performance);
  performance.now = () => now() + 1000 * (turn += 1);
  window.hold = false;
  window.setTimeout = (act, wait, ...rest) => wait === undefined && window.hold ? held.push(act) : later(act, wait, ...rest);
  window.step = () => held.splice(0).forEach((act) => act());
  window.goOn = () => {
    window.hold = false;
    step();
  };
})()"""


def fill(page, query):
    """Full of comments, in an order that tells which one was asked for."""
    page["comments"] = [_comment(f"root{number}") for number in _order(query["sort"][0])]
    page["sort"] = query["sort"][0]
    page["thread"]["comment_count"] = ROOTS * (1 + REPLIES)
    page["next_cursor"] = None


def ids(sort):
    """The ids of the roots of that page."""
    return [f"comment-root{number}" for number in _order(sort)]


def _order(sort):
    numbers = list(range(ROOTS))
    return {"best": numbers, "newest": numbers[::-1], "oldest": numbers[20:] + numbers[:20]}[sort]


def _comment(name, parent=None):
    replies = [] if parent else [_comment(f"{name}-reply{number}", name) for number in range(REPLIES)]
    return {
        "id": name,
        "parent_id": parent,
        "depth": 1 if parent else 0,
        "status": "approved",
        "author": {"name": f"Ann of {name}", "avatar": "0a1b2c", "badges": []},
        "body": [{"t": "p", "c": [f"Words of {name}. ", WORDS * 2]}, {"t": "p", "c": [WORDS]}],
        "created_at": "2026-03-02T09:00:00.000Z",
        "edited_at": None,
        "withdrawn": False,
        "featured": False,
        "votes": {"up": 3, "down": 1},
        "reply_count": len(replies),
        "replies": {"comments": replies, "next_cursor": None},
        "permalink": f"https://comments.example/embed/comments/{name}",
    }
