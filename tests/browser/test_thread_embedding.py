"""On somebody else's page: strict policies, hostile styles, late elements, other languages, console remedies."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from .thread_page import ThreadPage

HOSTILE = """
* { color: red !important; font-size: 9px !important; text-transform: uppercase !important; letter-spacing: 3px; }
section, article, li, button, ol, header, textarea { display: none !important; }
comment-thread { line-height: 4; text-align: center; direction: rtl; visibility: visible; }
"""


@pytest.fixture
def article(page, service):
    return ThreadPage(page, service)


def test_a_strict_csp_with_trusted_types_is_no_obstacle(article):
    article.open().post("Allowed by the policy.")
    article.menu("Allowed", "Withdraw")
    expect(article.thread.get_by_role("alertdialog")).to_be_visible()
    refused = [message for message in article.messages if "Content Security Policy" in message or "Trusted" in message]
    assert refused == []


def test_hostile_page_styles_do_not_reach_the_thread(article):
    article.open(css=HOSTILE).post("Untouched.")
    body = article.comment("Untouched.").locator(".body")
    style = body.evaluate(
        "(one) => { const s = getComputedStyle(one); return [s.fontSize, s.textTransform, s.letterSpacing, s.direction]; }"
    )
    assert style == ["16px", "none", "normal", "ltr"]


def test_an_element_inserted_late_comes_to_life(article):
    article.open()
    article.page.evaluate(
        """(key) => {
          const late = document.createElement("comment-thread");
          late.setAttribute("site", "daily");
          late.setAttribute("key", key);
          late.id = "late";
          document.querySelector("h1").after(late);
        }""",
        f"{article.key}-late",
    )
    expect(article.page.locator("#late").get_by_role("heading", name="Comments (0)")).to_be_visible()


def test_changing_the_key_shows_the_other_article(article):
    article.open().post("On the first article.")
    article.page.evaluate(
        "(key) => document.querySelector('comment-thread').setAttribute('key', key)", f"{article.key}-2"
    )
    article.count(0)
    article.page.evaluate("(key) => document.querySelector('comment-thread').setAttribute('key', key)", article.key)
    article.count(1)
    expect(article.comment("On the first article.")).to_be_visible()


def test_moving_the_element_keeps_what_the_reader_typed(article):
    article.open()
    article.box.fill("Half a thought")
    article.page.evaluate("() => document.body.append(document.querySelector('comment-thread'))")
    expect(article.box).to_have_value("Half a thought")


def test_two_copies_stand_side_by_side(article):
    copy = f'<comment-thread site="daily" key="{article.key}-b" id="copy"></comment-thread>'
    article.thread = article.page.locator("comment-thread:not(#copy)")
    article.open(after=copy).post("In the first.")
    article.count(1)
    expect(article.page.locator("#copy").get_by_role("heading", name="Comments (0)")).to_be_visible()


@pytest.mark.parametrize(
    ("lang", "title", "invitation"),
    [
        ("uk", "Коментарі (0)", "Напишіть перший коментар!"),
        ("ru", "Комментарии (0)", "Напишите первый комментарий!"),
        ("de", "Comments (0)", "Write the first comment for this!"),
    ],
)
def test_the_thread_speaks_the_pages_language(article, lang, title, invitation):
    article.open(lang=lang)
    expect(article.thread.get_by_role("heading", name=title)).to_be_visible()
    expect(article.thread.get_by_label(invitation)).to_be_visible()


def test_a_right_to_left_page_gets_a_right_to_left_layout(article):
    article.open(lang="ar")
    avatar = article.thread.locator("form svg.avatar").bounding_box()
    box = article.box.bounding_box()
    assert avatar["x"] > box["x"]


def test_dates_name_the_full_time(article):
    article.open().post("Just now.")
    time = article.comment("Just now.").locator("time")
    expect(time).to_have_text("just now")
    assert time.get_attribute("datetime")
    time.hover()
    expect(time).to_have_attribute("title", re.compile(str(datetime.now(UTC).year)))


def test_an_unknown_site_is_calm_for_readers_and_clear_in_the_console(article):
    with article.says("knows no site of this name"):
        article.open(ready=False, before='<comment-thread site="no-such-site" key="a" id="lost"></comment-thread>')
    expect(article.page.locator("#lost").get_by_text("Comments are not available here.")).to_be_visible()


def test_a_missing_site_is_explained_in_the_console(article):
    with article.says("`site` attribute is missing"):
        article.open(ready=False, before='<comment-thread key="a" id="lost"></comment-thread>')
    expect(article.page.locator("#lost").get_by_text("Comments are not available here.")).to_be_visible()


def test_a_policy_without_the_service_is_explained_in_the_console(article):
    policy = "default-src 'none'; script-src {service}; connect-src 'none'"
    with article.says("lists it in connect-src"):
        article.open(csp=policy, ready=False)
    expect(article.thread.get_by_text("The comments could not be loaded.")).to_be_visible()


@pytest.mark.parametrize(
    ("css", "system", "theme"),
    [
        (":root { color-scheme: light }", "dark", "light"),
        ("body { background: #fff }", "dark", "light"),
        ("body { background: #111 }", "light", "dark"),
        ("", "dark", "dark"),
    ],
)
def test_the_theme_suits_the_colour_behind_the_element(article, css, system, theme):
    article.page.emulate_media(color_scheme=system)
    article.open(css=css)
    expect(article.thread.locator(".root")).to_have_attribute("data-theme", theme)


def test_a_page_that_switches_its_colours_takes_the_thread_along(article):
    article.page.emulate_media(color_scheme="light")
    article.open(css="body { background: #fff } .night body { background: #000 }")
    expect(article.thread.locator(".root")).to_have_attribute("data-theme", "light")
    article.page.evaluate("() => document.documentElement.classList.add('night')")
    expect(article.thread.locator(".root")).to_have_attribute("data-theme", "dark")


def test_the_address_of_a_comment_opens_the_thread_at_it(article, service, contexts):
    article.open()
    for number in range(22):
        article.post(f"Remark number {number}.")
    comment = article.comment("Remark number 0.").get_attribute("id")
    other = ThreadPage(contexts.new().new_page(), service, article.key)
    other.fragment = f"#{comment}"
    other.open(attributes='sort="newest"')
    expect(other.comment("Remark number 0.")).to_be_focused()
    expect(other.comment("Remark number 0.")).to_be_in_viewport()


def test_new_comments_are_offered_without_moving_what_is_read(article, service, contexts):
    article.open().post("The first.")
    reader = ThreadPage(contexts.new().new_page(), service, article.key)
    reader.page.clock.install()
    reader.open()
    reader.count(1)
    article.post("The second.")
    offer = reader.thread.get_by_role("button", name="Show 1 new comment")
    with reader.page.expect_response(lambda answer: "/thread?" in answer.url):
        reader.page.clock.fast_forward("00:31")
    expect(offer).to_be_visible()
    expect(reader.comment("The second.")).to_have_count(0)
    offer.click()
    reader.count(2)
    expect(reader.comment("The second.")).to_be_visible()
    expect(offer).to_have_count(0)
