"""A reading as a row holds it: without what the text beside it says already."""

import msgspec

from index.records import Block, PageText, Piece, Place, Reading


class _Reading(msgspec.Struct, array_like=True):
    """A reading as it is stored; `plain` is None where it is the article's text."""

    plain: str | None
    pieces: tuple[Piece, ...]
    blocks: tuple[Block, ...]
    places: tuple[Place, ...] = ()
    page: PageText | None = None


def encoded(reading: Reading, text: str) -> bytes:
    """A reading of a text as it is stored beside that."""
    plain = None if reading.plain == text else reading.plain
    return msgspec.msgpack.encode(_Reading(plain, reading.pieces, reading.blocks, reading.places, reading.page))


def decoded(value: bytes, text: str) -> Reading:
    """The reading that is stored beside a text."""
    stored = msgspec.msgpack.decode(value, type=_Reading)
    plain = text if stored.plain is None else stored.plain
    return Reading(plain, stored.pieces, stored.blocks, stored.places, stored.page)
