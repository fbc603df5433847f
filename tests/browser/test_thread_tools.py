"""The toolbar of the box, the preview, hidden branches, the way to the parent, and a lock that comes while reading."""

import re

import pytest
from playwright.sync_api import expect

from .axe import findings
from .thread_page import ThreadPage, problem

PREVIEWS = re.compile(r"/api/v1/sites/daily/preview$")
THREADS = re.compile(r"/api/v1/sites/daily/thread\?")
GROUND = "body { background: light-dark(#fff, #17191b) }"


@pytest.fixture
def article(page, service):
    return ThreadPage(page, service)


def composing(article, text="", **options):
    """Opens the page and the box, writes `text`, and waits for the tools."""
    article.open(**options)
    article.box.click()
    expect(tool(article, "Bold")).to_be_visible()
    article.box.fill(text)
    return article


def tool(article, name):
    return article.thread.get_by_role("toolbar").get_by_role("button", name=name, exact=True)


def select(article, words):
    """Selects the first place of these words in the box."""
    article.box.evaluate(
        "(box, words) => { const at = box.value.indexOf(words); box.focus();"
        " box.setSelectionRange(at, at + words.length); }",
        words,
    )


def selection(article):
    return article.box.evaluate("(box) => box.value.slice(box.selectionStart, box.selectionEnd)")


def axe(article):
    assert findings(article.page, context="comment-thread") == []


def lock(desk, article):
    """A moderator locks the thread of the first comment, or with the same key unlocks it."""
    comment = article.thread.locator("article").first.get_attribute("id").removeprefix("comment-")
    desk.goto(f"/desk/daily/comments/{comment}")
    badge = desk.locator(".card .badge.locked")
    before = badge.count()
    desk.keyboard.press("l")
    expect(badge).to_have_count(1 - before)


def asked_again(article):
    """The thread asks for news, as it does from time to time."""
    with article.page.expect_response(THREADS):
        for _ in range(5):
            article.page.clock.fast_forward("10:00")


@pytest.mark.parametrize(
    ("name", "text", "words", "after", "chosen"),
    [
        ("Bold", "a good word", "good", "a **good** word", "good"),
        ("Bold", "a **good** word", "good", "a good word", "good"),
        ("Bold", "a **good** word", "**good**", "a good word", "good"),
        ("Bold", "a *good* word", "good", "a ***good*** word", "good"),
        ("Italic", "a good word", "good ", "a *good* word", "good"),
        ("Italic", "a **good** word", "good", "a ***good*** word", "good"),
        ("Italic", "a ***good*** word", "good", "a **good** word", "good"),
        ("Bold", "one\n\n- two", "one\n\n- two", "**one**\n\n- **two**", "**one**\n\n- **two**"),
        ("Bold", "", "", "****", ""),
        ("Quote", "first\nsecond", "first", "> first\n\nsecond", ""),
        ("Quote", "first\n\nsecond", "first\n\nsecond", "> first\n>\n> second", "> first\n>\n> second"),
        ("Quote", "> first\n> second", "first\n> second", "first\nsecond", "first\nsecond"),
        ("List", "one\ntwo", "one\ntwo", "- one\n- two", "- one\n- two"),
        ("List", "- one\n- two", "- one\n- two", "one\ntwo", "one\ntwo"),
        ("Link", "see the map", "the map", "see [the map](https://)", "https://"),
        ("Link", "see https://example.org/a", "https://example.org/a", "see [](https://example.org/a)", ""),
        ("Code", "run make now", "make", "run `make` now", "make"),
        ("Code", "run `make` now", "make", "run make now", "make"),
        ("Code", "a`b", "a`b", "`` a`b ``", "a`b"),
        ("Code", "a\nb", "a\nb", "```\na\nb\n```", "a\nb"),
    ],
)
def test_a_tool_marks_the_selection_and_undo_takes_it_back(article, name, text, words, after, chosen):
    composing(article, text)
    select(article, words)
    tool(article, name).click()
    expect(article.box).to_have_value(after)
    expect(article.box).to_be_focused()
    assert selection(article) == chosen
    article.page.keyboard.press("Control+z")
    expect(article.box).to_have_value(text)


