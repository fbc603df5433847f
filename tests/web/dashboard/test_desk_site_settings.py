"""The settings of a site at the desk: who may, what is refused, what the log tells, and two people at once."""

import json
import re

import pytest

PAGE = "/desk/daily/settings"
FORM = {
    "announcement": "",
    "house_rules": "",
    "guests": "yes",
    "sign_in_by_mail": "yes",
    "second_pair_of_eyes": "yes",
    "decide_minutes": "60",
    "lock_after_days": "0",
    "closed_sections": "",
    "edit_minutes": "15",
    "downvotes": "yes",
    "guest_votes_per_network": "2",
    "depth_limit": "4",
    "time_zone": "UTC",
    "chat_quiet_hours": "",
    "due_hours": "24",
    "due_hours_typo": "24",
    "due_hours_wrong_fact": "4",
    "due_hours_about_me": "1",
}
SCREENING = "/desk/daily/settings/screening"
RAIDS = {
    "raid_comments": "60",
    "raid_factor": "5",
    "raid_new_percent": "50",
    "raid_minutes": "30",
    "raid_hold_new": "yes",
    "raid_slow_seconds": "60",
    "raid_damp": "yes",
}
NUMBERS = (
    "text_min_chars", "text_max_chars", "trap_seconds", "repeats_of_many", "links_max", "new_reader_comments",
    "refused_comments", "burst_network", "burst_times",
)  # fmt: skip
CHECKS = {
    "hold_links": "yes",
    "flag_threshold": "3",
    "hold_hidden_field": "yes",
    "weigh_flags": "yes",
    "new_flags_percent": "100",
} | dict.fromkeys(NUMBERS, "0")
FORMS = {PAGE: FORM, SCREENING: CHECKS | RAIDS}


def version(text):
    return re.search(r'name="version" value="(\d+)"', text).group(1)


@pytest.fixture
def ada(newsroom):
    return newsroom.browser("ada")


def save(newsroom, browser, *, page=PAGE, without=(), do="save", seen=None, **changes):
    form = {name: value for name, value in (FORMS[page] | changes).items() if name not in without}
    return newsroom.send(browser, page, version=seen or version(browser.get(page).text), do=do, **form)


def head(newsroom):
    return newsroom.stranger().get("/api/v1/sites/daily/thread?key=bridge").json["thread"]


@pytest.mark.parametrize("page", [PAGE, SCREENING])
@pytest.mark.parametrize("name", ["olena", "edita", "jorge", "vera"])
def test_only_administrators_see_and_change_them(newsroom, name, page):
    browser = newsroom.browser(name)
    assert browser.get(page).status_code == 403
    assert save(newsroom, browser, page=page, seen=1, edit_minutes="60").status_code == 403
    assert f'"{page}"' not in browser.get("/desk/daily/").text


def test_what_is_saved_holds_for_readers_at_once(newsroom, ada):
    newsroom.post("First")
    assert head(newsroom)["house_rules"] is None
    answer = save(newsroom, ada, without=("downvotes",), house_rules="Be *kind*.", announcement="We moved.")
    assert (answer.status_code, answer.location) == (303, PAGE)
    answer = save(newsroom, ada, page=SCREENING, pre_moderate="yes")
    assert (answer.status_code, answer.location) == (303, SCREENING)
    told = head(newsroom)
    assert told["house_rules"] == [{"t": "p", "c": ["Be ", {"t": "em", "c": ["kind"]}, "."]}]
    assert told["announcement"] and told["pre_moderated"] and told["downvotes"] is False
    shown = ada.get(PAGE).text
    assert "The settings are changed." in shown and "Be *kind*." in shown


def test_the_log_tells_who_changed_what_from_what(newsroom, ada):
    save(newsroom, ada, lock_after_days="14", closed_sections="Crime\n\nCourts \n", without=("downvotes",))
    (entry,) = newsroom.log()
    assert (entry.action, entry.subject_type, entry.actor_type) == ("configure", "site", "staff")
    lines = ada.get("/desk/daily/log").text.partition('<ol class="log">')[2]
    shown = " ".join(re.sub(r"<[^>]+>", " ", lines).split())
    assert "Settings changed Ada" in shown
    assert "Days until a discussion closes by itself 0 → to 14" in shown
    assert "Sections without comments nothing → to Crime, Courts" in shown
    assert "Readers may vote against a comment yes → to no" in shown
    assert "Minutes" not in shown


