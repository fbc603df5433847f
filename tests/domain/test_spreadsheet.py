"""Files for spreadsheets: no cell is a formula."""

import pytest

from commentsvc.domain.spreadsheet import csv_cell


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_no_cell_is_a_formula(text):
    assert csv_cell(text) == f"'{text}"


def test_other_cells_are_as_they_are():
    assert [csv_cell(one) for one in ("Sport", 3, None, "a=b")] == ["Sport", "3", "", "a=b"]