def test_the_keys_for_bold_and_italic_work_while_typing(article):
    composing(article)
    keyboard = article.page.keyboard
    keyboard.type("It is ")
    keyboard.press("Control+b")
    keyboard.type("very")
    keyboard.press("Control+b")
    keyboard.type(" ")
    keyboard.press("Control+i")
    keyboard.type("late")
    keyboard.press("Control+i")
    keyboard.type(".")
    expect(article.box).to_have_value("It is **very** *late*.")
    article.thread.get_by_label("Your name").fill("Ann")
    article.thread.get_by_role("button", name="Post comment").click()
    expect(article.comment("It is very late.").locator("strong")).to_have_text("very")
    expect(article.comment("It is very late.").locator("em")).to_have_text("late")


def test_the_toolbar_is_one_tab_stop_with_arrow_keys(article):
    composing(article, "good")
    select(article, "good")
    keyboard = article.page.keyboard
    keyboard.press("Tab")
    expect(tool(article, "Bold")).to_be_focused()
    keyboard.press("ArrowRight")
    expect(tool(article, "Italic")).to_be_focused()
    keyboard.press("End")
    expect(tool(article, "Preview")).to_be_focused()
    keyboard.press("ArrowRight")
    expect(tool(article, "Bold")).to_be_focused()
    keyboard.press("ArrowLeft")
    expect(tool(article, "Preview")).to_be_focused()
    keyboard.press("Tab")
    expect(article.thread.get_by_label("Your name")).to_be_focused()
    keyboard.press("Shift+Tab")
    expect(tool(article, "Preview")).to_be_focused()
    keyboard.press("Home")
    keyboard.press("Enter")
    expect(article.box).to_have_value("**good**")
    expect(article.box).to_be_focused()
    assert tool(article, "Bold").get_attribute("aria-keyshortcuts") == "Control+B"


def test_arrow_keys_follow_the_direction_of_the_page(article):
    composing(article, lang="ar")
    article.page.keyboard.press("Tab")
    article.page.keyboard.press("ArrowLeft")
    expect(tool(article, "Italic")).to_be_focused()


def test_the_tools_load_with_the_first_focus_only(article):
    loaded = []
    article.page.on("request", lambda request: loaded.append(request.url.rsplit("/", 1)[1]))
    article.open()
    assert "composer.js" not in loaded
    article.box.click()
    expect(tool(article, "Bold")).to_be_visible()
    assert "composer.js" in loaded


def test_editing_has_the_tools_too(article):
    article.open().post("Nearly right.")
    article.menu("Nearly right.", "Edit")
    box = article.thread.get_by_label("Edit your comment")
    box.press("Control+a")
    article.thread.get_by_role("article").get_by_role("button", name="Bold").click()
    expect(box).to_have_value("**Nearly right.**")


def test_the_preview_shows_exactly_what_is_published(article):
    source = "**Bold** and `code`\n\n> said\n\n- one\n- two\n\n<b>no</b> https://example.org/ [x](javascript:alert(1))"
    composing(article, source)
    button = tool(article, "Preview")
    button.click()
    panel = article.thread.get_by_role("group", name="Preview of your comment")
    expect(panel.locator("strong")).to_have_text("Bold")
    back = tool(article, "Continue writing")
    expect(back).to_be_focused()
    expect(article.thread.get_by_text("this is how your comment will appear")).to_be_attached()
    expect(article.thread.locator("textarea")).to_be_hidden()
    shown = panel.locator(".body").inner_html()
    article.page.keyboard.press("Enter")
    expect(panel).to_have_count(0)
    expect(button).to_be_focused()
    expect(article.box).to_have_value(source)
    button.click()
    expect(panel).to_be_visible()
    article.page.keyboard.press("Escape")
    expect(article.box).to_be_focused()
    button.click()
    expect(panel).to_be_visible()
    article.thread.get_by_label("Your name").fill("Ann")
    article.thread.get_by_role("button", name="Post comment").click()
    # A link has the comment held, which shows it to its author all the same.
    expect(article.comment("Bold and")).to_be_visible()
    expect(panel).to_have_count(0)
    assert article.comment("Bold and").locator(".body").inner_html() == shown
    expect(article.box).to_have_value("")


