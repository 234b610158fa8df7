"""An article as it was read, in a file of its own: what a file that holds several is stored as, so that each can go."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec

from index.ingest.readers.base import ArticleReference, Problem, UnreadableError, digest_of, require_shown
from index.ingest.readers.fields import Visibility
from index.ingest.readers.page_pieces import is_sound
from index.records import Article, Reading

_ENCODER, _DECODER = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Article)


def encode_article(article: Article) -> bytes:
    """What a file holds that stores an article."""
    return _ENCODER.encode(article)


def decode_article(data: bytes) -> Article:
    """The article that a file holds. Raises UnreadableError where it holds none, or is damaged."""
    try:
        article = _DECODER.decode(data)
    except msgspec.DecodeError:
        raise UnreadableError("is not a stored article; add the file again that it came from") from None
    if article.reading is not None and not _is_sound(article.reading, len(article.text)):
        raise UnreadableError("is damaged; add the file again that it came from")
    return article


class StoredArticleReader:
    """A reader of files that `encode_article` made; how large these are was bounded when they were made."""

    def references(self, path: Path, name: str, max_bytes: int) -> Iterator[ArticleReference | Problem]:
        """See Reader."""
        data = path.read_bytes()
        yield ArticleReference(str(path), name, 0, len(data), self.digest(name, data))

    def digest(self, name: str, data: bytes) -> bytes:
        """See Reader."""
        return digest_of("", data)

    def article(self, data: bytes, reference: ArticleReference) -> Article:
        """See Reader."""
        article = decode_article(data)
        require_shown(Visibility(expires_at=article.expires_at))
        return replace(article, source=replace(article.source, path=reference.path))


def _is_sound(reading: Reading, length: int) -> bool:
    """Whether all places of a reading are within it and within a text of this length, and in order."""
    blocks = [offset for block in reading.blocks for offset in block.span]
    starts = [piece.plain_start for piece in reading.pieces]
    places = [place.start for place in reading.places]
    page = reading.page
    pieces = page.pieces if page is not None else ()
    on_page = [piece.plain_start for piece in pieces]
    sources = [offset for piece in reading.pieces for offset in (piece.source_start, piece.source_end)]
    within = all(offsets == sorted(offsets) for offsets in (blocks, starts, places, on_page))
    return (
        within
        and (page is None or is_sound(pieces, reading.plain, page.text))
        and all(0 <= offset <= len(reading.plain) for offset in (*blocks, *starts, *places))
        and all(0 <= offset <= length for offset in sources)
    )


READER = StoredArticleReader()
