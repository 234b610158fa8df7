"""An article that is stored in a file of its own comes back as it was read."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index.ingest.readers.base import File, Problem, ReaderOptions, UnreadableError, WithheldError
from index.ingest.readers.conversion import Conversions
from index.ingest.readers.document import Document, TextBlock, make_article
from index.ingest.readers.files import list_articles, read_article
from index.ingest.readers.stored_article import encode_article
from index.records import EDGE, GAP, Article, Block, PagePiece, PageText, Piece, Span

BLOCKS = (TextBlock("heading", "Wool", level=1), TextBlock("paragraph", "Wool is shorn in May."))
ARTICLE = make_article(Document(BLOCKS, fields={"date": "2025-03-01"}, name="wool"), "goods.zip", "goods", "goods")


def stored(folder: Path, data: bytes) -> Article:
    """What is read of a stored article."""
    path = folder / "wool.article"
    path.write_bytes(data)
    (reference,) = list_articles(File(path, folder, "wool", "wool"), ReaderOptions(10), Conversions())
    assert not isinstance(reference, Problem)
    return read_article(reference, Conversions())


def test_it_comes_back(tmp_path: Path) -> None:
    """All of an article is kept, however large; its path is that of its own file."""
    path = str(tmp_path / "wool.article")
    assert stored(tmp_path, encode_article(ARTICLE)) == replace(ARTICLE, source=replace(ARTICLE.source, path=path))


def test_it_expires(tmp_path: Path) -> None:
    """One whose time is over is withheld."""
    with pytest.raises(WithheldError, match="expired on 2020-01-01"):
        stored(tmp_path, encode_article(replace(ARTICLE, expires_at="2020-01-01")))


@pytest.mark.parametrize(
    "change",
    [
        {"pieces": (Piece(0, 0, 10_000),)},
        {"pieces": (Piece(0, -1, 3),)},
        {"blocks": (Block("paragraph", Span(0, 10_000)),)},
        {"blocks": (Block("paragraph", Span(5, 9)), Block("paragraph", Span(0, 4)))},
        {"page": PageText("A page.", (PagePiece(0, 0, 8),))},
        {"page": PageText("A page.", (PagePiece(0, -2, 1),))},
        {"page": PageText(f"A{EDGE}{GAP}", (PagePiece(0, 0, 2),))},
        {"page": PageText("A page.", (PagePiece(0, 0, 10_000),))},
        {"page": PageText("A page.", (PagePiece(2, 0, 1), PagePiece(0, 3, 1)))},
    ],
)
def test_places_are_checked(tmp_path: Path, change: dict[str, Any]) -> None:
    """Places outside of the text, or out of order, are refused."""
    assert ARTICLE.reading is not None
    with pytest.raises(UnreadableError, match="is damaged"):
        stored(tmp_path, encode_article(replace(ARTICLE, reading=replace(ARTICLE.reading, **change))))


def test_other_bytes_are_refused(tmp_path: Path) -> None:
    """What is no stored article is named."""
    with pytest.raises(UnreadableError, match="is not a stored article"):
        stored(tmp_path, b"\x93abc")
