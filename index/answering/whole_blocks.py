"""What is quoted whole: steps, lists, tables and code, with the sentence that introduces them."""

from collections.abc import Sequence
from itertools import pairwise

from index.reading import blocks_at
from index.records import Article, Block, Reading, Span
from index.text.sentences import LONGEST, count_words, split_sentences

_LONGEST_WHOLE = 4 * LONGEST  # words of steps or code; of what may be read in part, LONGEST


def completed(article: Article, span: Span) -> Span:
    """A stretch of an article's plain reading with the rest of the list, table or code that it is of or introduces.

    Of what is too long for a quote it has whole items, steps from the first on where they fit, or whole rows.
    """
    reading = article.reading
    if reading is None:
        return span
    blocks = blocks_at(reading, span)
    first, last = blocks[0], blocks[-1]
    if _introduces(reading, last, span.end):
        following = reading.blocks[reading.blocks.index(last) + 1 :][:1]
        last = following[0] if following and following[0].kind not in ("paragraph", "heading") else last
    start, end = span
    if last.kind != "paragraph":
        end = max(end, _around(reading, last, span).end)
    if first.kind != "paragraph":
        start = min(start, _around(reading, first, span).start)
        start = _introduction(article, reading, start)
    return Span(start, end)


def _around(reading: Reading, block: Block, span: Span) -> Span:
    """What is quoted where a stretch has a part in a block; the stretch itself where the block is too long."""
    plain, group = reading.plain, [one for one in reading.blocks if block.group and one.group == block.group]
    items = _items(group)
    if not group or (block.kind == "code" and not items):
        return block.span if _words(plain, block.span) <= _LONGEST_WHOLE else span
    whole = Span(group[0].span.start, group[-1].span.end)
    if _words(plain, whole) <= (_LONGEST_WHOLE if _is_numbered(group) else LONGEST):
        return whole
    return _fitting(plain, items, block, _is_numbered(group)) if items else span


def _fitting(plain: str, items: Sequence[Span], block: Block, numbered: bool) -> Span:
    """The item that a block is of, and of numbered ones those before and behind that there is room for."""
    own = next(number for number, item in enumerate(items) if block.span.start < item.end)
    first = last = own
    if numbered:
        if _words(plain, Span(items[0].start, items[own].end)) <= _LONGEST_WHOLE:
            first = 0
        while last + 1 < len(items) and _words(plain, Span(items[first].start, items[last + 1].end)) <= _LONGEST_WHOLE:
            last += 1
    return Span(items[first].start, items[last].end)


def _items(group: Sequence[Block]) -> list[Span]:
    """The items of a list, each with all that is nested in it; none of a table."""
    starts = [place for place, block in enumerate(group) if block.kind == "item" and block.level == 1 and block.info]
    return [
        Span(group[start].span.start, group[end - 1].span.end)
        for start, end in pairwise((*starts, len(group)))
        if starts
    ]


def _is_numbered(group: Sequence[Block]) -> bool:
    return any(block.level == 1 and block.info[:1].isalnum() for block in group if block.kind == "item")


def _introduces(reading: Reading, block: Block, end: int) -> bool:
    return block.kind == "paragraph" and end == block.span.end and reading.plain[end - 1] == ":"


def _introduction(article: Article, reading: Reading, start: int) -> int:
    """Where the sentence begins that introduces the list, table or code that begins here; else here."""
    place = next(number for number, block in enumerate(reading.blocks) if block.span.end > start)
    block, before = reading.blocks[place], reading.blocks[place - 1] if place else None
    if block.span.start != start or before is None or before.kind != "paragraph":
        return start
    if block.kind != "code" and reading.plain[before.span.end - 1] != ":":
        return start
    sentences = split_sentences(reading.plain, before.span, article.language)
    return sentences[-1].start if sentences else start


def _words(plain: str, span: Span) -> int:
    return count_words(plain[span.start : span.end])
