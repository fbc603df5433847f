"""Being told by mail, from the box in which a reader writes: across two sites, third-party cookies blocked."""

import re

import pytest
from playwright.sync_api import expect

from .axe import findings
from .conftest import NARROW
from .host_page import GROUND
from .sign_in_page import SignInPage, confirmed


class TellingPage(SignInPage):
    """What a reader does to be told, and no longer."""

    @property
    def replies(self):
        return self.thread.get_by_role("switch", name="Tell me about replies").first

    @property
    def follow(self):
        return self.thread.get_by_role("switch", name="Follow this discussion").first

    @property
    def soon(self):
        return self.thread.locator(".telling").get_by_label("How soon new comments are told")

    def kept(self, path, words=""):
        """Use with `with`: waits until the service has kept a choice with these words in it."""

        def is_it(answer):
            asked = answer.request
            return asked.method == "PUT" and asked.url.endswith(path) and words in (asked.post_data or "") and answer.ok

        return self.page.expect_response(is_it)

    def sign_in(self, phone):
        """Signs in by mail; `phone` is where the link is opened."""
        code = self.ask()
        confirmed(phone, self.inbox.link(), code)
        self.signed_in()

    def agree(self):
        with self.kept("subscription"):
            self.dialog.get_by_role("button", name="Yes, tell me").click()
        expect(self.dialog).to_have_count(0)

    def reloaded(self):
        self.page.reload()
        with self.page.expect_response(
            lambda answer: "/me/preferences" in answer.url and answer.request.method == "GET"
        ):
            self.box.click()
        self.signed_in()


@pytest.fixture
def reader(strict, service):
    return TellingPage(strict.new().new_page(), service)


@pytest.fixture
def phone(contexts):
    return contexts.new().new_page()


def test_a_guest_is_asked_for_an_address_and_a_yes_and_is_told_of_replies(reader, phone, picture):
    reader.open()
    reader.box.click()
    expect(reader.replies).not_to_be_checked()
    assert findings(reader.page) == []
    picture(reader.page, "telling-guest")
    reader.replies.focus()
    reader.page.keyboard.press("Space")
    expect(reader.dialog.get_by_text("Please confirm your address first.")).to_be_visible()
    expect(reader.dialog.get_by_label("Your e-mail address")).to_be_focused()
    reader.page.keyboard.type(reader.inbox.address)
    reader.page.keyboard.press("Enter")
    expect(reader.dialog.get_by_text("Waiting for your confirmation")).to_be_visible()
    confirmed(phone, reader.inbox.link(), reader.dialog.locator(".match").inner_text())
    expect(reader.dialog.get_by_text("may write to me at my address about replies")).to_be_visible()
    expect(reader.dialog.get_by_role("button", name="Yes, tell me")).to_be_focused()
    assert findings(reader.page) == []
    picture(reader.page, "telling-consent")
    with reader.kept("me/preferences"):
        reader.page.keyboard.press("Enter")
    expect(reader.replies).to_be_checked()
    expect(reader.replies).to_be_focused()
    reader.reloaded()
    expect(reader.replies).to_be_checked()
    assert reader.page.context.cookies() == []
    with reader.kept("me/preferences"):
        reader.page.keyboard.press("Tab")
        reader.replies.focus()
        reader.page.keyboard.press("Space")
    expect(reader.replies).not_to_be_checked()
    reader.reloaded()
    expect(reader.replies).not_to_be_checked()


def test_who_says_no_to_the_words_is_told_nothing(reader, phone):
    reader.open()
    reader.sign_in(phone)
    reader.replies.click()
    expect(reader.dialog).to_be_visible()
    reader.page.keyboard.press("Escape")
    expect(reader.dialog).to_have_count(0)
    expect(reader.replies).not_to_be_checked()
    expect(reader.replies).to_be_focused()
    reader.reloaded()
    expect(reader.replies).not_to_be_checked()


