"""A newspaper with a sign-in of its own, whose readers are signed in to the comments as well.

    COMMENTS_SERVICE=http://127.0.0.1:5000 COMMENTS_SITE=daily COMMENTS_KEY_FILE=key.json python newspaper.py

Only `who` and `sign_on.py` are what you need; the rest stands for your newspaper.
"""

import json
import os
import secrets
from pathlib import Path

from flask import Flask, abort, redirect, render_template, request, session
from sign_on import SignOn

# Your readers, in your own database.
READERS = {"17": "Olena Kovalenko", "23": "Іван Сірко"}


def create_app(environ=os.environ) -> Flask:
    """The newspaper; `COMMENTS_KEY_FILE` is what `commentsvc site sign-on-key create SITE … --json` printed."""
    key = json.loads(Path(environ["COMMENTS_KEY_FILE"]).read_text())
    signer = SignOn(key["kid"], key["algorithm"], key["iss"], key["aud"], key["secret"])
    app = Flask(__name__)
    app.secret_key = environ.get("SECRET_KEY") or secrets.token_bytes(32)
    app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
    service, site = environ["COMMENTS_SERVICE"].rstrip("/"), environ["COMMENTS_SITE"]

    @app.get("/comments/who")
    def who():
        """What `sso-url` points to: a token for whoever is signed in here, or 204 for nobody."""
        reader = session.get("reader")
        if reader is None:
            return "", 204, {"Cache-Control": "no-store"}
        return {"token": signer.token(reader, READERS[reader])}, 200, {"Cache-Control": "no-store"}

    @app.get("/<any(bridge, ferry):key>")
    def article(key):
        """Two articles: one asks by `sso-url`, the other calls `identify()`."""
        return render_template(
            "article.html",
            key=key,
            service=service,
            site=site,
            readers=READERS,
            name=READERS.get(session.get("reader")),
        )

    @app.post("/sign-in")
    def sign_in():
        """Stands for your sign-in, which asks for a password."""
        if request.form.get("reader") not in READERS:
            abort(400)
        session["reader"] = request.form["reader"]
        return redirect(request.form.get("back") if request.form.get("back") in ("/bridge", "/ferry") else "/bridge")

    @app.post("/sign-out")
    def sign_out():
        """Stands for your sign-out."""
        session.clear()
        return redirect("/bridge")

    @app.after_request
    def policy(response):
        """'self' in connect-src is for `sso-url`; the rest is for the comments."""
        response.headers["Content-Security-Policy"] = (
            f"default-src 'self'; script-src 'self' {service}; connect-src 'self' {service}; form-action 'self'; "
            "require-trusted-types-for 'script'; trusted-types 'none'"
        )
        return response

    return app


if __name__ == "__main__":
    create_app().run(port=int(os.environ.get("PORT", "8000")))
