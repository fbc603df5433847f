"""Whole journeys: an article with thread and correction line, the desk, and the hands that work them.

The same steps are taken by mouse, by keyboard alone, and by touch on a screen 360 pixels wide.
"""

from playwright.sync_api import expect

from .conftest import NARROW
from .correction_page import SELECT, STORY
from .thread_page import ThreadPage

# More than any page of these journeys has places to stop at.
TAB_STOPS = 150
IS_FOCUSED = "(one) => one.getRootNode().activeElement === one"
REPORTER = '<article id="story">{story}</article><correction-reporter site="daily" key="{key}" for="#story"></correction-reporter>'


class Mouse:
    """Points and clicks."""

    name = "mouse"

    @property
    def options(self):
        """How this reader's browser is set up."""
        return {}

    def press(self, target):
        target.click()

    def write(self, target, text):
        target.click()
        target.page.keyboard.press("Control+A")
        target.page.keyboard.insert_text(text)

    def choose(self, menu, item):
        self.press(menu)
        self.press(item)

    def pick(self, radio):
        """Choose one of a group of radio buttons."""
        self.press(radio)

    def decide(self, desk, card, key, digit=None):
        """Take a decision on a card of the desk, named by its key, as the buttons show it."""
        self.press(card.locator(f"[data-key='{key}']"))
        if digit:
            self.press(card.locator(f"details[open] [data-digit='{digit}']"))

    def undo(self, desk):
        self.press(desk.toast.get_by_role("button", name="Undo"))


class Touch(Mouse):
    """A finger on a small phone."""

    name = "touch"

    @property
    def options(self):
        return NARROW

    def press(self, target):
        target.tap()

    def write(self, target, text):
        target.tap()
        target.fill(text)


class Keyboard(Mouse):
    """Never touches the mouse: walks with Tab, presses with Enter or Space, and uses the desk's single keys."""

    name = "keyboard"

    def reach(self, target):
        expect(target).to_be_visible()
        for _ in range(TAB_STOPS):
            if target.evaluate(IS_FOCUSED):
                return
            target.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {target}")

    def press(self, target):
        self.reach(target)
        plain = target.evaluate("(one) => one.matches('button, a')")
        target.page.keyboard.press("Enter" if plain else "Space")

    def write(self, target, text):
        self.reach(target)
        target.page.keyboard.press("Control+A")
        target.page.keyboard.insert_text(text)

    def choose(self, menu, item):
        self.press(menu)
        expect(item).to_be_visible()
        for _ in range(TAB_STOPS):
            if item.evaluate(IS_FOCUSED):
                break
            item.page.keyboard.press("ArrowDown")
        item.page.keyboard.press("Enter")

    def pick(self, radio):
        group = radio.locator("xpath=ancestor::fieldset[1]").get_by_role("radio")
        for _ in range(TAB_STOPS):
            if group.evaluate_all("(all) => all.some((one) => one.getRootNode().activeElement === one)"):
                break
            radio.page.keyboard.press("Tab")
        radio.page.keyboard.press("Space")
        for _ in range(group.count()):
            if radio.is_checked():
                return
            radio.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrow keys do not lead to {radio}")

    def decide(self, desk, card, key, digit=None):
        desk.walk_to(card)
        card.page.keyboard.press(key)
        if digit:
            expect(card.locator(f"details[open] [data-digit='{digit}']")).to_be_visible()
            card.page.keyboard.press(str(digit))

    def undo(self, desk):
        expect(desk.toast.get_by_role("button", name="Undo")).to_be_visible()
        desk.page.keyboard.press("u")


HANDS = (Mouse(), Keyboard(), Touch())


