"""On the page: the example theme of the documentation does what it says."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from . import staged
from .axe import findings
from .thread_page import ThreadPage

DOCS = Path(__file__).parents[2] / "docs"
THEME = (DOCS / "example-theme.css").read_text()
GROUND = "body { background: light-dark(#fffdf9, #1c1917) }"


def test_the_documentation_shows_the_example_theme_as_it_is():
    assert THEME.strip() in (DOCS / "embed.md").read_text()


@pytest.mark.parametrize(
    ("scheme", "ink"), [("light", "rgb(33, 29, 26)"), ("dark", "rgb(240, 235, 228)")], ids=["light", "dark"]
)
def test_the_example_theme_dresses_the_thread(page, service, scheme, ink, picture):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    article = ThreadPage(page, service)
    article.serves(staged.everything)
    article.open(csp=None, css=GROUND + THEME).post("Root words.")
    article.reply("Root words.", "An answer.")
    article.open(csp=None, css=GROUND + THEME).count(2)
    expect(article.comment("Root words.").locator(".name")).to_have_css("font-weight", "700")
    expect(article.comment("Root words.").locator(".body")).to_have_css("color", ink)
    expect(article.thread.get_by_role("heading").first).to_have_css("font-family", 'Georgia, "Times New Roman", serif')
    assert findings(page, context="comment-thread") == []
    picture(page, f"theme-{scheme}")
