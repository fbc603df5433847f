"""Reporting a mistake without JavaScript."""

import re

import pytest

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

ADDRESS = "/embed/daily/correction?key=bridge&url=http://localhost:5001/bridge&title=The+bridge"
REPORT = {
    "quote": "built in 1936",
    "replacement": "built in 1926",
    "kind": "name_or_number",
    "remark": "See the plaque.",
    "source_url": "https://example.org/plaque",
    "contact": "ann@example.org",
}


def test_a_report_leads_to_its_private_status_page(plain):
    plain.open(ADDRESS)
    assert "The bridge" in plain.answer.text
    answer = plain.send("/correction", follow=False, **REPORT)
    assert answer.status_code == 303
    assert "/report/" not in answer.headers["Location"]
    plain.open(answer.headers["Location"])
    assert "Your report has arrived." in plain.answer.text
    assert plain.answer.headers["Referrer-Policy"] == "no-referrer"
    assert plain.answer.headers["Cache-Control"] == "no-store"
    status = plain.link("Status of your report")
    assert status.startswith("http://127.0.0.1:5000/report/")
    plain.open(status.removeprefix("http://127.0.0.1:5000"))
    assert "<mark>built in 1936</mark>" in plain.answer.text
    assert "<del>1936</del><ins>1926</ins>" in plain.answer.text
    assert "See the plaque." in plain.answer.text


def test_words_can_come_along_in_the_address(plain):
    plain.open(f"{ADDRESS}&quote=built+in+%3Cb%3E1936")
    assert plain.form("/correction")["fields"]["quote"] == "built in <b>1936"


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"kind": ""}, "kind", "Please choose what kind of mistake it is."),
        ({"kind": "nonsense"}, "kind", "Please choose what kind of mistake it is."),
        ({"quote": "", "replacement": "", "remark": ""}, "remark", "Please say what is wrong"),
        ({"source_url": "javascript:alert(1)"}, "source_url", "not a complete web address"),
        ({"quote": "x" * 1001}, "quote", "at most 1000 characters"),
        ({"remark": "ш" * 2001}, "remark", "at most 2000 characters"),
    ],
)
def test_a_refused_report_comes_back_whole(plain, changes, field, sentence):
    plain.open(ADDRESS)
    answer = plain.send("/correction", **(REPORT | changes))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'id="{field}-error"' in answer.text
    sent = REPORT | changes
    kept = plain.form("/correction")["fields"]
    assert {name: kept[name] for name in sent if name != "kind"} == {n: v for n, v in sent.items() if n != "kind"}
    chosen = re.findall(r'value="(\w+)" checked', answer.text)
    assert chosen == ([sent["kind"]] if sent["kind"] == REPORT["kind"] else [])


def test_whoever_the_article_is_about_is_asked_how_to_be_reached(plain):
    plain.open(ADDRESS)
    answer = plain.send("/correction", **(REPORT | {"kind": "about_me", "contact": ""}))
    assert answer.status_code == 422
    assert 'id="contact-error"' in answer.text and "Please tell us how we can reach you" in answer.text
    assert plain.send("/correction", kind="about_me", contact="ann@example.org").status_code == 200


def test_a_form_of_another_article_is_refused_with_everything_kept(plain):
    plain.open("/embed/daily/correction?key=elsewhere")
    foreign = plain.form("/correction")["fields"]["form"]
    plain.open(ADDRESS)
    answer = plain.send("/correction", **(REPORT | {"form": foreign}))
    assert answer.status_code == 403
    assert plain.form("/correction")["fields"]["remark"] == REPORT["remark"]
    assert plain.send("/correction", kind=REPORT["kind"]).status_code == 200


def test_a_report_sent_twice_is_one(plain):
    plain.open(ADDRESS)
    form = plain.form("/correction")
    for _ in range(2):
        answer = plain.client.post(form["action"], data=form["fields"] | REPORT)
        assert answer.status_code == 303
    plain.open(answer.headers["Location"])
    assert "reported this before you" not in plain.answer.text


def test_it_is_said_how_many_reported_the_same_before(plain, readers, api):
    assert api.report("1936", kind="wrong_fact").status_code == 201
    plain.open(ADDRESS)
    plain.send("/correction", quote="1936", kind="wrong_fact", remark="A second pair of eyes.")
    assert plain.answer.status_code == 200


def test_a_framed_report_needs_no_cookie_and_opens_its_page_outside(plain):
    plain.open(f"{ADDRESS}&frame=1")
    plain.send("/correction", **REPORT)
    assert 'target="_blank" rel="noopener noreferrer">Status of your report' in plain.answer.text
    assert "frame-ancestors http://localhost:5001" in plain.answer.headers["Content-Security-Policy"]
    assert not plain.client._cookies


def test_the_thanks_page_closes_after_an_hour(plain, clock):
    plain.open(ADDRESS)
    answer = plain.send("/correction", follow=False, **REPORT)
    clock.pass_by(minutes=61)
    assert plain.open(answer.headers["Location"]).status_code == 404


def test_the_longest_report_is_taken(plain):
    plain.open(ADDRESS)
    longest = {
        "quote": "ж" * 1000,
        "replacement": "ш" * 2000,
        "remark": "щ" * 2000,
        "source_url": "https://example.org/" + "x" * 2000,
    }
    assert plain.send("/correction", **(REPORT | longest)).status_code == 200
