"""axe-core finds nothing in any state of the form, light or dark; other scripts and hostile pages are no obstacle."""

import pytest
from playwright.sync_api import expect

from .axe import findings
from .correction_page import REPORTS, CorrectionPage
from .thread_page import problem

HOSTILE = """
* { color: red !important; font-size: 9px !important; text-transform: uppercase !important; letter-spacing: 3px; }
dialog, button, form, fieldset, textarea, mark, [popover] { display: none !important; }
correction-reporter { line-height: 4; text-align: center; direction: rtl; transform: rotate(1deg); overflow: hidden; }
"""

# axe-core takes a page without a background for a white one, whatever its colour scheme.
GROUND = "body { background: light-dark(#fff, #17191b) }"

ARABIC = """<h1>افتتاح الجسر يوم الاثنين</h1>
<p id="first">كلف الجسر الجديد ثمانية عشر مليون يورو. صممه المهندس بول فيبر.</p>"""


@pytest.fixture
def article(page, service):
    return CorrectionPage(page, service)


@pytest.fixture(params=["light", "dark"])
def coloured(article, request):
    article.page.emulate_media(color_scheme=request.param, reduced_motion="reduce")
    return article


def check(article):
    """The findings of axe-core inside the element."""
    assert findings(article.page, context="correction-reporter") == []


def test_from_the_sentence_to_the_thank_you(coloured):
    coloured.open(csp=None, css=GROUND)
    check(coloured)
    coloured.select("recieve")
    expect(coloured.tip).to_be_visible()
    check(coloured)
    coloured.tip.click()
    expect(coloured.dialog).to_be_visible()
    check(coloured)
    coloured.proposal.fill("receive")
    coloured.dialog.get_by_label("Wrong fact").check()
    coloured.dialog.get_by_label("I would like an answer").check()
    coloured.dialog.get_by_label("Your e-mail").fill("nobody")
    coloured.send()
    expect(coloured.dialog.get_by_text("This does not look like an e-mail address.")).to_be_visible()
    check(coloured)
    coloured.dialog.get_by_label("Your e-mail").fill("nobody@example.org")
    coloured.send().arrived()
    check(coloured)


def test_without_a_selection_and_without_a_service(coloured):
    coloured.page.route(REPORTS, lambda route: route.fulfill(**problem(503, "unavailable", "Later, please")))
    coloured.open(csp=None, css=GROUND)
    coloured.element.get_by_role("button", name="here").click()
    check(coloured)
    coloured.dialog.get_by_label("What should we look at?").fill("The photograph.")
    coloured.send()
    expect(coloured.dialog.get_by_text("Not sent yet:")).to_be_visible()
    check(coloured)
    coloured.page.keyboard.press("Escape")
    expect(coloured.element.get_by_role("button", name="Discard")).to_be_visible()
    check(coloured)


def test_the_form_is_named_described_and_modal(article):
    article.open().report("recieve")
    expect(article.dialog).to_have_accessible_name("Suggest a correction")
    assert article.dialog.evaluate("(one) => one.matches(':modal')")
    expect(article.dialog.get_by_role("group", name="What is wrong?")).to_be_visible()
    for _ in range(30):
        article.page.keyboard.press("Tab")
        inside = article.page.evaluate("() => ['CORRECTION-REPORTER', 'BODY'].includes(document.activeElement.tagName)")
        assert inside, "the focus never reaches the page behind"


def test_an_article_from_right_to_left(article):
    article.open(ARABIC, lang="ar", direction="rtl").report("لجس")
    expect(article.marked).to_have_text("الجسر")
    assert article.dialog.locator("blockquote").evaluate("(one) => getComputedStyle(one).direction") == "rtl"
    close = article.dialog.get_by_role("button", name="Close").bounding_box()
    title = article.dialog.get_by_role("heading").bounding_box()
    assert close["x"] < title["x"], "the form is mirrored"
    article.proposal.fill("الجسر الكبير")
    target = article.send().arrived()["target"]
    assert target["exact"] == "الجسر"


def test_words_of_a_language_without_spaces(article):
    article.open("<p id='first'>新しい橋は月曜日に開通します。</p>", lang="ja").report("曜")
    expect(article.marked).to_contain_text("曜日")
    assert len(article.send().arrived()["target"]["exact"]) < 5


@pytest.mark.parametrize(
    ("lang", "sentence", "title"),
    [
        ("uk", "Щоб запропонувати виправлення чи уточнення, напишіть нам тут.", "Запропонувати виправлення"),
        ("ru", "Чтобы предложить исправление или уточнение, напишите нам здесь.", "Предложить исправление"),
    ],
)
def test_other_languages(article, lang, sentence, title):
    article.open(lang=lang)
    expect(article.element.locator(".invitation")).to_contain_text(sentence)
    article.report("recieve")
    expect(article.dialog.get_by_role("heading", name=title)).to_be_visible()


def test_hostile_page_styles_do_not_reach_the_form(article):
    article.open(css=HOSTILE).select("recieve")
    expect(article.tip).to_be_visible()
    article.tip.click()
    expect(article.dialog).to_be_visible()
    style = article.dialog.locator("blockquote").evaluate(
        "(one) => { const s = getComputedStyle(one); return [s.textTransform, s.letterSpacing, s.direction]; }"
    )
    assert style == ["none", "normal", "ltr"]


def test_a_strict_csp_with_trusted_types_is_no_obstacle(article):
    article.open().report("recieve").send().arrived()
    refused = [message for message in article.messages if "Content Security Policy" in message or "Trusted" in message]
    assert refused == []


def test_hostile_words_stay_text(article):
    words = "<img src=x onerror=alert(1)>"
    story = "<p id='first'>Somebody wrote &lt;img src=x onerror=alert(1)&gt; here.</p>"
    article.open(story).report(words)
    expect(article.marked).to_contain_text("onerror=alert(1)")
    article.proposal.fill("<b>bold</b>")
    expect(article.dialog.locator("ins").first).to_contain_text("b")
    assert article.dialog.locator("img, b").count() == 0
    assert article.send().arrived()["replacement"] == "<b>bold</b>"


def test_a_long_selection_can_be_scrolled_by_keyboard(coloured):
    coloured.open("<p>" + "many words " * 200 + "</p>", csp=None, css=GROUND).report("many words " * 60)
    check(coloured)
    expect(coloured.dialog.locator("blockquote")).to_have_attribute("tabindex", "0")
