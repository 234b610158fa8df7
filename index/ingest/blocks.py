"""The blocks of a text without markup: paragraphs, with their wrapped lines joined, items of lists, and headings."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.records import Article, Block, Span
from index.text.lines import body_lines

_HEADING_CHARACTERS = 300  # whatever its markup; a longer line is a paragraph
_WRAPPED_SHARE = 0.3
_FULL_CHARACTERS = 60  # of a line at least that may have ended because the next word had no room
_MARKED_HEADING = re.compile(r"(#{1,6})[ \t]+(.*)")
_QUESTION = re.compile(r"(?:Q|Question|Frage|Pregunta|Domanda|Pergunta)[ \t]?\d{0,3}[:.)][ \t]+(.*)")
_BELOW_ALL = 6  # the level of questions
_UNDERLINE = re.compile(r"([=\-~^])\1{2,}$")
_UNDERLINE_SLACK = 3  # characters by which an underline may be longer or shorter than its heading
SENTENCE_END = re.compile(r"[.!?:;,…。！？：；，、][\"'”’»)\]」』*_]*$")
_FULL_STOP = re.compile(r"[.!?:…。！？：][\"'”’»)\]」』*_]*$")
_ITEM = re.compile(r"([-*+•–—|>]|\d{1,3}[.)]|```|~~~)(?:\s|$)")
LINE_BREAK = re.compile(r"\r\n?|\n")


def blocks_of(article: Article) -> Sequence[Block]:
    """The blocks of an article: those of its reading, else what is recognized in its text."""
    if article.reading is None:
        return list(_recognized(article))
    return [_asked(article.plain, block) for block in article.reading.blocks]


def _asked(plain: str, block: Block) -> Block:
    """A block, as a heading where it is a paragraph that is marked as a question."""
    match = _QUESTION.fullmatch(plain, *block.span) if block.kind == "paragraph" else None
    return block._replace(kind="heading", span=Span(*match.span(1)), level=_BELOW_ALL) if match else block


def _recognized(article: Article) -> Iterator[Block]:
    text, lines = article.text, body_lines(article)
    wrapped, width = _is_wrapped(text, lines), max((line.end - line.start for line in lines), default=0)
    block: Block | None = None
    for line in lines:
        if block is None:
            block = _begun(text, line)
        elif _is_underline(text, block, line):
            yield block._replace(kind="heading", level=1 if text[line.start] == "=" else 2)
            block = None
        elif _adjacent(text, block.span, line) and _joins(text, block, line, wrapped, width):
            block = block._replace(span=Span(block.span.start, line.end))
        else:
            yield block
            block = _begun(text, line)
    if block is not None:
        yield block


def _begun(text: str, line: Span) -> Block:
    """The block that begins with a line."""
    short = line.end - line.start <= _HEADING_CHARACTERS
    if short and (match := _MARKED_HEADING.fullmatch(text, line.start, line.end)):
        start, end = match.span(2)
        end -= len(match[2]) - len(match[2].rstrip("#").rstrip())
        return Block("heading", Span(start, max(start, end)), len(match[1]))
    if short and (match := _QUESTION.fullmatch(text, line.start, line.end)):
        return Block("heading", Span(*match.span(1)), _BELOW_ALL)
    item = _ITEM.match(text, line.start, line.end)
    return Block("item", line, 1, info=item[1]) if item else Block("paragraph", line)


def _is_underline(text: str, block: Block, line: Span) -> bool:
    """Whether a line is the rule below a heading of one line."""
    match = _UNDERLINE.fullmatch(text, line.start, line.end)
    if not match or block.kind != "paragraph" or not _adjacent(text, block.span, line):
        return False
    length = block.span.end - block.span.start
    if not any(map(str.isalpha, text[slice(*block.span)])):
        return False
    return length <= _HEADING_CHARACTERS and abs(length - len(match[0])) <= _UNDERLINE_SLACK


def _joins(text: str, block: Block, line: Span, wrapped: bool, width: int) -> bool:
    """Whether a line goes on the block of the line right above it, where no line is wider than `width` characters."""
    if block.kind == "heading" or _begun(text, line).kind != "paragraph":
        return False
    return wrapped or _goes_on(text, block.span, line) or _is_cut(text, block.span, line, width)


def _is_wrapped(text: str, lines: Sequence[Span]) -> bool:
    """Whether lines were broken at a width, so that a paragraph is what stands between empty lines."""
    headed = (pair for pair in pairwise(lines) if _adjacent(text, *pair))
    pairs = [pair for pair in headed if _begun(text, pair[0]).kind != "heading"]
    return sum(_goes_on(text, *pair) for pair in pairs) > _WRAPPED_SHARE * len(pairs)


def _goes_on(text: str, previous: Span, line: Span) -> bool:
    return text[line.start].islower() and not SENTENCE_END.search(text[previous.start : previous.end])


def _is_cut(text: str, previous: Span, line: Span, width: int) -> bool:
    """Whether a sentence is cut off at the end of a line because its next word had no room."""
    last = LINE_BREAK.split(text[previous.start : previous.end])[-1]
    word = text[line.start : line.end].split(maxsplit=1)[0]
    is_full = len(last) >= _FULL_CHARACTERS and len(last) + 1 + len(word) > width
    return is_full and any(map(str.isalnum, word)) and not _FULL_STOP.search(last)


def _adjacent(text: str, previous: Span, line: Span) -> bool:
    between = text[previous.end : line.start]
    return not between.strip("# \t\r\n") and len(LINE_BREAK.findall(between)) == 1
