"""The rows of tables in wikitext, and in the HTML that stands in it."""

from collections.abc import Iterator
from typing import NamedTuple

from mwparserfromhell.nodes import Tag

from index.ingest.readers.markup.mediawiki_nodes import attribute, contents_start, placed
from index.ingest.readers.markup.mediawiki_source import SHOWN

_MOST = 100  # rows or columns that a cell spans


class Cell(NamedTuple):
    """Where a cell's contents stand, or what a cell above says that goes on."""

    start: int
    end: int
    above: str = ""


class Row(NamedTuple):
    """A row of a table; that it is a header means that it names the columns."""

    header: bool
    cells: tuple[Cell, ...]


def captions(table: Tag, start: int) -> Iterator[tuple[int, int]]:
    """Where what stands above a table has its place, of one that stands from a place on."""
    for tag, place in _tags(table, start):
        if _is_caption(tag):
            first = contents_start(tag, place)
            yield first + (tag.tag == "td"), first + len(str(tag.contents))


def rows(table: Tag, start: int) -> Iterator[Row]:
    """The rows of a table that stands from a place on; a cell that spans several is said again in each."""
    going_on = dict[int, tuple[int, str]]()  # of a column: for how many rows, and what
    leading = True
    for tags in _rows(table, start):
        leading = leading and all(tag.tag == "th" for tag, _ in tags)
        cells, end = list[Cell](), tags[0][1]
        while tags or going_on.get(len(cells), (0, ""))[0]:
            more, text = going_on.get(len(cells), (0, ""))
            if more:
                going_on[len(cells)] = more - 1, text
                cells.append(Cell(end, end, text))
                continue
            tag, place = tags.pop(0)
            first = contents_start(tag, place)
            end = first + len(str(tag.contents))
            going_on[len(cells)] = (
                _spanned(tag, "rowspan"),
                " ".join(tag.contents.strip_code().replace(SHOWN, "").split()),
            )
            cells += [Cell(first, end), *[Cell(end, end)] * _spanned(tag, "colspan")]
        yield Row(leading, tuple(cells))


def _rows(table: Tag, start: int) -> Iterator[list[tuple[Tag, int]]]:
    """The cells of each row; the first may stand in the table itself."""
    own = list[tuple[Tag, int]]()
    for tag, place in _tags(table, start):
        if tag.tag in ("td", "th") and not _is_caption(tag):
            own.append((tag, place))
        elif tag.tag in ("tr", "tbody", "thead", "tfoot"):
            if own:
                yield own
                own = []
            yield from _rows(tag, place)
    if own:
        yield own


def _tags(tag: Tag, start: int) -> Iterator[tuple[Tag, int]]:
    if tag.contents is not None:
        for node, place, _ in placed(tag.contents, contents_start(tag, start)):
            if isinstance(node, Tag):
                yield node, place


def _is_caption(tag: Tag) -> bool:
    return tag.tag == "caption" or (tag.wiki_markup == "|" and str(tag.contents).startswith("+"))


def _spanned(tag: Tag, name: str) -> int:
    """How many rows or columns more than its own a cell spans."""
    number = attribute(tag, name)
    return min(int(number), _MOST) - 1 if number.isdecimal() and int(number) else 0
