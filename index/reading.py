"""Between an article's text and its plain reading: where a stretch of one stands in the other, and what is shown."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from index.records import Article, Block, Excerpt, Locator, Piece, Reading, Span
from index.text.sentences import split_sentences

_SEPARATORS = {"header": "\n", "paragraph": "\n\n"}


def source_span(article: Article, span: Span) -> Span:
    """Where a stretch of an article's plain reading stands in its text; it begins and ends with what is shown."""
    if article.reading is None or span.start >= span.end:
        return span
    reading, pieces = article.reading, article.reading.pieces
    first, last = _place(reading, span.start), _place(reading, span.end - 1)
    start, end = pieces[first].source_start, pieces[last].source_end
    if _is_copied(reading, first):
        start += span.start - pieces[first].plain_start
    if _is_copied(reading, last):
        end = pieces[last].source_start + span.end - pieces[last].plain_start
    return Span(start, end)


def plain_span(article: Article, span: Span) -> Span:
    """Where what is shown of a stretch of an article's text stands in its plain reading; empty where nothing is."""
    if article.reading is None:
        return span
    start, end = _plain_start(article.reading, span.start), _plain_end(article.reading, span.end)
    return Span(start, max(start, end))


def excerpt(article: Article, span: Span, highlights: Iterable[Span] = ()) -> Excerpt | None:
    """What is shown of a stretch of an article's text, with what answers in bold; None where that is the text itself.

    Rows of a table have its header in front, a footnote the sentence that it belongs to, and a sentence the footnotes
    behind that it refers to.
    """
    if article.reading is None:
        return None
    plain, blocks = article.reading.plain, article.reading.blocks
    shown = plain_span(article, span)
    own = blocks_at(article.reading, shown)
    in_front = _in_front(article, own, blocks)
    front = f"{plain[slice(*in_front.span)]}{_SEPARATORS[in_front.kind]}" if in_front else ""
    notes = [block for block in blocks if shown.start <= block.anchor <= shown.end and block not in own]
    behind = "".join("\n\n" + plain[slice(*block.span)] for block in notes)
    marks = [plain_span(article, mark) for mark in highlights]
    moved = len(front) - shown.start
    parts = [in_front._replace(span=_moved(in_front.span, -in_front.span.start))] if in_front else []
    parts += [block._replace(span=_moved(_common(block.span, shown), moved)) for block in own]
    before, after = _items_left_out(own, blocks)
    return Excerpt(
        front + plain[slice(*shown)] + behind,
        (*parts, *_notes(notes, shown.end + moved)),
        tuple(_moved(_common(mark, shown), moved) for mark in marks),
        before,
        after,
        locator_at(article.reading, min(marks, default=shown).start),
        _moved(shown, moved) if front or behind else None,
    )


def locator_at(reading: Reading, offset: int) -> Locator | None:
    """Where in its document an offset of a plain reading stands; None where it has no pages or the like."""
    place = bisect_right(reading.places, offset, key=lambda place: place.start) - 1
    return reading.places[place].locator if place >= 0 else None


def with_columns(article: Article, span: Span) -> str:
    """What an article says in a stretch of its plain reading; of a row of a table, what stands in which column."""
    said = article.plain[slice(*span)]
    row = next(iter(blocks_at(article.reading, span)), None) if article.reading and said.strip() else None
    if article.reading is None or row is None or row.kind != "row":
        return said
    header = _in_front(article, [row], article.reading.blocks)
    columns = article.plain[slice(*header.span)].split("\t") if header else []
    cells = zip_longest(columns, said.split("\t"), fillvalue="")
    return ", ".join(f"{column}: {cell}" if column else cell for column, cell in cells if cell)


def blocks_at(reading: Reading, span: Span) -> Sequence[Block]:
    """The blocks that a stretch of a plain reading has a part in."""
    first = max(bisect_right(reading.blocks, span.start, key=lambda block: block.span.start) - 1, 0)
    last = bisect_right(reading.blocks, span.end - 1, key=lambda block: block.span.start)
    return [block for block in reading.blocks[first:last] if _meet(block.span, span)]


def _in_front(article: Article, own: Sequence[Block], blocks: Sequence[Block]) -> Block | None:
    """What is shown in front of a stretch: above a row the header of its table, before a footnote its sentence."""
    if not own:
        return None
    if own[0].kind == "row":
        return next((block for block in blocks if block.kind == "header" and block.group == own[0].group), None)
    around = [block for block in blocks if block.span.start <= own[0].anchor <= block.span.end]
    if own[0].kind != "footnote" or not around or around[0].kind == "footnote":
        return None
    sentences = split_sentences(article.plain, around[0].span, article.language)
    before = [sentence for sentence in sentences if sentence.start < own[0].anchor]
    return around[0]._replace(kind="paragraph", span=before[-1]) if before else None


def _notes(notes: Iterable[Block], end: int) -> Iterator[Block]:
    for block in notes:
        start = end + len("\n\n")
        end = start + block.span.end - block.span.start
        yield block._replace(span=Span(start, end))


def _items_left_out(own: Sequence[Block], blocks: Sequence[Block]) -> tuple[int, int]:
    """How many items of the list that a stretch shows stand before it, and how many behind."""
    shown = [block for block in own if block.kind == "item"]
    if not shown:
        return 0, 0
    items = [block for block in blocks if block.kind == "item" and block.level == 1 and block.info]
    before = [block for block in items if block.group == shown[0].group and block.span.start < own[0].span.start]
    after = [block for block in items if block.group == shown[-1].group and block.span.start > own[-1].span.start]
    return len(before), len(after)


def _place(reading: Reading, offset: int) -> int:
    """The number of the piece that holds an offset of the plain reading."""
    return bisect_right(reading.pieces, offset, key=lambda piece: piece.plain_start) - 1


def _length(reading: Reading, place: int) -> int:
    pieces = reading.pieces
    end = pieces[place + 1].plain_start if place + 1 < len(pieces) else len(reading.plain)
    return end - pieces[place].plain_start


def _is_copied(reading: Reading, place: int) -> bool:
    return _length(reading, place) == _source_length(reading.pieces[place])


def _source_length(piece: Piece) -> int:
    return piece.source_end - piece.source_start


def _plain_start(reading: Reading, offset: int) -> int:
    """Where what stands from an offset of the text on begins in the plain reading."""
    pieces = reading.pieces
    place = bisect_right(pieces, offset, key=lambda piece: piece.source_end)
    while place < len(pieces) and not _source_length(pieces[place]):  # what is made up
        place += 1
    if place == len(pieces):
        return len(reading.plain)
    inside = max(offset - pieces[place].source_start, 0) if _is_copied(reading, place) else 0
    return pieces[place].plain_start + inside


def _plain_end(reading: Reading, offset: int) -> int:
    """Where what stands before an offset of the text ends in the plain reading."""
    pieces = reading.pieces
    place = bisect_right(pieces, offset - 1, key=lambda piece: piece.source_start) - 1
    while place >= 0 and not _source_length(pieces[place]):  # what is made up
        place -= 1
    if place < 0:
        return 0
    inside = _length(reading, place)
    if _is_copied(reading, place):
        inside = min(offset - pieces[place].source_start, inside)
    return pieces[place].plain_start + inside


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _common(one: Span, other: Span) -> Span:
    return Span(max(one.start, other.start), min(one.end, other.end))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
