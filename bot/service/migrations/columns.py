"""The two kinds of columns that revisions make; what a value stands for is known to state_tables.py alone."""

from typing import Any

from sqlalchemy import BigInteger, Column, Integer, Text

_NUMBER = BigInteger().with_variant(Integer(), "sqlite")  # whose integers have 64 bits, too
_TEXT = Text().with_variant(Text(collation="C"), "postgresql")


def number_column(name: str, **options: Any) -> Column[int]:
    """A column of integers, of which there is always one unless said otherwise."""
    return Column(name, _NUMBER, **{"nullable": False, "autoincrement": False, **options})


def text_column(name: str, *arguments: Any, **options: Any) -> Column[str]:
    """A column of texts, sorted by their code points."""
    return Column(name, _TEXT, *arguments, nullable=False, **options)
