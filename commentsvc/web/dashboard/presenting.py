"""What templates need to show people, times and places."""

from urllib.parse import quote

from flask import g, url_for
from flask_babel import format_datetime
from flask_babel import gettext as _
from markupsafe import Markup

from commentsvc.db import new_public_id
from commentsvc.domain import text_fragment
from commentsvc.domain.limits import EXCERPT_CHARS, SOURCE_MAX_CHARS, STAFF_WORDS_MAX_CHARS
from commentsvc.domain.markup import excerpt, render_html
from commentsvc.domain.moderation import Action
from commentsvc.domain.sanctions import GIVING
from commentsvc.domain.selectors import TextQuoteSelector
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.web import avatars, reason_words
from commentsvc.web.dashboard import job_words, setting_words, words
from commentsvc.web.dashboard.answers import counts, sees_legal, shown_count
from commentsvc.web.dashboard.desk import blueprint
from commentsvc.web.request_context import keys, now

# Decisions that rest on the house rules, for which the log names their version.
NAMES_RULES = frozenset({Action.REJECT, Action.MARK_SPAM, Action.APPROVE, Action.UNDO, *GIVING.values()})


def body_html(nodes: list) -> Markup:
    """A comment's body as safe HTML: written from the tree and cleaned by the sanitizer."""
    return Markup(render_html(nodes))  # noqa: S704


def avatar(reader_id: int, name: str) -> dict:
    """Colour and letter of a reader's generated avatar, the same as on the article's page."""
    return avatars.drawn(avatars.seed(reader_id, keys().avatar_key), name)


def opening(text: str) -> str:
    """The opening of a text on one line."""
    return excerpt(text, EXCERPT_CHARS)


def comment_place(article, comment) -> str | None:
    """The comment on the article's page."""
    return f"{article.url.partition('#')[0]}#comment-{comment.public_id}" if _is_web(article.url) else None


def quote_place(article, words_quoted: str, before: str = "", after: str = "") -> str | None:
    """The quoted words, with what stands around them, on the article's page."""
    if not _is_web(article.url):
        return None
    if not words_quoted.strip():
        return article.url.partition("#")[0]
    return text_fragment.link(article.url, TextQuoteSelector(words_quoted, before, after))


def edit_place(article) -> str | None:
    """Where the article is changed: as the publisher has signed it, else by the site's template."""
    if article.edit_url:
        return article.edit_url if _is_web(article.edit_url) else None
    return edit_place_by(SiteSettings.from_mapping(g.site.settings).edit_url_template, article) or None


def edit_place_by(template: str, article) -> str:
    """Where a template says that the article is changed."""
    named = {"{key}": article.key, "{url}": article.url or ""}
    for place, value in named.items():
        template = template.replace(place, quote(value, safe=""))
    return template


def _is_web(url: str | None) -> bool:
    return bool(url) and url.startswith(("http://", "https://"))


def ago(at) -> str:
    """How long ago, in words."""
    return words.ago(at, now())


def unsealed(words: str) -> str | None:
    """What is kept encrypted, for who may see it; None when it was sealed with another key."""
    return keys().unseal(words)


def reader_name(name: str, public_id: str) -> str:
    """A reader's name; who has none goes by the first letters of what addresses call them."""
    return name or _("Guest %(mark)s", mark=public_id[:4])


def rules_link(version: int) -> Markup:
    """The house rules in force at a time, as a link to that version."""
    link = url_for("rules_page.page", site=g.site.slug, _anchor=f"version-{version}")
    named = _("House rules, version %(version)s", version=version)
    return Markup('<a href="{}" target="_blank" rel="noopener">{}</a>').format(link, named)


def exactly(at) -> str:
    """A time in full."""
    return f"{format_datetime(at, 'd MMM y, HH:mm:ss')} UTC"


@blueprint.context_processor
def _helpers() -> dict:
    return {
        "ago": ago,
        "avatar": avatar,
        "body_html": body_html,
        "comment_place": comment_place,
        "counts": counts,
        "edit_place": edit_place,
        "exactly": exactly,
        "fresh_name": new_public_id,
        "job_word": job_words.handler,
        "opening": opening,
        "quote_place": quote_place,
        "ready_messages": reason_words.messages,
        "reader_name": reader_name,
        "names_rules": NAMES_RULES,
        "reject_reasons": reason_words.offered,
        "rules_link": rules_link,
        "sees_legal": sees_legal,
        "setting_changes": setting_words.changes,
        "shown_count": shown_count,
        "source_max_chars": SOURCE_MAX_CHARS,
        "staff_words_max_chars": STAFF_WORDS_MAX_CHARS,
        "unsealed": unsealed,
        "words": words,
    }
