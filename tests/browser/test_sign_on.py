"""Readers of a newspaper are signed in to its comments: the Flask example on another site, third-party cookies blocked."""

import uuid

import pytest
from playwright.sync_api import expect

from .axe import findings
from .conftest import NARROW
from .signing_newspaper import READER, SigningPage, start_newspaper
from .thread_page import problem


@pytest.fixture(scope="module")
def newspaper(service, tmp_path_factory):
    with start_newspaper(service, tmp_path_factory.mktemp("newspaper")) as running:
        yield running


@pytest.fixture
def article(strict, service, newspaper):
    """The article that asks by `sso-url`."""
    return SigningPage(strict.new().new_page(), service, newspaper)


def words(text):
    """Words that no other test writes under the same article."""
    return f"{text} {uuid.uuid4().hex[:6]}"


def test_a_guest_signs_on_by_sso_url_and_keeps_everything(article, picture):
    before, others, after = words("As a guest."), words("Somebody else's."), words("As myself.")
    article.posted_by_other(others)
    article.visit().guest()
    article.post(before, name="Ann")
    article.likes(others)
    article.enter()
    article.liked(others)
    article.signed_in()
    article.is_own(before)
    article.liked(others)
    article.say(after)
    expect(article.comment(after).locator(".name")).to_have_text(READER)
    expect(article.comment(after).get_by_text("Verified")).to_be_visible()
    article.page.reload()
    article.liked(others)
    article.is_own(before)
    article.signed_in()
    assert findings(article.page) == []
    picture(article.page, "sign-on-signed-in")
    assert [one for one in article.page.context.cookies() if "127.0.0.1" in one["domain"]] == []


def test_whoever_signs_out_of_the_comments_stays_out_until_he_comes_back(article):
    others, mine = words("Somebody else's."), words("Mine.")
    article.posted_by_other(others)
    article.visit().enter().signed_in()
    article.say(mine)
    article.likes(others)
    article.signed_in()
    with article.page.expect_response(lambda answer: answer.url.endswith("/session") and answer.status == 204):
        article.who.get_by_role("button", name="Sign out").click()
    expect(article.thread.get_by_label("Your name")).to_be_focused()
    article.guest()
    article.liked(others, on=False)
    article.page.reload()
    article.guest()
    article.liked(others, on=False)
    article.who.get_by_role("button", name="Sign in").click()
    article.signed_in()
    article.liked(others)
    article.is_own(mine)


def test_whoever_leaves_the_newspaper_is_signed_out_of_the_comments_too(article):
    article.visit().enter().signed_in()
    article.leave().guest()
    article.post(words("A guest again."), name="Ann")
    assert article.page.evaluate("Object.keys(localStorage).filter((name) => name.endsWith(':account'))") == []


def test_whoever_signed_in_by_mail_stays_when_the_newspaper_knows_nobody(article):
    article.visit().enter().signed_in()
    # The same account, as if a link in a mail had opened it.
    article.page.evaluate(
        """() => {
          const name = Object.keys(localStorage).find((one) => one.endsWith(":account"));
          localStorage[name] = JSON.stringify({ ...JSON.parse(localStorage[name]), publisher: undefined });
        }"""
    )
    with article.page.expect_response("**/comments/who") as asked:
        article.leave().signed_in()
    assert asked.value.status == 204
    assert article.page.evaluate("document.querySelector('comment-thread').identify(null)") is None
    article.signed_in()


def test_a_vote_alone_signs_on_as_well(article):
    others = words("Somebody else's.")
    article.posted_by_other(others)
    article.visit().enter()
    article.likes(others)
    article.signed_in()
    article.liked(others)


def test_identify_signs_on_as_soon_as_the_comments_are_there(strict, service, newspaper):
    article = SigningPage(strict.new().new_page(), service, newspaper, "ferry")
    before, others, after = words("As a guest."), words("Somebody else's."), words("As myself.")
    article.posted_by_other(others)
    article.visit().guest()
    article.post(before, name="Ann")
    article.likes(others)
    # The newspaper's own way back may be left before the first answer has come: what counts is whose the comment is.
    article.enter()
    article.signed_in()
    # What is one's own comes after who one is; a menu that was opened before would not have it.
    article.liked(others)
    article.is_own(before)
    article.say(after)
    with article.page.expect_response(lambda answer: answer.url.endswith("/sign-on")) as answered:
        article.page.reload()
    assert answered.value.json()["merged"] is False
    article.liked(others)
    article.is_own(before)
    article.is_own(after)
    article.signed_in()
    article.leave().guest()
    article.liked(others, on=False)


