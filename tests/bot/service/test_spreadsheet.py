"""Tables for spreadsheets hold what they are given, and nothing that a spreadsheet would run."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.service.spreadsheet import as_csv

CELLS = st.text() | st.builds(
    lambda start, rest: start + rest, st.sampled_from([*"=+-@\t\r\n＝＋－＠ ;,\"'"]), st.text()
)


def read(data: bytes) -> list[list[str]]:
    """The rows of a file, as a spreadsheet reads them."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("1=1", "1=1"),
        ("a\n=1", "a\n=1"),
        ('say "=1"; =1', 'say "=1"; =1'),
        ("", ""),
        (-3, "-3"),
        (0.5, "0.5"),
    ],
)
def test_no_cell_is_run(cell: str | float, written: str) -> None:
    """A text that begins as a formula does begins with an apostrophe; numbers and all others are as they were."""
    assert read(as_csv([[cell]])) == [[written]]


def test_bytes() -> None:
    """The file begins with the mark of UTF-8, and every cell is in quotation marks."""
    assert as_csv([["Frage", 'so "er"'], ["é;=1", 2]]) == '\ufeff"Frage","so ""er"""\r\n"é;=1","2"\r\n'.encode()


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=4))
def test_any_table(rows: list[list[str]]) -> None:
    """Every cell comes back as it was, or behind an apostrophe, and none begins as a formula does."""
    rows = [[cell.encode("utf-8", "replace").decode() for cell in row] for row in rows]
    back = read(as_csv(rows))
    assert [[cell.removeprefix("'") for cell in row] for row in back] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]
    assert not [cell for row in back for cell in row if cell.strip().startswith(tuple("=+-@＝＋－＠"))]