def test_a_discussion_is_followed_told_of_and_left_in_the_list(reader, phone, picture):
    reader.open()
    reader.sign_in(phone)
    reader.follow.click()
    expect(reader.dialog.get_by_text("about new comments in this discussion")).to_be_visible()
    reader.dialog.get_by_label("How soon").select_option("at_once")
    assert findings(reader.page) == []
    picture(reader.page, "telling-follow")
    reader.agree()
    expect(reader.follow).to_be_checked()
    expect(reader.soon).to_have_value("at_once")
    with reader.kept("subscription", "daily"):
        reader.soon.select_option("daily")
    reader.reloaded()
    expect(reader.follow).to_be_checked()
    expect(reader.soon).to_have_value("daily")
    picture(reader.page, "telling-following")
    reader.thread.get_by_role("button", name="My comments").click()
    expect(reader.dialog.get_by_role("heading", name="Discussions you follow")).to_be_visible()
    expect(reader.dialog.get_by_text("Once a day")).to_be_visible()
    assert findings(reader.page) == []
    picture(reader.page, "telling-list")
    reader.dialog.get_by_role("button", name=re.compile("^Stop following")).click()
    expect(reader.dialog.get_by_text("You no longer follow this discussion.")).to_be_visible()
    expect(reader.dialog.get_by_role("heading", name="Discussions you follow")).to_be_focused()
    reader.dialog.get_by_role("button", name="Close").click()
    expect(reader.follow).not_to_be_checked()
    expect(reader.soon).to_be_hidden()


def test_what_could_not_be_kept_is_shown_as_it_was(reader, phone):
    reader.open()
    reader.sign_in(phone)
    reader.page.route("**/subscription*", lambda route: route.abort())
    reader.follow.click()
    reader.dialog.get_by_role("button", name="Yes, tell me").click()
    expect(reader.thread.locator(".telling").get_by_text("That did not work.")).to_be_visible()
    expect(reader.follow).not_to_be_checked()
    reader.page.unroute("**/subscription*")
    reader.follow.click()
    reader.agree()
    expect(reader.follow).to_be_checked()
    expect(reader.thread.locator(".telling").get_by_text("That did not work.")).to_have_count(0)


def test_whoever_signs_out_is_offered_to_begin_anew(reader, phone):
    reader.open()
    reader.sign_in(phone)
    reader.follow.click()
    reader.agree()
    expect(reader.follow).to_be_checked()
    reader.who.get_by_role("button", name="Sign out").click()
    expect(reader.follow).not_to_be_checked()
    expect(reader.soon).to_be_hidden()


def test_the_box_of_a_reply_shows_what_was_chosen_and_changes_it_in_both(reader, phone):
    reader.open()
    reader.posted("Somebody else's.")
    reader.open()
    reader.sign_in(phone)
    reader.follow.click()
    reader.agree()
    expect(reader.follow).to_be_checked()
    reader.comment("Somebody else's.").get_by_role("button", name="Reply to").click()
    below = reader.thread.locator(".slot").get_by_role("switch", name="Follow this discussion")
    expect(below).to_be_checked()
    below.click()
    expect(below).not_to_be_checked()
    expect(reader.follow).not_to_be_checked()


@pytest.mark.parametrize("trouble", ["refused", "never answered"])
def test_a_box_can_be_written_in_where_the_switches_cannot_be_had(reader, trouble):
    reader.page.route("**/telling.js", lambda route: route.abort() if trouble == "refused" else None)
    reader.open()
    reader.post("Without them.")
    expect(reader.thread.get_by_role("switch")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_small_phone_in_other_languages(contexts, service, picture, scheme):
    reader = TellingPage(contexts.new(**NARROW, color_scheme=scheme).new_page(), service)
    reader.open(lang="uk", css=GROUND)
    reader.box.tap()
    expect(reader.thread.get_by_role("switch", name="Стежити за обговоренням")).to_be_visible()
    assert findings(reader.page) == []
    assert reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(reader.page, f"telling-narrow-{scheme}")
