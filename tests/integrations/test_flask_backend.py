"""The Flask example: what its `sso-url` answers signs its readers in here."""

import importlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commentsvc.db import unit_of_work
from commentsvc.domain.sign_on import audience
from commentsvc.domain.sign_on_keys import Algorithm
from commentsvc.services import sign_on_keys, sites
from tests.api import Api

FOLDER = Path(__file__).parents[2] / "integrations" / "flask"
ISSUER = "https://news.example"


@pytest.fixture(params=list(Algorithm))
def newspaper(request, app, site, clock, tmp_path, monkeypatch):
    """A client of the example, whose key of each kind is in force at the site; its clock is the real one."""
    clock.moment = datetime.now(UTC)
    here = app.extensions["commentsvc"]
    with app.app_context(), unit_of_work():
        new = sign_on_keys.NewKey(ISSUER, algorithm=request.param)
        row, secret = sign_on_keys.create(sites.get(site.slug), here.keys, new, clock.now())
        key = {"kid": row.kid, "algorithm": row.algorithm, "iss": ISSUER, "secret": secret}
    key["aud"] = audience(here.settings.base_url, site.slug)
    (tmp_path / "key.json").write_text(json.dumps(key))
    monkeypatch.syspath_prepend(str(FOLDER))
    environ = {
        "COMMENTS_KEY_FILE": str(tmp_path / "key.json"),
        "COMMENTS_SERVICE": here.settings.base_url,
        "COMMENTS_SITE": site.slug,
    }
    return importlib.import_module("newspaper").create_app(environ).test_client()


def test_its_readers_are_signed_in_here(newspaper, api):
    newspaper.post("/sign-in", data={"reader": "23"})
    told = newspaper.get("/comments/who")
    assert told.headers["Cache-Control"] == "no-store"
    answer = api.call("POST", "/sites/daily/session/sign-on", told.json)
    assert (answer.status_code, answer.json["reader"]["name"]) == (201, "Іван Сірко")
    author = Api(api.client, "daily", answer.json["token"]).posted("Signed.")["author"]
    assert author["badges"] == ["verified", "new"]
    assert newspaper.get("/comments/who").json != told.json


def test_nobody_is_nobody(newspaper):
    assert newspaper.get("/comments/who").status_code == 204
    newspaper.post("/sign-in", data={"reader": "17"})
    newspaper.post("/sign-out")
    assert newspaper.get("/comments/who").status_code == 204


def test_its_page_allows_what_the_comments_need(newspaper):
    answer = newspaper.get("/bridge")
    assert 'sso-url="/comments/who"' in answer.text
    assert "connect-src 'self' http://127.0.0.1:5000;" in answer.headers["Content-Security-Policy"]
