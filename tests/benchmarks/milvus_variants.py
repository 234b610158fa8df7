"""What Quotebot does not take of Milvus, made to be measured: its words, and indexes that compare some rows alone."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray
from pymilvus import DataType, Function, FunctionType, MilvusClient

from index.models.encoder import Vectors
from index.storage.milvus_connection import MilvusConnection

INDEXES: dict[str, tuple[str, dict[str, int], dict[str, int]]] = {
    "HNSW, ef 64": ("HNSW", {"M": 16, "efConstruction": 200}, {"ef": 64}),
    "HNSW, ef 200": ("HNSW", {"M": 16, "efConstruction": 200}, {"ef": 200}),
    "IVF_FLAT, 8 of 64": ("IVF_FLAT", {"nlist": 64}, {"nprobe": 8}),
    "IVF_FLAT, 32 of 64": ("IVF_FLAT", {"nlist": 64}, {"nprobe": 32}),
}
_SECONDS = 300.0  # that a call may take
_SENT = 1000  # rows in one call
_CHARACTERS = 65_535  # that a field of Milvus may have


class Variant:
    """A collection of numbered texts, or vectors, that is searched by one of its fields."""

    def __init__(self, connection: MilvusConnection, name: str, field: str, parameters: dict[str, object]) -> None:
        self._connection = connection
        self._name = name
        self._field = field
        self._parameters = parameters

    def search(self, asked: object, limit: int, only: Sequence[int] | None = None) -> list[int]:
        """The numbers of the best."""
        found = self._connection.call(
            lambda client: client.search(
                self._name,
                [asked],
                anns_field=self._field,
                filter="" if only is None else f"number in {list(only)}",
                limit=limit,
                output_fields=["number"],
                search_params=self._parameters,
                timeout=_SECONDS,
            )
        )
        return [hit["entity"]["number"] for hit in found[0]]


@contextmanager
def words(connection: MilvusConnection, texts: Iterable[tuple[int, str]]) -> Iterator[Variant]:
    """Texts in Milvus' full text search, by its standard analyzer and BM25."""
    schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("number", DataType.INT64, is_primary=True)
    schema.add_field("text", DataType.VARCHAR, max_length=_CHARACTERS, enable_analyzer=True)
    schema.add_field("sparse", DataType.SPARSE_FLOAT_VECTOR)
    schema.add_function(Function("bm25", FunctionType.BM25, input_field_names=["text"], output_field_names=["sparse"]))
    index = MilvusClient.prepare_index_params()
    index.add_index("sparse", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25")
    rows = ({"number": number, "text": text} for number, text in texts)
    with _collection(connection, schema, index, rows) as name:
        yield Variant(connection, name, "sparse", {"metric_type": "BM25"})


@contextmanager
def approximate(
    connection: MilvusConnection, kind: str, numbers: NDArray[np.int64], vectors: Vectors
) -> Iterator[Variant]:
    """Vectors in one of INDEXES."""
    index_type, built, searched = INDEXES[kind]
    schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("number", DataType.INT64, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=vectors.shape[1])
    index = MilvusClient.prepare_index_params()
    index.add_index("vector", index_type=index_type, metric_type="IP", params={"params": built})
    rows = ({"number": number, "vector": vector} for number, vector in zip(numbers.tolist(), vectors, strict=True))
    with _collection(connection, schema, index, rows) as name:
        yield Variant(connection, name, "vector", {"metric_type": "IP", "params": searched})


@contextmanager
def _collection(
    connection: MilvusConnection, schema: object, index: object, rows: Iterable[dict[str, object]]
) -> Iterator[str]:
    """A collection that is dropped afterwards, flushed and its index made."""
    name = f"quotebot_benchmark_{uuid4().hex}"
    connection.call(lambda client: client.create_collection(name, schema=schema, timeout=_SECONDS))
    try:
        connection.call(lambda client: _fill(client, name, index, rows))
        yield name
    finally:
        connection.call(lambda client: client.drop_collection(name, timeout=_SECONDS))


def _fill(client: MilvusClient, name: str, index: object, rows: Iterable[dict[str, object]]) -> None:
    rest = iter(rows)
    while some := [row for _, row in zip(range(_SENT), rest, strict=False)]:
        client.insert(name, some, timeout=_SECONDS)
    client.flush(name, timeout=_SECONDS)
    client.create_index(name, index, timeout=_SECONDS)
    client.load_collection(name, timeout=_SECONDS)
