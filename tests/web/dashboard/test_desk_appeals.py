"""Appeals and statements of reasons at the desk: who sees and decides what, clocks, files."""

import csv
import io
import json
import re
from html import unescape

import pytest
from sqlalchemy import select

from commentsvc.db import db, unit_of_work
from commentsvc.models.statement import Appeal, Statement
from commentsvc.services import appeals

APPEALS, STATEMENTS = "/desk/daily/legal/appeals", "/desk/daily/legal/statements"


@pytest.fixture
def case(newsroom):
    """A comment that Olena rejected and its author's appeal: `case()` gives the public ids of both."""
    newsroom.change_settings(statements_of_reasons=True, appeals=True)

    def make(source="The mayor is late.", words="I only <b>quoted</b> him.", by="olena", key="bridge"):
        comment = newsroom.post(source, key=key)
        newsroom.act(newsroom.browser(by), "comment", comment, "reject:abuse")
        with newsroom.app.test_request_context("/"), unit_of_work():
            statement = db.session.scalars(select(Statement).order_by(Statement.id.desc())).first()
            appeal = appeals.file(newsroom.context(), statement, words)
            return comment, appeal.public_id

    return make


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.partition("<main")[2])).split())


def decide(newsroom, client, appeal: str, action="reverse_appeal", answer="", version=1, accept="text/html"):
    url = f"{APPEALS}/{appeal}/actions"
    return newsroom.send(client, url, action=action, answer=answer, version=version, accept=accept)


def state(newsroom, appeal: str) -> str:
    with newsroom.app.app_context():
        found = db.session.scalar(select(Appeal.state).where(Appeal.public_id == appeal))
        db.session.remove()
        return found


@pytest.mark.parametrize("name", ["edita", "jorge", "vera"])
def test_appeals_are_the_moderators(newsroom, case, name):
    _comment, appeal = case()
    browser = newsroom.browser(name)
    assert browser.get(APPEALS).status_code == 403
    assert decide(newsroom, browser, appeal).status_code == 403
    assert state(newsroom, appeal) == "open"


def test_another_moderator_reverses_and_the_comment_is_back(newsroom, case):
    comment, appeal = case()
    bohdan = newsroom.browser("bohdan")
    page = bohdan.get(APPEALS).text
    assert "I only &lt;b&gt;quoted&lt;/b&gt; him." in page
    assert "Olena" in words(page) and "Due in 1 week" in words(page)
    answer = decide(newsroom, bohdan, appeal)
    assert answer.status_code == 303
    assert newsroom.row("comment", comment).status == "approved"
    assert "No appeal waits." in words(bohdan.get(APPEALS).text)
    assert "Looked at by Bohdan" in words(bohdan.get(f"{APPEALS}?state=decided").text)
    log = words(bohdan.get("/desk/daily/log").text)
    assert "Decision reversed" in log and "Appealed" in log


def test_upholding_takes_words_which_are_kept_when_they_are_wrong(newsroom, case):
    _comment, appeal = case()
    bohdan = newsroom.browser("bohdan")
    refused = decide(newsroom, bohdan, appeal, "uphold_appeal", "x" * 2001)
    assert refused.status_code == 422 and "xxx" in refused.text
    assert decide(newsroom, bohdan, appeal, "uphold_appeal").status_code == 422
    assert decide(newsroom, bohdan, appeal, "uphold_appeal", "It was no quote.").status_code == 303
    assert state(newsroom, appeal) == "upheld"


def test_who_decided_is_told_so_and_cannot(newsroom, case):
    _comment, appeal = case()
    olena = newsroom.browser("olena")
    page = olena.get(f"{APPEALS}/{appeal}").text
    assert "You took this decision yourself." in words(page) and "reverse_appeal" not in page
    assert decide(newsroom, olena, appeal).status_code == 403


def test_the_slower_of_two_learns_what_happened(newsroom, case):
    _comment, appeal = case()
    decide(newsroom, newsroom.browser("bohdan"), appeal, "uphold_appeal", "No.")
    late = decide(newsroom, newsroom.browser("ada"), appeal)
    assert late.status_code == 409 and "Bohdan upheld the decision" in late.text


def test_what_is_overdue_says_so(newsroom, case):
    case()
    newsroom.clock.pass_by(hours=169)
    assert "Overdue: due" in words(newsroom.browser("bohdan").get(APPEALS).text)


def test_whoever_has_a_section_sees_its_appeals_alone(newsroom, case):
    _comment, appeal = case()
    newsroom.grant("bohdan", "daily", "moderator", ("Sports",))
    bohdan = newsroom.browser("bohdan")
    assert "No appeal waits." in words(bohdan.get(APPEALS).text)
    assert bohdan.get(f"{APPEALS}/{appeal}").status_code == 404
    assert "Nothing here." in words(bohdan.get(STATEMENTS).text)
    assert decide(newsroom, bohdan, appeal).status_code == 404


def test_statements_are_listed_with_what_became_of_them(newsroom, case):
    _comment, appeal = case()
    newsroom.clock.pass_by(hours=3)
    decide(newsroom, newsroom.browser("bohdan"), appeal)
    page = words(newsroom.browser("vera").get(STATEMENTS).text)
    for part in (
        "Comment taken off the page",
        "Taken back",
        "Appeal: Reversed",
        "3.0 h median",
        "the newsroom itself",
    ):
        assert part in page
    assert "Nothing here." in words(newsroom.browser("vera").get(f"{STATEMENTS}?kind=automatic").text)


def test_the_files_have_the_fields_of_the_commission_s_database_and_nothing_personal(newsroom, case):
    case("Marta says so.")
    vera = newsroom.browser("vera")
    answer = vera.get(f"{STATEMENTS}.jsonl")
    (fields,) = [json.loads(line) for line in answer.text.splitlines()]
    assert fields["decision_visibility"] == ["DECISION_VISIBILITY_CONTENT_REMOVED"]
    assert fields["decision_ground"] == "DECISION_GROUND_INCOMPATIBLE_CONTENT"
    assert fields["incompatible_content_ground"] == "Insult or attack on a person"
    assert (fields["automated_detection"], fields["source_type"]) == ("No", "SOURCE_VOLUNTARY")
    assert fields["automated_decision"] == "AUTOMATED_DECISION_NOT_AUTOMATED"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", fields["application_date"]) and len(fields["territorial_scope"]) == 30
    assert "Marta" not in answer.text and "attachment" in answer.headers["Content-Disposition"]
    (row,) = csv.DictReader(io.StringIO(vera.get(f"{STATEMENTS}.csv").text.removeprefix("\ufeff")))
    assert row["category"] == "STATEMENT_CATEGORY_CYBER_VIOLENCE" and row["puid"] == fields["puid"]
    assert vera.get(f"{STATEMENTS}.jsonl?from=2001-01-01&to=2001-12-31").text == ""


def test_pages_say_that_nothing_is_switched_on(newsroom):
    ada = newsroom.browser("ada")
    assert "Authors cannot appeal at present." in words(ada.get(APPEALS).text)
    assert "No statements are written at present." in words(ada.get(STATEMENTS).text)
