"""When something goes wrong the reader's words stay, and the page says honestly what has arrived."""

import pytest
from playwright.sync_api import expect

from .correction_page import MATCHES, REPORTS, CorrectionPage
from .thread_page import problem


@pytest.fixture
def article(page, service):
    return CorrectionPage(page, service)


def fail_reports(article, **answer):
    """Lets the next reports fail; gives the function that ends it."""

    def handle(route):
        if route.request.method == "POST":
            route.fulfill(**answer)
        else:
            route.fallback()

    article.page.route(REPORTS, handle)
    return lambda: article.page.unroute(REPORTS, handle)


def test_offline_it_is_kept_and_sent_once_when_the_connection_is_back(article):
    article.open().report("recieve")
    article.proposal.fill("receive")
    article.page.context.set_offline(True)
    article.send()
    expect(article.dialog.get_by_text("Not sent yet:")).to_be_visible()
    expect(article.dialog.get_by_text("kept in this browser")).to_be_visible()
    expect(article.proposal).to_have_value("receive")
    article.dialog.get_by_role("button", name="Close", exact=True).last.click()
    expect(article.element.locator(".kept")).to_contain_text("recieve")
    article.page.context.set_offline(False)
    expect(article.element.locator(".kept .good")).to_contain_text("Your kept report has now arrived: recieve")
    assert article.answers == [201]
    assert article.kept() == []
    article.page.reload()
    expect(article.element.locator(".invitation")).to_be_visible()
    assert article.answers == [201]


def test_a_kept_report_is_sent_on_the_next_visit_with_the_same_key(article, service):
    keys = []
    context = article.page.context
    context.on(
        "request", lambda one: keys.append(one.headers.get("idempotency-key")) if REPORTS.search(one.url) else None
    )
    article.open().report("milion")
    article.proposal.fill("million")
    context.set_offline(True)
    article.send()
    expect(article.dialog.get_by_text("Not sent yet:")).to_be_visible()
    article.page.close()
    context.set_offline(False)
    later = CorrectionPage(context.new_page(), service, article.key).open()
    expect(later.element.locator(".kept .good")).to_contain_text("Your kept report has now arrived: milion")
    assert later.answers == [201]
    assert len({key for key in keys if key}) == 1
    assert later.kept() == []


def test_a_broken_service_keeps_the_text_and_trying_again_sends_it(article):
    end = fail_reports(article, **problem(500, "internal", "Something went wrong"))
    article.open().report("recieve")
    article.proposal.fill("receive")
    article.send()
    expect(article.dialog.get_by_text("the newsroom’s service is not answering properly")).to_be_visible()
    expect(article.proposal).to_have_value("receive")
    assert len(article.kept()) == 1
    end()
    article.dialog.get_by_role("button", name="Try again now").click()
    assert article.arrived()["replacement"] == "receive"
    assert article.kept() == []


def test_a_refusal_shows_its_reason_at_the_field_and_keeps_the_text(article):
    reason = {"field": "remark", "message": "Please write less."}
    end = fail_reports(article, **problem(422, "invalid", "Some fields need another look.", errors=[reason]))
    article.open().report("recieve")
    remark = article.dialog.get_by_label("Anything to add?")
    remark.fill("A long story")
    article.send()
    expect(article.dialog.get_by_text("Please write less.")).to_be_visible()
    expect(article.dialog.get_by_text("Not accepted:")).to_be_visible()
    expect(remark).to_be_focused()
    expect(remark).to_have_attribute("aria-invalid", "true")
    expect(remark).to_have_value("A long story")
    assert article.kept() == []
    end()
    remark.fill("Short")
    assert article.send().arrived()["remark"] == "Short"


