"""Excerpts and articles made of blocks, as a reader of markup makes them."""

from collections.abc import Sequence
from typing import NamedTuple

from index.records import Article, Block, BlockKind, Excerpt, Piece, Reading, Source, Span


class Written(NamedTuple):
    """A block and what it says: an item with its mark, a row with a tab between its cells."""

    kind: BlockKind
    text: str
    level: int = 0
    group: int = 0
    info: str = ""


def paragraph(text: str) -> Written:
    """A paragraph."""
    return Written("paragraph", text)


def items(*lines: str, group: int = 1) -> list[Written]:
    """A list: a line for each item, with two blanks before it for each level; one without a mark goes on."""
    written = []
    for line in lines:
        said = line.lstrip(" ")
        mark, blank, _ = said.partition(" ")
        is_marked = bool(blank) and (mark in "-" or mark.rstrip(".").isdigit())
        depth = (len(line) - len(said)) // 2
        written.append(Written("item", said, depth + is_marked, group, f"{mark} " if is_marked else ""))
    return written


def table(*rows: Sequence[str], group: int = 2, header: bool = True) -> list[Written]:
    """A table, of which the first row names the columns."""
    kinds: list[BlockKind] = ["header" if header and not number else "row" for number in range(len(rows))]
    return [Written(kind, "\t".join(row), 0, group) for kind, row in zip(kinds, rows, strict=True)]


def code(text: str, language: str = "", group: int = 0) -> Written:
    """A piece of code."""
    return Written("code", text, 0, group, language)


def excerpt_of(*blocks: Written, bold: Sequence[str] = (), before: int = 0, after: int = 0) -> Excerpt:
    """An excerpt of blocks, the first places of some of its words in bold."""
    text, placed = _put_together(blocks)
    starts = [(text.index(words), words) for words in bold]
    return Excerpt(text, placed, tuple(Span(start, start + len(words)) for start, words in starts), before, after)


def article_of(source: Source, *blocks: Written) -> Article:
    """An article of blocks whose text is its plain reading."""
    text, placed = _put_together(blocks)
    return Article(source, text, reading=Reading(text, (Piece(0, 0, len(text)),), placed))


def _put_together(blocks: Sequence[Written]) -> tuple[str, tuple[Block, ...]]:
    text, placed = "", list[Block]()
    for block in blocks:
        before = placed[-1] if placed else None
        close = before is not None and block.group and before.group == block.group
        if before is not None:
            text += "\n" if close and "code" not in (block.kind, before.kind) else "\n\n"
        if block.kind == "item":
            text += "  " * (block.level - 1 if block.info else block.level) if before else ""
        placed.append(Block(block.kind, Span(len(text), len(text) + len(block.text)), *block[2:]))
        text += block.text
    return text, tuple(placed)
