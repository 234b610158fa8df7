"""From blocks to sections: what stands above them, which is context and never quoted, and the blocks below it."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from index.ingest.blocks import LINE_BREAK, SENTENCE_END
from index.records import WITHIN, Article, Block
from index.text.sentences import count_words

_HEADING_WORDS = 12
_HEADING_CHARACTERS = 300
_HEADINGS_IN_A_ROW = 2  # more short lines than that on end are a list or a table
_LETTER = re.compile(r"[^\W\d_]")
_TABLE = 10  # of a table's header: a level below those of all headings


@dataclass(frozen=True, slots=True)
class Section:
    """The blocks that stand below the same headings, in order; the header of a table counts as one of them."""

    heading: str
    blocks: tuple[Block, ...]


def split_sections(article: Article, blocks: Sequence[Block]) -> list[Section]:
    """Splits an article's blocks, boilerplate left out, at its headings and around its tables."""
    sections = (Section(heading, tuple(below)) for heading, below in _with_headings(article, blocks))
    return [section for section in sections if section.blocks]


def _with_headings(article: Article, blocks: Sequence[Block]) -> Iterator[tuple[str, list[Block]]]:
    """The blocks between two headings, each time with what stands above them; tables and footnotes apart."""
    plain = article.plain
    unmarked = _unmarked_headings(plain, blocks) if article.reading is None else frozenset[int]()
    above, below, table = list[tuple[int, str]](), list[Block](), 0
    paths = [(0, "")]  # from where on which headings stand above
    for number, block in enumerate(blocks):
        if block.kind == "footnote" and block.anchor >= 0:
            yield paths[bisect_right(paths, block.anchor, key=itemgetter(0)) - 1][1], [block]
            continue
        text = " ".join(plain[slice(*block.span)].split())
        if block.kind == "heading" or number in unmarked:
            yield _path(above, article), below
            level = block.level if block.kind == "heading" else 1
            above, below, table = [*(one for one in above if one[0] < level), (level, text)], [], 0
            paths.append((block.span.end, _path(above, article)))
            continue
        if table != (block.group if block.kind in ("header", "row") else 0):
            yield _path(above, article), below
            above, below, table = [one for one in above if one[0] < _TABLE], [], 0
        if block.kind == "header":
            above, table = [*above, (_TABLE, ", ".join(plain[slice(*block.span)].split("\t")))], block.group
            continue
        if block.kind == "row":
            table = block.group
        below.append(block)
    yield _path(above, article), below


def _path(above: Sequence[tuple[int, str]], article: Article) -> str:
    """The headings that stand above, from the widest on; the title of the article, which stands above all, aside."""
    parts = [text for _, text in above if text and text != article.source.title]
    while len(parts) > 1 and len(WITHIN.join(parts)) > _HEADING_CHARACTERS:
        parts = parts[1:]
    return WITHIN.join(parts)


def _unmarked_headings(plain: str, blocks: Sequence[Block]) -> frozenset[int]:
    """The headings without markup: short lines that are no sentences and stand above prose, by themselves."""
    headings = set[int]()
    for is_heading, row in groupby(range(len(blocks)), key=lambda number: _looks_like_heading(plain, blocks[number])):
        numbers = list(row)
        if is_heading and len(numbers) <= _HEADINGS_IN_A_ROW and numbers[-1] + 1 < len(blocks):
            headings.update(numbers)
    return frozenset(headings)


def _looks_like_heading(plain: str, block: Block) -> bool:
    words = plain[slice(*block.span)]
    if block.kind != "paragraph" or len(words) > _HEADING_CHARACTERS or LINE_BREAK.search(words):
        return False
    first = _LETTER.search(words)
    return (
        count_words(words) <= _HEADING_WORDS
        and first is not None
        and not first[0].islower()
        and not SENTENCE_END.search(words)
    )
