"""Tables on a PDF's page: by the lines that are drawn between their rows, or by how their cells stand."""

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import chain, groupby, pairwise
from typing import NamedTuple

from index.ingest.readers.pdf.hyphens import joined_lines
from index.ingest.readers.pdf.rules import Rule, Rules
from index.ingest.readers.pdf.segments import Segment, merged, rows_of

_ENDS = 4.0  # points by which the lines of a table may differ in where they begin and end
_CELL_GAP = 0.18  # of a letter between two cells at least
_PROSE_CHARACTERS = 25  # that a line of a column of prose has at least
_FULL = 0.85  # of the width of its column, that a full line takes up
_PROSE_SHARE = 0.25  # of the lines of a column of prose are full
_ALIGNED = 0.8  # of the cells of a column stand on one line with others
_CELL_CHARACTERS = 300  # that a cell has at most where no lines are drawn around it
_ACROSS = 0.25  # of the rows of a table go across its columns at most
_LARGER = 1.05  # times the size of the letters of a table are those of a heading above it
_HEAD = 1.5  # letters above the first line of a table, or each other, that the names of its columns may stand
_OVERLAP = 0.1  # of a letter, that what stands beside each other does so at least
_ROW_APART = 0.3  # of a letter, by which rows stand further apart than the lines of a cell at least


class Table(NamedTuple):
    """The cells of a table, by rows, and where it stands; see Segment."""

    rows: tuple[tuple[str, ...], ...]
    left: float
    right: float
    baseline: float  # of the first row
    size: float
    bottom: float
    has_header: bool


Part = Segment | Table
"""What a page consists of."""


def with_tables(segments: Sequence[Segment], rules: Rules) -> list[Part]:
    """The text of a page, what stands between the lines of tables as these."""
    rest, tables = list(segments), list[Table]()
    for frame in sorted(_frames(rules), key=_area):  # what stands in another frame first
        top, bottom = frame[0].at, frame[-1].at
        inside = [one for one in rest if _is_within(one, frame[0]) and top <= one.baseline - one.size / 3 <= bottom]
        inside += _head(rest, frame[0], max((one.size for one in inside), default=0.0))
        inner = [rule.at for rule in rules.standing if top - 1 < (rule.start + rule.end) / 2 < bottom + 1]
        inner = [x for x in inner if frame[0].start + _ENDS < x < frame[0].end - _ENDS]
        if table := _ruled_table(inside, [rule.at for rule in frame], inner):
            tables.append(table)
            taken = set(inside)
            rest = [one for one in rest if one not in taken]
    return [*rest, *tables]


class OpenTable(NamedTuple):
    """A table that has no lines between its rows, and what stands above and below it in the same columns."""

    above: list[Segment]
    table: Table
    below: list[Segment]


def open_table(segments: Sequence[Segment]) -> OpenTable | None:
    """Segments as such a table, where they are one and no columns of prose."""
    rows = rows_of(segments)
    edges = _column_edges(rows)
    if not edges or _are_prose(rows, edges):
        return None
    levels = _levels(segments)
    columns = [{bisect(edges, one.left) for one in level} for level in levels]
    first = next((index for index, some in enumerate(columns) if len(some) > 1), len(levels))
    last = len(levels)
    while last > first and columns[last - 1] == {0}:
        last -= 1
    above, inside, below = (
        list(chain.from_iterable(some)) for some in (levels[:first], levels[first:last], levels[last:])
    )
    across = sum(any(one.left < edge < one.right for edge in edges) for one in inside)
    if across > _ACROSS * len(rows_of(inside)) or not _are_rows(columns[first:last], len(edges)):
        return None
    table = _table(list(_open_rows(inside, edges)), edges, inside, is_headed=False)
    if len(table.rows) < 3 or any(len(cell) > _CELL_CHARACTERS for row in table.rows for cell in row):
        return None
    return OpenTable(above, table, below)


def _frames(rules: Rules) -> Iterator[list[Rule]]:
    """Lines one below the other that begin and end alike; where others stand, these go on between them."""
    left = list(rules.lying)
    while left:
        first = left[0]
        alike = [one for one in left if abs(one.start - first.start) < _ENDS and abs(one.end - first.end) < _ENDS]
        left = [one for one in left if one not in alike]
        standing = [one for one in rules.standing if first.start - _ENDS < one.at < first.end + _ENDS]
        frame = alike[:1]
        for before, after in pairwise(alike):
            if standing and not any(one.start < (before.at + after.at) / 2 < one.end for one in standing):
                yield frame
                frame = []
            frame.append(after)
        yield frame


def _area(frame: Sequence[Rule]) -> float:
    return (frame[-1].at - frame[0].at) * (frame[0].end - frame[0].start)


def _is_within(one: Segment, rule: Rule) -> bool:
    """Whether a stretch is above or below a line that lies."""
    return rule.start - _ENDS <= one.left and one.right <= rule.end + _ENDS


def _head(segments: Sequence[Segment], top: Rule, size: float) -> list[Segment]:
    """The lines above a table, of letters no larger, whose first rule is drawn below the names of its columns."""
    head, waiting, below = list[Segment](), list[Segment](), top.at
    for row in reversed(rows_of(one for one in segments if one.baseline < top.at and _is_within(one, top))):
        if below - row[0].baseline > _HEAD * row[0].size or row[0].size > _LARGER * size:
            break
        below = row[0].baseline
        waiting += row
        if len(row) > 1:
            head, waiting = [*head, *waiting], []
    return head


