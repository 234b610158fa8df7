"""An excerpt in parts, as a front end shows them one below the other: paragraphs, items of lists, code and tables."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from index.reading import blocks_at
from index.records import Article, Block, Excerpt, Reading, Span

_BULLET = re.compile(r"[-*+•‣◦]\s*")
_NUMBER = re.compile(r"([1-9][0-9]{0,8})\.\s*")


class Part(NamedTuple):
    """One block, or the rows of a table together; `apart` is whether a blank line stands in front."""

    blocks: tuple[Block, ...]
    apart: bool

    @property
    def first(self) -> Block:
        """Its first block."""
        return self.blocks[0]

    @property
    def is_table(self) -> bool:
        """Whether these are rows of a table."""
        return self.first.kind in ("header", "row")


class Mark(NamedTuple):
    """The mark of an item: its number, where it has one, and how many characters it takes up to what the item says."""

    number: int | None
    length: int


def parts(excerpt: Excerpt) -> Iterator[Part]:
    """The parts of an excerpt in order, none of them blank; what is of no block is a paragraph."""
    end = 0
    for blocks in _tables_together(_covering(excerpt)):
        start = blocks[0].span.start
        yield Part(blocks, "\n\n" in excerpt.text[end:start])
        end = blocks[-1].span.end


def mark_of(excerpt: Excerpt, block: Block) -> Mark | None:
    """The mark that an item begins with; None where it has none, goes on with another, or has one of another kind."""
    if block.kind != "item" or not block.info.strip():
        return None
    if not excerpt.text.startswith(block.info.strip(), block.span.start, block.span.end):
        return None
    if match := _BULLET.match(excerpt.text, *block.span):
        return Mark(None, len(match[0]))
    if match := _NUMBER.match(excerpt.text, *block.span):
        return Mark(int(match[1]), len(match[0]))
    return None


def has_steps(excerpt: Excerpt) -> bool:
    """Whether the outermost items of its list are numbered."""
    marks = (mark_of(excerpt, block) for block in excerpt.blocks if block.level <= 1)
    return any(mark is not None and mark.number is not None for mark in marks)


def bold_in(excerpt: Excerpt, span: Span) -> list[Span]:
    """What of a stretch of an excerpt answers, in characters of the stretch."""
    return [
        Span(max(mark.start, span.start) - span.start, min(mark.end, span.end) - span.start)
        for mark in excerpt.bold
        if mark.start < span.end and span.start < mark.end
    ]


def cells(excerpt: Excerpt, block: Block) -> list[str]:
    """The cells of a row, each on one line."""
    return [" ".join(cell.split()) for cell in excerpt.text[slice(*block.span)].split("\t")]


def part_of_article(article: Article, span: Span, marks: Iterable[Span] = ()) -> Excerpt:
    """A stretch of an article's plain reading with some of it in bold; rows have the header of their table in front."""
    text = article.plain[slice(*span)].rstrip()
    end = span.start + len(text)
    blocks = [] if article.reading is None else list(blocks_at(article.reading, Span(span.start, end)))
    front = _header(article.reading, blocks[0]) if article.reading and blocks else ""
    moved = len(front) - span.start
    header = [Block("header", Span(0, len(front) - 1), group=blocks[0].group)] if front else []
    clipped = [block._replace(span=_moved(block.span, span.start, end, moved)) for block in blocks]
    bold = (_moved(mark, span.start, end, moved) for mark in marks if mark.start < end and span.start < mark.end)
    return Excerpt(front + text, (*header, *clipped), tuple(bold))


def _header(reading: Reading, first: Block) -> str:
    """What names the columns, with the end of its line, where a stretch begins with a row; else nothing."""
    blocks = reading.blocks
    place = bisect_right(blocks, first.span.start, key=lambda block: block.span.start) - 1
    while first.kind == "row" and place >= 0 and blocks[place].group == first.group:
        if blocks[place].kind == "header":
            return reading.plain[slice(*blocks[place].span)] + "\n"
        place -= 1
    return ""


def _moved(span: Span, start: int, end: int, by: int) -> Span:
    return Span(max(span.start, start) + by, min(span.end, end) + by)


def _covering(excerpt: Excerpt) -> Iterator[Block]:
    """The blocks of an excerpt that say something, with what stands between them as paragraphs."""
    end = 0
    for block in (*excerpt.blocks, Block("paragraph", Span(len(excerpt.text), len(excerpt.text)))):
        between = excerpt.text[end : block.span.start]
        if between.strip():
            start = end + len(between) - len(between.lstrip())
            yield Block("paragraph", Span(start, start + len(between.strip())))
        if excerpt.text[slice(*block.span)].strip():
            yield block
        end = block.span.end


def _tables_together(blocks: Iterable[Block]) -> Iterator[tuple[Block, ...]]:
    table: list[Block] = []
    for block in blocks:
        is_row = block.kind in ("header", "row")
        if table and not (is_row and _goes_on(table[-1], block)):
            yield tuple(table)
            table = []
        if is_row:
            table.append(block)
        else:
            yield (block,)
    if table:
        yield tuple(table)


def _goes_on(before: Block, row: Block) -> bool:
    """Whether a row is of the same table as the one before it; a header that was put in front is of no group."""
    return before.group in (0, row.group) and (before.kind, row.kind) != ("row", "header")