def test_a_token_that_ended_elsewhere_is_renewed_silently(article):
    mine = words("Written although the token had ended.")
    article.visit().enter().signed_in()
    ended = article.page.evaluate("localStorage[Object.keys(localStorage).find((name) => name.endsWith(':token'))]")
    address = f"{article.service.url}/api/v1/sites/{article.newspaper.site}/session"
    assert article.page.request.delete(address, headers={"Authorization": f"Bearer {ended}"}).status == 204
    article.say(mine)
    expect(article.comment(mine).locator(".name")).to_have_text(READER)
    article.signed_in()


def test_who_cannot_be_renewed_is_told_and_keeps_the_text(article):
    mine = words("Not lost.")
    article.visit().enter().signed_in()
    article.page.route("**/session/sign-on", lambda route: route.abort())
    article.page.route(
        "**/comments", lambda route: route.fulfill(**problem(401, "token_invalid", "The token is not valid any more."))
    )
    article.box.fill(mine)
    article.thread.get_by_role("button", name="Post comment").click()
    expect(article.thread.locator(".state")).to_contain_text("You have been signed out. Your text is kept")
    expect(article.box).to_have_value(mine)
    article.guest()
    article.page.unroute("**/comments")
    article.post(mine, name="Ann")


@pytest.mark.parametrize("trouble", ["fails", "is garbled", "is refused"])
def test_guests_write_where_the_publisher_s_server_is_in_trouble(article, trouble):
    def answer(route):
        if trouble == "fails":
            route.fulfill(status=500, body="oh no")
        elif trouble == "is garbled":
            route.fulfill(status=200, body="<html>", content_type="text/html")
        else:
            route.fulfill(json={"token": "nonsense"})

    article.page.route("**/comments/who", answer)
    article.visit().guest()
    mine = words("All the same.")
    article.post(mine, name="Ann")
    expect(article.comment(mine).locator(".name")).to_have_text("Ann")


def test_identify_says_what_became_of_it(article):
    article.visit()
    result = article.page.evaluate(
        """async () => {
          const element = document.querySelector("comment-thread");
          const events = [];
          const names = ["comments:signed-in", "comments:signed-out", "comments:failed"];
          for (const name of names) addEventListener(name, ({ detail }) => events.push([name, detail]));
          const refused = await element.identify("nonsense");
          const out = await element.identify(null);
          return { refused, out, events };
        }"""
    )
    site = article.newspaper.site
    failed = ["comments:failed", {"site": site, "code": "sign_on_invalid", "status": 401}]
    assert result == {"refused": None, "out": None, "events": [failed]}
    assert any("The reader was not signed in" in text for text in article.messages)
    article.page.goto(f"{article.newspaper.url}/bridge")
    article.enter()
    token = article.page.evaluate("fetch('/comments/who').then((answer) => answer.json())")["token"]
    result = article.page.evaluate(
        """async (token) => {
          const element = document.querySelector("comment-thread");
          const events = [];
          for (const name of ["comments:signed-in", "comments:signed-out"]) {
            addEventListener(name, ({ detail }) => events.push([name, detail]));
          }
          const both = await Promise.all([element.identify(token), element.identify(token)]);
          await element.identify(null);
          return { both, events };
        }""",
        token,
    )
    reader = result["both"][0]
    assert (reader["name"], result["both"][1]) == (READER, reader)
    assert result["events"] == [
        ["comments:signed-in", {"site": site, **reader, "merged": False}],
        ["comments:signed-out", {"site": site}],
    ]


def test_another_origin_is_never_asked_who_the_reader_is(article):
    article.page.route(
        "**/bridge",
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            body=answer.text().replace('sso-url="/', 'sso-url="https://elsewhere.example/'),
        ),
    )
    article.visit().guest()
    article.post(words("As a guest."), name="Ann")
    assert not any("elsewhere.example" in address for address in article.asked)
    assert any("sso-url has to be of this page's origin" in text for text in article.messages)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_it_is_a_line_of_its_own(strict, service, newspaper, scheme, picture):
    article = SigningPage(strict.new(**NARROW, color_scheme=scheme).new_page(), service, newspaper)
    article.visit().enter()
    if scheme == "dark":
        article.page.evaluate("document.body.style.background = '#17191b', document.body.style.color = '#fff'")
        article.thread.evaluate("(element) => element.setAttribute('theme', 'dark')")
    article.signed_in()
    button = article.who.get_by_role("button", name="Sign out").bounding_box()
    assert button["height"] >= 24
    assert article.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert findings(article.page) == []
    picture(article.page, f"sign-on-narrow-{scheme}")
