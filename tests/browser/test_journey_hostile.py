"""Words that mean no good, through the whole way of a correction in a browser: no script runs, no element is added."""

from playwright.sync_api import expect

from .correction_journey import Paper, Status, Story, desk_of, published
from .correction_page import STORY
from .journey import Mouse

HOSTILE = "</script></textarea><img src=x onerror='window.ran=1'><svg onload='window.ran=1'>"
WRITTEN = HOSTILE.replace("&", "&amp;").replace("<", "&lt;")
STORY_OF_IT = Story(STORY.replace("18 milion", f"18 milion {WRITTEN}"), f"milion {HOSTILE} euro", f"{HOSTILE} more")
ADDED = """() => [window.ran ?? 0, [...document.querySelectorAll("img[src=x], svg[onload]")].length,
  ...[...document.querySelectorAll("*")].map((one) => one.shadowRoot?.querySelectorAll("img, svg[onload]").length ?? 0)]"""


def is_text(page):
    """Nothing of it has become part of the page."""
    page.wait_for_load_state("networkidle")
    assert not any(page.evaluate(ADDED)), page.url


def test_hostile_words_stay_words_in_every_place(contexts, service):
    paper = Paper(contexts.new().new_page(), service, Mouse(), STORY_OF_IT).open()
    remark = f"{HOSTILE} ({paper.key})"
    address = paper.report(STORY_OF_IT.wrong, STORY_OF_IT.right, remark, kind="Wrong fact")
    is_text(paper.page)
    status = Status(paper.page.context.new_page(), address)
    is_text(status.says("Your report has arrived"))
    editor = desk_of(contexts, service, "editor").go(f"reports?state=open&q={paper.key}")
    expect(editor.card(remark)).to_be_visible()
    is_text(editor.page)
    editor.open_report(remark)
    is_text(editor.page)
    words = f"{HOSTILE} ({paper.key})."
    permanent = published(contexts, service, remark, words)
    expect(status.says("The article has been corrected").get_by_text(words)).to_be_visible()
    is_text(status.page)
    other = Paper(contexts.new().new_page(), service, Mouse(), STORY_OF_IT, paper.key).open()
    expect(other.notices).to_contain_text(words)
    assert [one["text"] for one in other.linked_data()["correction"]] == [words]
    is_text(other.page)
    other.page.goto(permanent)
    expect(other.page.locator("article:target").get_by_text(words)).to_be_visible()
    is_text(other.page)