def test_a_preview_that_fails_says_so_calmly_and_keeps_the_text(article):
    composing(article, "Words worth keeping.")
    down = problem(503, "unavailable", "Down.")
    article.page.route(
        PREVIEWS, lambda route: route.fallback() if route.request.method == "OPTIONS" else route.fulfill(**down)
    )
    tool(article, "Preview").click()
    expect(article.thread.get_by_text("The preview cannot be shown just now.")).to_be_visible()
    expect(article.box).to_have_value("Words worth keeping.")
    expect(tool(article, "Preview")).to_be_focused()
    article.page.unroute(PREVIEWS)
    tool(article, "Preview").click()
    expect(tool(article, "Continue writing")).to_be_visible()
    expect(article.thread.get_by_text("The preview cannot be shown just now.")).to_have_count(0)


def test_an_empty_box_has_no_preview(article):
    composing(article)
    tool(article, "Preview").click()
    expect(article.thread.get_by_text("Please write something first.")).to_be_visible()
    expect(article.box).to_be_focused()


def test_a_late_preview_does_not_disturb_whoever_types_on(article):
    composing(article, "First")
    held = []
    article.page.route(
        PREVIEWS, lambda route: route.fallback() if route.request.method == "OPTIONS" else held.append(route)
    )
    with article.page.expect_request(PREVIEWS):
        tool(article, "Preview").click()
    article.box.press("End")
    article.page.keyboard.type(" and more")
    expect(tool(article, "Preview")).to_have_attribute("aria-busy", "false")
    expect(article.box).to_have_value("First and more")
    expect(article.box).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_writing_and_preview(article, scheme, picture):
    article.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    composing(article, "It is **very** late.\n\n> Who said so?", csp=None, css=GROUND)
    axe(article)
    picture(article.page, f"tools-writing-{scheme}")
    tool(article, "Preview").click()
    expect(tool(article, "Continue writing")).to_be_visible()
    axe(article)
    picture(article.page, f"tools-preview-{scheme}")
    article.page.keyboard.press("Escape")
    article.thread.get_by_label("Your name").fill("Ann")
    article.thread.get_by_role("button", name="Post comment").click()
    article.count(1)
    article.reply("late", "An answer.")
    axe(article)
    article.thread.get_by_role("button", name="Hide 1 reply").click()
    axe(article)
    picture(article.page, f"tools-folded-{scheme}")


@pytest.mark.parametrize("lang", ["en", "uk", "ru"])
def test_a_small_phone_has_room_for_the_tools(narrow_page, service, lang, picture):
    article = ThreadPage(narrow_page, service).open(lang=lang)
    article.box.tap()
    bar = article.thread.get_by_role("toolbar")
    expect(bar).to_be_visible()
    article.box.fill("**Bold**")
    assert article.page.evaluate("document.documentElement.scrollWidth") <= 360
    sizes = bar.get_by_role("button").evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().toJSON())")
    assert len(sizes) == 7
    assert all(size["width"] >= 32 and size["height"] >= 32 for size in sizes)
    rows = {round(size["y"] + size["height"] / 2) for size in sizes}
    assert len(rows) == 1, "the tools wrap"
    picture(article.page, f"tools-narrow-{lang}")
    bar.get_by_role("button").last.tap()
    expect(article.thread.locator(".preview strong")).to_have_text("Bold")
    picture(article.page, f"tools-narrow-preview-{lang}")
    assert article.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_branch_is_hidden_and_shown_by_mouse_and_keyboard(article):
    article.open().post("Root words.")
    article.reply("Root words.", "First answer.")
    article.reply("Root words.", "Second answer.")
    root = article.comment("Root words.")
    root.get_by_role("button", name="Hide 2 replies").click()
    show = root.get_by_role("button", name="Show 2 replies")
    expect(show).to_have_attribute("aria-expanded", "false")
    expect(show).to_be_focused()
    expect(article.comment("First answer.")).to_be_hidden()
    article.thread.get_by_role("button", name="Newest").click()
    # The list is drawn anew before this is said.
    expect(article.thread.get_by_text("Order of comments: Newest")).to_have_count(1)
    expect(show).to_be_visible()
    expect(article.comment("First answer.")).to_be_hidden()
    show.focus()
    article.page.keyboard.press("Enter")
    expect(article.comment("First answer.")).to_be_visible()
    expect(root.get_by_role("button", name="Hide 2 replies")).to_have_attribute("aria-expanded", "true")
    expect(article.comment("First answer.").get_by_role("button", name="Hide")).to_have_count(0)


