"""The text of a block without its markup, which is taken off in the order that AsciiDoc prescribes."""

import re
from collections.abc import Iterator, Mapping, Sequence

from index.ingest.readers.markup.asciidoc.attributes import Attributes, character
from index.ingest.readers.markup.asciidoc.macros import with_hard_breaks, without_macros
from index.ingest.readers.markup.asciidoc.passthroughs import with_literals
from index.ingest.readers.markup.asciidoc.quotes import without_marks
from index.ingest.readers.markup.asciidoc.replacements import with_signs
from index.ingest.readers.markup.inline_text import InlineText
from index.ingest.readers.markup.lines import Line
from index.ingest.readers.markup.sourced_text import Edit, SourcedText, edited, taken_lines

_REFERENCE = re.compile(r"(\\?)\{(?:(counter2?|set):([\w-]+!?)(?::([^{}\n]{0,200}))?|(\w[\w-]*))\}")


class Inline:
    """Reads the texts of a document, in their order, with its attributes as they are by then."""

    def __init__(self, source: str, attributes: Attributes, titles: Mapping[str, str]) -> None:
        """Takes the titles of what can be referred to, by its id."""
        self._source = source
        self._attributes = attributes
        self._titles = titles
        self._notes = 0

    def text(self, lines: Sequence[Line], hard_breaks: bool = False) -> InlineText:
        """What lines say to a reader; with hard breaks each line is kept apart."""
        return self.read(taken_lines(self._source, lines), hard_breaks)

    def read(self, text: SourcedText, hard_breaks: bool = False) -> InlineText:
        """What a text says to a reader, as `text` does with lines."""
        text = with_signs(self.with_attributes(without_marks(with_literals(text))))
        every_line = hard_breaks or self._attributes.is_set("hardbreaks-option")
        inline = without_macros(with_hard_breaks(text, every_line), self._titles, self._notes)
        self._notes += len(inline.notes)
        return inline.stripped()

    def code(self, lines: Sequence[Line], substitutions: str) -> SourcedText:
        """Lines as they stand, or with the markup in them that is asked for."""
        text = taken_lines(self._source, lines, "\n")
        if re.search(r"attributes|normal", substitutions):
            text = self.with_attributes(text)
        return without_marks(text) if re.search(r"quotes|normal", substitutions) else text

    def with_attributes(self, text: SourcedText) -> SourcedText:
        """A text with what its attributes stand for; one that stands for nothing known stays."""
        return edited(text, self._edits(text)) if "{" in text.seen else text

    def _edits(self, text: SourcedText) -> Iterator[Edit]:
        for match in _REFERENCE.finditer(text.seen):
            start, end = match.span()
            if match[1]:
                yield Edit(start, end, text.part(start + 1, end).literal())
                continue
            literal = character(match[5]) if match[5] else None
            shown = self._shown(match) if literal is None else literal
            if shown is not None:
                instead = text.standing_for(shown, start, end)
                # Of an attribute, other than of a character, markup may be made: a link of its address.
                yield Edit(start, end, instead if literal is not None else instead.readable())

    def _shown(self, match: re.Match[str]) -> str | None:
        _, kind, counted, start, name = match.groups()
        if kind is None:
            return self._attributes.value(name)
        if kind == "set":
            self._attributes.set(counted.rstrip("!"), start or "")
            return ""
        count = self._attributes.count(counted, start or "")
        return count if kind == "counter" else ""
