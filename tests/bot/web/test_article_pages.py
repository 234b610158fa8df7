"""A long article is cut into pages without a word lost, and between blocks where it can be."""

from hypothesis import given
from hypothesis import strategies as st

from bot.web.article_pages import article_pages, page_at
from index.records import Article, Block, Piece, Reading, Source, Span

SOURCE = Source("a", "A")


def read(*blocks: str) -> Article:
    """An article with these paragraphs, of a reading."""
    text, placed = "", list[Block]()
    for block in blocks:
        placed.append(Block("paragraph", Span(len(text), len(text) + len(block))))
        text += block + "\n\n"
    return Article(SOURCE, text, reading=Reading(text, (Piece(0, 0, len(text)),), tuple(placed)))


def shown(article: Article, length: int) -> list[str]:
    """What stands on the pages of an article."""
    return [article.plain[slice(*page)] for page in article_pages(article, length)]


def test_cut_between_blocks() -> None:
    """A page ends with a block, in a text without markup with a paragraph, and holds as many as fit."""
    assert shown(read("one", "two", "three"), 12) == ["one\n\ntwo\n\n", "three\n\n"]
    assert shown(Article(SOURCE, "Title\n\none\n\ntwo\n \nthree", body=7), 12) == ["one\n\ntwo\n \n", "three"]


def test_cut_in_blocks() -> None:
    """A block that is longer than a page is cut behind a line, else behind a word, else anywhere."""
    assert shown(read("one two\nthree four"), 10) == ["one two\n", "three ", "four\n\n"]
    assert shown(read("abcdefgh"), 5) == ["abcde", "fgh\n\n"]


def test_empty() -> None:
    """An article that says nothing has one page."""
    assert shown(Article(SOURCE, ""), 5) == [""]


@given(st.lists(st.text("ab \n", max_size=30), max_size=12), st.integers(1, 40), st.booleans())
def test_nothing_is_lost(blocks: list[str], length: int, is_plain: bool) -> None:
    """Pages are as long as they may be, follow each other without a gap, and each offset has its page."""
    article = Article(SOURCE, "\n\n".join(blocks)) if is_plain else read(*blocks)
    pages = article_pages(article, length)
    assert "".join(shown(article, length)) == article.plain
    assert all(0 < page.end - page.start <= length for page in pages) or pages == [Span(0, 0)]
    assert all(page_at(pages, offset) == number for number, page in enumerate(pages) for offset in range(*page))
