"""An Org document, from its text to what it says to a reader."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.ingest.readers.markup.builder import ReadingBuilder
from index.ingest.readers.markup.document import MarkupDocument
from index.ingest.readers.markup.lines import Line, split_lines
from index.ingest.readers.markup.org.closings import find_closings
from index.ingest.readers.markup.org.elements import ElementWriter
from index.ingest.readers.markup.org.headlines import Headline, is_headline, read_headline
from index.ingest.readers.markup.org.inline import Inline
from index.ingest.readers.markup.org.keywords import Keywords, keyword, read_keywords
from index.ingest.readers.markup.org.macros import Macros


def read_org(text: str, start: int = 0) -> MarkupDocument:
    """Reads an Org document that begins at an offset of a text; all text is one."""
    lines = split_lines(text, start)
    keywords = read_keywords(lines)
    builder, inline = ReadingBuilder(text), Inline(text, Macros(keywords, len(text)))
    titles = [value for name, value in filter(None, map(keyword, lines)) if name == "title"]
    title = " ".join(inline.text(titles).text.shown.split())
    writer = ElementWriter(text, builder, inline, find_closings(lines))
    above = 1 if title else 0  # levels, which the title takes
    for headline, below in _sections(lines, keywords):
        if headline:
            writer.heading([headline.text], headline.level + above)
        writer.write(below)
    return MarkupDocument(builder.reading(), title, keywords.fields)


def _sections(lines: Sequence[Line], keywords: Keywords) -> Iterator[tuple[Headline | None, Sequence[Line]]]:
    """The headings that are shown with the lines below each; first the lines above all headings."""
    starts = [*(at for at, line in enumerate(lines) if is_headline(line)), len(lines)]
    yield None, lines[: starts[0]]
    hidden_from = 0  # the level of a heading below which nothing is shown
    for start, end in pairwise(starts):
        headline = read_headline(lines[start], keywords)
        if hidden_from and headline.level > hidden_from:
            continue
        hidden_from = headline.level if headline.is_hidden else 0
        if not headline.is_hidden:
            yield headline, lines[start + 1 : end]
