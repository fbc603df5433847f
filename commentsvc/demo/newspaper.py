"""The demo newspaper: a publisher's site as the service meets it in life.

It is a WSGI application of its own, on an origin of its own, and knows of the service only the address it embeds.
Its Content-Security-Policy is as strict as a careful publisher's, so that the embed is proven to work under one.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from babel.dates import format_date
from flask import Blueprint, Flask, Response, abort, current_app, render_template, url_for

from commentsvc.demo.articles import Article, articles, editions

SITE = "daily"
FRONT_LANGUAGE = "en"
ROOT = Path(__file__).resolve().parents[2]

pages = Blueprint("pages", __name__)


def create_newspaper(embed_base: str, printed_at: datetime | None = None) -> Flask:
    """Build the newspaper's WSGI application.

    ``embed_base`` is the address of the service as readers' browsers reach it, such as ``http://127.0.0.1:5000``.
    ``printed_at`` (aware; default now) is the moment from which articles' dates are counted back; give the moment when
    the demo's comments were loaded, so that no comment seems older than its article.
    Raises ``ValueError`` when ``embed_base`` is no http(s) address.
    """
    base = embed_base.rstrip("/")
    app = Flask(
        "commentsvc.demo.newspaper",
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "commentsvc" / "static" / "demo"),
        static_url_path="/static",
    )
    app.config.update(
        EMBED_BASE=base,
        PRINTED_AT=printed_at or datetime.now(UTC),
        SECURITY_HEADERS=security_headers(base),
        SEND_FILE_MAX_AGE_DEFAULT=300,
    )
    app.register_blueprint(pages)
    app.register_error_handler(404, _not_found)
    app.after_request(_with_security_headers)
    return app


def security_headers(embed_base: str) -> dict[str, str]:
    """Return the headers of every answer; the policy admits the newspaper itself, the service, and nothing else.

    ``trusted-types 'none'`` forbids even making a policy: the embed may not use a single injection sink.
    Source of the syntax: W3C Content Security Policy Level 3, and Trusted Types.
    """
    parts = urlsplit(embed_base)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ValueError(f"not an http(s) address: {embed_base!r}")
    origin = f"{parts.scheme}://{parts.netloc}"
    policy = {
        "default-src": "'none'",
        "script-src": f"'self' {origin}",
        "connect-src": f"'self' {origin}",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
    }


@pages.get("/")
def front() -> str:
    """Serve the front page."""
    *stories, brief = articles()
    return render_template("demo/front.html", edition=editions()[FRONT_LANGUAGE], stories=stories, brief=brief)


@pages.get("/<slug>")
def story(slug: str) -> str:
    """Serve one article, or 404."""
    found = next((article for article in articles() if article.slug == slug), None)
    if found is None:
        abort(404)
    return render_template(
        "demo/article.html",
        edition=editions()[found.lang],
        article=found,
        others=[article for article in articles() if article is not found],
        plain=_plain_pages(found),
    )


@pages.app_context_processor
def _furniture() -> dict:
    return {
        "site": SITE,
        "embed_base": current_app.config["EMBED_BASE"],
        "editions": editions(),
        "published": lambda article: _published(article, current_app.config["PRINTED_AT"]),
        "printed_at": current_app.config["PRINTED_AT"],
        "format_day": format_day,
    }


def format_day(moment: datetime, lang: str, style: str = "long") -> str:
    """Write the day of ``moment`` as a newspaper in ``lang`` does; ``style`` is a CLDR length (``full``, ``long``)."""
    return format_date(moment, format=style, locale="en_GB" if lang == "en" else lang)


def as_printed(article: Article, text: str, printed_at: datetime) -> str:
    """A wording of an article as readers' pages show it: with author and date, which stand below the lead."""
    edition = editions()[article.lang]
    author = " · ".join(filter(None, (f"{edition['by']} {article.byline}", article.byline_note)))
    day = format_day(_published(article, printed_at), article.lang)
    headline, lead, rest = text.split("\n", 2)
    return "\n".join((headline, lead, " ".join(f"{author} {day}".split()), rest))


def _published(article: Article, printed_at: datetime) -> datetime:
    return printed_at - timedelta(minutes=article.published_minutes_ago)


def _plain_pages(article: Article) -> dict[str, str]:
    """The service's pages for readers whose browser runs no script."""
    base = f"{current_app.config['EMBED_BASE']}/embed/{SITE}"
    address = url_for("pages.story", slug=article.slug, _external=True)
    return {
        "thread": f"{base}/thread?{urlencode({'key': article.key})}",
        "correction": f"{base}/correction?{urlencode({'key': article.key, 'url': address})}",
    }


def _not_found(_error: Exception) -> tuple[str, int]:
    return render_template("demo/not_found.html", edition=editions()[FRONT_LANGUAGE]), 404


def _with_security_headers(response: Response) -> Response:
    response.headers.update(current_app.config["SECURITY_HEADERS"])
    if response.mimetype == "text/html":
        response.headers["Cache-Control"] = "no-cache"
    return response
