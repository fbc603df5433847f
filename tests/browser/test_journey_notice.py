"""A mistake's whole way: words marked in the article, an editor without a mouse, a public notice, the reader's answer."""

import pytest
from playwright.sync_api import expect

from .axe import findings
from .correction_journey import Paper, Status, Story, desk_of, published, seen_everywhere
from .correction_page import STORY
from .journey import HANDS, Mouse

BRIDGE = Story(STORY, "18 milion", "28 million")
HEBREW = Story(
    """<h1>הגשר נפתח ביום שני</h1><p>הגשר החדש עלה 18 מיליון אירו ויקבל את החשמלית הראשונה ביום ראשון בבוקר.</p>
<p>ראש העיר אמר שהעבודה נמשכה חמש שנים, מ־2021 עד 2026.</p>""",
    "ביום ראשון בבוקר",
    "ביום שני בבוקר",
    lang="he",
    direction="rtl",
)
JAPANESE = Story(
    """<h1>新しい橋が月曜日に開通する</h1><p>新しい橋の建設費は1800万ユーロで、最初のトラムは大阪駅を出発する。</p>
<p>市長は工事に五年かかったと述べた。</p>""",
    "大阪",
    "東京",
    lang="ja",
)


@pytest.mark.parametrize("hands", HANDS, ids=lambda one: one.name)
def test_from_the_words_to_the_public_notice(contexts, service, hands):
    paper = Paper(contexts.new(**hands.options).new_page(), service, hands, BRIDGE).open()
    remark = f"See the budget, page 4 ({paper.key})."
    address = paper.report(BRIDGE.wrong, BRIDGE.right, remark, kind="Name or number")
    assert paper.page.evaluate("getSelection().toString()") == BRIDGE.wrong
    status = Status(paper.page.context.new_page(), address)
    status.says("Your report has arrived")
    editor = desk_of(contexts, service, "editor")
    editor.open_report(remark)
    editor.press("c", "The others see that you have it open.")
    editor.press("a", "Accepted")
    status.says("Your report is being checked")
    words = f"The bridge cost 28 million ({paper.key})."
    permanent = published(contexts, service, remark, words)
    expect(status.says("The article has been corrected").get_by_text(words)).to_be_visible()
    seen_everywhere(contexts.new(), paper, words, permanent)


@pytest.mark.parametrize(("story", "marked"), [(HEBREW, HEBREW.wrong), (JAPANESE, "阪")], ids=["Hebrew", "Japanese"])
def test_in_other_scripts(contexts, service, story, marked, picture):
    """From right to left; and where no space parts the words: half of one marked becomes the whole."""
    paper = Paper(contexts.new().new_page(), service, Mouse(), story).open()
    remark = f"{story.right} ({paper.key})"
    address = paper.report(marked, story.right, remark, "Wrong fact", whole=story.wrong)
    words = f"{story.title}: {story.right} ({paper.key})"
    permanent = published(contexts, service, remark, words)
    status = Status(paper.page, address).says("The article has been corrected")
    expect(status.get_by_text(words)).to_be_visible()
    picture(status, f"notice-status-{story.lang}")
    desk = desk_of(contexts, service, "editor").go(f"reports?state=closed&q={paper.key}")
    expect(desk.card(remark).locator(".facts")).to_contain_text(story.right)
    picture(desk.page, f"notice-desk-{story.lang}")
    paper.story = story.but(story.wrong, story.right)
    other = seen_everywhere(contexts.new(), paper, words, permanent)
    assert findings(other.page) == []
    other.page.go_back()
    expect(other.notices).to_be_visible()
    picture(other.page, f"notice-article-{story.lang}")
    direction = other.notices.evaluate("(one) => getComputedStyle(one).direction")
    assert direction == (story.direction or "ltr")
