"""A stretch of text that markup is taken off, pass by pass, while each character knows where it comes from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

from index.ingest.readers.markup.builder import ReadingBuilder
from index.ingest.readers.markup.lines import Line

LITERAL = "\ue000"
"""What patterns see of a character that is taken as it stands; it is for private use, and part of no markup."""
LINE_BREAK = "\u2028"
"""What a line break is shown as that is kept where others are folded."""


@dataclass(frozen=True, slots=True)
class SourcedText:
    """Characters with where in the source each comes from: `seen` is what patterns find, `shown` what a reader sees.

    `shown`, `starts` and `ends` (offsets in the source, of each character) are as long as `seen`.
    """

    source: str
    seen: str
    shown: str
    starts: Sequence[int]
    ends: Sequence[int]

    def __len__(self) -> int:
        return len(self.seen)

    def part(self, start: int, end: int | None = None) -> Self:
        """What stands in it between two of its characters."""
        cut = slice(start, end)
        return replace(self, seen=self.seen[cut], shown=self.shown[cut], starts=self.starts[cut], ends=self.ends[cut])

    def literal(self) -> Self:
        """The same with nothing in it that could be markup."""
        return replace(self, seen=LITERAL * len(self.seen))

    def readable(self) -> Self:
        """The same with markup in it where it looks like that."""
        return replace(self, seen=self.shown)

    def standing_for(self, shown: str, start: int, end: int) -> "SourcedText":
        """Literal characters that are shown for those between two characters of it."""
        return standing_for(self.source, shown, self.starts[start], self.ends[end - 1])

    def stripped(self) -> Self:
        """It without the white space around it."""
        kept = self.shown.lstrip()
        start = len(self.shown) - len(kept)
        return self.part(start, start + len(kept.rstrip()))

    def write(self, builder: ReadingBuilder) -> None:
        """Adds it to the block that is open in a builder."""
        if isinstance(self.starts, range):  # of which nothing was changed
            if self.starts:
                builder.copy(self.starts[0], self.ends[-1])
            return
        start = taken_to = 0
        while start < len(self):
            end = start + 1
            if self._is_copied(start) and self.starts[start] >= taken_to:
                while end < len(self) and self.starts[end] == self.ends[end - 1] and self._is_copied(end):
                    end += 1
                builder.copy(self.starts[start], self.ends[end - 1])
                taken_to = self.ends[end - 1]
            else:
                here = (self.starts[start], self.ends[start])
                while end < len(self) and (self.starts[end], self.ends[end]) == here and not self._is_copied(end):
                    end += 1
                # Markup may have been made of what stands for something and of what is beside it.
                first, taken_to = max(here[0], taken_to), max(here[1], taken_to)
                if self.shown[start:end] == self.source[first:taken_to]:
                    builder.copy(first, taken_to)
                else:
                    put(builder, self.shown[start:end].replace(LINE_BREAK, "\n"), first, taken_to)
            start = end

    def _is_copied(self, place: int) -> bool:
        start = self.starts[place]
        if self.ends[place] != start + 1 or self.shown[place] != self.source[start]:
            return False
        # One of several characters that stand for one in the source is no copy of that.
        behind = place + 1
        return not (
            (place and self.starts[place - 1] == start) or (behind < len(self.seen) and self.starts[behind] == start)
        )


class Edit(NamedTuple):
    """What stands instead of the characters of a text from `start` to `end`; nothing where that is None."""

    start: int
    end: int
    by: SourcedText | None = None


def put(builder: ReadingBuilder, shown: str, start: int, end: int) -> None:
    """Takes a stretch of the source as something else; of the same length it would pass for a copy, and is parted."""
    if 1 < len(shown) == end - start:
        builder.put(shown[0], start, end)
        builder.put(shown[1:], end, end)
    else:
        builder.put(shown, start, end)


def taken(source: str, start: int, end: int) -> SourcedText:
    """What stands in a source between two offsets."""
    text = source[start:end]
    return SourcedText(source, text, text, range(start, end), range(start + 1, end + 1))


def standing_for(source: str, shown: str, start: int, end: int) -> SourcedText:
    """Literal characters that are shown for those between two offsets of a source."""
    count = len(shown)
    return SourcedText(source, LITERAL * count, shown, [start] * count, [end] * count)


def taken_lines(source: str, lines: Sequence[Line], line_break: str = " ") -> SourcedText:
    """Lines of a source, with what its line breaks are shown as; patterns see them as such."""
    parts = list[SourcedText]()
    for number, line in enumerate(lines):
        if number:
            before = lines[number - 1].end
            parts.append(SourcedText(source, "\n", line_break, [before], [max(line.start, before)]))
        parts.append(taken(source, line.start, line.end))
    return joined(source, parts)


def joined(source: str, parts: Iterable[SourcedText]) -> SourcedText:
    """The parts one after another."""
    every = list(parts)
    if len(every) == 1:
        return every[0]
    return SourcedText(
        source,
        "".join(part.seen for part in every),
        "".join(part.shown for part in every),
        [start for part in every for start in part.starts],
        [end for part in every for end in part.ends],
    )


def edited(text: SourcedText, edits: Iterable[Edit]) -> SourcedText:
    """A text with stretches replaced, which are given in order and do not overlap."""
    parts, place = list[SourcedText](), 0
    for edit in edits:
        parts.append(text.part(place, edit.start))
        if edit.by is not None:
            parts.append(edit.by)
        place = edit.end
    if not place:
        return text
    return joined(text.source, [*parts, text.part(place)])
