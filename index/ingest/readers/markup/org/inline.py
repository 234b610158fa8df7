"""The text of an element without its markup."""

from collections.abc import Sequence

from index.ingest.readers.markup.inline_text import InlineText
from index.ingest.readers.markup.lines import Line
from index.ingest.readers.markup.org.emphasis import with_literal_code, without_emphasis
from index.ingest.readers.markup.org.fragments import with_literal_fragments, without_snippets
from index.ingest.readers.markup.org.links import with_footnotes, without_links, without_places
from index.ingest.readers.markup.org.macros import Macros
from index.ingest.readers.markup.org.signs import with_signs, without_progress
from index.ingest.readers.markup.sourced_text import LINE_BREAK, taken_lines


class Inline:
    """Reads the texts of a document, in their order."""

    def __init__(self, source: str, macros: Macros) -> None:
        self._source = source
        self._macros = macros
        self._notes = 0

    def text(self, lines: Sequence[Line], hard_breaks: bool = False, is_task: bool = False) -> InlineText:
        """What lines say to a reader; with hard breaks each is kept apart, and a task has no progress."""
        text = with_literal_code(taken_lines(self._source, lines, LINE_BREAK if hard_breaks else " "))
        text = without_snippets(self._macros.expanded(with_literal_fragments(text)))
        text = with_signs(without_emphasis(without_links(without_places(text))))
        inline = with_footnotes(without_progress(text) if is_task else text, self._notes)
        self._notes += len(inline.notes)
        return inline.stripped()
