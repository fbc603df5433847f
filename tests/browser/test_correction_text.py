"""The text of an article as the reader saw it, and where in it the reader's words stand."""

import pytest

from commentsvc.domain.article_text import extract

from .correction_page import CorrectionPage
from .text_reader import TextReader

CASES = {
    "paragraphs": ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
    "white space": ("<p>  One \n\t two\u00a0three\u2003four  </p>", "One two three four"),
    "inline markup": ("<p>Wo<b>rd</b>s <i>and</i><span> more</span></p>", "Words and more"),
    "line breaks": ("<p>One<br>two <br> <br>three<hr>four</p>", "One\ntwo\nthree\nfour"),
    "bare text between blocks": ("Before<div>inside</div>after", "Before\ninside\nafter"),
    "lists": ("<ul><li>One<ul><li>Two</li></ul></li><li>Three</li></ul>", "One\nTwo\nThree"),
    "tables": (
        "<table><caption>C</caption><tr><th>A</th><td>1</td></tr><tr><th>B</th><td>2</td></tr></table>",
        "C\nA\n1\nB\n2",
    ),
    "captions": ("<figure><img alt='not text'><figcaption>A bridge</figcaption></figure>", "A bridge"),
    "adverts between paragraphs": ("<p>One</p><aside>Buy!</aside><nav>Home</nav><p>two</p>", "One\ntwo"),
    "left out by the publisher": ("<p>One <span data-comments-skip>(advert)</span> two</p>", "One two"),
    "hidden parts": ("<p>One</p><p hidden>h</p><p aria-hidden='true'>a</p><p>two</p>", "One\ntwo"),
    "preformatted": ("<pre>One  two\n\n three</pre>", "One two\nthree"),
    "scripts, styles and controls": (
        "<p>One<button>Share</button><select><option>x</option></select><textarea>t</textarea></p><svg><text>s</text></svg>",
        "One",
    ),
    "footnote marks": (
        "<p>One<sup><a href='#n1'>1</a></sup>, 10<sup>2</sup><a role='doc-noteref' href='#n'>*</a>.</p>",
        "One, 102.",
    ),
    "ruby": ("<p><ruby>橋<rp>(</rp><rt>はし</rt><rp>)</rp></ruby>です</p>", "橋です"),
    "soft hyphens and zero width": ("<p>gov&shy;ern&#8203;ment\u2060s</p>", "governments"),
    "joiners stay": ("<p>نمی\u200cخواهم</p>", "نمی\u200cخواهم"),
    "decomposed letters": ("<p>Cafe\u0301 кра\u0456\u0308на</p>", "Café кра\u0457на"),
    "an accent in the next element": ("<p>Cafe<b>\u0301</b></p>", "Café"),
    "details": ("<details><summary>More</summary><p>Closed words</p></details>", "More\nClosed words"),
    "our own elements": ("<p>One</p><comment-thread>fallback</comment-thread>", "One"),
    "nothing": ("<p> </p>", ""),
}
# What only a style sheet says: the browser knows it, the service does not.
STYLED = {
    "hidden parts": ("<p>One</p><p class='none'>n</p><p class='invisible'>i</p><p>two</p>", "One\ntwo"),
    "not selectable": ("<p>One <span class='fixed'>Share</span>two</p>", "One two"),
}
CSS = (
    ".none { display: none } .invisible { visibility: hidden } .fixed { user-select: none; -webkit-user-select: none }"
)

PAGE = "<!doctype html><style>{css}</style><body><article id='story'>{markup}</article>"

READ = """async () => {
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  const { readArticle } = await import(loaded.find((name) => name.endsWith("/article-text.js")));
  return readArticle(document.querySelector("#story")).text;
}"""


@pytest.fixture(scope="module")
def reader(browser, service):
    context = browser.new_context()
    yield TextReader(context.new_page(), service)
    context.close()


@pytest.fixture
def article(page, service):
    return CorrectionPage(page, service)


@pytest.mark.parametrize("name", CASES)
def test_the_rule(reader, name):
    markup, text = CASES[name]
    html = PAGE.format(css="", markup=markup)
    found = extract(html)
    assert (found.text if found else "") == text
    assert reader.texts([html]) == [text]


@pytest.mark.parametrize("name", STYLED)
def test_readers_do_not_report_what_a_style_sheet_keeps_from_them(reader, name):
    markup, text = STYLED[name]
    assert reader.texts([PAGE.format(css=CSS, markup=markup)]) == [text]


def test_an_article_that_is_not_visible_yet_has_a_text(reader):
    for css in ("#story { visibility: hidden }", "#story { user-select: none; -webkit-user-select: none }"):
        assert reader.texts([PAGE.format(css=css, markup="<p>One</p>two")]) == ["One\ntwo"]


def test_an_article_that_forbids_selecting_still_has_a_text(article):
    article.open("<p>One</p><p class='fixed'>two</p>", css="#story { user-select: none }" + CSS)
    assert article.page.evaluate(READ) == "One\ntwo"


def test_the_text_is_bounded(article):
    story = "<p>" + "🌉 words " * 12_000 + "</p><p id='last'>The end.</p>"
    # The element is far below, so its code comes only with the first selection.
    article.open(story, ready=False).select("The end").element.locator(".invitation").wait_for()
    assert len(article.page.evaluate(READ)) == 96_008
    article.open(story.replace("words", "many words"), ready=False).select("The end").element.locator(
        ".invitation"
    ).wait_for()
    assert len(article.page.evaluate(READ)) == 100_000
    body = article.report("The end").send().arrived()
    assert body["target"]["exact"] == "The end"
    assert "start" not in body["target"]


def test_a_long_selection_is_cut_and_the_reader_is_told(article):
    article.open("<p>" + "word " * 500 + "</p>").report("word " * 400)
    article.dialog.get_by_text("The selection is long: its beginning is reported.").wait_for()
    exact = article.send().arrived()["target"]["exact"]
    assert exact.endswith("word")
    assert 800 < len(exact) <= 1000


def test_decomposed_words_are_sent_composed_and_in_place(article):
    body = article.open("<p>Un cafe\u0301 noir, cre\u0300me.</p>").report("cre\u0300me").send().arrived()
    text, target = body["article"]["text"], body["target"]
    assert target["exact"] == text[target["start"] : target["end"]] == "crème"


def test_the_publisher_may_name_the_part(article):
    story = (
        "<div data-comments-scope='lead'><p>A first look.</p></div><figure><figcaption>At night</figcaption></figure>"
    )
    article.open(story).report("first")
    assert article.send().arrived()["target"]["scope"] == "lead"
    article.page.keyboard.press("Escape")
    article.report("night")
    assert article.send().arrived()["target"]["scope"] == "caption"