def test_a_kept_report_that_is_refused_later_can_be_changed_and_sent(article):
    article.open().report("recieve")
    article.proposal.fill("receive")
    article.page.context.set_offline(True)
    article.send()
    expect(article.dialog.get_by_text("Not sent yet:")).to_be_visible()
    article.page.keyboard.press("Escape")
    end = fail_reports(article, **problem(422, "invalid", "This article takes no reports."))
    article.page.context.set_offline(False)
    expect(article.element.get_by_text("This article takes no reports.")).to_be_visible()
    end()
    article.element.get_by_role("button", name="Change and send").click()
    expect(article.proposal).to_have_value("receive")
    assert article.send().arrived()["replacement"] == "receive"


def test_a_kept_report_can_be_discarded(article):
    fail_reports(article, **problem(503, "unavailable", "Later, please"))
    article.open().report("recieve").send()
    expect(article.dialog.get_by_text("Not sent yet:")).to_be_visible()
    article.page.keyboard.press("Escape")
    article.element.get_by_role("button", name="Discard").click()
    expect(article.element.locator(".kept")).to_be_empty()
    assert article.kept() == []


def test_closing_by_mistake_loses_nothing(article):
    article.open().report("recieve")
    article.proposal.fill("receive")
    article.page.keyboard.press("Escape")
    expect(article.dialog).to_be_hidden()
    article.report("recieve")
    expect(article.proposal).to_have_value("receive")
    article.page.keyboard.press("Escape")
    article.report("milion")
    expect(article.proposal).to_have_value("milion")


def test_what_was_typed_outlives_a_reload_until_it_is_sent(article):
    article.open().report("recieve")
    article.proposal.fill("receive")
    article.dialog.get_by_label("Anything to add?").fill("I before e.")
    article.page.reload()
    expect(article.element.locator(".invitation")).to_be_visible()
    article.report("recieve")
    expect(article.proposal).to_have_value("receive")
    expect(article.dialog.get_by_label("Anything to add?")).to_have_value("I before e.")
    article.send().arrived()
    article.page.reload()
    expect(article.element.locator(".invitation")).to_be_visible()
    article.report("recieve")
    expect(article.proposal).to_have_value("recieve")


def test_the_form_does_not_wait_for_the_question_who_reported_it_already(article):
    article.page.route(MATCHES, lambda route: route.fulfill(**problem(500, "internal", "Something went wrong")))
    article.open().report("recieve").send().arrived()


def test_without_storage_the_page_says_that_nothing_can_be_kept(article):
    article.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    fail_reports(article, **problem(503, "unavailable", "Later, please"))
    article.open().report("recieve").send()
    expect(article.dialog.get_by_text("This browser does not let us keep it")).to_be_visible()


def test_a_reporter_without_a_site_explains_itself_and_leaves_the_page_alone(article):
    article.open()
    with article.page.expect_console_message(lambda message: 'the attribute "site" is missing' in message.text):
        article.page.evaluate("() => document.body.append(document.createElement('correction-reporter'), 'Still here')")
    expect(article.page.get_by_text("Still here")).to_be_visible()


def test_while_the_form_is_still_open_the_thank_you_comes_with_the_connection(article):
    article.open().report("recieve")
    article.proposal.fill("receive")
    article.page.context.set_offline(True)
    article.send()
    expect(article.dialog.get_by_text("Not sent yet:")).to_be_visible()
    article.page.context.set_offline(False)
    article.arrived()
    assert article.answers == [201]


def test_closing_a_refused_report_again_does_not_lose_it(article):
    article.open().report("recieve")
    article.page.context.set_offline(True)
    article.send()
    expect(article.dialog.get_by_text("Not sent yet:")).to_be_visible()
    article.page.keyboard.press("Escape")
    fail_reports(article, **problem(422, "invalid", "This article takes no reports."))
    article.page.context.set_offline(False)
    article.element.get_by_role("button", name="Change and send").click()
    article.page.keyboard.press("Escape")
    expect(article.element.get_by_text("This article takes no reports.")).to_be_visible()
    assert len(article.kept()) == 1
