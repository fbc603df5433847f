"""The outside corpora through the forms by which the newsroom's words come in, and out again to readers."""

import pytest

from tests.api import Api
from tests.hostile.corpus import rows
from tests.hostile.pages import check_page, data_in, typed_into
from tests.hostile.test_writing_paths import NO_FORM, as_typed, quick

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def _payloads() -> list[dict]:
    return [row for row in rows("xss")[::12] if not NO_FORM.search(row["payload"])]


def test_announcements(newsroom):
    newsroom.post("First.")
    desk, public = newsroom.browser("olena"), Api(newsroom.stranger(), "daily")
    settings = f"/desk/daily/threads/{public.thread().json['thread']['id']}"
    shown = 0
    for row in _payloads():
        words = row["payload"]
        answer = quick(row, lambda words=words: newsroom.send(desk, f"{settings}/announcement", announcement=words))
        page = desk.get(f"{settings}/settings").text if answer.status_code == 303 else answer.text
        check_page(page, row["id"])
        assert answer.status_code in (303, 409, 422), row["id"]
        if answer.status_code == 303:
            shown += 1
            assert typed_into(page, "announcement").strip() == as_typed(words).strip(), row["id"]
        included = public.thread(format="html").text
        check_page(included, row["id"])
        assert data_in(included)["thread"]["key"] == "bridge", row["id"]
    assert shown > 30


def test_answers_of_the_newsroom(newsroom):
    comment = newsroom.post("First.")
    desk, public = newsroom.browser("olena"), Api(newsroom.stranger(), "daily")
    said = 0
    for row in _payloads():
        words = row["payload"]
        url = f"/desk/daily/comments/{comment}/replies"
        answer = quick(row, lambda words=words, url=url: newsroom.send(desk, url, text=words))
        assert answer.status_code in (303, 422), row["id"]
        said += answer.status_code == 303
        if answer.status_code == 422:
            check_page(answer.text, row["id"])
    assert said > 30
    check_page(desk.get(f"/desk/daily/comments/{comment}").text, comment)
    check_page(public.thread(format="html").text, comment)
    check_page(newsroom.stranger().get("/embed/daily/thread?key=bridge").text, comment)
