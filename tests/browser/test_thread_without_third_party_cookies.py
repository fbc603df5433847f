"""The reader's whole side in a Chromium that blocks third-party cookies, as Safari and Firefox do from the start."""

from playwright.sync_api import expect

from .thread_page import ThreadPage

# Asks in a frame of the service whether it may use what it has stored as a first party.
FRAME = '<iframe src="{service}/embed/daily/thread?key={key}"></iframe>'


def test_a_guest_posts_votes_edits_and_is_known_again(strict, service):
    article = ThreadPage(strict.new().new_page(), service)
    article.open(after=FRAME.format(service=service.url, key=article.key), csp=None)
    frame = article.page.locator("iframe").element_handle().content_frame()
    frame.wait_for_load_state()
    assert frame.evaluate("document.hasStorageAccess()") is False, "this browser blocks nothing"
    article.post("Cookies are not needed here.")
    article.count(1)
    other = ThreadPage(strict.new().new_page(), service, article.key).open()
    other.vote("Cookies")
    article.page.reload()
    article.comment("Cookies").get_by_role("button", name="More actions").click()
    expect(article.comment("Cookies").get_by_role("menuitem", name="Withdraw")).to_be_visible()
    assert article.page.context.cookies() == []
