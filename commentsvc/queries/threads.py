"""A thread's page as readers see it: the roots of one page, each with its first replies."""

from sqlalchemy import bindparam, func, select

from commentsvc.db import db
from commentsvc.domain.errors import NotFound
from commentsvc.domain.filters import Filter
from commentsvc.domain.ranking import Order
from commentsvc.models.article import Article, ArticleAlias, Thread
from commentsvc.models.comment import Comment
from commentsvc.models.site import Site
from commentsvc.queries import branches, cursors
from commentsvc.queries.cursors import Level
from commentsvc.queries.filtered import would_show
from commentsvc.queries.nodes import Node, Page
from commentsvc.queries.notices import last_correction
from commentsvc.rows import Prepared

# How many replies a page brings along at each depth: enough to follow a conversation, bounded for the largest thread.
REPLIES_ALONG = (3, 1, 1)
# The cursor to the first page of replies, for a comment whose replies did not come along.
FROM_START = "0"
# What the head of a page shows of a thread and its article.
HEAD = (
    Thread.public_id,
    Thread.locked,
    Thread.stays_open,
    Thread.closed,
    Thread.pre_moderated,
    Thread.announcement,
    Thread.raid,
    Thread.comment_count,
    Thread.version,
    Thread.last_comment_at,
    Article.key,
    Article.url,
    Article.title,
    Article.section,
    # The thread's row is made with its first comment, or by the publisher, who also says when the article appeared.
    func.coalesce(Article.published_at, Thread.created_at).label("begun_at"),
    last_correction(Article.id).label("corrected_at"),
    *(would_show(one, Thread.id).label(f"shows_{one}") for one in Filter),
)
_HEADS = select(Thread.id, Thread.site_id, *HEAD).join(Article, Article.id == Thread.article_id)
_BY_KEY = Prepared(_HEADS.where(Article.site_id == bindparam("site_id"), Article.key == bindparam("key")))
_BY_FORMER_KEY = Prepared(
    _HEADS.join(ArticleAlias, ArticleAlias.article_id == Article.id).where(
        ArticleAlias.site_id == bindparam("site_id"), ArticleAlias.key == bindparam("key")
    )
)
_BY_ID = Prepared(_HEADS.where(Thread.id == bindparam("thread_id")))


def by_key(site: Site, key: str):
    """The thread's row with its article's key, URL and title, or None where nobody has commented yet.

    A key that the article had before it was moved or merged leads to it as well; asked only where no thread has it.
    """
    return _BY_KEY.first(site_id=site.id, key=key) or _BY_FORMER_KEY.first(site_id=site.id, key=key)


def by_id(thread_id: int):
    """The same row of a thread that is known to be there."""
    return _BY_ID.first(thread_id=thread_id)


def roots(thread_id: int, order: Order, limit: int, cursor: str | None = None) -> Page:
    """One page of roots with their first replies. Raises Invalid ``bad_cursor``."""
    return _page(thread_id, None, order, limit, cursor)


def replies(branch, order: Order, limit: int, cursor: str | None = None) -> Page:
    """More replies of one comment, given by its row (``public_row``). Raises Invalid ``bad_cursor``."""
    return _page(branch.thread_id, branch, order, limit, cursor)


def public_row(public_id: str, site_id: int | None = None):
    """One visible comment's row. Raises NotFound ``unknown_comment``."""
    statement = select(*branches.COLUMNS).where(Comment.public_id == public_id, Comment.visible)
    if site_id is not None:
        statement = statement.where(Comment.site_id == site_id)
    row = db.session.execute(statement).first()
    if row is None:
        raise NotFound("unknown_comment")
    return row


def ancestors(row) -> list:
    """The comments above one in the tree, root first; at most the site's depth limit of them."""
    found = []
    while row.branch_id is not None:
        row = db.session.execute(select(*branches.COLUMNS).where(Comment.id == row.branch_id)).one()
        found.append(row)
    return found[::-1]


def single(row, above: list) -> Node:
    """One row as a node that knows what it answers."""
    node = Node(row)
    _name_parents([node], {parent.id: parent for parent in above})
    return node


def _page(thread_id: int, branch, order: Order, limit: int, cursor: str | None) -> Page:
    here = Level(thread_id, branch.id if branch else None)
    after = cursors.decode(cursor, order, here) if cursor and cursor != FROM_START else None
    rows = branches.rows_of(here, order, limit + 1, after)
    more = len(rows) > limit
    rows = rows[:limit]
    page = Page([Node(row) for row in rows], cursors.encode(order, here, rows[-1]) if more else None)
    known = {branch.id: branch} if branch else {}
    level, depth = page.nodes, (branch.depth + 1 if branch else 0)
    everything = list(page.nodes)
    for along in REPLIES_ALONG[depth:]:
        level = _bring_along(thread_id, level, order, along)
        everything += level
    known |= {node.row.id: node.row for node in everything}
    for node in everything:
        if node.row.reply_count and not node.replies:
            node.next_cursor = FROM_START
    _name_parents(everything, known)
    return page


def _bring_along(thread_id: int, level: list[Node], order: Order, along: int) -> list[Node]:
    parents = {node.row.id: node for node in level if node.row.reply_count > 0}
    brought: list[Node] = []
    for branch_id, rows in branches.first_rows_of(thread_id, list(parents), order, along + 1).items():
        parent = parents[branch_id]
        parent.replies = [Node(row) for row in rows[:along]]
        further = Level(thread_id, branch_id)
        parent.next_cursor = cursors.encode(order, further, rows[along - 1]) if len(rows) > along else None
        brought += parent.replies
    return brought


def _name_parents(nodes: list[Node], known: dict) -> None:
    missing = {node.row.parent_id for node in nodes if node.row.parent_id and node.row.parent_id not in known}
    if missing:
        statement = select(*branches.COLUMNS).where(Comment.id.in_(missing))
        known = known | {row.id: row for row in db.session.execute(statement)}
    for node in nodes:
        parent = known.get(node.row.parent_id)
        if parent is not None:
            node.parent_public_id = parent.public_id
            node.answers = parent if node.row.parent_id != node.row.branch_id else None
