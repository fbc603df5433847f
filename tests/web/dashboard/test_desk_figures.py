"""The figures at the desk: a page, a spreadsheet without formulas, and annotations."""

import csv
import io
import json

import pytest

PAGE = "/desk/daily/figures"


@pytest.fixture
def edita(newsroom):
    return newsroom.browser("edita")


def test_a_period_without_reports_says_so(edita):
    answer = edita.get(PAGE)
    assert answer.status_code == 200
    assert "No report in this period." in answer.text


def test_reports_are_counted_plotted_and_set_beside_in_a_table(newsroom, edita):
    fixed = newsroom.report()
    newsroom.clock.pass_by(minutes=30)
    newsroom.act(edita, "report", fixed, "fix")
    newsroom.report("1989", network="n3")
    page = edita.get(PAGE).text
    assert "<svg" in page and "bar-solid" in page
    assert "Wrong fact" in page and "Readers, on the article’s page" in page
    assert "0.5 h" in page
    for query in (
        "period=month",
        "period=nonsense",
        "from=2026-01-01&to=2026-12-31",
        "from=x&to=y",
        "from=9999-01-01&to=9999-01-02",
    ):
        assert edita.get(f"{PAGE}?{query}").status_code == 200


def test_the_spreadsheet_has_the_same_numbers_and_no_formula(newsroom, edita):
    report = newsroom.report()
    newsroom.clock.pass_by(minutes=30)
    newsroom.act(edita, "report", report, "fix")
    answer = edita.get(f"{PAGE}.csv")
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert ["all", "", "1", "1", "0", "1.0", "0.5"] in rows
    assert ["kind", "wrong_fact", "1", "1", "0", "1.0", "0.5"] in rows


def test_annotations_are_one_a_line_and_name_nobody(newsroom, edita):
    report = newsroom.report("=1+1 </script>", contact="ann@example.org", remark="Look it up.")
    answer = edita.get("/desk/daily/annotations.jsonl")
    (line,) = answer.text.splitlines()
    made = json.loads(line)
    assert made["id"].endswith(f"/desk/daily/reports/{report}")
    assert made["motivation"] == "editing"
    assert "ann@example.org" not in answer.text
    assert newsroom.browser("vera").get("/desk/daily/annotations.jsonl").status_code == 403


def test_who_is_limited_to_sections_counts_theirs_alone(newsroom):
    newsroom.report()
    newsroom.grant("jorge", "daily", "journalist", ["Sport"])
    assert "No report in this period." in newsroom.browser("jorge").get(PAGE).text
