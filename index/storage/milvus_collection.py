"""One collection in Milvus: numbered vectors, found by inner products.

A search compares all of them (FLAT), or, in a large collection of a server, follows a graph (HNSW, Malkov and Yashunin,
https://arxiv.org/abs/1603.09320). Milvus Lite's own graph misses most of what a narrow filter leaves.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from pymilvus import DataType, MilvusClient

from index.storage.milvus_connection import SECONDS, MilvusConnection, NotLoadedError
from index.storage.protocols import Numbered

R = TypeVar("R")

NUMBER, VECTOR = "number", "vector"
MOST = 16_384  # hits that Milvus gives at once
LISTED = 4096  # numbers in one expression, which Lite reads in 60 ms
_GRAPH = {"M": 32, "efConstruction": 200}
_BREADTH = 256  # passages that a search of a graph keeps in view, or as many as are asked for
_READ = 4096  # rows in one answer
_SENT = 4 << 20  # bytes of vectors in one call, which may have 64 MB
_PATIENCE = 60.0  # seconds that a call may take while an index is written or read whole


class MilvusCollection:
    """A collection by its name, whether it is there or not.

    Any method may raise MilvusError, and all but `make`, `drop` and `exists` LostCollectionError.
    """

    def __init__(self, connection: MilvusConnection, name: str) -> None:
        self.connection = connection
        self.name = name

    def make(self, dimension: int, is_exact: bool) -> None:
        """Makes it, empty."""
        schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field(NUMBER, DataType.INT64, is_primary=True)
        schema.add_field(VECTOR, DataType.FLOAT_VECTOR, dim=dimension)
        index = MilvusClient.prepare_index_params()
        kind, parameters = ("FLAT", {}) if is_exact else ("HNSW", _GRAPH)
        index.add_index(VECTOR, index_type=kind, metric_type="IP", params={"params": parameters})
        self._ask(
            lambda client: client.create_collection(
                self.name, schema=schema, consistency_level="Strong", timeout=_PATIENCE
            )
        )
        # Nothing is there to be indexed, and to wait for that takes half a second.
        self._ask(lambda client: client.create_index(self.name, index, sync=False, timeout=_PATIENCE))
        self.load()

    def load(self) -> None:
        """Has Milvus make ready to search it, as each process that begins must with Lite."""
        self._ask(lambda client: client.load_collection(self.name, timeout=_PATIENCE))

    def exists(self) -> bool:
        """Whether it is there."""
        return bool(self._ask(lambda client: client.has_collection(self.name, timeout=SECONDS)))

    def drop(self) -> None:
        """Drops it, if it is there."""
        self._ask(lambda client: client.drop_collection(self.name, timeout=_PATIENCE))

    def put(self, numbered: Numbered) -> None:
        """Puts vectors in by their numbers, as half precision holds them."""
        rest = iter(numbered)
        for number, vector in rest:
            size = max(1, _SENT // (4 * len(vector)))
            rows = [_row(number, vector), *(_row(*each) for each in islice(rest, size - 1))]
            self._ask(partial(_upsert, self.name, rows))

    def delete(self, numbers: Sequence[int]) -> None:
        """Takes vectors out by their numbers, which need not be there."""
        for part in parts_of(numbers):
            self._ask(partial(_delete, self.name, part))

    def settle(self) -> int:
        """Ends writing; gives the timestamp that a search is to wait for, of Milvus' own clock, 0 where it has none."""
        if self.connection.is_lite:  # which compares what is not flushed row by row, and shows all at once
            self._ask(lambda client: client.flush(self.name, timeout=_PATIENCE))
            return 0
        return int(self._ask(lambda client: client._get_connection().alloc_timestamp(timeout=SECONDS)))

    def search(
        self, question: NDArray[np.float32], limit: int, expression: str, timestamp: int
    ) -> list[tuple[int, float]]:
        """The numbers and cosines of the nearest that an expression selects, of what was written by a timestamp."""

        def ask(client: MilvusClient) -> Any:
            return client.search(
                self.name,
                [question],
                filter=expression,
                limit=limit,
                output_fields=[NUMBER],
                search_params={"metric_type": "IP", "params": {"ef": max(limit, _BREADTH)}},  # FLAT knows no breadth
                timeout=SECONDS,
                **_written_by(timestamp),
            )

        return [(hit["entity"][NUMBER], hit["distance"]) for hit in self._loaded(ask)[0]]

    def count(self, expression: str, timestamp: int) -> int:
        """How many rows an expression selects, of what was written by a timestamp."""

        def ask(client: MilvusClient) -> Any:
            fields, until = ["count(*)"], _written_by(timestamp)
            return client.query(self.name, filter=expression, output_fields=fields, timeout=_PATIENCE, **until)

        return int(self._loaded(ask)[0]["count(*)"])

    def count_of(self, numbers: Sequence[int], timestamp: int) -> int:
        """How many of these numbers are there."""
        return sum(self.count(f"{NUMBER} in {part}", timestamp) for part in parts_of(numbers))

    def rows(self, expression: str, *fields: str) -> Iterator[list[dict[str, Any]]]:
        """The rows that an expression selects, some at a time, all that is written by now."""

        def begin(client: MilvusClient) -> Any:
            return client.query_iterator(
                self.name, batch_size=_READ, filter=expression, output_fields=list(fields), timeout=_PATIENCE
            )

        iterator = self._loaded(begin)
        while rows := self._ask(lambda _: iterator.next()):
            yield rows
        iterator.close()

    def numbers(self, expression: str) -> list[int]:
        """The numbers of those rows."""
        return [row[NUMBER] for rows in self.rows(expression, NUMBER) for row in rows]

    def _loaded(self, ask: Callable[[MilvusClient], R]) -> R:
        """What Milvus answers, which may have to load the collection before."""
        try:
            return self._ask(ask)
        except NotLoadedError:
            self.load()
            return self._ask(ask)

    def _ask(self, ask: Callable[[MilvusClient], R]) -> R:
        return self.connection.call(ask)


def parts_of(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Numbers, as many at a time as one expression has."""
    for start in range(0, len(numbers), LISTED):
        yield list(numbers[start : start + LISTED])


def _upsert(name: str, rows: list[dict[str, Any]], client: MilvusClient) -> None:
    client.upsert(name, rows, timeout=_PATIENCE)


def _delete(name: str, numbers: list[int], client: MilvusClient) -> None:
    client.delete(name, ids=numbers, timeout=_PATIENCE)


def _row(number: int, vector: NDArray[np.float32]) -> dict[str, Any]:
    return {NUMBER: number, VECTOR: vector.astype(np.float16).astype(np.float32)}


def _written_by(timestamp: int) -> dict[str, Any]:
    if timestamp:
        return {"consistency_level": "Customized", "guarantee_timestamp": timestamp}
    return {"consistency_level": "Strong"}
