"""What a thread costs before it shows: bytes of code as they come over the wire, by the browser's own network log."""

import re

import pytest
from playwright.sync_api import expect

from .thread_page import ThreadPage

BUDGET = 14 * 1024  # bytes of code (brotli), loader included


@pytest.fixture
def article(page, service):
    return ThreadPage(page, service)


@pytest.mark.parametrize("lang", ["en", "uk", "ru"])
def test_the_code_of_a_first_render_stays_within_its_budget(article, lang):
    session = article.page.context.new_cdp_session(article.page)
    session.send("Network.enable")
    heads, code = {}, {}

    def ended(event):
        url, head = heads.get(event["requestId"], ("", 0))
        if url.endswith(".js"):
            code[url] = event["encodedDataLength"] - head

    session.on(
        "Network.responseReceived",
        lambda event: heads.update(
            {event["requestId"]: (event["response"]["url"], event["response"]["encodedDataLength"])}
        ),
    )
    session.on("Network.loadingFinished", ended)
    article.open(lang=lang)
    article.page.wait_for_load_state("networkidle")
    assert len(code) == 4, "loader, the two parts side by side, one language"
    assert sum(code.values()) <= BUDGET


def test_no_third_party_is_called(article):
    asked = []
    article.page.on("request", lambda request: asked.append(request.url))
    article.open().post("Between us.")
    article.menu("Between us.", "Withdraw")
    expect(article.thread.get_by_role("alertdialog")).to_be_visible()
    ours = re.compile(f"{re.escape(article.service.url)}/|{re.escape(article.service.newspaper)}/|data:")
    assert [url for url in asked if not ours.match(url)] == []
