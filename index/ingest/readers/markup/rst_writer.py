"""Writes running text in reStructuredText into a plain reading, from where it stands in the source."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from docutils import nodes

from index.ingest.readers.markup.builder import ReadingBuilder
from index.ingest.readers.markup.rst_inline import MisplacedError, Stretch, stretches
from index.ingest.readers.markup.rst_source import SourceLines
from index.ingest.readers.markup.rst_tables import Row


class _Taken(NamedTuple):
    """What stands in the text from `start` to `end` as it stands there, or as `plain`; `note` is a footnote's name."""

    start: int
    end: int
    plain: str | None = None
    note: str = ""


class TextWriter:
    """Finds in the source what docutils took out of it, and writes that."""

    def __init__(
        self, text: str, source: SourceLines, builder: ReadingBuilder, substitutions: Mapping[str, str]
    ) -> None:
        self._text = text
        self._source = source
        self._builder = builder
        self._substitutions = substitutions
        self._end = 0  # of what was taken
        self._separator = ""

    def write(self, element: nodes.Element, mark: str = "", cell: bool = False, skipped: int = 0) -> None:
        """Writes what of an element is shown, behind the mark of its item, if any; of a cell what is in it alone.

        So many characters of it, which are shown as they stand, are left out from its start on.
        """
        found = _without_start(self._found(element, cell), skipped)
        if mark and found:
            start, end = self._mark_span(found[0].start)
            self._put(mark, start, end)
            self._put(" ", end, found[0].start)
        self._take(found)

    def mark_of(self, element: nodes.Element) -> str:
        """The mark of an item, as it stands before its text."""
        found = self._found(element, False)
        return self._text[slice(*self._mark_span(found[0].start))] if found else ""

    def separate(self, separator: str) -> None:
        """Has what is written next stand behind a separator."""
        self._separator = separator

    def write_row(self, row: Row) -> None:
        """Writes the cells of a row, with tabs between them."""
        cells, end = list[list[_Taken]](), self._end
        for cell in row.cells:
            found = [_Taken(end, end, cell)] if isinstance(cell, str) else self._cell(cell, end)
            if found is None:
                self._write_whole(row)
                return
            end = found[-1].end if found else end
            cells.append(found)
        for number, found in enumerate(cells):
            self._separator = "\t" * (number > 0)
            self._take(found or [_Taken(self._end, self._end, "")])

    def _cell(self, texts: Sequence[nodes.Element], after: int) -> list[_Taken] | None:
        found = list[_Taken]()
        for text in texts:
            placed = self._placed(text, after, True)
            if not placed:
                return None
            found += ([_Taken(after, placed[0].start, " ")] if found else []) + placed
            after = placed[-1].end
        return found

    def _write_whole(self, row: Row) -> None:
        """Writes a row of which the cells do not stand one behind the other, as where they have several lines."""
        texts = [text for cell in row.cells if not isinstance(cell, str) for text in cell]
        placed = [one for text in texts for one in self._placed(text, self._end, True) or ()]
        if not placed:
            start, end = self._next_line()
        else:
            start, end = min(one.start for one in placed), max(one.end for one in placed)
        cells = (cell if isinstance(cell, str) else " ".join(text.astext() for text in cell) for cell in row.cells)
        self._take([_Taken(start, end, "\t".join(" ".join(cell.split()) for cell in cells))])

    def _found(self, element: nodes.Element, cell: bool) -> list[_Taken]:
        """Where what is shown of an element stands; where that is not found, all of it in the next line."""
        placed = self._placed(element, self._end, cell)
        return [_Taken(*self._next_line(), element.astext())] if placed is None else placed

    def _placed(self, element: nodes.Element, after: int, cell: bool) -> list[_Taken] | None:
        raw = element.rawsource
        offsets = self._source.place(raw, after, element.line - 1 if element.line else None, cell)
        if offsets is None:
            return None
        try:
            shown = list(stretches(element, raw, self._substitutions))
        except MisplacedError:
            return [_Taken(offsets[0], offsets[-1], element.astext())]
        code = isinstance(element, (nodes.literal_block, nodes.doctest_block))
        return [taken for stretch in _without_spaces(shown, raw) for taken in _in_source(stretch, raw, offsets, code)]

    def _next_line(self) -> tuple[int, int]:
        rest = self._text[self._end :].lstrip()
        start = len(self._text) - len(rest)
        return start, start + len(rest.split("\n", 1)[0].rstrip())

    def _mark_span(self, before: int) -> tuple[int, int]:
        """Where the mark of an item stands whose text begins here."""
        end = self._end + len(self._text[self._end : before].rstrip())
        return max(self._end, *(self._text.rfind(space, self._end, end) + 1 for space in " \n\t\v\f")), end

    def _take(self, found: Sequence[_Taken]) -> None:
        for start, end, plain, note in found:
            if self._separator:
                self._put(self._separator, self._end, start)
                self._separator = ""
            if note:
                self._builder.anchor(note, self._builder.position)
            elif plain is None:
                self._builder.copy(start, end)
                self._end = end
            else:
                self._put(plain, start, end)

    def _put(self, plain: str, start: int, end: int) -> None:
        if len(plain) == end - start > 1 and plain != self._text[start:end]:
            self._builder.put(plain[:1], start, end)  # of equal lengths it would count as copied
            plain, start = plain[1:], end
        self._builder.put(plain, start, end)
        self._end = end


def _without_start(found: Sequence[_Taken], skipped: int) -> list[_Taken]:
    """What was found without so many characters that are shown of it."""
    left = list(found)
    while left and skipped:
        start, end, plain, _ = left[0]
        length = end - start if plain is None else len(plain)
        if plain is None and length > skipped:
            left[0] = left[0]._replace(start=start + skipped)
            break
        skipped = max(skipped - length, 0)
        del left[0]
    return left


def _without_spaces(shown: Sequence[Stretch], raw: str) -> Iterator[Stretch]:
    """The stretches without the white space before the mark of a footnote."""
    for one, following in zip_longest(shown, shown[1:]):
        if following and following.note and one.plain is None:
            end = one.start + len(raw[one.start : one.end].rstrip())
            if end > one.start:
                yield one._replace(end=end)
        else:
            yield one


def _in_source(stretch: Stretch, raw: str, offsets: Sequence[int], code: bool) -> Iterator[_Taken]:
    """A stretch as it stands in the text, line by line."""
    start, end = stretch.start, stretch.end
    if stretch.note or stretch.plain is not None:
        yield _Taken(offsets[start], offsets[end], stretch.plain, stretch.note)
        return
    while start < end:
        stop = raw.find("\n", start, end)
        stop = end if stop < 0 else stop
        if start < stop:
            yield _Taken(offsets[start], offsets[stop - 1] + 1)
        if stop < end:
            following = offsets[stop + 1] if stop + 1 < len(offsets) else offsets[stop]
            yield _Taken(offsets[stop], following, "\n" if code else " ")
        start = stop + 1
