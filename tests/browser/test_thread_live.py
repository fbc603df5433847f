"""New comments while reading: asked for rarely, never in a hidden tab, and ever less often while the service is broken."""

import re
import time

import pytest

from .conftest import TIMEOUT_MS
from .thread_page import ThreadPage, problem

THREADS = re.compile(r"/api/v1/sites/daily/thread\?")
HIDE = "(on) => { window.hiddenNow = on; document.dispatchEvent(new Event('visibilitychange')); }"


@pytest.fixture
def article(page, service):
    article = ThreadPage(page, service)
    page.add_init_script("Object.defineProperty(document, 'hidden', { get: () => Boolean(window.hiddenNow) })")
    page.clock.install()
    article.open()
    return article


def asked(article):
    """Lets the page's time pass until it has asked for the thread; the answer."""
    answers = []
    article.page.on("response", lambda answer: THREADS.search(answer.url) and answers.append(answer))
    deadline = time.monotonic() + TIMEOUT_MS / 1000
    while not answers and time.monotonic() < deadline:
        article.page.clock.fast_forward("10:00")
    assert answers, "the page asked nothing"
    return answers[0]


def test_a_question_is_conditional_without_a_preflight(article):
    headers = asked(article).request.headers
    assert "if-none-match" not in headers
    assert headers["accept"] == "application/json"


def test_a_hidden_tab_asks_nothing_and_asks_at_once_when_it_is_shown_again(article):
    asked(article)
    article.page.evaluate(HIDE, True)
    # What was asked while the tab was still shown may be on its way: what is asked after it comes after it.
    with article.page.expect_response("**/counts?**"):
        article.page.evaluate("(url) => { fetch(url); }", f"{article.service.url}/api/v1/sites/daily/counts?key=after")
    questions = []
    article.page.on("request", lambda request: THREADS.search(request.url) and questions.append(request.url))
    for _ in range(3):
        article.page.clock.fast_forward("20:00")
    assert questions == []
    article.page.evaluate(HIDE, False)
    assert asked(article).ok


def test_a_broken_service_is_asked_again_later_and_the_thread_stays(article):
    asked(article)
    article.page.route(THREADS, lambda route: route.fulfill(**problem(503, "unavailable", "Down.")))
    deadline = time.monotonic() + TIMEOUT_MS / 1000
    # A question asked before the service broke may still be answered.
    while asked(article).status != 503:
        assert time.monotonic() < deadline
    article.count(0)
    article.page.unroute(THREADS)
    deadline = time.monotonic() + TIMEOUT_MS / 1000
    while not asked(article).ok:
        assert time.monotonic() < deadline