def test_saving_what_stands_there_changes_nothing(newsroom, ada):
    before = version(ada.get(PAGE).text)
    assert save(newsroom, ada).status_code == 303
    assert "Nothing was different" in ada.get(PAGE).text
    assert newsroom.log() == [] and version(ada.get(PAGE).text) == before


def test_everything_wrong_is_told_beside_its_field_and_nothing_typed_is_lost(newsroom, ada):
    answer = save(
        newsroom,
        ada,
        edit_minutes="1441",
        decide_minutes="many",
        guest_votes_per_network="",
        house_rules="x" * 2001,
        closed_sections="\n".join(f"Section {number}" for number in range(101)),
        announcement="Keep <this>.",
    )
    assert answer.status_code == 422
    for name, sentence in (
        ("edit_minutes", "This has to be a whole number from 0 to 1440."),
        ("decide_minutes", "This has to be a whole number from 1 to 10080."),
        ("guest_votes_per_network", "This has to be a whole number from 1 to 1000."),
        ("house_rules", "at most 2000 characters"),
        ("closed_sections", "at most 100 entries"),
    ):
        assert re.search(rf'id="{name}-wrong">[^<]*{sentence}', answer.text), name
    assert 'value="1441"' in answer.text and 'value="many"' in answer.text and "x" * 2001 in answer.text
    assert "Keep &lt;this&gt;." in answer.text and "Section 100" in answer.text
    assert newsroom.log() == []


def test_the_words_are_previewed_without_being_saved(newsroom, ada):
    answer = save(newsroom, ada, do="preview", announcement="**Bold** <b>", edit_minutes="20")
    assert answer.status_code == 200
    assert "<p><strong>Bold</strong> &lt;b&gt;</p>" in answer.text and 'value="20"' in answer.text
    assert newsroom.log() == []
    refused = save(newsroom, ada, do="preview", announcement="x" * 2001)
    assert refused.status_code == 422 and 'id="announcement-wrong"' in refused.text


def test_who_saves_second_sees_what_stands_there_and_keeps_what_was_typed(newsroom, ada):
    seen = version(ada.get(PAGE).text)
    newsroom.grant("bohdan", "daily", "administrator")
    save(newsroom, newsroom.browser("bohdan"), edit_minutes="30", announcement="From Bohdan")
    late = save(newsroom, ada, seen=seen, edit_minutes="60")
    assert late.status_code == 409
    assert "Bohdan changed the settings just now." in late.text
    assert 'value="60"' in late.text
    now = dict(re.findall(r'id="(\w+)-now">[^<]*<span[^>]*>([^<]*)<', late.text))
    assert now == {"edit_minutes": "30", "announcement": "From Bohdan"}
    assert save(newsroom, ada, seen=version(late.text), edit_minutes="60").status_code == 303
    assert (
        json.loads(newsroom.stranger().get("/api/v1/sites/daily/thread?key=a").text)["thread"]["announcement"] is None
    )


def test_undo_goes_past_them_to_the_last_decision(newsroom, ada):
    held = newsroom.post("https://example.org")
    newsroom.act(ada, "comment", held, "approve")
    save(newsroom, ada, edit_minutes="30")
    assert 'action="/desk/daily/log/' not in ada.get(PAGE).text
    newsroom.send(ada, "/desk/daily/undo")
    assert newsroom.row("comment", held).status == "pending"


def test_the_newsrooms_day_is_set_and_what_is_no_zone_or_hour_is_told(newsroom, ada):
    wrong = save(newsroom, ada, time_zone="Kyiv/Europe", chat_quiet_hours="at night")
    assert wrong.status_code == 422 and 'value="at night"' in wrong.text
    assert "There is no such time zone." in wrong.text and "such as 22:00-07:00." in wrong.text
    assert save(newsroom, ada, time_zone="Europe/Kyiv", chat_quiet_hours="22:00 – 07:00").status_code == 303
    shown = ada.get(PAGE).text
    assert 'value="Europe/Kyiv"' in shown and 'value="22:00-07:00"' in shown
    assert '<option value="America/New_York">' in shown
    assert save(newsroom, ada, time_zone="", chat_quiet_hours="").status_code == 303
    assert 'name="time_zone" value="UTC"' in ada.get(PAGE).text