def _ruled_table(segments: Sequence[Segment], lying: Sequence[float], standing: Sequence[float]) -> Table | None:
    rows = rows_of(segments)
    edges = sorted(set(standing)) or _column_edges(rows)
    strips = [list(strip) for _, strip in groupby(rows, lambda row: bisect(lying, row[0].baseline - row[0].size / 3))]
    if not edges or not rows or (not standing and (len(rows) < 2 or _are_prose(rows, edges))):
        return None
    single = standing or sum(len(strip) > 1 for strip in strips) < len(strips) / 2
    parts = [[one for row in strip for one in row] for strip in strips]
    drawn = [[part] if single and len(parts) > 1 else list(_open_rows(part, edges)) for part in parts]
    is_headed = len(parts) == 2 and len(drawn[0]) == 1 < len(drawn[1])
    table = _table([row for part in drawn for row in part], edges, segments, is_headed)
    return table if any(sum(map(bool, row)) > 1 for row in table.rows) else None


def _column_edges(rows: Sequence[Sequence[Segment]]) -> list[float]:
    """Where no cell of any row stands between two; what stands alone in its row may go across."""
    shared = [one for row in rows if len(row) > 1 for one in row]
    edges = _free_middles(shared)
    alone = (row[0] for row in rows if len(row) == 1)
    return _free_middles([*shared, *(one for one in alone if not any(one.left < edge < one.right for edge in edges))])


def _free_middles(segments: Sequence[Segment]) -> list[float]:
    """The middles of what none of these covers, between the first and the last."""
    spans = sorted((one.left, one.right) for one in segments)
    gap = _CELL_GAP * min((one.size for one in segments), default=0.0)
    edges, end = list[float](), spans[0][1] if spans else 0.0
    for left, right in spans:
        if left - end > gap:
            edges.append((end + left) / 2)
        end = max(end, right)
    return edges


def _are_prose(rows: Sequence[Sequence[Segment]], edges: Sequence[float]) -> bool:
    """Whether two columns or more have lines that are full of words."""
    return sum(map(_is_prose, _columns(rows, edges).values())) > 1


def _columns(rows: Sequence[Sequence[Segment]], edges: Sequence[float]) -> Mapping[int, list[Segment]]:
    """The lines of each column."""
    columns: dict[int, list[Segment]] = {}
    for row in rows:
        for column, line in groupby(row, lambda one: bisect(edges, one.left)):
            columns.setdefault(column, []).append(merged(line))
    return columns


def _is_prose(column: Sequence[Segment]) -> bool:
    width = max(line.right for line in column) - min(line.left for line in column)
    full = [line for line in column if line.right - line.left >= _FULL * width and len(line.text) >= _PROSE_CHARACTERS]
    return len(full) >= max(3, _PROSE_SHARE * len(column))


def _are_rows(levels: Sequence[Set[int]], last: int) -> bool:
    """Whether what stands in the column that has the least stands beside what is in others; levels are of columns."""
    fewest = min(range(last + 1), key=lambda column: sum(column in some for some in levels))
    inside = [some for some in levels if fewest in some]
    return len(levels) > 2 and sum(len(some) > 1 for some in inside) >= _ALIGNED * len(inside)


def _levels(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Segments by how high they stand, those together that are beside each other, wholly or in part."""
    levels, bottom = list[list[Segment]](), 0.0
    for one in sorted(segments, key=lambda one: one.top):
        if levels and one.top + _OVERLAP * one.size < bottom:
            levels[-1].append(one)
            bottom = max(bottom, one.bottom)
        else:
            levels.append([one])
            bottom = one.bottom
    return levels


def _open_rows(segments: Sequence[Segment], edges: Sequence[float]) -> Iterator[list[Segment]]:
    """What stands in each row: one begins apart from the one before, or with its first cell where all stand alike."""
    levels = _levels(segments)
    gaps = [min(one.top for one in after) - max(one.bottom for one in before) for before, after in pairwise(levels)]
    apart = min(gaps, default=0.0) + _ROW_APART * min((one.size for one in segments), default=0.0)
    are_apart = any(gap > apart for gap in gaps)
    current: list[Segment] = []
    for gap, level in zip([0.0, *gaps], levels, strict=True):
        begins = gap > apart if are_apart else any(bisect(edges, one.left) == 0 for one in level)
        if current and begins:
            yield current
            current = []
        current += level
    if current:
        yield current


def _table(
    rows: Sequence[Sequence[Segment]], edges: Sequence[float], segments: Sequence[Segment], is_headed: bool
) -> Table:
    cells = [tuple(_cells(row, edges)) for row in rows]
    bold = [all(one.bold for one in row) for row in rows]
    numbers = [sum(any(char.isdigit() for char in cell) for cell in row) for row in cells]
    has_header = is_headed or (bold[0] and (len(cells) == 1 or not all(bold)))
    has_header = has_header or (len(cells) > 3 and numbers[0] == 0 and min(numbers[1:]) > 0)
    first = min(segments, key=lambda one: one.baseline)
    left, right = min(one.left for one in segments), max(one.right for one in segments)
    return Table(tuple(cells), left, right, first.baseline, first.size, max(one.bottom for one in segments), has_header)


def _cells(row: Sequence[Segment], edges: Sequence[float]) -> Iterator[str]:
    """What the cells of a row say, each of whose lines are those of all of them."""
    for column in range(len(edges) + 1):
        lines = rows_of(one for one in row if bisect(edges, one.left + 1) == column)
        yield joined_lines([merged(line).text for line in lines])