class Article(ThreadPage):
    """A reader at an article that has words to correct and a thread under them."""

    def __init__(self, page, service, hands, key=None):
        super().__init__(page, service, key)
        self.hands = hands
        self.reporter = page.locator("correction-reporter")
        self.dialog = self.reporter.get_by_role("dialog")

    def open(self, **options):
        before = REPORTER.format(story=STORY, key=self.key)
        return super().open(**{"before": before, **options})

    def comment_on(self, text, name="Ann"):
        """Write and send a comment; whether it appears is for the test to say."""
        form = self.thread.locator("form").first
        self.hands.write(self.box, text)
        self.hands.write(form.get_by_label("Your name"), name)
        self.hands.press(form.get_by_role("button", name="Post comment"))
        return self.comment(text)

    def answer(self, to, text, name="Ben"):
        self.hands.press(self.comment(to).get_by_role("button", name="Reply to"))
        form = self.thread.locator(".slot form")
        self.hands.write(form.get_by_role("textbox").first, text)
        self.hands.write(form.get_by_label("Your name"), name)
        self.hands.press(form.get_by_role("button", name="Post reply"))
        expect(self.comment(text)).to_be_visible()
        return self.comment(text)

    def flag(self, text, reason="Attacks a person or a group"):
        more = self.comment(text).get_by_role("button", name="More actions")
        self.hands.choose(more, self.thread.get_by_role("menuitem", name="Flag"))
        dialog = self.thread.get_by_role("dialog")
        self.hands.pick(dialog.get_by_label(reason))
        self.hands.press(dialog.get_by_role("button", name="Send"))
        expect(dialog.get_by_text("The moderators have been told.")).to_be_visible()
        self.hands.press(dialog.get_by_role("button", name="Close"))
        expect(dialog).to_have_count(0)

    def order(self, name):
        self.hands.press(self.thread.get_by_role("button", name=name, exact=True))

    def bodies(self):
        return self.thread.locator(".list > li > article .body, .list > li .replies .body")

    def report(self, words, proposal, remark, kind="Typo", *, whole=None, contact=None, done=True):
        """Mark words, open the form as this reader's hands do, fill it in and send it; the status page's address.

        `whole`: what the marked words are widened to; `contact`: the address that is asked for; `done`: close the form.
        """
        self.page.evaluate(SELECT, ["#story", words])
        if self.hands.name == "keyboard":
            self.page.keyboard.press("Control+Enter")
        else:
            self.hands.press(self.reporter.locator(".at-selection"))
        expect(self.dialog.locator("mark")).to_have_text(whole or words)
        self.hands.pick(self.dialog.get_by_label(kind, exact=True))
        for label, text in (("How should it read?", proposal), ("Anything to add?", remark), ("Your e-mail", contact)):
            if text:
                self.hands.write(self.dialog.get_by_label(label), text)
        self.hands.press(self.dialog.get_by_role("button", name="Send"))
        expect(self.dialog.get_by_role("heading", name="Thank you")).to_be_visible()
        address = self.dialog.get_by_role("link", name="Status of your report").get_attribute("href")
        if done:
            self.hands.press(self.dialog.get_by_role("button", name="Done"))
        return address


class Desk:
    """A member of the staff at the desk."""

    def __init__(self, page, service, hands):
        self.page = page
        self.service = service
        self.hands = hands
        self.toast = page.locator("[data-toast]")

    def sign_in(self, email=None):
        email, password = self.service.staff(email) if email else self.service.moderator
        self.page.goto(f"{self.service.url}/desk/sign-in")
        self.hands.write(self.page.get_by_label("E-mail address"), email)
        self.hands.write(self.page.get_by_label("Password"), password)
        self.hands.press(self.page.get_by_role("button", name="Sign in"))
        self.page.locator("header.bar").wait_for()
        return self

    def go(self, path):
        self.page.goto(f"{self.service.url}/desk/daily/{path}")
        return self

    def card(self, text):
        return self.page.locator("[data-card]", has_text=text)

    def walk_to(self, card):
        """Press j until the card is the current one."""
        expect(card).to_be_visible()
        for _ in range(TAB_STOPS):
            if card.evaluate("(one) => one.classList.contains('current')"):
                return
            self.page.keyboard.press("j")
        raise AssertionError("j does not lead to the card")

    def decide(self, card, key, digit=None):
        self.hands.decide(self, card, key, digit)
        expect(self.toast.last).to_be_visible()

    def undo(self):
        self.hands.undo(self)
        expect(self.toast.last).to_contain_text("Undone")

    def log_of(self, words):
        """The log's lines about a subject, newest first."""
        self.go("log")
        return self.page.locator("ol.log > li", has_text=words)


def arriving(contexts, service):
    """`arriving(…)(hands, key)`: a new reader at an article."""

    def come(hands, key=None):
        return Article(contexts.new(**hands.options).new_page(), service, hands, key).open()

    return come


def moderating(contexts, service):
    """`moderating(…)(hands)`: the demo's moderator, signed in at the desk."""

    def come(hands):
        return Desk(contexts.new(**hands.options).new_page(), service, hands).sign_in()

    return come
