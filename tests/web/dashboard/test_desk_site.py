"""The site itself at the desk: name, language, origins, and the keys of the publisher's server."""

import json
import re

import pytest
from sqlalchemy import select

from commentsvc.db import db
from commentsvc.models.site import SiteKey
from commentsvc.services import sites
from tests.web.dashboard.conftest import PASSWORD

PAGE = "/desk/daily/settings/site"
PRESENT = {"name": "The Daily Lantern", "language": "en", "origins": "http://daily.example"}


@pytest.fixture
def ada(newsroom):
    return newsroom.browser("ada")


def _save(newsroom, browser, version=None, **changes):
    seen = version or re.search(r'name="version" value="(\d+)"', browser.get(PAGE).text).group(1)
    return newsroom.send(browser, PAGE, proof=PASSWORD, version=seen, **(PRESENT | changes))


def _site(newsroom):
    with newsroom.app.app_context():
        site = sites.get("daily")
        return {"name": site.name, "language": site.language, "origins": sorted(row.origin for row in site.origins)}


def _changes(newsroom) -> list[dict]:
    page = newsroom.browser("ada").get("/desk/daily/log.jsonl?action=configure").text
    return [json.loads(json.loads(line)["note"]) for line in page.splitlines()]


def test_name_language_and_origins_are_changed_and_logged(newsroom, ada):
    origins = "http://daily.example\nhttps://daily.example\n"
    answer = _save(newsroom, ada, name="Щоденний ліхтар", language="uk", origins=origins)
    assert answer.status_code == 303
    assert _site(newsroom) == {
        "name": "Щоденний ліхтар",
        "language": "uk",
        "origins": ["http://daily.example", "https://daily.example"],
    }
    assert _changes(newsroom) == [
        {
            "name": ["The Daily Lantern", "Щоденний ліхтар"],
            "language": ["en", "uk"],
            "origins": [["http://daily.example"], ["http://daily.example", "https://daily.example"]],
        }
    ]
    page = ada.get("/desk/daily/log?lang=en").text
    assert "Origins of your pages" in page and "Щоденний ліхтар" in page


def test_a_new_origin_may_post_and_a_former_one_may_not(newsroom, ada):
    def status(origin):
        body = {"name": "Ann"}
        return ada.post("/api/v1/sites/daily/session", json=body, headers={"Origin": origin}).status_code

    assert (status("http://daily.example"), status("https://new.example")) == (201, 403)
    assert _save(newsroom, ada, origins="https://new.example").status_code == 303
    newsroom.clock.pass_by(seconds=2)
    assert (status("http://daily.example"), status("https://new.example")) == (403, 201)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 500}, "name"),
        ({"language": "xx"}, "language"),
        ({"origins": ""}, "origins"),
        ({"origins": "http://daily.example nonsense"}, "origins"),
        ({"origins": "javascript:alert(1)"}, "origins"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(newsroom, ada, wrong, field):
    answer = _save(newsroom, ada, **({"name": "Kept as typed"} | wrong))
    assert answer.status_code == 422
    assert f'id="{field}-wrong"' in answer.text
    assert "name" in wrong or "Kept as typed" in answer.text
    assert _site(newsroom)["name"] == "The Daily Lantern" and _changes(newsroom) == []


def test_who_saves_second_is_shown_what_the_first_has_changed(newsroom, ada):
    seen = re.search(r'name="version" value="(\d+)"', ada.get(PAGE).text).group(1)
    assert _save(newsroom, ada, version=seen, name="First").status_code == 303
    late = _save(newsroom, ada, version=seen, name="Second")
    assert late.status_code == 409
    assert "Ada changed the settings" in late.text and "Second" in late.text and "First" in late.text
    assert _site(newsroom)["name"] == "First"


def test_nothing_different_is_no_row(newsroom, ada):
    assert _save(newsroom, ada).status_code == 303
    assert _changes(newsroom) == []


def test_a_key_is_made_shown_once_and_revoked(newsroom, ada):
    made = newsroom.send(ada, f"{PAGE}/keys", proof=PASSWORD)
    assert made.status_code == 201
    secret = re.search(r'id="secret"[^>]*value="([^"]+)"', made.text).group(1)
    assert secret.startswith("whsec_") and secret not in ada.get(PAGE).text
    with newsroom.app.app_context():
        key = db.session.scalar(select(SiteKey.public_id))
    for _twice in range(2):
        assert newsroom.send(ada, f"{PAGE}/keys/{key}/revocation", proof=PASSWORD).status_code == 303
    assert "revoked" in ada.get(PAGE).text
    assert _changes(newsroom) == [{"signing_key": ["", key]}, {"signing_key": [key, ""]}]


def test_each_act_asks_for_a_proof_first(newsroom, ada):
    newsroom.expire_proofs()
    for url, form in ((PAGE, PRESENT | {"version": 1}), (f"{PAGE}/keys", {}), (f"{PAGE}/keys/abc/revocation", {})):
        assert newsroom.send(ada, url, **form).status_code == 403
    assert newsroom.log() == []


def test_hostile_words_stay_words(newsroom, ada):
    evil = '</title><script>alert(1)</script>"onload="x'
    assert _save(newsroom, ada, name=evil).status_code == 303
    for url in (PAGE, "/desk/daily/", "/desk/daily/log"):
        page = ada.get(url).text
        assert "<script>alert" not in page and "&lt;script&gt;" in page
