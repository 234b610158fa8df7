"""Tables of one database put into another, and compared, row for row; none is ever in memory as a whole."""

from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest
from typing import Any

from index.storage.database import Database, Table

Row = tuple[Any, ...]
_TOLD = 1000  # rows


def unchanged(row: Row) -> Row:
    """A row as it is."""
    return row


def copy(
    source: Database,
    target: Database,
    tables: Iterable[Table],
    on_rows: Callable[[int], None],
    kept: Callable[[Row], Row] = unchanged,
) -> None:
    """Puts all rows into tables that are empty, in the target's transaction, each as it is to be `kept`.

    Numbers that the source has given are given by the target no more. `on_rows` is told how many are copied.
    """
    count = 0

    def counted(rows: Iterable[Row]) -> Iterator[Row]:
        nonlocal count
        for row in rows:
            yield row
            count += 1
            if not count % _TOLD:
                on_rows(count)

    for table in tables:
        target.execute_many(table.insertion, counted(map(kept, source.all_rows(table.selection))))
        if table.is_numbered:
            target.upkeep.set_last_number(table.name, source.upkeep.last_number(table.name))


def compare(
    source: Database, target: Database, tables: Iterable[Table], kept: Callable[[Row], Row] = unchanged
) -> tuple[int, str | None]:
    """How many rows there are, and the first that is not the same in both, by its table and key; None where all are."""
    count = 0
    for table in tables:
        place = table.columns.index(table.key[0])
        for one, other in zip_longest(map(kept, source.all_rows(table.selection)), target.all_rows(table.selection)):
            if one != other:
                key = (one or other or ())[place]
                return count, f"{table.name} {key.hex() if isinstance(key, bytes) else key}"
            count += 1
    return count, None
