"""What a document of markup says to a reader, and what must hold of every reading."""

from itertools import pairwise

from index.ingest.readers.markup.document import MarkupDocument
from index.records import Reading


def shown(document: MarkupDocument) -> list[str]:
    """Give what the blocks of a document say, each behind its kind and level, and the language of code."""
    plain = document.reading.plain
    return [
        f"{block.kind}{block.level or ''}{f' {block.info}' if block.kind == 'code' and block.info else ''}: "
        f"{plain[slice(*block.span)]}"
        for block in document.reading.blocks
    ]


def said(document: MarkupDocument) -> list[str]:
    """Give what the blocks of a document say."""
    return [document.reading.plain[slice(*block.span)] for block in document.reading.blocks]


def check_reading(text: str, reading: Reading) -> None:
    """Check that every character of a reading is one of the text or stands for some, and that blocks have all of it."""
    pieces, plain = reading.pieces, reading.plain
    ends = [piece.plain_start for piece in pieces[1:]] + [len(plain)] * bool(pieces)
    assert [piece.plain_start for piece in pieces[:1]] in ([], [0])
    for piece, end in zip(pieces, ends, strict=True):
        length = end - piece.plain_start
        assert length > 0
        assert 0 <= piece.source_start <= piece.source_end <= len(text)
        if length == piece.source_end - piece.source_start > 1:
            assert plain[piece.plain_start : end] == text[piece.source_start : piece.source_end]
    assert all(one.source_end <= other.source_start for one, other in pairwise(pieces))
    place = 0
    for block in reading.blocks:
        assert not plain[place : block.span.start].strip()
        assert block.span.start <= block.span.end
        assert block.kind in ("code", "row", "header") or not plain[slice(*block.span)][:1].isspace()
        assert not plain[slice(*block.span)][-1:].isspace()
        assert block.kind == "heading" or block.span.start < block.span.end
        assert -1 <= block.anchor <= len(plain)
        place = block.span.end
    assert not plain[place:].strip()
