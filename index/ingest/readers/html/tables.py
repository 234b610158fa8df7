"""The tables of a page: which are there for the layout alone, and the rows of the others."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.ingest.readers.elements import Element
from index.ingest.readers.html.parsing import attribute, said

_MOST = 100  # rows or columns that a cell spans
_WIDEST = 1000  # columns, from which on no cell spans more
_BLOCKS = "table h1 h2 h3 h4 h5 h6 pre blockquote dl details article section".split()  # noqa: SIM905
_LONG = 1000  # characters; a cell that says more is a part of a page
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)


class Row(NamedTuple):
    """A row of a table, None where a cell is empty; that it is a header means that it names the columns."""

    is_header: bool
    cells: tuple[Element | None, ...]


def is_layout(table: Element) -> bool:
    """Whether a table only places things on a page."""
    if attribute(table, "role") in ("presentation", "none"):
        return True
    if next(table.iterdescendants(*_BLOCKS), None) is not None:
        return True
    if next(table.iterdescendants("th", "caption"), None) is not None:
        return False
    rows = list(_rows(table))
    if max((len(cells) for _, cells in rows), default=0) < 2:
        return True
    return any(len(said(cell)) > _LONG for _, cells in rows for cell in cells)


def rows(table: Element) -> Iterator[Row]:
    """The rows of a table; what a cell says that spans several is said in each, and once where it spans columns."""
    going_on, leading = dict[int, tuple[int, Element]](), True
    for number, (in_head, tags) in enumerate(_rows(table)):
        leading = (
            leading
            and bool(tags)
            and (in_head or all(tag.tag == "th" for tag in tags) or _is_bold(table, number, tags))
        )
        cells, left = list[Element | None](), list(reversed(tags))
        while left or going_on.get(len(cells), (0, table))[0]:
            more, above = going_on.get(len(cells), (0, table))
            if more:
                going_on[len(cells)] = more - 1, above
                cells.append(above)
                continue
            cell = left.pop()
            down = _spanned(cell, "rowspan")
            for column in range(_spanned(cell, "colspan") + 1 if len(cells) < _WIDEST else 1):
                if down:
                    going_on[len(cells)] = down, cell
                cells.append(cell if column == 0 else None)
        yield Row(leading, tuple(cells))


def _rows(table: Element) -> Iterator[tuple[bool, list[Element]]]:
    """The cells of each row, and whether it stands in the head."""
    for part in table:
        if part.tag == "tr":
            yield False, _cells(part)
        elif part.tag in ("thead", "tbody", "tfoot"):
            for row in part.iterchildren("tr"):
                yield part.tag == "thead", _cells(row)


def _cells(row: Element) -> list[Element]:
    return list(row.iterchildren("td", "th"))


def _is_bold(table: Element, number: int, cells: list[Element]) -> bool:
    """Whether a first row is a header by its looks: all of it is bold, and not all of the one below."""
    if number or next(table.iterdescendants("th"), None) is not None:
        return False
    below = next((row for place, (_, row) in enumerate(_rows(table)) if place == 1), [])
    return all(map(_all_bold, cells)) and bool(below) and not all(map(_all_bold, below))


def _all_bold(cell: Element) -> bool:
    text = said(cell)
    bold = (one for one in cell.iter() if one.tag in ("b", "strong") or _BOLD.search(attribute(one, "style")))
    return bool(text) and any(said(one) == text for one in bold)


def _spanned(cell: Element, name: str) -> int:
    """How many more rows or columns a cell spans."""
    number = attribute(cell, name).strip()
    return min(int(number) - 1, _MOST) if number.isdecimal() and len(number) < 5 and int(number) else 0
