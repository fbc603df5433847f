"""Cards comfortable or compact: kept by a cookie of the desk, for one browser, with and without script."""

import pytest

COMPACT = '<body class="desk compact"'


def choose(newsroom, browser, cards, **more):
    return newsroom.send(browser, "/desk/account/density", cards=cards, **more)


def test_cards_are_comfortable_until_somebody_chooses(newsroom):
    assert COMPACT not in newsroom.browser().get("/desk/daily/comments").text


@pytest.mark.parametrize("role", ["olena", "vera"])
def test_compact_holds_for_this_browser_until_it_is_chosen_otherwise(newsroom, role):
    browser = newsroom.browser(role)
    answer = choose(newsroom, browser, "compact", next="/desk/daily/comments?queue=held")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/daily/comments?queue=held")
    cookie = next(one for one in answer.headers.getlist("Set-Cookie") if one.startswith("desk-cards="))
    for part in ("desk-cards=compact", "HttpOnly", "Path=/desk", "SameSite=Lax", "Max-Age=31536000"):
        assert part in cookie
    page = browser.get("/desk/daily/comments").text
    assert COMPACT in page
    assert "Cards stand close together now." in page
    assert COMPACT in browser.get("/desk/daily/reports").text
    assert 'aria-pressed="true"' in browser.get("/desk/account/").text
    assert COMPACT not in newsroom.browser(role).get("/desk/daily/comments").text
    assert choose(newsroom, browser, "comfortable").headers["Location"] == "/desk/account/"
    assert COMPACT not in browser.get("/desk/daily/comments").text


def test_the_desks_script_is_told_what_holds(newsroom):
    assert choose(newsroom, newsroom.browser(), "compact", accept="application/json").json == {"cards": "compact"}


def test_nothing_else_can_be_chosen_and_strangers_choose_nothing(newsroom):
    answer = choose(newsroom, newsroom.browser(), "<b>")
    assert answer.status_code == 400
    assert not any("desk-cards" in one for one in answer.headers.getlist("Set-Cookie"))
    browser = newsroom.stranger()
    token = newsroom.token(browser)
    answer = browser.post("/desk/account/density", data={"csrf_token": token, "cards": "compact"})
    assert answer.status_code == 401
