"""The outside corpora through each path by which a reader's words come in, and out again on each page."""

import re
import unicodedata

import pytest

from commentsvc.domain.limits import SOURCE_MAX_CHARS
from commentsvc.domain.markup import render_html
from tests.api import PAGE, Api
from tests.hostile.corpus import expand, rows
from tests.hostile.pages import check_page, data_in, typed_into
from tests.hostile.trees import read_back
from tests.processor_time import is_quick
from tests.web.embed.conftest import PlainReader

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

PER_THREAD = 50
# No browser can send a lone surrogate in a form, and none can show a NUL.
NO_FORM = re.compile("[\0\ud800-\udfff]")


def payloads(part: int = 0, of: int = 1) -> list[dict]:
    """The hostile texts; where a path shares its code with another one, each of them takes a part."""
    return rows("xss")[part::of]


def quick(row: dict, call):
    """The first answer of a call: never a 5xx, never dear."""
    answers = []
    assert is_quick(lambda: answers.append(call())), row["id"]
    assert answers[0].status_code < 500, row["id"]
    return answers[0]


def as_typed(text: str) -> str:
    """Composed, with one kind of line end: all that may happen to a source."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def check_comment(row: dict, comment: dict, typed: str) -> None:
    """The source came back unharmed, and the body holds only allowed nodes and links."""
    assert comment["source"] == as_typed(typed), row["id"]
    assert read_back(render_html(comment["body"])) == comment["body"], row["id"]


def check_refusal(row: dict, answer) -> None:
    assert answer.status_code in (400, 413, 422), (row["id"], answer.text)
    assert answer.content_type == "application/problem+json", row["id"]


def test_posted_comments(api, reader):
    ann = reader("Ann")
    shown = {}
    for index, row in enumerate(payloads()):
        key = f"thread-{index // PER_THREAD}"
        answer = quick(row, lambda row=row, key=key: ann.post(row["payload"], key=key))
        if answer.status_code == 201:
            check_comment(row, answer.json["comment"], row["payload"])
            if answer.json["comment"]["status"] == "approved":
                shown[answer.json["comment"]["id"]] = answer.json["comment"]["body"]
        else:
            check_refusal(row, answer)
    assert len(shown) > 500
    for key in sorted({f"thread-{index // PER_THREAD}" for index in range(len(payloads()))}):
        page = api.thread(key, sort="oldest", limit=2 * PER_THREAD).json
        for comment in page["comments"]:
            # What was measured twice was posted twice.
            assert comment["body"] == shown.pop(comment["id"], comment["body"])
        html = api.client.get("/embed/daily/thread", query_string={"key": key, "sort": "oldest"}).text
        check_page(html, key)
        included = api.thread(key, sort="oldest", limit=2 * PER_THREAD, format="html").text
        check_page(included, key)
        assert data_in(included) == page
    assert shown == {}


def test_edited_comments_and_previews(reader):
    ann = reader("Ann")
    comment = ann.posted()
    for row in payloads(0, 2):
        answer = quick(row, lambda row=row, at=comment: ann.edit(at["id"], row["payload"], at["version"]))
        if answer.status_code == 200:
            comment = answer.json["comment"]
            check_comment(row, comment, row["payload"])
        else:
            check_refusal(row, answer)
    for row in payloads(1, 2):
        preview = {"source": row["payload"]}
        answer = quick(row, lambda preview=preview: ann.call("POST", "/sites/daily/preview", preview))
        if answer.status_code == 200:
            assert read_back(render_html(answer.json["body"])) == answer.json["body"], row["id"]
        else:
            check_refusal(row, answer)


def test_the_plain_page_s_form(app, site):
    plain = PlainReader(app)
    for row in payloads(0, 12):
        if NO_FORM.search(row["payload"]):
            continue
        plain.thread(key=row["id"])
        answer = quick(row, lambda row=row: plain.send("/thread", text=row["payload"], name="Ann"))
        if answer.status_code == 422:
            assert typed_into(answer.text, "text") == as_typed(row["payload"]), "the text is still in the box"
        else:
            assert answer.status_code == 200, row["id"]
        check_page(plain.answer.text, row["id"])


def test_names(app, site, api):
    for row in [*payloads(0, 4), *rows("names_texts", "name")]:
        name = row.get("payload") or row["text"]
        answer = quick(row, lambda name=name: Api(app.test_client(), "daily").post(author={"name": name}, key="names"))
        if answer.status_code == 201:
            assert answer.json["comment"]["author"]["name"], row["id"]
        else:
            check_refusal(row, answer)
    check_page(api.client.get("/embed/daily/thread?key=names&sort=newest").text, "names")


@pytest.mark.parametrize("field", ["exact", "replacement", "remark", "title", "text", "source_url", "contact"])
def test_reports_of_mistakes(api, field):
    for row in payloads(["exact", "replacement", "remark", "title", "text", "source_url", "contact"].index(field), 21):
        words = row["payload"]
        article = {"key": row["id"], "url": PAGE, "title": "The bridge", "text": "It was built in 1936, he said."}
        if field in article:
            body = {"article": article | {field: words}}
        elif field == "exact":
            body = {"target": {"exact": words, "prefix": words[:30], "suffix": words[:30]}}
        else:
            body = {field: words}
        answer = quick(row, lambda body=body: api.report(**body))
        if answer.status_code == 201:
            status = api.client.get(f"/report/{answer.json['token']}")
            assert status.status_code == 200, row["id"]
            check_page(status.text, row["id"])
        else:
            check_refusal(row, answer)


def test_the_plain_form_for_mistakes(app, site):
    plain = PlainReader(app)
    for row in payloads(0, 12):
        words = row["payload"]
        if NO_FORM.search(words):
            continue
        plain.open("/embed/daily/correction?key=bridge&url=http://localhost:5001/bridge")
        report = {"quote": words, "replacement": words[:200], "kind": "typo", "remark": words}
        answer = quick(row, lambda report=report: plain.send("/correction", **report))
        assert answer.status_code in (200, 422), row["id"]
        check_page(plain.answer.text, row["id"])


def test_pathological_texts_through_the_api(reader):
    ann = reader("Ann")
    comment = ann.posted()
    for row in rows("pathological"):
        text = expand(row) if row["repeat"] <= 100_000 else None
        if text is None:
            continue
        for tried in (text[:SOURCE_MAX_CHARS], text):
            for call in (
                lambda tried=tried: ann.post(tried, key="pathological"),
                lambda tried=tried: ann.edit(comment["id"], tried, 1_000_000),
                lambda tried=tried: ann.call("POST", "/sites/daily/preview", {"source": tried}),
                lambda tried=tried: ann.report(exact=tried[:400], remark=tried),
            ):
                answer = quick(row, call)
                if len(tried) > SOURCE_MAX_CHARS:
                    assert 400 <= answer.status_code < 500, row["id"]
