"""What the writers of all parts of wikitext share: how the parts that stand in others are written."""

from collections.abc import Callable, Mapping
from typing import Any

from mwparserfromhell.wikicode import Wikicode

from index.ingest.readers.markup.builder import ReadingBuilder
from index.ingest.readers.markup.mediawiki_lines import LineWriter
from index.ingest.readers.markup.mediawiki_nodes import parsed, placed
from index.ingest.readers.markup.mediawiki_source import SafeText

Writers = Mapping[type[Any], Callable[["NodeWriter", Any, int, int], None]]
"""By the type of a part what writes it, from where it begins and ends on."""


class NodeWriter:
    """Writes the parts of wikitext, in order, by what writes each type. Places are those in a safe text."""

    def __init__(self, text: str, safe: SafeText, builder: ReadingBuilder, writers: Writers) -> None:
        self.safe = safe
        self.builder = builder
        self.lines = LineWriter(text, safe, builder)
        self.display_title = ""
        self.list_marks = ""  # of the lists in HTML that are open
        self._text = text
        self._writers = writers
        self._notes: dict[str, str] = {}  # the numbers of footnotes, by their names

    def write(self, code: Wikicode | None, start: int) -> None:
        """Writes parts, if any, that stand from a place on."""
        for node, begin, end in placed(code, start) if code is not None else ():
            self._writers[type(node)](self, node, begin, end)

    def write_between(self, start: int, end: int) -> None:
        """Writes what stands between two places, without the white space around it."""
        shown = self.safe.text[start:end]
        start += len(shown) - len(shown.lstrip())
        self.write(parsed(shown.strip()), start)

    def write_inline(self, start: int, end: int) -> None:
        """Writes what stands between two places into the block that is open."""
        with self.lines.inline():
            self.write_between(start, end)

    def write_apart(self, start: int, end: int) -> None:
        """Writes what stands between two places in blocks of its own, where these can begin."""
        self.lines.finish()
        self.write_between(start, end)
        self.lines.finish()

    def write_note(self, name: str, start: int, end: int, behind: int) -> None:
        """Writes a footnote, of which the mark is not shown, and what it says, if that stands here between two places.

        What follows stands from `behind` on.
        """
        number = self._notes.setdefault(name or str(start), str(len(self._notes) + 1))
        self.lines.anchor(number)
        if self.plain(start, end):
            with self.lines.note(number, start, behind):
                self.write_between(start, end)

    def define_note(self, name: str, start: int, end: int) -> None:
        """Writes what a footnote says of which the mark was written."""
        if name in self._notes:
            self.lines.begin("footnote", info=self._notes[name])
            self.write_inline(start, end)
            self.lines.finish()

    def plain(self, start: int, end: int) -> str:
        """What that says which stands between two places, in one line."""
        builder = ReadingBuilder(self._text)
        builder.begin("paragraph")
        NodeWriter(self._text, self.safe, builder, self._writers).write_inline(start, end)
        return builder.reading().plain
