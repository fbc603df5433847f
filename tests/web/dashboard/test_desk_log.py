"""The log as a list: narrowed, read page by page, taken along as CSV and JSON."""

import csv
import hashlib
import io
import json
import re
from datetime import timedelta

_ROWS = re.compile(r'<ol class="log">.*?</ol>', re.DOTALL)


def _shown(newsroom, query: str = "", name: str = "olena") -> list[str]:
    """What each line begins with."""
    page = newsroom.browser(name).get(f"/desk/daily/log?{query}").text
    found = _ROWS.search(page)
    return re.findall(r"<p>\s*<b>([^<]+)</b>", found.group()) if found else []


def _decided(newsroom) -> tuple[str, str, str]:
    """Olena approves and Bohdan rejects with a note; a day later Edita accepts a report."""
    first, second = newsroom.post("https://example.org/1"), newsroom.post("https://example.org/2")
    newsroom.act(newsroom.browser("olena"), "comment", first, "approve")
    newsroom.act(newsroom.browser("bohdan"), "comment", second, "reject:abuse", note="=Образливо про мера")
    newsroom.clock.pass_by(days=1)
    report = newsroom.report()
    newsroom.act(newsroom.browser("edita"), "report", report, "accept")
    return first, second, report


def test_the_log_is_narrowed_by_who_what_when_and_words(newsroom):
    _decided(newsroom)
    assert _shown(newsroom) == ["Accepted", "Rejected", "Approved", "Held", "Held"]
    assert _shown(newsroom, "who=machine") == ["Held", "Held"]
    assert _shown(newsroom, f"who={newsroom.person('bohdan').public_id}") == ["Rejected"]
    assert _shown(newsroom, "action=approve") == ["Approved"]
    assert _shown(newsroom, "about=report") == ["Accepted"]
    assert _shown(newsroom, "q=%D0%BE%D0%B1%D1%80%D0%B0%D0%B7%D0%BB%D0%B8%D0%B2%D0%BE") == ["Rejected"]
    today = newsroom.clock.now().date()
    assert _shown(newsroom, f"from={today}") == ["Accepted"]
    assert _shown(newsroom, f"to={today - timedelta(days=1)}") == ["Rejected", "Approved", "Held", "Held"]
    assert _shown(newsroom, f"from={today}&to={today - timedelta(days=1)}") == []


def test_what_an_address_does_not_know_is_left_out(newsroom):
    _decided(newsroom)
    browser = newsroom.browser()
    for query in ("who=%00", "who=' OR 1=1", "action=<b>", "about=x", "from=x", "to=9999-12-31", "q=%00", "q=%25"):
        assert browser.get(f"/desk/daily/log?{query}").status_code == 200
    assert _shown(newsroom, "who=nobody1") == []
    assert len(_shown(newsroom, "about=nothing&from=yesterday")) == 5


def test_what_was_asked_for_stays_in_the_form_and_on_later_pages(newsroom):
    for number in range(60):
        newsroom.post(f"https://example.org/{number}")
    page = newsroom.browser().get("/desk/daily/log?action=hold&q=").text
    assert '<option value="hold" selected>' in page
    earlier = re.search(r'rel="next" href="([^"]+)"', page).group(1).replace("&amp;", "&")
    assert "action=hold" in earlier
    rest = newsroom.browser().get(earlier).text
    assert len(re.findall(r"<b>Held</b>", page)) == 50 and len(re.findall(r"<b>Held</b>", rest)) == 10


def test_what_is_shown_is_taken_along_as_csv_without_formulas(newsroom):
    _first, second, _report = _decided(newsroom)
    answer = newsroom.browser().get("/desk/daily/log.csv?action=reject")
    assert answer.headers["Content-Disposition"] == "attachment; filename=log-daily.csv"
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [(row["who"], row["action"], row["about"], row["reason"]) for row in rows] == [
        ("Bohdan", "reject", second, "abuse")
    ]
    assert rows[0]["note"] == "'=Образливо про мера"
    everything = newsroom.browser().get("/desk/daily/log.csv").data.decode("utf-8-sig")
    numbers = [row["number"] for row in csv.DictReader(io.StringIO(everything))]
    assert numbers == ["1", "2", "3", "4", "5"]


def test_whoever_has_the_json_can_follow_the_chain_without_us(newsroom):
    _decided(newsroom)
    lines = newsroom.browser().get("/desk/daily/log.jsonl").text.splitlines()
    previous = "0" * 64
    for line in map(json.loads, lines):
        told = ("hash", "previous_hash", "who", "note", "told", "undone")
        fields = {name: value for name, value in line.items() if name not in told}
        canonical = json.dumps(fields, sort_keys=True, separators=(",", ":"))
        assert line["previous_hash"] == previous
        assert hashlib.sha256(f"{previous}\n{canonical}".encode()).hexdigest() == line["hash"]
        previous = line["hash"]
    assert len(lines) == len(newsroom.log())


def test_who_is_limited_to_sections_takes_along_only_these(newsroom):
    _decided(newsroom)
    newsroom.grant("vera", "daily", "viewer", ["Sport"])
    browser = newsroom.browser("vera")
    assert browser.get("/desk/daily/log.jsonl").text == ""
    assert len(browser.get("/desk/daily/log.csv").data.decode("utf-8-sig").splitlines()) == 1
