"""Comments as the templates show them: the API's own form, with safe HTML and moments in words."""

from datetime import datetime

from markupsafe import Markup

from commentsvc.domain.markup import render_html
from commentsvc.domain.markup_tree import words
from commentsvc.queries.nodes import Node
from commentsvc.web import avatars
from commentsvc.web.api import presenters
from commentsvc.web.embed.words import exactly, when


def shown(node: Node, new_tab: bool = False) -> dict:
    """One node with its replies; ``new_tab`` keeps links out of a frame."""
    return _with_words(presenters.comment(node), node, new_tab)


def shown_own(row, new_tab: bool = False) -> dict:
    """The reader's own comment that is not public."""
    return _add_words(presenters.own_comment(row, None), row, new_tab)


def _with_words(document: dict, node: Node, new_tab: bool) -> dict:
    _add_words(document, node.row, new_tab)
    replies = document["replies"]["comments"]
    for reply, below in zip(replies, node.replies, strict=True):
        _with_words(reply, below, new_tab)
    document["more"] = max(document["reply_count"] - len(replies), 0) if node.next_cursor else 0
    return document


def _add_words(document: dict, row, new_tab: bool) -> dict:
    document["when"], document["exactly"] = when(row.created_at), exactly(row.created_at)
    if document["body"] is not None:
        document["html"] = safe_html(document["body"], new_tab)
    if document["author"]:
        document["author"] |= avatars.drawn(document["author"]["avatar"], document["author"]["name"])
    return document


def safe_html(nodes: list, new_tab: bool = False) -> Markup:
    """A body's nodes as HTML that a template may print."""
    html = render_html(nodes)
    # Every "<a href" is a tag: the words of readers have their "<" escaped.
    html = html.replace("<a href=", '<a target="_blank" href=') if new_tab else html
    return Markup(html)  # noqa: S704 - written from escaped text and cleaned


def structured_data(head: dict, comments: list[dict], page_url: str, paper: str, begun_at: datetime | None) -> dict:
    """The page in schema.org's words, for search engines (https://schema.org/DiscussionForumPosting).

    They ask who began the discussion, and when: the newspaper, with the article.
    """
    posting = {
        "@context": "https://schema.org",
        "@type": "DiscussionForumPosting",
        "url": page_url,
        "author": {"@type": "Organization", "name": paper},
        "commentCount": head["comment_count"],
        "comment": [_structured(one) for one in comments if one["author"]],
    }
    if begun_at is not None:
        posting["datePublished"] = presenters.moment(begun_at)
    if head["title"]:
        posting["headline"] = head["title"]
    if head["url"]:
        posting["sharedContent"] = {"@type": "WebPage", "url": head["url"]}
    return posting


def _structured(comment: dict) -> dict:
    below = [_structured(one) for one in comment["replies"]["comments"] if one["author"]]
    return {
        "@type": "Comment",
        "url": comment["permalink"],
        "text": words(comment["body"]),
        "author": {"@type": "Person", "name": comment["author"]["name"]},
        "datePublished": comment["created_at"],
        "upvoteCount": comment["votes"]["up"],
        "downvoteCount": comment["votes"]["down"],
        **({"comment": below} if below else {}),
    }
