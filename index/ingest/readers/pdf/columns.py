"""The order in which the text of a page is read: its columns one after the other, what crosses them between."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from statistics import median
from typing import NamedTuple

from index.ingest.readers.pdf.segments import Segment, merged, rows_of
from index.ingest.readers.pdf.tables import Part, Table, open_table

_GUTTER = 0.8  # of a letter, how wide the space between two columns is at least
_BESIDE = 0.8  # of a letter, by which lines of two columns may be shifted
_ROWS = 3  # that columns have beside each other at least
_LONG = 8  # lines beside each other, from which columns are those of the document
_APART = 1.8  # times the distance of lines, after which what stands alone is none of the columns


def gutters(pages: Iterable[Sequence[Part]]) -> list[float]:
    """Where the columns of a document are parted that go on for long."""
    bands = (_widest_band(rows_of(parts), ()) for parts in pages)
    return [band.gutter for band in bands if band is not None and band.beside >= _LONG]


def regions(parts: Sequence[Part], known: Sequence[float] = ()) -> Iterator[list[Part]]:
    """The lines and tables of a page, by what of it is read one after the other.

    Columns that are parted at a known gutter may be short.
    """
    rows = rows_of(parts)
    band = _widest_band(rows, known)
    if band is None:
        if rows:
            yield list(chain.from_iterable(map(_line, rows)))
        return
    inside = list(chain.from_iterable(rows[band.first : band.last]))
    yield from regions(list(chain.from_iterable(rows[: band.first])), known)
    segments = [one for one in inside if isinstance(one, Segment)]
    if len(segments) == len(inside) and (found := open_table(segments)):
        yield from regions(found.above, known)
        yield [found.table]
        yield from regions(found.below, known)
    else:
        yield from regions([one for one in inside if one.left < band.gutter], known)
        yield from regions([one for one in inside if one.left >= band.gutter], known)
    yield from regions(list(chain.from_iterable(rows[band.last :])), known)


def _line(row: Sequence[Part]) -> list[Part]:
    """What stands on one line, as one stretch."""
    segments = [one for one in row if isinstance(one, Segment)]
    return [*([merged(segments)] if segments else []), *(one for one in row if isinstance(one, Table))]


class _Band(NamedTuple):
    """Rows, up to `last`, that leave free what is between `left` and `right`, and how many have text on both sides."""

    first: int
    last: int
    left: float
    right: float
    beside: int = 0

    @property
    def gutter(self) -> float:
        """The middle of what is free."""
        return (self.left + self.right) / 2


def _widest_band(rows: Sequence[Sequence[Part]], gutters: Sequence[float]) -> _Band | None:
    """The most rows that stand in columns."""
    pitch, bands = _pitch(rows), list[_Band]()
    for index, row in enumerate(rows):
        near = [one for after in rows[index : index + 2] for one in after if _is_beside(row[0], one)]
        for before, after in pairwise(sorted(near, key=lambda one: one.left)):
            if after.left - before.right < _GUTTER * min(before.size, after.size):
                continue
            found = any(band.first <= index < band.last and before.right < band.gutter < after.left for band in bands)
            if not found:
                band = _trimmed(rows, _grown(rows, _Band(index, index + 1, before.right, after.left)), pitch)
                is_known = any(band.left < gutter < band.right for gutter in gutters)
                bands += [band] if band.beside >= (1 if is_known else _ROWS) else []
    return max(bands, key=lambda band: (band.beside, -band.gutter), default=None)


def _pitch(rows: Sequence[Sequence[Part]]) -> float:
    """How far rows stand apart, at least as far as letters are high: those of columns may be shifted."""
    distances = [after[0].baseline - before[0].baseline for before, after in pairwise(rows)]
    return max(median(distances), rows[0][0].size) if distances else 0.0


def _is_beside(one: Part, other: Part) -> bool:
    return abs(one.baseline - other.baseline) < _BESIDE * max(one.size, other.size)


def _grown(rows: Sequence[Sequence[Part]], band: _Band) -> _Band:
    """A band with the rows above and below that leave its gutter free, or as much of it as one has."""
    for step in (-1, 1):
        at = band.last if step > 0 else band.first - 1
        while 0 <= at < len(rows) and (free := _free(rows[at], band.left, band.right)):
            band = _Band(min(band.first, at), max(band.last, at + 1), *free)
            at += step
    return band


def _free(row: Sequence[Part], left: float, right: float) -> tuple[float, float] | None:
    """What of a gutter a row leaves free."""
    for one in row:
        if one.left < right and one.right > left:
            if one.left - left >= right - one.right:
                right = one.left
            else:
                left = one.right
            if right - left < _GUTTER * one.size:
                return None
    return left, right


def _trimmed(rows: Sequence[Sequence[Part]], band: _Band, pitch: float) -> _Band:
    """A band without the rows at its ends that stand apart on one side only, and how many stand beside each other."""
    first, last = band.first, band.last
    lefts = [index for index in range(first, last) if rows[index][0].left < band.gutter]
    rights = [index for index in range(first, last) if rows[index][-1].left >= band.gutter]
    if not lefts or not rights:
        return band
    for index in range(max(lefts[0], rights[0]), first, -1):
        if rows[index][0].baseline - rows[index - 1][0].baseline > _APART * pitch:
            first = index
            break
    for index in range(min(lefts[-1], rights[-1]) + 1, last):
        if rows[index][0].baseline - rows[index - 1][0].baseline > _APART * pitch:
            last = index
            break
    near = [(index, other) for index in lefts if first <= index < last for other in range(index - 1, index + 2)]
    opposite = frozenset(rights)
    pairs = {index for index, other in near if other in opposite and _is_beside(rows[index][0], rows[other][-1])}
    return _Band(first, last, band.left, band.right, len(pairs))
