"""What an article was read as, as a test writes it down."""

from pathlib import Path

from index.records import Article
from tests.index.ingest.readers.articles import read


def article(path: Path) -> Article:
    """Give the one article of a document."""
    (one,) = read(path, 1_000_000)
    assert isinstance(one, Article), one
    return one


def said(path: Path) -> list[str]:
    """Give each block of a document as its kind, its level or group, and what it says."""
    one = article(path)
    assert one.reading is not None
    return [
        f"{block.kind}{block.level or block.group or ''} {one.plain[slice(*block.span)]!r}"
        for block in one.reading.blocks
    ]


def reasons(path: Path) -> list[str]:
    """Give why a document cannot be read."""
    return [one.removeprefix(f"{path}: ") for one in read(path, 1_000_000) if isinstance(one, str)]
