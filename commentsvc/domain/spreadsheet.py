"""Values for files that are opened in a spreadsheet."""

import re

# Where a cell begins, or might, and what would make it a formula there.
_FORMULA = re.compile(r"(^|[;\t\r\n])(?=[\s\"']*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])")


def csv_cell(value: object) -> str:
    """A value that no spreadsheet takes for a formula (OWASP, CSV injection: a leading apostrophe makes it text).

    Some of them part cells at semicolons or tabs, wherever a file has its commas: what stands behind one is led by an
    apostrophe as well. In East Asia the signs of the full width count, too.
    """
    return _FORMULA.sub(r"\1'", "" if value is None else str(value))
