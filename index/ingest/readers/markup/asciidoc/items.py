"""What an item of a list says, with its mark or its terms in front."""

from collections.abc import Sequence

from index.ingest.readers.markup.asciidoc.inline import Inline
from index.ingest.readers.markup.asciidoc.lists import Item
from index.ingest.readers.markup.inline_text import InlineText, joined_inline
from index.ingest.readers.markup.lines import Line
from index.ingest.readers.markup.sourced_text import LINE_BREAK, standing_for


def item_text(source: str, inline: Inline, item: Item) -> InlineText:
    """The text of an item; of a definition the terms, a line each, and what they mean indented below them."""
    if item.terms:
        return joined_inline(source, [*_terms(source, inline, item.terms, item.lines[:1]), inline.text(item.lines)])
    text = inline.text(item.lines)
    if not len(text.text):
        return text
    return joined_inline(
        source, [InlineText(standing_for(source, f"{item.mark} ", item.start, item.lines[0].start)), text]
    )


def _terms(source: str, inline: Inline, terms: Sequence[Line], meaning: Sequence[Line]) -> list[InlineText]:
    parts, before = [inline.text(terms[:1])], terms[0].end
    for term in terms[1:]:
        parts += [InlineText(standing_for(source, LINE_BREAK, before, term.start)), inline.text([term])]
        before = term.end
    if meaning:
        parts.append(InlineText(standing_for(source, f"{LINE_BREAK}  ", before, meaning[0].start)))
    return parts
