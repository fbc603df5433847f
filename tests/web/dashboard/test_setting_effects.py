"""What settings would do, told before they are saved: of the last week's comments, decisions and reports."""

import re
from html import unescape

import pytest

from commentsvc.db import unit_of_work
from commentsvc.domain.provenance import Provenance
from commentsvc.services import threads
from tests.web.dashboard.test_desk_site_settings import PAGE, SCREENING, save


@pytest.fixture
def ada(newsroom):
    return newsroom.browser("ada")


def told(page: str) -> dict[str, str]:
    """What stands at each setting."""
    parts = re.findall(r'<div class="preview effect" id="(\w+)-effect">(.*?)</div>', page, re.S)
    return {name: " ".join(unescape(re.sub(r"<[^>]+>", " ", words)).split()) for name, words in parts}


def preview(newsroom, client, page=PAGE, **changes) -> dict[str, str]:
    answer = save(newsroom, client, page=page, do="preview", **changes)
    assert answer.status_code == 200, answer.text
    return told(answer.text)


def test_what_would_have_waited_is_compared_with_what_waits_now(newsroom, ada):
    newsroom.post("Yes.")
    newsroom.post("See https://example.org", name="Ivan")
    flagged = newsroom.post('He wrote "href" and nothing more.')
    newsroom.flag(flagged, "spam", "offensive", "disagree")
    now = preview(newsroom, ada, SCREENING)
    assert now["pre_moderate"] == "Comments of the last seven days: 1 of 3 would have waited."
    assert now["hold_links"] == "Comments of the last seven days: 1 of 3 have a link."
    assert now["flag_threshold"] == "Comments of the last seven days: 0 of 3 would have been taken off the page."
    assert preview(newsroom, ada)["guests"] == (
        "Comments of the last seven days: 3 of 3 came from readers without an account."
    )
    then = preview(newsroom, ada, SCREENING, pre_moderate="yes", flag_threshold="2")
    assert then["pre_moderate"] == ("Comments of the last seven days: 3 of 3 would have waited. As it is set now: 1.")
    assert then["flag_threshold"].endswith("1 of 3 would have been taken off the page. As it is set now: 0.")
    assert newsroom.browser("ada").get(PAGE).text.count("-effect") == 0


def test_windows_depth_and_sections(newsroom, ada):
    first = newsroom.post("First")
    second = newsroom.post("Second", parent=first)
    newsroom.post("Third", parent=second)
    newsroom.clock.pass_by(minutes=10)
    newsroom.edit(first, "First!")
    with newsroom.app.test_request_context("/"), unit_of_work():
        article = threads.article(newsroom.context(), threads.ArticleHint("bridge"))
        article.section, article.provenance = "Crime", Provenance.PUBLISHER
        article.published_at = newsroom.clock.now().replace(year=2026, month=2, day=1)
    found = preview(
        newsroom, ada, edit_minutes="5", depth_limit="1", closed_sections="Crime\nCrimes", lock_after_days="7"
    )
    assert found["edit_minutes"] == (
        "What is posted at 12:00 can be changed until 12:05. Changes of the last seven days: 1 of 1 came later than"
        " that. As it is set now: 0."
    )
    assert found["depth_limit"] == "Replies of the last seven days: 1 of 2 stand deeper. As it is set now: 0."
    assert found["closed_sections"] == (
        "Comments of the last seven days: 3 of 3 are in these sections. As it is set now: 0."
        " No article is known in: Crimes. Is it spelt so?"
    )
    assert found["lock_after_days"] == (
        "Comments of the last seven days: 3 of 3 would have come too late. As it is set now: 0."
        " Discussions that are older than that: 1."
    )


def test_decisions_and_reports_in_time(newsroom, ada):
    held = newsroom.post("https://example.org")
    newsroom.report()
    newsroom.clock.pass_by(minutes=150)
    ada = newsroom.browser("ada")
    newsroom.act(ada, "comment", held, "approve")
    found = preview(newsroom, ada, decide_minutes="180", due_hours_wrong_fact="2")
    assert found["decide_minutes"] == "Decisions of the last seven days: 1 of 1 came in time. As it is set now: 0."
    assert found["due_hours_wrong_fact"] == (
        "Reports of the last 30 days: 1 of 1 would have been late. As it is set now: 0."
    )
    assert found["due_hours_typo"] == "Nothing came in lately that it could be compared with."


def test_people_hours_and_addresses(newsroom, ada):
    newsroom.post("First")
    found = preview(
        newsroom,
        ada,
        second_factor_roles=["moderator"],
        time_zone="Europe/Kyiv",
        chat_quiet_hours="10:00-12:30",
        edit_url_template="https://cms.example/edit?key={key}",
        guest_votes_per_network="3",
    )
    assert found["second_factor_roles"] == "Would have to set one up (2): Bohdan, Olena"
    assert found["second_pair_of_eyes"] == "People here who can approve a notice: 2."
    assert found["time_zone"] == "It is Monday, 11:00 there now."
    assert found["chat_quiet_hours"] == "At this moment the chat is left alone, until 12:30."
    assert found["edit_url_template"] == "The newest article would be changed at: https://cms.example/edit?key=bridge"
    assert found["guest_votes_per_network"] == "Of 10 guests at one address who vote alike, 3 weigh."
    later = preview(newsroom, ada, chat_quiet_hours="22:00-07:00", edit_minutes="0")
    assert later["chat_quiet_hours"] == "At this moment the chat is told; from 22:00 on it is left alone."
    assert later["edit_minutes"] == "Nothing came in lately that it could be compared with."
    assert newsroom.log() == []


def test_what_is_wrong_is_told_before_any_effect(newsroom, ada):
    answer = save(newsroom, ada, do="preview", edit_minutes="many")
    assert answer.status_code == 422 and told(answer.text) == {}
    assert 'id="edit_minutes-wrong"' in answer.text
