"""What an article was read as, as a test writes it down."""

from pathlib import Path

from index.records import Article
from tests.index.ingest.readers.articles import read

HARBOUR_RULES = [
    "heading1 'Harbour rules'",
    "paragraph 'Ann Lee'",
    "heading2 'Mooring'",
    "paragraph 'Boats moor at the pier.'",
    "item1 '1. Call the office.'",
    "item1 '2. Pay the fee:'",
    "item2 '- cash'",
    "item2 '- card'",
    "item1 'The receipt is kept.'",
    "item1 '3. Moor.'",
    r"code 'def f():\n\n    return 1'",
    "paragraph 'Fees of boats'",
    r"header2 'Boat\tFee'",
    r"row2 'Small\t5'",
    "heading3 'Who may moor?'",
    "paragraph 'Anyone.'",
    r"footnote 'Not in winter.\nNor at night.'",
]
"""What the handbook in files/ says, whatever program and format it was written with."""


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
