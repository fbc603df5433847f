"""Values for files that are opened in a spreadsheet."""


def csv_cell(value: object) -> str:
    """A value that no spreadsheet takes for a formula (OWASP, CSV injection: a leading apostrophe makes it text)."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text
