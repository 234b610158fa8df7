"""The rows of tables in reStructuredText, of whatever kind."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from docutils import nodes

Cell = str | tuple[nodes.Element, ...]
"""The pieces of running text that a cell holds, or what a cell above says that goes on."""

_BORDER = re.compile(r"[\s=+|-]*$")
_GRID = re.compile(r"^\s*\||\|\s*$")
_BETWEEN = re.compile(r"\s*\|\s*|\s{2,}")


class Row(NamedTuple):
    """A row of a table; that it is a header means that it names the columns."""

    header: bool
    cells: tuple[Cell, ...]


def table_rows(table: nodes.Element) -> Iterator[Row]:
    """The rows of a table; a cell that spans several is said again in each."""
    going_on = dict[int, tuple[int, str]]()  # of a column: for how many rows, and what
    for row in table.findall(nodes.row):
        cells = list[Cell]()
        entries = [entry for entry in row.children if isinstance(entry, nodes.entry)]
        while entries or going_on.get(len(cells), (0, ""))[0]:
            rows, text = going_on.get(len(cells), (0, ""))
            if rows:
                going_on[len(cells)] = rows - 1, text
                cells.append(text)
                continue
            entry = entries.pop(0)
            going_on[len(cells)] = entry.get("morerows", 0), " ".join(entry.astext().split())
            cells += [_texts(entry), *[()] * entry.get("morecols", 0)]
        yield Row(isinstance(row.parent, nodes.thead), tuple(cells))


def list_rows(container: nodes.Element, headers: int) -> list[Row]:
    """The rows that a list of lists says; none where it is not that."""
    lists = [child for child in container.children if isinstance(child, nodes.bullet_list)]
    rows = [[part for part in item.children if isinstance(part, nodes.bullet_list)] for item in _items(lists)]
    if not all(len(row) == 1 for row in rows):
        return []
    return [Row(number < headers, tuple(map(_texts, _items(row)))) for number, row in enumerate(rows)]


def rows_of_lines(lines: Sequence[str]) -> Iterator[Row]:
    """The rows of what was meant as a table and is none, line by line."""
    ruled = next((number for number, line in enumerate(lines) if number > 1 and "=" in line and _BORDER.match(line)), 0)
    for number, line in enumerate(lines):
        if not _BORDER.match(line):
            cells = (cell.strip() for cell in _BETWEEN.split(_GRID.sub("", line).strip()))
            yield Row(number < ruled, tuple((nodes.paragraph(cell, cell),) if cell else () for cell in cells))


def _items(lists: Sequence[nodes.Element]) -> list[Any]:
    return [item for one in lists for item in one.children if isinstance(item, nodes.list_item)]


def _texts(element: nodes.Element) -> tuple[nodes.Element, ...]:
    """The innermost pieces of text of an element."""
    if isinstance(element, (nodes.paragraph, nodes.literal_block, nodes.term, nodes.line, nodes.doctest_block)):
        return (element,)
    hidden = isinstance(element, (nodes.Invisible, nodes.system_message, nodes.image))
    return (
        ()
        if hidden
        else tuple(text for child in element.children if isinstance(child, nodes.Element) for text in _texts(child))
    )
