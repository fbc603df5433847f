"""Files for spreadsheets: no cell is a formula."""

import pytest

from commentsvc.domain.spreadsheet import csv_cell


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", '"=1', "\uff1d1"])
def test_no_cell_is_a_formula(text):
    assert csv_cell(text).startswith("'")
    assert csv_cell(text).replace("'", "") == text


def test_no_part_of_a_cell_is_one_where_semicolons_or_tabs_part_cells():
    assert csv_cell("a;=1;b\t@SUM(1)\n+1") == "a;'=1;b\t'@SUM(1)\n'+1"


def test_other_cells_are_as_they_are():
    assert [csv_cell(one) for one in ("Sport", 3, None, "a=b")] == ["Sport", "3", "", "a=b"]
