"""Every address of the desk, walked with things that are there: who is refused, and that looking changes nothing."""

import pytest
from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.roles import Power, may
from commentsvc.models.article import Thread
from commentsvc.models.staff import StaffUser
from tests.web.dashboard.conftest import STAFF


def _addresses(newsroom, ids: dict[str, str]):
    """Method, address and needed power of every route of the site's desk; what nobody has made is called ``abc``."""
    for rule in newsroom.app.url_map.iter_rules():
        if not rule.rule.startswith("/desk/<site>/"):
            continue
        url = rule.rule.replace("<site>", "daily")
        for name in rule.arguments - {"site"}:
            url = url.replace(f"<{name}>", ids.get(name, "abc"))
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield method, url, newsroom.app.view_functions[rule.endpoint].desk_power


@pytest.fixture
def ids(newsroom) -> dict[str, str]:
    """Something of each kind that addresses name."""
    held = newsroom.post("https://example.org")
    shown = newsroom.post("Shown")
    newsroom.flag(shown, "spam", remark="Look at this")
    newsroom.act(newsroom.browser(), "comment", held, "approve", note="It is the council's page")
    report = newsroom.report()
    with newsroom.app.app_context():
        thread = db.session.scalar(select(Thread.public_id))
        person = db.session.scalar(select(StaffUser.public_id).where(StaffUser.email == "vera@daily.example"))
    return {
        "comment_id": held,
        "report_id": report,
        "thread_id": thread,
        "person_id": person,
        "entry_id": newsroom.log()[-1].public_id,
    }


def _everything(newsroom) -> dict[str, list]:
    """All rows of all tables, except for when a person of the desk was here."""
    seen = {("staff_session", "seen_at"), ("membership", "seen_at"), ("membership", "left_at")}
    with newsroom.app.app_context():
        found = {}
        for table in db.metadata.sorted_tables:
            columns = [column for column in table.columns if (table.name, column.name) not in seen]
            found[table.name] = [
                tuple(map(repr, row)) for row in db.session.execute(select(*columns).order_by(table.c.id))
            ]
        db.session.remove()
        return found


@pytest.mark.parametrize("name", STAFF)
def test_no_address_lets_in_a_role_that_is_too_low(newsroom, ids, name):
    browser = newsroom.browser(name)
    token = newsroom.token(browser, "/desk/daily/")
    before, refused = _everything(newsroom), 0
    for method, url, power in _addresses(newsroom, ids):
        if may(STAFF[name], power):
            continue
        refused += 1
        form = {"csrf_token": token, "version": 1} if method != "GET" else None
        assert browser.open(url, method=method, data=form).status_code == 403, (method, url)
    assert _everything(newsroom) == before
    lacking = [power for power in Power if not may(STAFF[name], power)]
    assert bool(refused) is bool(lacking)


def test_no_address_lets_in_people_of_another_site(newsroom, ids):
    xenia = newsroom.browser("xenia")
    token, before, walked = newsroom.token(xenia, "/desk/other/"), _everything(newsroom), 0
    for method, url, _power in _addresses(newsroom, ids):
        form = {"csrf_token": token, "version": 1} if method != "GET" else None
        assert xenia.open(url, method=method, data=form).status_code == 404, (method, url)
        # Nor under the address of their own site.
        if any(one in url for one in ids.values()):
            elsewhere = url.replace("/desk/daily/", "/desk/other/")
            answer = xenia.open(elsewhere, method=method, data=form)
            # A form that lacks something else may be refused for that first.
            assert answer.status_code in (400, 403, 404, 422), (method, elsewhere)
        walked += 1
    assert walked > 50 and _everything(newsroom) == before


def test_looking_at_everything_changes_nothing(newsroom, ids):
    ada = newsroom.browser("ada")
    before, seen = _everything(newsroom), set()
    # What every site has.
    there = ids | {"setting_id": "edit-minutes", "reason_id": "hate"}
    for method, url, _power in _addresses(newsroom, there):
        if method == "GET":
            answer = ada.get(url)
            seen.add(answer.status_code)
            if "abc" not in url:
                assert answer.status_code == 200, url
            # What asks for pages before they are opened, and crawlers, use HEAD.
            ada.head(url)
    assert _everything(newsroom) == before
    assert seen <= {200, 404}


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_form_without_its_fields_breaks_nothing(newsroom, ids, there, accept):
    ada = newsroom.browser("ada")
    for method, url, _power in _addresses(newsroom, ids if there else {}):
        if method == "GET":
            continue
        token = newsroom.token(ada, "/desk/daily/")
        answer = ada.open(url, method=method, data={"csrf_token": token}, headers={"Accept": accept})
        assert answer.status_code < 500, (method, url)
