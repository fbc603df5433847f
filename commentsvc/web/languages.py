"""Which language an answer is in."""

from flask import Flask, Response, g, request, session
from flask_babel import Babel, get_locale, refresh

from commentsvc.domain.languages import LANGUAGES

_SPEAKING = ("text/html", "application/problem+json")

NAMES = {"en": "English", "uk": "Українська", "ru": "Русский"}
"""The languages by their own names."""

babel = Babel()


def init_app(app: Flask) -> None:
    """Set up translations; the catalogues lie in ``commentsvc/translations``."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    app.config["BABEL_DEFAULT_LOCALE"] = "en"
    babel.init_app(app, locale_selector=choose)
    app.jinja_env.globals["get_locale"] = get_locale
    app.jinja_env.globals["language_names"] = NAMES
    app.after_request(_name)


def choose() -> str:
    """The language asked for in the address, chosen before, preferred by the browser, or the site's."""
    if "fixed_language" in g:
        return g.fixed_language
    asked = request.args.get("lang", "")[:2].lower()
    if asked in LANGUAGES:
        return asked
    chosen = session.get("lang") if request.path.startswith("/desk") else None
    if chosen in LANGUAGES:
        return chosen
    return request.accept_languages.best_match(LANGUAGES, default=_of_site())


def same_for_everyone() -> None:
    """Make this answer speak the language that its address asks for, else the site's, whatever the caller prefers."""
    asked = request.args.get("lang", "")[:2].lower()
    g.fixed_language = asked if asked in LANGUAGES else _of_site()
    refresh()


def _of_site() -> str:
    site = g.get("site")
    return site.language if site is not None and site.language in LANGUAGES else "en"


def remember() -> None:
    """Keep the language that the desk's address asks for, for the pages that follow."""
    asked = request.args.get("lang", "")[:2].lower()
    if asked in LANGUAGES and session.get("lang") != asked:
        session["lang"] = asked


def _name(response: Response) -> Response:
    """Tell caches that pages and errors are in the language that the request preferred, and which that was."""
    if response.mimetype in _SPEAKING:
        if "fixed_language" not in g:
            response.vary.add("Accept-Language")
        response.content_language.add(str(get_locale()))
    return response
