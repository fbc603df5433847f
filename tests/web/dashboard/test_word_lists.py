"""Lists of words at the desk, and rules tried on the past before they are saved."""

import re
from html import unescape

import pytest

from commentsvc.jobs import dispatch
from tests.web.dashboard.test_desk_site_settings import FORMS, SCREENING, version

PAGE = f"{SCREENING}/words"
LIST = {"name": "Insults", "action": "hold", "reason": "", "text": "дурень\nfool", "active": "yes"}


@pytest.fixture
def ada(newsroom):
    return newsroom.browser("ada")


def keep(newsroom, browser, page=PAGE, do="save", **changes):
    more = {"version": version(browser.get(page).text)} if page != PAGE else {}
    return newsroom.send(browser, page, do=do, **(LIST | changes | more))


def addresses(browser) -> list[str]:
    return list(dict.fromkeys(re.findall(rf'href="({PAGE}/\w+)"', browser.get(PAGE).text)))


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def tried(newsroom, browser, answer) -> str:
    """The page of a trial once it is done, in words."""
    assert answer.status_code == 303, answer.text
    going = browser.get(f"{answer.location}/progress").json
    assert going["going"] and "data-progress" in browser.get(answer.location).text
    dispatch.run_due(newsroom.app)
    done = browser.get(f"{answer.location}/progress").json
    assert not done["going"] and done["done"] == done["total"]
    return words(browser.get(answer.location).text)


def test_a_list_is_kept_holds_at_once_and_the_desk_says_which_list_and_where(newsroom, ada):
    assert keep(newsroom, ada).location == PAGE
    held = newsroom.post("Які ж ви дурні!")
    assert newsroom.row("comment", held).status == "pending"
    card = ada.get(f"/desk/daily/comments/{held}").text
    assert "On the list “Insults”" in words(card) and "<mark>дурні</mark>" in card
    assert "2 entries" in words(ada.get(SCREENING).text)


def test_a_list_that_refuses_tells_the_author_why_at_once(newsroom, ada):
    keep(newsroom, ada, action="reject", reason="abuse")
    answer = newsroom.stranger().post(
        "/api/v1/sites/daily/comments",
        json={"thread": {"key": "bridge"}, "source": "You f-o-o-l", "author": {"name": "Ivan"}},
    )
    comment = answer.json["comment"]
    assert (answer.status_code, comment["status"], comment["reason_code"]) == (201, "rejected", "abuse")
    assert comment["rule"] and comment["source"] == "You f-o-o-l"


def test_a_sentence_is_tried_and_nothing_is_saved(newsroom, ada):
    shown = keep(newsroom, ada, do="look", sample="What f00ls they are")
    assert "<mark>f00ls</mark>" in shown.text and "It would stop at 1 place" in shown.text
    assert "It finds nothing" in keep(newsroom, ada, do="look", sample="What a food").text
    assert addresses(ada) == [] and newsroom.log() == []


def test_a_list_is_changed_and_deleted_and_its_words_stand_in_the_log(newsroom, ada):
    keep(newsroom, ada)
    [one] = addresses(ada)
    assert keep(newsroom, ada, one, text="fool\ngoose").status_code == 303
    log = words(ada.get("/desk/daily/log").text)
    assert "List “Insults”: words" in log and "goose" in log and "дурень" in log
    newsroom.send(ada, f"{one}/deletion")
    assert addresses(ada) == [] and ada.get(one).status_code == 404


def test_what_is_wrong_is_told_beside_its_field_and_nothing_typed_is_lost(newsroom, ada):
    refused = keep(newsroom, ada, name="", text="a\na b c d e f g\nfine", action="reject")
    assert refused.status_code == 422
    assert "Line 2 is no entry" in refused.text and "a b c d e f g" in refused.text
    assert re.search(r'id="name-wrong">[^<]', refused.text)
    keep(newsroom, ada)
    assert "There is a list of this name already." in keep(newsroom, ada).text
    [one] = addresses(ada)
    seen = version(ada.get(one).text)
    keep(newsroom, newsroom.browser("ada"), one, text="swan")
    late = newsroom.send(ada, one, do="save", **(LIST | {"version": seen, "text": "duck"}))
    assert late.status_code == 409 and "swan" in late.text and "duck" in late.text


