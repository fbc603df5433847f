"""Figures about moderation at the desk: counted truly, seen by whom they are for, and text wherever words are."""

import csv
import io
import re

import pytest

PAGE = "/desk/daily/figures/comments"
HOSTILE = '<img src=x onerror="alert(1)">'


@pytest.fixture
def olena(newsroom):
    return newsroom.browser("olena")


def numbers(browser, query="period=day") -> dict[tuple[str, str], list[str]]:
    """The file's rows by part and name."""
    answer = browser.get(f"{PAGE}.csv?{query}")
    assert answer.status_code == 200 and answer.mimetype == "text/csv"
    rows = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))
    return {(row[0], row[1]): row[2:] for row in rows}


def test_an_empty_period_is_zero_and_says_so(olena):
    page = olena.get(f"{PAGE}?period=day").text
    assert page.count("Nothing in this period") == 2
    assert "Nothing that waited was decided in this period." in page
    rows = numbers(olena)
    assert rows["all", ""] == ["0", "0", "0", "0", "0", "0", "", "", ""]
    hours = [row for (part, _name), row in rows.items() if part == "hour"]
    assert hours == [["0"] * 5] * 24


def test_what_came_in_and_what_was_decided(newsroom, olena):
    first, second = newsroom.post("See https://example.org/1"), newsroom.post("See https://example.org/2")
    newsroom.post("Nothing wrong with this.")
    newsroom.clock.pass_by(minutes=30)
    newsroom.act(olena, "comment", first, "approve")
    newsroom.clock.pass_by(minutes=60)
    newsroom.act(newsroom.browser("bohdan"), "comment", second, "reject", reason="abuse")
    rows = numbers(olena)
    assert rows["all", ""] == ["3", "2", "1", "1", "0", "2", "60.0", "90.0", "0.5"]
    assert rows["held_for", "link"][5:] == ["2", "", "", "0.5"]
    assert rows["person", "Bohdan"][5:] == ["1", "90.0"] and rows["person", "Olena"][5:] == ["1", "30.0"]
    assert rows["thread", "The story of the bridge"] == ["3"]
    page = olena.get(f"{PAGE}?period=day").text
    assert "Contains a link" in page and "Nothing in this period" not in page
    assert "60 min" in page and "50%" in page


def test_what_was_undone_is_not_counted(newsroom, olena):
    held = newsroom.post("See https://example.org/1")
    newsroom.act(olena, "comment", held, "spam")
    newsroom.send(olena, f"/desk/daily/log/{newsroom.log()[-1].public_id}/undo")
    rows = numbers(olena)
    assert rows["all", ""][:6] == ["1", "1", "0", "0", "0", "0"]
    assert not [key for key in rows if key[0] in ("person", "held_for")]


def test_a_flagged_comment_has_waited_since_its_first_flag(newsroom, olena):
    shown = newsroom.post("Shown at once.")
    newsroom.clock.pass_by(minutes=60)
    newsroom.flag(shown, "spam")
    newsroom.clock.pass_by(minutes=10)
    newsroom.flag(shown, "abusive", "disagree")
    newsroom.clock.pass_by(minutes=10)
    newsroom.act(olena, "comment", shown, "approve")
    rows = numbers(olena)
    assert rows["all", ""][5:7] == ["1", "20.0"]
    assert rows["flagged", shown][5:] == ["2"]


def test_who_decides_nothing_does_not_see_what_each_person_did(newsroom, olena):
    held = newsroom.post("See https://example.org/1")
    newsroom.act(olena, "comment", held, "approve")
    for name in ("vera", "jorge", "edita"):
        browser = newsroom.browser(name)
        assert "Who decided how many" not in browser.get(PAGE).text
        assert not [key for key in numbers(browser) if key[0] == "person"]
    for name in ("olena", "ada"):
        assert "Who decided how many" in newsroom.browser(name).get(PAGE).text


def test_who_is_limited_to_sections_counts_theirs_alone(newsroom, olena):
    held = newsroom.post("See https://example.org/1")
    newsroom.flag(newsroom.post("Shown"), "spam")
    newsroom.act(olena, "comment", held, "approve")
    newsroom.grant("bohdan", "daily", "moderator", ["Sport"])
    rows = numbers(newsroom.browser("bohdan"))
    assert rows["all", ""][:6] == ["0"] * 6
    assert not [key for key in rows if key[0] in ("thread", "flagged", "person", "held_for")]


def test_hostile_words_are_text_in_the_page_and_no_formula_in_the_file(newsroom, olena):
    said = newsroom.post(HOSTILE, name=f"=1+1 {HOSTILE}", key='"><script>')
    newsroom.flag(said, "spam")
    page = olena.get(PAGE).text
    assert "<img" not in page and "<script>" not in page and "&lt;img src=x" in page
    with_formula = [cell for row in numbers(olena).values() for cell in row if re.match(r"[=+@]", cell)]
    assert with_formula == []


def test_any_address_is_answered(olena):
    for query in (
        "period=nonsense",
        "from=2026-01-01&to=2026-12-31",
        "from=2026-03-28&to=2026-03-29",
        "from=2020-01-01&to=2199-12-31",
        "from=2026-02-01&to=2026-01-01",
        "from=x&to=y",
        "from=2199-12-31&to=2199-12-31",
    ):
        assert olena.get(f"{PAGE}?{query}").status_code == 200, query
        assert olena.get(f"{PAGE}.csv?{query}").status_code == 200, query


def test_the_statements_do_not_grow_with_what_is_counted(newsroom, olena):
    newsroom.post("One")
    few = newsroom.queries(olena, PAGE)
    for number in range(5):
        newsroom.act(olena, "comment", newsroom.post(f"https://example.org/{number}", key=f"k{number}"), "approve")
    assert newsroom.queries(olena, PAGE) <= few + 1


def test_days_are_those_of_the_sites_time_zone(newsroom, olena):
    newsroom.post("Now")
    newsroom.change_settings(time_zone="Pacific/Kiritimati")
    there = [name for (part, name), row in numbers(olena).items() if part == "hour" and row[0] == "1"]
    assert len(there) == 1 and there[0].endswith("+14:00")
