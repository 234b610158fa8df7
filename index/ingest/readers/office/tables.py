"""Tables of documents: the rows that they say, their headers, and those that are there for the layout alone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.ingest.readers.base import UnreadableError
from index.ingest.readers.document import NoteMark, TextBlock

MOST_CELLS = 200_000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: the blocks in it, over how many columns it goes, and whether it goes on with the one above."""

    blocks: tuple[TextBlock, ...] = ()
    columns: int = 1
    is_bold: bool = False
    is_above: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row; that it is a header means that it names the columns."""

    cells: tuple[Cell, ...]
    is_header: bool = False


def require_bounded(cells: int) -> None:
    """Raises UnreadableError where a document has more cells than are read."""
    if cells > MOST_CELLS:
        raise UnreadableError(f"has tables of more than {MOST_CELLS:,} cells; save them as .csv files, or split it")


def table_blocks(rows: Sequence[Row], group: int) -> Iterator[TextBlock]:
    """The blocks of a table; what stands in a table for the layout is read as if that were not there.

    Of cells that are merged, those below say the same again, and those beside it nothing. Tables within a cell follow.
    """
    said = [row for row in rows if any(cell.blocks for cell in row.cells)]
    if _is_layout(said):
        yield from (block for row in said for cell in row.cells for block in cell.blocks)
        return
    headers = _count_headers(said)
    above = dict[int, str]()
    for number, row in enumerate(said):
        yield _row(row.cells, above, "header" if number < headers else "row", group)
    yield from (block for row in said for cell in row.cells for block in cell.blocks if _is_tabular(block))


def joined(blocks: Iterable[TextBlock], between: str) -> tuple[str, tuple[NoteMark, ...]]:
    """The text of several blocks, numbers of items included, and the marks of footnotes in it."""
    text, notes = "", list[NoteMark]()
    for block in blocks:
        text += between if text else ""
        if block.kind == "item" and block.info.strip("-"):
            text += f"{block.info} "
        notes += (note._replace(offset=len(text) + note.offset) for note in block.notes)
        text += block.text
    return text, tuple(notes)


def _is_layout(rows: Sequence[Row]) -> bool:
    """Whether cells hold what stands by itself: there is one column, or headings are in them."""
    if all(sum(cell.columns for cell in row.cells) == 1 for row in rows):
        return True
    return any(block.kind == "heading" for row in rows for cell in row.cells for block in cell.blocks)


def _count_headers(rows: Sequence[Row]) -> int:
    """How many of the first rows name the columns: those that say so, or one in bold above others."""
    marked = next((number for number, row in enumerate(rows) if not row.is_header), len(rows))
    if marked == len(rows):
        return 0
    return marked or int(len(rows) > 1 and _is_bold(rows[0]) and not _is_bold(rows[1]))


def _is_bold(row: Row) -> bool:
    return all(cell.is_bold for cell in row.cells if cell.blocks)


def _row(cells: Iterable[Cell], above: dict[int, str], kind: str, group: int) -> TextBlock:
    block = TextBlock("header" if kind == "header" else "row", "", group=group)
    column = 0
    for cell in cells:
        text, notes = joined((block for block in cell.blocks if not _is_tabular(block)), " ")
        text = above.get(column, "") if cell.is_above else text.replace("\n", " ").replace("\t", " ")
        above[column] = text
        start = block.text + ("\t" if column else "")
        shifted = tuple(note._replace(offset=len(start) + note.offset) for note in notes)
        block = replace(block, text=start + text + "\t" * (cell.columns - 1), notes=block.notes + shifted)
        column += cell.columns
    return block


def _is_tabular(block: TextBlock) -> bool:
    return block.kind in ("header", "row")
