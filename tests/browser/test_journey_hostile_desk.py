"""Every page of a desk that is full of words that mean no good, opened in a browser: no script runs, nothing is added."""

import itertools
import re

from playwright.sync_api import expect

from tests.hostile.desk import BAD, OWN, Filling

from .conftest import sign_in

PAGES = (
    "",
    "comments?queue=all",
    "comments?queue=new",
    "comments?queue=rejected",
    "comments/{comment_id}",
    "bulk",
    "bulk/{run_id}",
    "readers/{reader_id}",
    "reports",
    "reports/{report_id}",
    "reports/{report_id}/answer",
    "notices?state=drafts",
    "notices/{notice_id}",
    "notices/{notice_id}/edit",
    "threads",
    "threads/{thread_id}",
    "threads/{thread_id}/settings",
    "figures",
    "figures/comments",
    "log",
    "people",
    "settings",
    "settings/history/house-rules",
    "settings/site",
    "settings/history/name",
    "settings/answers",
    "settings/answers/{answer_id}",
    "settings/answers/{answer_id}/history",
    "settings/reasons",
    "settings/reasons/{reason_id}",
    "settings/reasons/{reason_id}/history",
    "background",
    "mails",
    "embed-check?key=%3Cimg%20src=x%20onerror=window.ran=1%3E",
    "comments?queue=all&q=%22%3E%3Cx-bad%20onfocus=window.ran=1%20autofocus%3E",
    "log?q=%3C/textarea%3E%3Cx-bad%3E",
)
ADDED = f"() => [window.ran ?? 0, document.querySelectorAll('{BAD}, [{BAD}], img, svg[onload]').length]"


def test_no_script_runs_and_no_element_is_added_on_any_page_of_the_desk(contexts, fresh_service):
    desk = sign_in(contexts, fresh_service, "administrator")
    url, (_email, password) = fresh_service.url, fresh_service.staff("administrator@daily.example")

    def api(method, path, body=None, bearer=None):
        headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        answer = desk.request.fetch(f"{url}/api/v1{path}", method=method, data=body, headers=headers)
        assert answer.ok, (path, answer.text())
        return answer.json()

    def page(path):
        return desk.request.get(f"{url}/desk/daily/{path}").text()

    def post(path, **form):
        token = re.search(r'name="csrf_token" value="([^"]+)"', page("settings"))[1]
        sent = {"csrf_token": token, "proof": password, **form}
        answer = desk.request.post(f"{url}/desk/daily/{path}", form=sent, max_redirects=0)
        assert answer.status in (200, 201, 303), (path, answer.text())
        return answer.headers.get("location", "")

    made = Filling(api, post, page, itertools.cycle(OWN)).all()
    for path in PAGES:
        desk.goto(f"/desk/daily/{path.format(**made.ids)}")
        expect(desk.locator("header.bar")).to_be_visible()
        # What a press opens is drawn by scripts from the same words.
        desk.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
        desk.wait_for_load_state("networkidle")
        assert desk.evaluate(ADDED) == [0, 0], path
