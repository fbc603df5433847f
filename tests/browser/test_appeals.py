"""From a decision to its reasons to an appeal to another person's answer, in the widget, on the plain page and at the desk."""

import pytest
from playwright.sync_api import expect

from .axe import findings
from .conftest import NARROW, sign_in
from .journey import HANDS, arriving, moderating

WAYS = "All reasons, and how to appeal"


@pytest.fixture
def reader(contexts, service):
    return arriving(contexts, service)


@pytest.fixture
def desk(contexts, service):
    return moderating(contexts, service)


def reject(moderator, key: str) -> None:
    moderator.go("comments?queue=all&order=newest")
    card = moderator.card(key)
    moderator.hands.decide(moderator, card, "r", 1)
    expect(moderator.toast.first).to_be_visible()


@pytest.mark.parametrize("hands", HANDS[:2], ids=lambda hands: hands.name)
def test_the_author_appeals_in_the_thread_and_another_moderator_brings_the_comment_back(
    hands, reader, desk, contexts, service, picture
):
    author = reader(hands)
    text = f"The mayor is late again. {author.key}"
    expect(author.comment_on(text)).to_be_visible()
    reject(desk(HANDS[0]), author.key)

    author.page.reload()
    way = author.thread.get_by_role("button", name=WAYS)
    hands.press(way)
    stated = author.thread.locator("[part=statement]")
    expect(stated).to_contain_text("Your comment was taken off the page.")
    expect(stated).to_contain_text("A person decided.")
    assert findings(author.page) == []
    hands.press(stated.get_by_role("button", name="Send the appeal"))
    expect(stated.get_by_role("alert")).not_to_be_empty()
    hands.write(stated.get_by_label("Why do you think the decision is wrong?"), "I <b>only</b> said what I saw.")
    picture(author.page, f"appeal-in-the-thread-{hands.name}")
    hands.press(stated.get_by_role("button", name="Send the appeal"))
    expect(stated).to_contain_text("We have received your appeal.")
    expect(stated).to_contain_text("I <b>only</b> said what I saw.")
    assert findings(author.page) == []

    first = sign_in(contexts, service)
    first.goto("/desk/daily/legal/appeals")
    own = first.locator(".card", has_text=author.key)
    expect(own).to_contain_text("You took this decision yourself.")
    expect(own.get_by_role("button")).to_have_count(0)

    second = sign_in(contexts, service, "administrator")
    second.goto("/desk/daily/legal/appeals")
    card = second.locator(".card", has_text=author.key)
    expect(card).to_contain_text("I <b>only</b> said what I saw.")
    assert findings(second) == []
    picture(second, f"appeals-{hands.name}")
    card.get_by_label("Your words to the author").fill("You are right, he was.")
    card.get_by_role("button", name="Take the decision back").click()
    expect(second.get_by_text("Reversed. The author is told.")).to_be_visible()
    expect(card).to_have_count(0)

    author.page.reload()
    expect(author.comment(author.key)).to_be_visible()
    expect(author.thread.get_by_role("button", name=WAYS)).to_have_count(0)
    other = reader(HANDS[0], author.key)
    expect(other.comment(author.key)).to_be_visible()


@pytest.mark.parametrize("options", [{}, NARROW | {"color_scheme": "dark"}], ids=["wide", "narrow-dark"])
def test_the_private_page_states_the_reasons_and_takes_the_appeal_without_scripts(
    options, reader, desk, contexts, service, picture
):
    author = reader(HANDS[0])
    expect(author.comment_on(f"Sold cheaply at my shop. {author.key}")).to_be_visible()
    reject(desk(HANDS[0]), author.key)
    author.page.reload()
    author.page.route("**/me/statements/*", lambda route: route.abort())
    author.thread.get_by_role("button", name=WAYS).click()
    address = author.thread.locator("[part=statement] a").get_attribute("href")
    page = contexts.new(java_script_enabled=False, **options).new_page()
    page.goto(address)
    expect(page.get_by_role("heading", name="A decision of the moderators, and why")).to_be_visible()
    picture(page, f"statement-{'-'.join(sorted(options))}")
    page.get_by_label("Why do you think the decision is wrong?").fill("It was a joke.")
    page.get_by_role("button", name="Send the appeal").click()
    expect(page.get_by_text("Your appeal has arrived.")).to_be_visible()
    expect(page.get_by_text("We have received your appeal.")).to_be_visible()
    picture(page, f"appealed-{'-'.join(sorted(options))}")


def test_the_pages_are_accessible_in_every_direction(contexts, service, picture):
    page = sign_in(contexts, service, "administrator")
    for path in ("legal/appeals", "legal/appeals?state=decided", "legal/statements", "settings/legal"):
        page.goto(f"/desk/daily/{path}")
        expect(page.locator("main")).to_be_visible()
        assert findings(page) == [], path
        picture(page, f"desk-{path.replace('/', '-').replace('?', '-')}")
    plain = contexts.new(base_url=service.url, **NARROW).new_page()
    plain.goto("/embed/daily/rules")
    expect(plain.get_by_role("heading", name="House rules")).to_be_visible()
    assert findings(plain) == []
