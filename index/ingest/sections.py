"""From lines to sections: a heading, which is context and never quoted, and the paragraphs below it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from index.records import Span
from index.text.sentences import count_words

_HEADING_WORDS = 12
_HEADING_CHARACTERS = 300  # whatever its markup; a longer line is a paragraph
_HEADINGS_IN_A_ROW = 2  # more short lines than that on end are a list or a table
_WRAPPED_SHARE = 0.3
_MARKDOWN_HEADING = re.compile(r"#{1,6}[ \t]+(.*)")
_SETEXT_RULE = re.compile(r"(?:=+|-{2,})$")
_SENTENCE_END = re.compile(r"[.!?:;,…。！？：；，、][\"'”’»)\]」』*_]*$")
_LIST_ITEM = re.compile(r"(?:[-*+•–—|>]|\d{1,3}[.)]|```|~~~)(?:\s|$)")
_LETTER = re.compile(r"[^\W\d_]")
_LINE_BREAK = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Section:
    """The paragraphs that stand below one heading (empty where there is none), in order."""

    heading: str
    paragraphs: tuple[Span, ...]


def split_sections(text: str, lines: Sequence[Span], markdown: bool) -> list[Section]:
    """Splits an article's lines, boilerplate left out, at its headings and joins wrapped lines to paragraphs."""
    wrapped = markdown or _is_wrapped(text, lines)
    headings = _headings(text, lines, markdown, wrapped)
    sections: list[Section] = []
    heading, paragraphs = "", list[Span]()
    previous: Span | None = None
    for number, line in enumerate(lines):
        if number in headings:
            sections.append(Section(heading, tuple(paragraphs)))
            heading, paragraphs, previous = headings[number], [], None
        elif previous and _adjacent(text, previous, line) and _joins(text, previous, line, wrapped):
            paragraphs[-1] = Span(paragraphs[-1].start, line.end)
            previous = line
        else:
            paragraphs.append(line)
            previous = line
    sections.append(Section(heading, tuple(paragraphs)))
    return [section for section in sections if section.paragraphs]


def _headings(text: str, lines: Sequence[Span], markdown: bool, wrapped: bool) -> dict[int, str]:
    """The numbers of the lines that are headings (or the rule below one), with the heading they leave in force."""
    unmarked = frozenset[int]() if markdown else _headings_without_markup(text, lines, wrapped)
    headings: dict[int, str] = {}
    for number, line in enumerate(lines):
        words = text[line.start : line.end]
        if _is_short(line) and (match := _MARKDOWN_HEADING.match(words)):
            headings[number] = match[1].rstrip("#").rstrip()
        elif markdown and number and _SETEXT_RULE.match(words) and _adjacent(text, lines[number - 1], line):
            above = lines[number - 1]
            if _is_short(above):
                headings[number - 1] = headings[number] = text[above.start : above.end]
        elif number in unmarked:
            headings[number] = words
    return headings


def _headings_without_markup(text: str, lines: Sequence[Span], wrapped: bool) -> frozenset[int]:
    """The headings without markup: short lines that are no sentences and stand above prose, by themselves."""
    headings = set[int]()
    for is_heading, row in groupby(range(len(lines)), key=lambda number: _looks_like_heading(text, lines[number])):
        numbers = list(row)
        if is_heading and len(numbers) <= _HEADINGS_IN_A_ROW and numbers[-1] + 1 < len(lines):
            headings.update(number for number in numbers if not (wrapped and _touches(text, lines, number)))
    return frozenset(headings)


def _touches(text: str, lines: Sequence[Span], number: int) -> bool:
    return any(_adjacent(text, *pair) for pair in pairwise(lines[max(0, number - 1) : number + 2]))


def _is_short(line: Span) -> bool:
    return line.end - line.start <= _HEADING_CHARACTERS


def _looks_like_heading(text: str, line: Span) -> bool:
    if not _is_short(line):
        return False
    words = text[line.start : line.end]
    first = _LETTER.search(words)
    return (
        count_words(words) <= _HEADING_WORDS
        and first is not None
        and not first[0].islower()
        and not _SENTENCE_END.search(words)
        and not _LIST_ITEM.match(words)
    )


def _joins(text: str, previous: Span, line: Span, wrapped: bool) -> bool:
    """Whether a line goes on the paragraph of the line right above it."""
    if _LIST_ITEM.match(text, line.start, line.end):
        return False
    return wrapped or _goes_on(text, previous, line)


def _is_wrapped(text: str, lines: Sequence[Span]) -> bool:
    """Whether lines were broken at a width, so that a paragraph is what stands between empty lines."""
    pairs = [pair for pair in pairwise(lines) if _adjacent(text, *pair)]
    return sum(_goes_on(text, *pair) for pair in pairs) > _WRAPPED_SHARE * len(pairs)


def _goes_on(text: str, previous: Span, line: Span) -> bool:
    return text[line.start].islower() and not _SENTENCE_END.search(text[previous.start : previous.end])


def _adjacent(text: str, previous: Span, line: Span) -> bool:
    between = text[previous.end : line.start]
    return not between.strip() and len(_LINE_BREAK.findall(between)) == 1
