"""The quotes of a page that are tried: stretches of its plain reading, as Quotebot quotes."""

from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path
from typing import NamedTuple

from index.ingest.readers.document import make_article
from index.ingest.readers.html.page import decode_page, read_page
from index.records import Article, Block, Span
from index.text.sentences import split_sentences

_LEAST = 12  # characters of a quote


class Tried(NamedTuple):
    """A stretch of an article, and what it is."""

    kind: str
    span: Span


def read(path: Path) -> Article:
    """The article of a page."""
    return make_article(read_page(decode_page(path.read_bytes())), path.name, path.name, path.stem)


def quotes(article: Article, most: int) -> list[Tried]:
    """So many quotes at most, evenly of all that an article has."""
    every = [one for one in _quotes(article) if one.span.end - one.span.start >= _LEAST]
    step = max(len(every) / most, 1.0)
    return [every[int(number * step)] for number in range(min(most, len(every)))]


def _quotes(article: Article) -> Iterator[Tried]:
    assert article.reading is not None
    blocks = [block for block in article.reading.blocks if block.kind != "heading"]
    for (kind, group), members in groupby(blocks, key=lambda block: (block.kind, block.group)):
        together = list(members)
        for block in together:
            yield from _of(article, block)
        if len(together) > 1 and kind in ("item", "row") and group:
            yield Tried(f"{kind}s", Span(together[0].span.start, together[-1].span.end))
        if kind == "paragraph":
            for one, other in pairwise(together):
                yield Tried("paragraphs", Span(one.span.start, other.span.end))


def _of(article: Article, block: Block) -> Iterator[Tried]:
    if block.kind == "code":
        yield Tried("code", block.span)
        return
    if block.kind in ("row", "header"):
        yield Tried("row", block.span)
        return
    sentences = split_sentences(article.plain, block.span, article.language)
    for sentence in sentences:
        yield Tried("item" if block.kind == "item" else "sentence", sentence)
    for one, other in pairwise(sentences):
        yield Tried("sentences", Span(one.start, other.end))
    if len(sentences) > 2:
        yield Tried(block.kind, block.span)