def test_five_thousand_words_fit_into_the_form(newsroom, ada):
    many = "\n".join(f"слово{number}" for number in range(4_990))
    assert keep(newsroom, ada, text=many).status_code == 303
    assert "4990 entries" in words(ada.get(PAGE).text)


@pytest.mark.parametrize("name", ["olena", "edita", "vera"])
def test_only_administrators_see_and_write_lists(newsroom, name):
    browser = newsroom.browser(name)
    assert browser.get(PAGE).status_code == 403
    assert newsroom.send(browser, PAGE, do="save", **LIST).status_code == 403


def test_a_list_is_tried_on_the_last_month(newsroom, ada):
    wrongly = newsroom.post("The fool in the play was splendid.")
    newsroom.act(ada, "comment", wrongly, "approve")
    newsroom.post("Fools, all of you.", name="Ivan")
    refused = newsroom.post("You fool.", name="Petro")
    newsroom.act(ada, "comment", refused, "reject:abuse")
    newsroom.post("Calm words.", name="Olha")
    newsroom.clock.pass_by(days=29)
    ada = newsroom.browser("ada")
    answer = keep(newsroom, ada, do="try")
    told = tried(newsroom, ada, answer)
    assert (
        "On the last month this would have stopped 3 of 4 comments that the rules of now let through, "
        "1 of which you approved." in told
    )
    assert "You approved them 1 These are the likely mistakes of the rule." in told
    assert "They appeared, and nobody has looked at them 1" in told and "You refused them 1" in told
    assert "<mark>fool</mark>" in ada.get(answer.location).text and "On the list “Insults”" in told
    back = f"{PAGE}?trial={answer.location.rpartition('/')[2]}"
    assert 'value="Insults"' in ada.get(back).text and "дурень\nfool" in ada.get(back).text
    assert addresses(ada) == []
    newsroom.clock.pass_by(days=2)
    ada = newsroom.browser("ada")
    assert "of 0 comments" in tried(newsroom, ada, keep(newsroom, ada, do="try"))


def test_settings_are_tried_on_the_last_month_both_ways(newsroom, ada):
    link = newsroom.post("See https://example.org", name="Ivan")
    newsroom.act(ada, "comment", link, "approve")
    newsroom.post("Calm words.")
    form = {name: value for name, value in FORMS[SCREENING].items() if name != "hold_links"}

    def attempt(**changes):
        asked = form | changes | {"version": version(ada.get(SCREENING).text)}
        return newsroom.send(ada, SCREENING, do="try", **asked)

    freed = attempt()
    told = tried(newsroom, ada, freed)
    assert "this would have stopped none that the rules of now let through." in told
    assert "It would have let through 1 that the rules of now stop." in told
    assert "What it would have let through You approved them 1" in told
    back = ada.get(f"{SCREENING}?trial={freed.location.rpartition('/')[2]}").text
    assert 'name="hold_links" value="yes" checked' not in back
    told = tried(newsroom, ada, attempt(hold_links="yes", pre_moderate="yes"))
    assert "this would have stopped 1 of 2 comments" in told and "Stopped by all rules of now: 1 With this: 2" in told


def test_checks_that_ask_for_the_writers_past_are_tried_with_the_past_of_then(newsroom, ada):
    first = newsroom.post("One, and it is the first of them.", name="Ivan")
    newsroom.clock.pass_by(minutes=1)
    newsroom.post_as(first, "Two, which is quite another one.")
    newsroom.clock.pass_by(minutes=1)
    newsroom.post_as(first, "Three, and the last of all he wrote.")
    again = "The very same words once more, from somebody else."
    newsroom.post(again, name="Olha")
    newsroom.clock.pass_by(minutes=1)
    newsroom.post(f"{again}!", name="Petro")
    newsroom.clock.pass_by(minutes=1)

    def told(**changes):
        asked = FORMS[SCREENING] | changes | {"version": version(ada.get(SCREENING).text)}
        return tried(newsroom, ada, newsroom.send(ada, SCREENING, do="try", **asked))

    assert "this would have stopped 4 of 5 comments" in told(new_reader_comments="2")
    assert "this would have stopped 1 of 5 comments" in told(repeats_of_many="1")


def test_a_trial_of_another_site_or_none_is_not_found(newsroom, ada):
    assert ada.get(f"{SCREENING}/trials/nosuch").status_code == 404
    assert ada.get(f"{PAGE}?trial=nosuch").status_code == 404
