"""Writing: a discussion that its age has locked, comments off for a section or an article, in element and plain page."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from .desk_page import sign_in
from .thread_page import ThreadPage

# No article of the demo is as old, so that other tests do not notice the rule.
DAYS = 3650
LONG_AGO = (datetime.now(UTC) - timedelta(days=DAYS + 1)).isoformat()
TITLE = "The bridge that waited"
# More than any `poll_after`.
NEXT_QUESTION = "10:30"


@pytest.fixture(scope="module", autouse=True)
def rules(service):
    """The site ends discussions by their age, and has none in one section."""
    service.run("site", "set", "daily", f"lock_after_days={DAYS}", "closed_sections=Crime")
    yield
    service.run("site", "set", "daily", "lock_after_days=0", "closed_sections=")


@pytest.fixture
def article(page, service):
    return ThreadPage(page, service)


@pytest.fixture
def tell(article, publisher):
    """`tell(section=…)`: what the publisher says of the article."""
    return lambda **word: publisher.says(article.key, url=article.address, title=TITLE, **word)


@pytest.fixture
def plain(contexts, service, article):
    """`plain()`: the article's thread in a browser without scripts."""

    def go():
        page = contexts.new(java_script_enabled=False).new_page()
        page.goto(f"{service.url}/embed/daily/thread?key={article.key}")
        return page

    return go


def test_a_thread_of_some_age_can_be_read_but_not_written(article, tell, plain, picture):
    article.posted("Said in time.")
    article.open().post("My own words.")
    article.vote("Said in time.")
    tell(published_at=LONG_AGO)
    article.open().count(2)
    expect(article.thread.get_by_text("The discussion is closed. You can still read it.")).to_be_visible()
    expect(article.thread.get_by_role("textbox")).to_have_count(0)
    expect(article.thread.get_by_role("button", name="Reply to")).to_have_count(0)
    # Votes can be seen, not cast; one's own is marked.
    good = article.good("Said in time.")
    expect(good).to_have_attribute("aria-pressed", "true")
    expect(good).to_have_text("1")
    expect(good).to_be_disabled()
    article.comment("My own words.").get_by_role("button", name="More actions").click()
    expect(article.thread.get_by_role("menuitem", name="Withdraw")).to_be_visible()
    expect(article.thread.get_by_role("menuitem", name="Edit")).to_have_count(0)
    article.page.keyboard.press("Escape")
    article.menu("Said in time.", "Flag")
    expect(article.thread.get_by_role("dialog")).to_be_visible()
    article.page.keyboard.press("Escape")
    picture(article.page, "ends-age")

    page = plain()
    expect(page.get_by_text("The discussion is closed. You can still read it.")).to_be_visible()
    comment = page.locator("article.comment", has_text="Said in time.")
    expect(comment.locator(".tally").first).to_contain_text("1 vote for")
    expect(comment.get_by_role("link", name="Flag")).to_be_visible()
    for closed in (page.get_by_role("textbox"), page.get_by_role("link", name="Reply"), page.locator("form.votes")):
        expect(closed).to_have_count(0)
    picture(page, "ends-age-plain")


def test_the_moment_comes_while_somebody_reads(article, tell):
    article.page.clock.install()
    tell(published_at=datetime.now(UTC).isoformat())
    article.posted("Said in time.")
    article.open().count(1)
    good = article.good("Said in time.")
    good.focus()
    tell(published_at=LONG_AGO)
    article.page.clock.fast_forward("00:15")
    article.page.clock.fast_forward(NEXT_QUESTION)
    expect(article.thread.locator(".place").get_by_text("The discussion is closed.")).to_be_visible()
    expect(article.thread.get_by_role("textbox")).to_have_count(0)
    expect(good).to_be_disabled()
    expect(article.comment("Said in time.")).to_be_focused()
    tell(published_at=datetime.now(UTC).isoformat())
    article.page.clock.fast_forward(NEXT_QUESTION)
    expect(article.box).to_be_visible()
    expect(good).to_be_enabled()


@pytest.mark.parametrize("which", ["section", "article"])
def test_where_comments_are_off_there_are_none_and_afterwards_all_are_back(
    article, tell, plain, contexts, service, picture, which
):
    comment = article.posted("Said before.")
    desk = sign_in(contexts, service) if which == "article" else None
    if desk:
        desk.goto("/desk/daily/threads")
        desk.get_by_role("link", name="Switches and announcement").first.click()
        desk.get_by_role("button", name="Switch off").click()
        expect(desk.get_by_role("status")).to_contain_text("Comments are off")
    else:
        tell(section="Crime")
    count = f'<comment-count site="daily" key="{article.key}"></comment-count>'
    article.fragment = f"#comment-{comment['id']}"
    article.open(before=count)
    expect(article.thread.get_by_text("Comments are switched off for this article.")).to_be_visible()
    expect(article.thread.get_by_text("Said before.")).to_have_count(0)
    expect(article.thread.get_by_role("textbox")).to_have_count(0)
    expect(article.thread.get_by_role("button", name="Newest")).to_have_count(0)
    expect(article.page.locator("comment-count")).not_to_contain_text("1")
    picture(article.page, f"ends-off-{which}")

    page = plain()
    expect(page.get_by_text("Comments on this article are switched off.")).to_be_visible()
    expect(page.get_by_text("Said before.")).to_have_count(0)
    expect(page.get_by_role("textbox")).to_have_count(0)
    picture(page, f"ends-off-{which}-plain")

    if desk:
        desk.get_by_role("button", name="Switch on").click()
        expect(desk.get_by_role("button", name="Switch off")).to_be_visible()
    else:
        tell(section="City")
    # The address is the same, and going there would be no journey.
    article.page.goto("about:blank")
    article.open(before=count).count(1)
    expect(article.comment("Said before.")).to_be_focused()
    expect(article.page.locator("comment-count")).to_contain_text("1")
    page.reload()
    expect(page.get_by_text("Said before.")).to_be_visible()
    expect(page.get_by_label("Your comment")).to_be_visible()
