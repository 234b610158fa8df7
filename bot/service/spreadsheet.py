"""Tables for spreadsheets."""

import csv
import io
from collections.abc import Iterable, Sequence

# Also as they are in fonts of full width, which some spreadsheets take for the same.
_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_csv(rows: Iterable[Sequence[str | int | float]]) -> bytes:
    """Rows as CSV (RFC 4180) in UTF-8 with a byte order mark, by which spreadsheets know it.

    No cell is a formula to them: a text that could be one begins with an apostrophe, as OWASP advises against CSV
    injection, and all are in quotation marks, so that none ends where a spreadsheet takes another separator.
    """
    table = io.StringIO(newline="")
    csv.writer(table, quoting=csv.QUOTE_ALL).writerows([_harmless(cell) for cell in row] for row in rows)
    return table.getvalue().encode("utf-8-sig")


def _harmless(cell: str | int | float) -> str | int | float:
    if not isinstance(cell, str):
        return cell
    # What begins the cell, and what does behind blanks that a spreadsheet leaves out.
    return f"'{cell}" if cell.startswith(_BEGINNINGS) or cell.lstrip().startswith(_BEGINNINGS) else cell
