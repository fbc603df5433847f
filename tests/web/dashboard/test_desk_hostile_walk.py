"""Every address of a desk that is full of words that mean no good: they stay words in pages, files, JSON and mails."""

import csv
import io
import itertools
import json
import re

import html5lib
import pytest

from commentsvc.db import db, unit_of_work
from commentsvc.jobs import dispatch
from commentsvc.models.staff import StaffUser
from commentsvc.services import publishing, staff
from tests.hostile.corpus import FOLDER, rows
from tests.hostile.desk import BAD, OWN, Filled, Filling
from tests.hostile.pages import check_page
from tests.hostile.test_writing_paths import NO_FORM
from tests.web.dashboard.conftest import PASSWORD
from tests.web.dashboard.test_desk_walk import _addresses

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

FORMULA = re.compile("[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")
# What asks for a list, a search or a page in many ways.
ASKED = (
    "comments?queue=all&q={}",
    "comments?queue=all&section={}&author={}",
    "comments?queue={}&order={}",
    "comments?queue=rejected",
    "reports?q={}&section={}",
    "reports?state=open",
    "log?q={}&who={}&action={}&setting={}",
    "log.csv?q=",
    "log.jsonl?q=",
    "embed-check?key={}&page={}",
    "figures?from={}&period={}",
    "figures/comments?from={}&period={}",
    "notices?state={}",
    "readers/abc?give={}",
    "settings?put_back={}&setting={}",
    "mails?after={}",
)
HEADERS = {"User-Agent": OWN[1], "Referer": f"https://evil.example/{OWN[0]}", "Accept-Language": OWN[0]}


@pytest.fixture
def newsroom(mailing_newsroom):
    return mailing_newsroom


@pytest.fixture
def ada(newsroom):
    client = newsroom.stranger()
    client.environ_base |= {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in HEADERS.items()}
    assert newsroom.sign_in(client, "ada@daily.example").status_code == 303
    return client


def words_of(which: str) -> list[str]:
    """Our own, or every so many of the outside corpus: such as a form can hold."""
    if which == "own":
        return list(OWN)
    found = [row["payload"] for row in rows("xss")[int(which) :: 23]]
    fit = [
        one for one in found if len(one) < 75 and one.strip() == one and one.isprintable() and not NO_FORM.search(one)
    ]
    assert len(fit) > 10
    return [f"{one} <{BAD}>" if len(one) < 60 else one for one in fit]


def fill(newsroom, ada, words: list[str]) -> Filled:
    """The site with all of it, people and articles included."""

    def api(method, path, body=None, bearer=None):
        client = newsroom.stranger()
        headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        answer = client.open(f"/api/v1{path}", method=method, json=body, headers=headers)
        assert answer.status_code < 300, (path, body, answer.text)
        return answer.json

    def desk(path, **form):
        answer = newsroom.send(ada, f"/desk/daily/{path}", proof=PASSWORD, **form)
        assert answer.status_code in (200, 201, 303), (path, form, answer.text)
        return answer.location or ""

    def page(path):
        return ada.get(f"/desk/daily/{path}").text

    given = itertools.cycle(words)
    made = Filling(api, desk, page, given).all()
    with newsroom.app.test_request_context("/"), unit_of_work():
        told = {"url": "http://daily.example/a", "title": OWN[0], "section": OWN[0], "authors": [OWN[0]]}
        publishing.publish(newsroom.context(), f"refused-{BAD}", publishing.prepare(told))
        person = staff.find("vera@daily.example")
        db.session.get_one(StaffUser, person.id).name = OWN[0]
    dispatch.run_due(newsroom.app)
    (made.ids["mail_name"],) = set(re.findall(r'/desk/daily/mails/([^"?/]+)"', page("mails")))
    return made


def walk(newsroom, client, made: Filled, words: list[str]):
    """Every address by GET, with what is there, and the ways to ask; the answer of each."""
    ids = made.ids | {"setting_id": "house-rules"}
    for method, url, _power in _addresses(newsroom, ids):
        if method == "GET":
            yield url, client.get(url)
    given = itertools.cycle(words)
    for asked in ASKED:
        path, _mark, query = asked.partition("?")
        pairs = {
            name: next(given) if value == "{}" else value for name, value in (p.split("=") for p in query.split("&"))
        }
        yield asked, client.get(f"/desk/daily/{path}", query_string=pairs)


