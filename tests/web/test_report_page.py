"""The reader's private status page."""

import logging
import re

import pytest

from commentsvc.db import unit_of_work
from commentsvc.domain.correction_states import DeclineReason, ReportAction
from commentsvc.services import report_states
from commentsvc.web import report_page
from tests.factories import STAFF

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

HOSTILE = "<script>alert(1)</script>\"'></textarea>"


class StatusPage:
    """The page of one report, and what the newsroom does to it."""

    def __init__(self, app, api, factories):
        self.app, self.factories = app, factories
        self.client = app.test_client()
        answer = api.report(remark="The plaque says so.")
        self.id, self.token = answer.json["id"], answer.json["token"]
        self.path = f"/report/{self.token}"

    def get(self, path=""):
        return self.client.get(self.path + path)

    def send(self, path="", **form):
        page = self.get("/withdraw" if path == "/withdraw" else "")
        token = re.search(r'name="form" value="([^"]+)"', page.text).group(1)
        return self.client.post(self.path + path, data={"form": token} | form)

    def decide(self, action, **more):
        with self.app.app_context(), unit_of_work():
            context = self.factories.context()
            row = report_states.find(context, self.id)
            report_states.decide(context, row, action, STAFF, seen_version=row.version, **more)


@pytest.fixture
def status(app, api, factories):
    return StatusPage(app, api, factories)


def step(html: str) -> str:
    return re.search(r'aria-current="step">([^<]+)<', html).group(1)


def test_a_new_report_is_shown_with_its_words_and_difference(status):
    answer = status.get()
    assert "Your report has arrived" in answer.text
    assert step(answer.text) == "Received"
    assert "It was built in <mark>1936</mark>, he said." in answer.text
    assert "<del>1936</del><ins>1926</ins>" in answer.text
    assert "The plaque says so." in answer.text
    assert "Wrong fact" in answer.text


def test_each_state_has_its_words(status):
    status.decide(ReportAction.ACCEPT)
    answer = status.get()
    assert "Your report is being checked" in answer.text
    assert step(answer.text) == "Being checked"
    status.decide(ReportAction.FIX, answer="Thank you <b>!")
    answer = status.get()
    assert "The article has been corrected" in answer.text
    assert step(answer.text) == "Corrected"
    assert "Thank you &lt;b&gt;!" in answer.text
    assert "<form" not in answer.text


def test_a_declined_report_says_why(status):
    status.decide(ReportAction.DECLINE, reason=DeclineReason.OPINION_OR_STYLE)
    answer = status.get()
    assert "The article stays as it is" in answer.text
    assert "This is a matter of opinion or style." in answer.text
    assert step(answer.text) == "Not changed"


def test_a_report_taken_for_spam_is_told_as_not_changed(status):
    status.decide(ReportAction.MARK_SPAM)
    assert step(status.get().text) == "Not changed"


def test_the_page_is_nobody_else_s(status):
    for answer in (status.get(), status.get("/withdraw"), status.client.get("/report/wrong")):
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert "noindex" in answer.text
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert "Set-Cookie" not in answer.headers


def test_a_wrong_token_tells_nothing(status, app):
    with app.app_context():
        keys = app.extensions["commentsvc"].keys
    never = keys.token("report", "2222222222222222")
    pages = [
        status.client.get(f"/report/{token}")
        for token in ("x", "a.b", status.id, status.token[:-1], never, "%00", "%ff", keys.token("reader", status.id))
    ]
    pages.append(status.client.post("/report/x", data={"remark": "?"}))
    pages.append(status.client.get("/report/x/withdraw"))
    assert {page.status_code for page in pages} == {404}
    assert len({page.text for page in pages}) == 1


def test_the_token_appears_on_the_page_only_in_its_own_forms(status):
    html = status.get().text
    assert html.count(status.token) == 3
    assert not re.search(rf'href="http[^"]*{re.escape(status.token)}', html)


def test_a_further_remark_is_added(status):
    answer = status.send(remark="And the date too. " + HOSTILE)
    assert answer.status_code == 303
    page = status.client.get(answer.headers["Location"])
    assert "Your remark has been added." in page.text
    assert "And the date too. &lt;script&gt;" in page.text


def test_an_empty_remark_is_refused_in_place(status):
    answer = status.send(remark=" ")
    assert answer.status_code == 422
    assert "Please write something here." in answer.text


def test_a_remark_that_came_too_late_is_given_back(status):
    token = re.search(r'name="form" value="([^"]+)"', status.get().text).group(1)
    status.decide(ReportAction.FIX)
    answer = status.client.post(status.path, data={"form": token, "remark": HOSTILE})
    assert answer.status_code == 403
    assert re.search(r"readonly[^>]*>\s*&lt;script&gt;", answer.text)


def test_the_reader_says_afterwards_how_to_be_reached(status, post):
    assert "Would you like to be told by mail?" in status.get().text
    answer = status.send("/contact", contact="ann@example.org")
    assert answer.status_code == 303
    page = status.client.get(answer.headers["Location"]).text
    assert "A mail asks you to confirm it" in page
    assert "Would you like to be told by mail?" not in page
    (question,) = post.deliver()
    assert question.to == "ann@example.org"
    post.confirm(question)
    status.decide(ReportAction.ACCEPT)
    late = status.send("/contact", contact="eve@example.org")
    assert late.status_code == 403
    assert "You have already told us how to reach you." in late.text


@pytest.mark.parametrize("contact", ["", " ", "x" * 400])
def test_a_contact_that_is_none_is_refused_in_place(status, contact):
    answer = status.send("/contact", contact=contact)
    assert answer.status_code == 422
    assert 'id="contact-error"' in answer.text


def test_a_question_is_answered_on_the_page(status):
    status.decide(ReportAction.ASK, answer="Which plate do you mean?")
    page = status.get().text
    assert "The newsroom has a question" in page and "Which plate do you mean?" in page
    assert "Your answer" in page
    assert status.send(remark="The one at its foot.").status_code == 303
    page = status.get().text
    assert "Your report is being checked" in page and "The one at its foot." in page


def test_forms_need_their_token(status, clock):
    old = re.search(r'name="form" value="([^"]+)"', status.get().text).group(1)
    for form in ("", "x", old[:-1]):
        answer = status.client.post(status.path, data={"form": form, "remark": "Kept."})
        assert answer.status_code == 403
        assert "Kept." in answer.text
    clock.pass_by(hours=13)
    assert status.client.post(status.path, data={"form": old, "remark": "Kept."}).status_code == 403
    assert status.client.post(f"{status.path}/withdraw", data={"form": old}).status_code == 403
    assert "Your report has arrived" in status.get().text


def test_a_report_is_withdrawn_after_asking_once_more(status):
    assert "This cannot be undone." in status.get("/withdraw").text
    assert step(status.get().text) == "Received"
    assert status.send("/withdraw").status_code == 303
    answer = status.get()
    assert "You have withdrawn this report" in answer.text
    assert "<form" not in answer.text


def test_a_crash_does_not_log_the_token(status, caplog, monkeypatch):
    def crash(*_args, **_kwargs):
        raise RuntimeError("broken")

    status.app.testing = False
    status.app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr(report_page.report_queries, "seen_by_reader", crash)
    with caplog.at_level(logging.DEBUG):
        assert status.get().status_code == 500
    assert "broken" in caplog.text
    assert status.token not in caplog.text
