"""What goes wrong on the way never costs the reader's words, and never breaks the page."""

import re

import pytest
from playwright.sync_api import expect

from .thread_page import ThreadPage, problem

POSTS = re.compile(r"/api/v1/sites/daily/comments$")
THREADS = re.compile(r"/api/v1/sites/daily/thread\?")


@pytest.fixture
def article(page, service):
    return ThreadPage(page, service)


def refuse(article, answer):
    """Answers posts with a problem; preflights go through."""
    handler = lambda route: route.fallback() if route.request.method == "OPTIONS" else route.fulfill(**answer)  # noqa: E731
    article.page.route(POSTS, handler)


def send(article, text):
    article.write(text)
    article.thread.get_by_role("button", name="Post comment").click()


def test_a_server_error_keeps_the_text_and_the_next_try_posts_it_once(article):
    article.open()
    refuse(article, problem(500, "error", "Fault"))
    send(article, "Words worth keeping.")
    expect(article.thread.get_by_text("Your text is kept; please try again.")).to_be_visible()
    assert article.box.input_value() == "Words worth keeping."
    article.page.unroute(POSTS)
    article.thread.get_by_role("button", name="Post comment").click()
    article.count(1)
    assert article.box.input_value() == ""


def test_an_unclear_outcome_is_repeated_under_the_same_key(article):
    article.open()
    keys = []

    def lose_the_answer(route):
        if route.request.method == "OPTIONS":
            route.fallback()
            return
        keys.append(route.request.headers["idempotency-key"])
        if len(keys) == 1:
            route.fetch()
            route.abort()
        else:
            route.fallback()

    article.page.route(POSTS, lose_the_answer)
    send(article, "Only once, please.")
    expect(article.thread.get_by_text("Your text is kept; please try again.")).to_be_visible()
    article.thread.get_by_role("button", name="Post comment").click()
    article.count(1)
    assert len(keys) == 2
    assert len(set(keys)) == 1
    article.page.reload()
    article.count(1)


def test_a_refusal_says_why_and_keeps_the_text(article):
    article.open()
    errors = [{"field": "source", "message": "These words are not welcome here."}]
    refuse(article, problem(422, "invalid", "Not accepted.", errors=errors))
    send(article, "Rude words.")
    expect(article.thread.get_by_text("These words are not welcome here.")).to_be_visible()
    expect(article.box).to_be_focused()
    expect(article.box).to_have_attribute("aria-invalid", "true")
    assert article.box.input_value() == "Rude words."


def test_a_reader_who_is_too_fast_is_told_how_long_to_wait(article):
    article.open()
    answer = problem(429, "too_many", "Too many.")
    answer["headers"]["Retry-After"] = "21"
    refuse(article, answer)
    send(article, "Again and again.")
    expect(article.thread.get_by_text("Please wait 21 seconds")).to_be_visible()


def test_a_thread_locked_while_writing_keeps_the_text(article):
    article.open()
    refuse(article, problem(403, "thread_locked", "The discussion has been closed."))
    send(article, "Just too late.")
    expect(article.thread.get_by_text("The discussion has been closed.")).to_be_visible()
    assert article.box.input_value() == "Just too late."


def test_a_locked_thread_can_be_read_but_not_written(article):
    article.open().post("Said in time.")

    def lock(route):
        answer = route.fetch()
        page = answer.json()
        page["thread"].update(locked=True, state="locked")
        route.fulfill(response=answer, json=page)

    article.page.route(THREADS, lock)
    article.page.reload()
    expect(article.thread.get_by_text("The discussion is closed.")).to_be_visible()
    expect(article.comment("Said in time.")).to_be_visible()
    expect(article.thread.get_by_role("textbox")).to_have_count(0)
    expect(article.thread.get_by_role("button", name="Reply to")).to_have_count(0)


def test_what_was_written_offline_is_sent_once_when_the_connection_is_back(article):
    article.open()
    article.write("Written on a train.")
    article.page.context.set_offline(True)
    article.thread.get_by_role("button", name="Post comment").click()
    expect(article.thread.get_by_text("You are offline.")).to_be_visible()
    article.page.context.set_offline(False)
    article.count(1)
    expect(article.thread.locator(".list article")).to_have_count(1)


