"""An article as a page shows it: one of its pages, the quote in it, and what leads to the others."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.service.article_links import Place
from bot.service.collection_reader import CollectionReader
from bot.service.excerpts import part_of_article
from bot.service.text_fragments import link_to_quote
from bot.web.article_pages import article_pages, page_at
from bot.web.block_tree import Heading, Node, Note, Sign, block_tree
from index.reading import plain_span
from index.records import Article, Source, Span

_CONTENTS = 100  # headings; more are no help to find something
_FEW = 3  # headings, for which a list of them is not worth its room


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading in the contents of an article: on which page it is, counted from 0."""

    text: str
    level: int
    offset: int
    page: int


@dataclass(frozen=True, slots=True)
class ArticleView:
    """A page of an article; `quote_page` is that of the quote, and `is_lost` whether it is there no more."""

    source: Source
    language: str
    nodes: tuple[Node, ...]
    page: int
    pages: int
    quote_page: int | None
    is_lost: bool
    original: str | None
    contents: tuple[Entry, ...]


def article_view(reader: CollectionReader, place: Place, page: int | None) -> ArticleView | None:
    """A page of an article, that of the quote where none is named; None where there is no such article."""
    article = reader.article(place.collection, place.article)
    if article is None:
        return None
    pages = reader.paged(article, article_pages)
    found = place.found_in(article)
    quoted = None if found is None else _shown(article, found)
    quote_page = None if quoted is None else page_at(pages, quoted.start)
    number = min(max((quote_page or 0) if page is None else page, 0), len(pages) - 1)
    nodes = _nodes(article, pages, number, quoted)
    return ArticleView(
        article.source,
        article.language,
        tuple(_outlined(nodes if number else _without_title(nodes, article.source.title))),
        number,
        len(pages),
        quote_page,
        place.span is not None and quoted is None,
        link_to_quote(article, Span(0, 0) if quoted is None or found is None else found),
        _contents(article, pages),
    )


def _shown(article: Article, span: Span) -> Span | None:
    """Where in an article's plain reading a stretch of its text stands; None where that says nothing."""
    shown = plain_span(article, span)
    return shown if article.plain[slice(*shown)].strip() else None


def _nodes(article: Article, pages: Sequence[Span], number: int, quoted: Span | None) -> tuple[Node, ...]:
    span = pages[number]
    excerpt = part_of_article(article, span, () if quoted is None else (quoted,))
    # The header of a table may stand in front.
    offset = span.start + len(article.plain[slice(*span)].rstrip()) - len(excerpt.text)
    signs = (Sign(sign.start - offset, sign.what) for sign in _signs(article, pages) if _is_in(sign, span))
    return block_tree(excerpt, signs, offset)


def _is_in(sign: Sign, span: Span) -> bool:
    """Whether a sign is of a stretch; the mark of a note stands behind what it is of."""
    return (
        sign.start > span.start and sign.start <= span.end
        if isinstance(sign.what, Note)
        else sign.start in range(*span)
    )


def _signs(article: Article, pages: Sequence[Span]) -> Iterator[Sign]:
    """The places of an article's document, and the marks of its notes, in characters of its plain reading."""
    if article.reading is not None:
        yield from (Sign(*place) for place in article.reading.places)
        for block in article.reading.blocks:
            if block.kind == "footnote" and block.anchor >= 0:
                start = block.span.start
                yield Sign(block.anchor, Note(block.info.strip(), start, page_at(pages, start)))


def _without_title(nodes: tuple[Node, ...], title: str) -> tuple[Node, ...]:
    """The same without a heading that only repeats the title, unless that is what was quoted."""
    first = nodes[0] if nodes else None
    if not isinstance(first, Heading) or any(run.answers for run in first.runs):
        return nodes
    return nodes[1:] if _words(first.text) == _words(title) else nodes


def _outlined(nodes: Iterable[Node]) -> Iterator[Node]:
    """The same with headings of which none is more than one level below that around it."""
    around = list[int]()
    for node in nodes:
        if isinstance(node, Heading):
            while around and around[-1] >= node.level:
                around.pop()
            around.append(node.level)
            yield replace(node, level=len(around))
        else:
            yield node


def _contents(article: Article, pages: Sequence[Span]) -> tuple[Entry, ...]:
    """The headings of an article that lead to them; nothing where they are few, or too many."""
    blocks = () if article.reading is None else article.reading.blocks
    title = _words(article.source.title)
    texts = {block: _words(article.plain[slice(*block.span)]) for block in blocks if block.kind == "heading"}
    headings = [block for block, text in texts.items() if text and (text != title or block is not blocks[0])]
    if not _FEW <= len(headings) <= _CONTENTS:
        return ()
    top = min(block.level for block in headings)
    return tuple(
        Entry(texts[one], one.level - top + 1, one.span.start, page_at(pages, one.span.start)) for one in headings
    )


def _words(text: str) -> str:
    return " ".join(text.split())