def test_a_small_phone_shows_replies_and_hides_them(narrow_page, service, picture):
    article = ThreadPage(narrow_page, service).open()
    article.post("Root words.")
    article.reply("Root words.", "First answer.")
    article.reply("First answer.", "Second answer.")
    picture(article.page, "tools-branch-narrow")
    root = article.comment("Root words.")
    hide = root.get_by_role("button", name="Hide 1 reply")
    box = hide.bounding_box()
    assert box["width"] >= 32 and box["height"] >= 32
    hide.tap()
    expect(article.comment("Second answer.")).to_be_hidden()
    picture(article.page, "tools-branch-narrow-hidden")
    assert article.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_an_address_inside_a_hidden_branch_opens_it(article):
    article.open().post("Root words.")
    article.reply("Root words.", "An answer.")
    name = article.comment("An answer.").get_attribute("id")
    article.comment("Root words.").get_by_role("button", name="Hide 1 reply").click()
    article.page.evaluate("(name) => { location.hash = name; }", name)
    expect(article.comment("An answer.")).to_be_focused()
    expect(article.comment("An answer.")).to_be_visible()


def test_a_flat_reply_leads_to_the_comment_it_answers(article):
    article.open().post("Level 0.")
    for level in range(1, 6):
        article.reply(f"Level {level - 1}.", f"Level {level}.", name=f"Writer {level}")
    article.page.reload()
    article.count(6)
    while article.comment("Level 5.").count() == 0:
        article.thread.locator(".more-replies").first.click()
        article.thread.locator(".more-replies:disabled").wait_for(state="detached")
    link = article.comment("Level 5.").get_by_role("link", name="to Writer 4")
    link.click()
    expect(article.comment("Level 4.")).to_be_focused()
    assert article.page.url.endswith("#" + article.comment("Level 4.").get_attribute("id"))
    link.focus()
    article.page.keyboard.press("Enter")
    expect(article.comment("Level 4.")).to_be_focused()


def test_a_lock_while_writing_is_said_at_once_and_touches_nothing(article, signed_in, picture):
    article.page.clock.install()
    article.open().post("Said in time.")
    article.comment("Said in time.").get_by_role("button", name="Reply to").click()
    reply = article.thread.locator(".slot textarea")
    expect(article.thread.get_by_role("button", name="Post reply")).to_be_visible()
    article.box.fill("Half a thought")
    reply.fill("Half an answer")
    lock(signed_in, article)
    asked_again(article)
    expect(article.thread.locator(".lock-note")).to_have_count(2)
    expect(article.box).to_have_value("Half a thought")
    expect(reply).to_have_value("Half an answer")
    expect(reply).to_be_focused()
    expect(article.thread.get_by_role("button", name="Reply to")).to_have_count(0)
    picture(article.page, "tools-locked")
    lock(signed_in, article)
    asked_again(article)
    expect(article.thread.locator(".lock-note")).to_have_count(0)
    expect(article.thread.get_by_role("button", name="Reply to")).to_have_count(1)
    expect(reply).to_have_value("Half an answer")
    article.thread.get_by_role("button", name="Post reply").click()
    expect(article.comment("Half an answer")).to_be_visible()


def test_a_lock_while_reading_closes_the_box_and_opens_it_again(article, signed_in):
    article.page.clock.install()
    article.open().post("Said in time.")
    article.page.reload()
    article.count(1)
    lock(signed_in, article)
    asked_again(article)
    expect(article.thread.locator(".place").get_by_text("The discussion is closed.")).to_be_visible()
    expect(article.thread.get_by_role("textbox")).to_have_count(0)
    lock(signed_in, article)
    asked_again(article)
    expect(article.box).to_be_visible()
    expect(article.thread.get_by_text("The discussion is open again.")).to_be_attached()