def check(url: str, answer) -> str:
    """The words of an answer, after it was looked at as what reads it would; "" for what is not there."""
    assert answer.status_code in (200, 404), (url, answer.status_code)
    kind, text = answer.content_type.partition(";")[0], answer.text
    if kind == "text/html":
        # A mail is shown in a frame in which nothing runs.
        text = re.sub(r"<iframe [^>]*sandbox [^>]*></iframe>", "", text) if "/mails/" in url else text
        check_page(text, url)
        tree = list(html5lib.parse(text).iter())
        names = [one.tag for one in tree if isinstance(one.tag, str)] + [name for one in tree for name in one.attrib]
        assert not [name for name in names if BAD in name.lower()], url
        assert not [one for one in tree if one.tag == "{http://www.w3.org/1999/xhtml}img"], url
        return " ".join(" ".join([*(one.text or "" for one in tree), *(one.tail or "" for one in tree)]).split())
    if kind == "text/csv":
        cells = [cell for row in csv.reader(io.StringIO(text.lstrip("\ufeff"))) for cell in row]
        assert not [cell for cell in cells if FORMULA.match(cell) and not re.fullmatch(r"-?[\d.]+", cell)], url
        return " ".join(cells)
    lines = text.splitlines() if kind != "application/json" else [text]
    return " ".join(json.dumps(json.loads(line), ensure_ascii=False) for line in lines if line)


@pytest.mark.parametrize("which", ["own", "0", "11"])
def test_hostile_words_stay_words_at_every_address(newsroom, ada, which):
    if which != "own" and not (FOLDER / "xss.jsonl").exists():
        pytest.skip("no corpus xss")
    words = words_of(which)
    made = fill(newsroom, ada, words)
    seen, read = "", 0
    for url, answer in walk(newsroom, ada, made, words):
        seen += check(url, answer)
        read += answer.status_code == 200
    assert read > 50
    assert (
        BAD in seen
        and len([one for one in set(made.words) if " ".join(one.split()) in seen]) > len(set(made.words)) / 2
    )
    for name in ("olena", "edita"):
        client = newsroom.browser(name)
        for url, answer in walk(newsroom, client, made, words):
            if answer.status_code != 403:
                check(url, answer)
    for page in ("/desk/account/", "/desk/account/password"):
        check(page, ada.get(page))


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_what_is_refused_comes_back_as_words(newsroom, ada, accept):
    made = fill(newsroom, ada, list(OWN))
    given = itertools.cycle(OWN)
    names = {
        "name",
        "text",
        "words",
        "note",
        "reader_note",
        "announcement",
        "house_rules",
        "email",
        "url",
        "q",
        "query",
    }
    names |= {
        "time_zone",
        "chat_quiet_hours",
        "edit_url_template",
        "edit_minutes",
        "origins",
        "kind",
        "reason",
        "action",
    }
    names |= {
        "name_en",
        "rule_uk",
        "message_ru",
        "words_en",
        "before",
        "after",
        "source",
        "days",
        "handle",
        "role",
        "next",
    }
    for method, url, _power in _addresses(newsroom, made.ids):
        if method == "GET" or "erasure" in url or "dismissal" in url:
            continue
        form = {name: next(given) for name in sorted(names)} | {"csrf_token": newsroom.token(ada, "/desk/daily/")}
        for more in ({}, {"do": "preview"}):
            answer = ada.post(url, data=form | more, headers={"Accept": accept})
            assert answer.status_code < 500, url
            # What was typed may stand in the query of an address, and never decides where it leads.
            assert (answer.location or "/desk/").startswith("/desk/"), (url, answer.location)
            if answer.content_type.startswith("text/html"):
                check_page(answer.text, url)
                assert f"<{BAD}" not in answer.text.lower(), url
            elif answer.data and answer.is_json:
                json.loads(answer.text)
