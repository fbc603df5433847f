"""The desk in the language of who works there."""

import pytest

from tests.web.dashboard.conftest import PASSWORD


def test_a_language_once_chosen_stays_on_the_desk(newsroom):
    browser = newsroom.browser()
    assert "Коментарі" in browser.get("/desk/daily/comments?lang=uk").text
    assert "Зі скаргами" in browser.get("/desk/daily/comments", headers={"Accept-Language": "en"}).text


def test_a_language_chosen_at_the_door_is_taken_inside(newsroom):
    client = newsroom.stranger()
    client.get("/desk/sign-in?lang=ru")
    token = newsroom.token(client)
    client.post("/desk/sign-in", data={"csrf_token": token, "email": "olena@daily.example", "password": PASSWORD})
    assert "Комментарии" in client.get("/desk/daily/comments").text


@pytest.mark.parametrize(
    ("language", "words"),
    [("uk", "Це вже схвалено (Bohdan, щойно)."), ("ru", "Это уже одобрено (Bohdan, только что).")],
)
def test_who_comes_too_late_is_told_so_in_their_language(newsroom, language, words):
    comment = newsroom.post("See https://example.org/")
    seen = newsroom.row("comment", comment).version
    newsroom.act(newsroom.browser("bohdan"), "comment", comment, "approve")
    late = newsroom.browser()
    late.get(f"/desk/daily/?lang={language}")
    answer = newsroom.act(late, "comment", comment, "reject:abuse", version=seen)
    assert answer.status_code == 409
    assert words in answer.text