def test_a_draft_survives_a_reload(article):
    article.open()
    article.box.fill("Half a thought")
    expect(article.thread.get_by_role("button", name="Post comment")).to_be_visible()
    article.page.reload()
    expect(article.box).to_have_value("Half a thought")
    expect(article.thread.get_by_role("button", name="Post comment")).to_be_visible()


def test_missing_words_and_name_are_asked_for(article):
    article.open()
    article.box.click()
    article.thread.get_by_role("button", name="Post comment").click()
    expect(article.thread.get_by_text("Please write something first.")).to_be_visible()
    article.box.fill("Nameless.")
    article.thread.get_by_role("button", name="Post comment").click()
    expect(article.thread.get_by_text("Please give a name")).to_be_visible()
    expect(article.thread.get_by_label("Your name")).to_be_focused()


def test_the_counter_appears_near_the_limit(article):
    article.open()
    article.write("😀" * 4990)
    expect(article.thread.get_by_text("10 characters left")).to_be_visible()
    article.box.fill("x" * 5001)
    expect(article.thread.get_by_text("1 character too many")).to_be_visible()
    article.thread.get_by_role("button", name="Post comment").click()
    expect(article.thread.get_by_text("at most 5,000 characters")).to_be_visible()


def test_a_failed_load_offers_another_try(article):
    article.page.route(THREADS, lambda route: route.fulfill(**problem(503, "unavailable", "Down.")))
    article.open(ready=False)
    expect(article.thread.get_by_text("The comments could not be loaded.")).to_be_visible()
    article.page.unroute(THREADS)
    article.thread.get_by_role("button", name="Try again").click()
    article.count(0)


def test_a_service_that_never_answers_is_waited_for_only_so_long(article):
    article.page.add_init_script(
        "AbortSignal.timeout = (wait) => { const late = new AbortController();"
        " setTimeout(() => late.abort(new DOMException('late', 'TimeoutError')), wait); return late.signal; };"
    )
    article.page.clock.install()
    article.page.route(THREADS, lambda route: None)
    with article.page.expect_request(THREADS):
        article.open(ready=False)
    article.page.clock.fast_forward("00:13")
    again = article.thread.get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    article.page.unroute(THREADS)
    again.click()
    article.count(0)


def test_a_stale_token_is_replaced_silently(article):
    article.open().post("Before.")
    article.page.evaluate(
        "() => { for (const name of Object.keys(localStorage)) if (name.endsWith(':token')) localStorage.setItem(name, 'stale'); }"
    )
    article.page.reload()
    article.post("After.")
    article.count(2)


def test_without_storage_everything_works_until_the_page_is_left(article):
    article.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    article.open().post("Said without memory.")
    article.menu("Said without memory.", "Withdraw")
    article.thread.get_by_role("button", name="Withdraw").click()
    article.count(0)


def test_code_that_cannot_be_loaded_leaves_a_quiet_sentence_and_a_remedy(article):
    article.page.route("**/comment-thread.js", lambda route: route.abort())
    with article.says("in script-src and connect-src"):
        article.open(ready=False)
    expect(article.page.get_by_text("This could not be loaded.")).to_be_visible()


def test_an_answer_that_is_no_json_is_a_failure_like_others(article):
    article.page.route(
        THREADS, lambda route: route.fulfill(body="<html>", headers={"Access-Control-Allow-Origin": "*"})
    )
    article.open(ready=False)
    expect(article.thread.get_by_text("The comments could not be loaded.")).to_be_visible()
    article.page.unroute(THREADS)
    article.thread.get_by_role("button", name="Try again").click()
    article.count(0)


def test_the_script_twice_on_a_page_makes_one_thread(article):
    again = f'<script type="module" src="{article.service.url}/embed.js?again"></script>'
    article.open(after=again)
    expect(article.thread.get_by_role("heading", name="Comments (0)")).to_have_count(1)
    article.post("Once.")
    article.count(1)
