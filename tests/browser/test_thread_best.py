"""What "Best" means is said to everyone: by mouse, by keyboard, by touch and without JavaScript (WCAG 1.4.13)."""

import pytest
from playwright.sync_api import expect

from .thread_page import ThreadPage

MEANING = {
    "en": "New comments get the benefit of the doubt.",
    "uk": "Новим коментарям даємо шанс.",
    "ru": "Новым комментариям даём шанс.",
}
BEST = {"en": "Best", "uk": "Найкращі", "ru": "Лучшие"}


def control(article, lang="en"):
    return article.thread.get_by_role("button", name=BEST[lang], exact=True)


@pytest.mark.parametrize("lang", list(MEANING))
def test_hovering_best_says_what_it_means(page, service, lang):
    article = ThreadPage(page, service, "article-17").open(lang=lang)
    tip = article.thread.get_by_role("tooltip", include_hidden=True)
    expect(tip).to_be_hidden()
    control(article, lang).hover()
    expect(tip).to_be_visible()
    expect(tip).to_contain_text(MEANING[lang])
    expect(control(article, lang)).to_have_accessible_description(tip.inner_text())


def test_the_tip_can_be_pointed_at_and_sent_away(page, service):
    article = ThreadPage(page, service, "article-17").open()
    tip = article.thread.get_by_role("tooltip", include_hidden=True)
    control(article).hover()
    expect(tip).to_be_visible()
    # Slowly from the button down onto the words: it must not go on the way.
    start, end = control(article).bounding_box(), tip.bounding_box()
    x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] - 2
    page.mouse.move(x, y)
    page.mouse.move(x, end["y"] + end["height"] / 2, steps=20)
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    page.mouse.move(0, 0)
    control(article).hover()
    expect(tip).to_be_visible()


def test_the_keyboard_shows_the_tip_and_escape_hides_it(page, service):
    article = ThreadPage(page, service, "article-17").open()
    tip = article.thread.get_by_role("tooltip", include_hidden=True)
    oldest = article.thread.get_by_role("button", name="Oldest", exact=True)
    oldest.focus()
    page.keyboard.press("Shift+Tab")
    expect(control(article)).to_be_focused()
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    expect(control(article)).to_be_focused()
    page.keyboard.press("Tab")
    expect(oldest).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(tip).to_be_visible()


def test_a_touch_shows_the_tip_until_one_elsewhere(contexts, service):
    context = contexts.new(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    article = ThreadPage(context.new_page(), service, "article-17").open()
    tip = article.thread.get_by_role("tooltip", include_hidden=True)
    # The list is drawn anew for the order that was asked for; the tip stays.
    with article.page.expect_response(lambda answer: "/thread?" in answer.url and "sort=best" in answer.url):
        control(article).tap()
    expect(article.thread.locator("[aria-busy]")).to_have_count(0)
    expect(tip).to_be_visible()
    box = tip.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 360
    article.page.get_by_role("heading", name="The bridge").tap()
    expect(tip).to_be_hidden()


@pytest.mark.parametrize("lang", list(MEANING))
def test_the_plain_page_says_it_in_the_same_words(page, service, lang):
    article = ThreadPage(page, service, "article-17").open(lang=lang)
    control(article, lang).hover()
    tip = article.thread.get_by_role("tooltip", include_hidden=True)
    expect(tip).to_be_visible()
    words = tip.inner_text()
    page.goto(f"{service.url}/embed/daily/thread?key=article-17&lang={lang}")
    expect(page.locator(".order")).to_have_text(words)
    page.locator(".sorts a").nth(1).click()
    expect(page.locator(".sorts a").nth(1)).to_have_attribute("aria-current", "true")
    expect(page.locator(".order")).to_have_count(0)
