"""Details that can put people in danger are found as they are usually written, and ordinary numbers are left alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentsvc.domain.markup import parse
from commentsvc.domain.moderation import HeldReason, Status
from commentsvc.domain.safety import Detail, details
from commentsvc.domain.sanctions import Standing
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.services.screening import Draft, examine
from tests.hostile.corpus import expand, rows
from tests.processor_time import is_quick

TABLE = Path(__file__).with_name("safety.tsv").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("line", TABLE, ids=lambda line: line.split("\t")[2][:30])
def test_a_written_text_tells_what_its_label_says(line):
    label, _language, text = line.split("\t")
    found = {str(one.detail) for one in details(text, set(Detail))}
    assert found == ({label} if label != "none" else set())


def test_only_what_a_site_asks_for_is_looked_for():
    text = "Дзвоніть 050 123 45 67, вул. Шевченка, 12"
    assert [(one.detail, text[one.start : one.end]) for one in details(text, set(Detail))] == [
        (Detail.PHONES, "050 123 45 67"),
        (Detail.ADDRESSES, "вул. Шевченка, 12"),
    ]
    assert [one.detail for one in details(text, {"phones"})] == [Detail.PHONES]
    assert details(text, ()) == []


@given(st.text(alphabet="0123456789 .,-+°'\"()абвул.NSEW", max_size=400))
def test_any_numbers_are_read_and_every_place_lies_within_the_text(text):
    assert all(0 <= one.start < one.end <= len(text) for one in details(text, set(Detail)))


@pytest.mark.parametrize(
    "unit", ["1", "12.345 ", "0 ", "вул. ", "А-", "3-тя окрема ", "5(", "+1-", "°1'", "вул. А Б В "]
)
def test_long_rows_of_nearly_something_are_quick(unit):
    assert is_quick(lambda: details((unit * 5000)[:5000], set(Detail)))


def test_pathological_texts_are_quick():
    for row in rows("pathological"):
        text = expand(row) if row["repeat"] <= 2_000_000 else None
        if text is not None:
            assert is_quick(lambda text=text: details(text[:5000], set(Detail))), row["id"]


def test_a_comment_with_a_detail_waits_whoever_writes_it_and_says_what_was_found_where():
    source = "Усі сюди: 48.59231, 37.99874 — дзвоніть 050 123 45 67"
    draft = Draft(source, parse(source), SiteSettings(), standing=Standing(trusted=True))
    verdict = examine(draft)
    assert (verdict.status, verdict.reason) == (Status.PENDING, HeldReason.SAFETY)
    told = [(one.detail, source[one.start : one.end]) for one in verdict.findings]
    assert told == [("coordinates", "48.59231, 37.99874"), ("phones", "050 123 45 67")]
    assert examine(replace(draft, settings=SiteSettings(safety=("units",)))).status is Status.APPROVED


@given(st.text(alphabet="абв 1.,\n", max_size=600), st.text(alphabet="где 2;\n", max_size=600))
def test_a_detail_is_found_wherever_in_a_long_text_it_stands(before, after):
    text = f"{before} тел. 050 123 45 67, так {after}"
    assert "050 123 45 67" in {text[one.start : one.end] for one in details(text, {"phones"})}
