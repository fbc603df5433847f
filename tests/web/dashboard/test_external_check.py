"""The external check at the desk: who may, what is shown once, and how it has fared."""

import re

import pytest

from commentsvc.db import unit_of_work
from commentsvc.services import external_check

PAGE = "/desk/daily/settings/external-check"


@pytest.fixture
def ada(newsroom):
    return newsroom.browser("ada")


def test_its_secret_is_shown_once(newsroom, ada):
    added = newsroom.send(ada, PAGE, url="https://93.184.216.34/ask", seconds="3")
    assert added.status_code == 201
    assert re.search(r'value="whsec_[A-Za-z0-9+/=]+"', added.text)
    page = ada.get(PAGE).text
    assert "whsec_" not in page
    assert "93.184.216.34" in page and "/ask" not in page.partition("new-check")[0]
    assert "Not asked yet." in page


@pytest.mark.parametrize(
    ("url", "seconds"),
    [("http://127.0.0.1/", "3"), ("nonsense", "3"), ("https://93.184.216.34/", "99"), ("https://93.184.216.34/", "x")],
)
def test_what_cannot_be_asked_is_said_beside_its_field(newsroom, ada, url, seconds):
    answer = newsroom.send(ada, PAGE, url=url, seconds=seconds)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text


def test_a_check_that_keeps_failing_is_seen(newsroom, ada):
    newsroom.send(ada, PAGE, url="https://93.184.216.34/ask", seconds="3")
    for _ in range(5):
        with newsroom.app.test_request_context("/"), unit_of_work():
            context = newsroom.context()
            external_check.note(context, external_check.of(context.site).public_id, "timed_out")
    page = ada.get(PAGE).text
    assert "It has failed 5 times in a row" in page
    assert "Asked:" in page


def test_it_is_switched_and_deleted(newsroom, ada):
    newsroom.send(ada, PAGE, url="https://93.184.216.34/ask", seconds="3")
    assert newsroom.send(ada, f"{PAGE}/switch", on="no").status_code == 303
    assert "Switch on" in ada.get(PAGE).text
    assert newsroom.send(ada, f"{PAGE}/deletion").status_code == 303
    assert "93.184.216.34" not in ada.get(PAGE).text
    assert newsroom.send(ada, f"{PAGE}/switch", on="no").status_code == 404


def test_moderators_do_not_see_it(newsroom):
    olena = newsroom.browser()
    assert olena.get(PAGE).status_code == 403
    assert newsroom.send(olena, PAGE, url="https://93.184.216.34/", seconds="3").status_code == 403
