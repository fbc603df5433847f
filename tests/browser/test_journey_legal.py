"""Notice of illegal content: somebody without an account gives it, a moderator decides, the sender reads the decision."""

import pytest
from playwright.sync_api import expect

from .axe import findings
from .conftest import sign_in
from .desk_page import post_comment
from .journey import HANDS, arriving, moderating
from .mailbox import address_of

MOUSE, KEYBOARD, TOUCH = HANDS
WHY = "It says that I stole the money of the school. That is false, and I have the accounts to prove it."


def fill(page, hands, address):
    """Fill the form of a notice and send it."""
    hands.pick(page.get_by_role("radio", name="Insult, slander or defamation"))
    hands.write(page.get_by_label("Which law? (optional)"), "Criminal Code, s. 187")
    hands.write(page.get_by_label("Why is it illegal?"), WHY)
    hands.write(page.get_by_label("Your name, or that of the body you write for"), "Olena Notifier")
    hands.write(page.get_by_label("Your e-mail"), address)
    hands.press(page.get_by_role("checkbox"))
    hands.press(page.get_by_role("button", name="Send the notice"))
    expect(page.get_by_role("heading", name="Your notice has arrived")).to_be_visible()


def decide(desk, key, press, words):
    """A moderator finds the notice by its comment and decides, with words to the sender."""
    page = desk.page
    desk.go("legal")
    desk.hands.press(page.locator("[data-card]", has_text=key).get_by_role("link").first)
    expect(page.get_by_role("heading", name="What the sender says")).to_be_visible()
    assert findings(page) == []
    desk.hands.write(page.get_by_label("Your words to the sender"), words)
    desk.hands.press(page.get_by_role("button", name=press))
    expect(page.locator("[data-toast]").first).to_be_visible()


@pytest.mark.parametrize("hands", HANDS, ids=lambda one: one.name)
def test_a_notice_is_given_decided_and_its_decision_read(contexts, service, hands):
    page = contexts.new(**hands.options).new_page()
    key = service.fresh_key()
    comment = post_comment(service, page, f"She stole the money of the school. {key}")
    page.goto(f"{service.url}/embed/daily/notice?comment={comment}")
    expect(page.locator("article.comment")).to_contain_text(key)
    fill(page, hands, address_of("olena"))
    hands.press(page.get_by_role("link", name="Status of your notice"))
    expect(page.get_by_text("The newsroom means to decide by")).to_be_visible()
    assert "olena" not in page.content().lower()

    desk = moderating(contexts, service)(hands)
    decide(desk, key, "Remove", "You were right: it was false.")
    expect(desk.page.locator(".legal-head")).to_contain_text("Removed")

    page.reload()
    expect(page.get_by_role("heading", name="What you reported was removed")).to_be_visible()
    expect(page.get_by_text("You were right: it was false.")).to_be_visible()
    expect(page.get_by_text("How to contest this")).to_be_visible()
    assert page.request.get(f"{service.url}/api/v1/comments/{comment}").status == 404
    assert findings(page) == []


def test_from_the_notice_to_the_appeal_to_another_person_s_answer(contexts, service):
    author = arriving(contexts, service)(MOUSE)
    expect(author.comment_on(f"She stole the money of the school. {author.key}")).to_be_visible()
    sender = contexts.new().new_page()
    thread = sender.request.get(f"{service.url}/api/v1/sites/daily/thread?key={author.key}").json()
    sender.goto(f"{service.url}/embed/daily/notice?comment={thread['comments'][0]['id']}")
    fill(sender, MOUSE, address_of("anybody"))
    decide(moderating(contexts, service)(MOUSE), author.key, "Remove", "You were right: it was false.")

    author.page.reload()
    author.thread.get_by_role("button", name="All reasons, and how to appeal").click()
    stated = author.thread.locator("[part=statement]")
    expect(stated).to_contain_text("A notice of illegal content led to it (Reference ")
    assert "Olena Notifier" not in stated.inner_text()
    stated.get_by_label("Why do you think the decision is wrong?").fill("The court has said so, too.")
    stated.get_by_role("button", name="Send the appeal").click()
    expect(stated).to_contain_text("We have received your appeal.")

    other = sign_in(contexts, service, "administrator")
    other.goto("/desk/daily/legal/appeals")
    card = other.locator(".card", has_text=author.key)
    expect(card).to_contain_text("a notice of illegal content")
    card.get_by_role("button", name="Take the decision back").click()
    expect(other.get_by_text("Reversed. The author is told.")).to_be_visible()

    author.page.reload()
    expect(author.comment(author.key)).to_be_visible()
    reader = arriving(contexts, service)(MOUSE, author.key)
    expect(reader.comment(author.key)).to_be_visible()


def test_a_reader_who_flags_as_illegal_is_led_to_the_notice(contexts, service):
    reader = arriving(contexts, service)(MOUSE)
    comment = reader.posted("Unlawful words.")
    reader.page.reload()
    card = reader.comment("Unlawful words.")
    expect(card).to_be_visible()
    card.get_by_role("button", name="More").first.click()
    reader.thread.get_by_role("menuitem", name="Flag").click()
    dialog = reader.thread.get_by_role("dialog")
    link = dialog.get_by_role("link", name="Report illegal content")
    expect(link).to_be_hidden()
    dialog.get_by_role("radio", name="Illegal", exact=True).check()
    expect(link).to_be_visible()
    assert findings(reader.page) == []
    with reader.page.context.expect_page() as opened:
        link.click()
    expect(opened.value.locator("article.comment")).to_contain_text("Unlawful words.")
    assert comment["id"] in opened.value.url


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}], ids=["light", "dark"])
@pytest.mark.parametrize(("width", "lang"), [(360, "en"), (1280, "uk"), (360, "ar")])
def test_the_form_and_the_status_page_are_for_everybody(contexts, service, options, width, lang):
    page = contexts.new(viewport={"width": width, "height": 800}, **options).new_page()
    comment = post_comment(service, page, "Somebody did something.")
    page.goto(f"{service.url}/embed/daily/notice?comment={comment}&lang={lang}")
    expect(page.locator("form.write")).to_be_visible()
    for _ in range(2):
        assert findings(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"
        # Sent empty it comes back with what is missing.
        page.locator("form.write").evaluate("(form) => { form.noValidate = true; form.requestSubmit(); }")
        expect(page.locator("#refused")).to_be_visible()


def test_the_notice_works_in_a_frame(contexts, service):
    page = contexts.new().new_page()
    comment = post_comment(service, page, "Framed words.")
    page.goto(f"{service.url}/embed/daily/notice?comment={comment}&frame=1")
    fill(page, MOUSE, address_of("framed"))
    expect(page.get_by_role("link", name="Status of your notice")).to_have_attribute("target", "_blank")
    assert page.context.cookies() == []
