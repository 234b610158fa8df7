"""Passage vectors in Milvus: a collection for each library, of which a snapshot's folder says what it sees.

The key of a row is the passage's number. None is used twice, and each new one is greater than all before; so a snapshot
sees the numbers up to its last, less those that it and the one before took out, which are deleted when nobody reads a
snapshot any more that has them. What a writer that died had added is above the last of the present snapshot, and the
next one deletes it.

A server shows what was written a moment later. Each snapshot notes the server's time behind its last write, for which a
search waits (https://milvus.io/docs/consistency.md); to wait for whatever anybody wrote takes a fifth of a second.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import msgspec
import numpy as np
from numpy.typing import NDArray

from index.models.encoder import Vectors
from index.storage.milvus_collection import LISTED, MOST, NUMBER, VECTOR, MilvusCollection, parts_of
from index.storage.milvus_connection import Address, LostCollectionError, MilvusConnection, connection_to
from index.storage.protocols import DamagedIndexError, VectorSource, one_line

_SEEN = "milvus.json"
_LARGE = 200_000  # passages: from here on a server's index is a graph, which takes it longer to make
_WIDER = 8  # times as many, where too few of the nearest are wanted

Hits = list[tuple[int, float]]


class Seen(msgspec.Struct, frozen=True):
    """What a snapshot sees of a collection: `count` passages, of numbers up to `last`, but none of those taken out.

    `gone` are those that it took out itself, `gone_before` those that the snapshot before did. `timestamp` is that of
    the last write, see MilvusCollection; `is_exact` tells that a search compares all.
    """

    collection: str
    dimension: int
    last: int = -1
    count: int = 0
    gone: tuple[int, ...] = ()
    gone_before: tuple[int, ...] = ()
    timestamp: int = 0
    is_exact: bool = True

    @property
    def hidden(self) -> list[int]:
        """The numbers that may be there and are not seen."""
        return sorted({*self.gone, *self.gone_before})

    @property
    def expression(self) -> str:
        """Selects what is seen or hidden."""
        return f"{NUMBER} <= {self.last}"


class MilvusIndex:
    """See SearchIndex."""

    def __init__(self, collection: MilvusCollection, seen: Seen) -> None:
        self._collection = collection
        self._seen = seen
        self._hidden = np.array(seen.hidden, np.int64)

    def search(self, question: Vectors, limit: int, only: NDArray[np.int64] | None = None) -> Hits:
        """See SearchIndex; a few wanted numbers are sent to Milvus, of many the nearest of all are looked through."""
        limit = min(limit, self._seen.count)
        with _damage_named():
            if only is None:
                return self._widening(question, limit, self._seen.count, self._are_seen, self._numbers)
            wanted = np.setdiff1d(only[only <= self._seen.last], self._hidden)
            if len(wanted) <= LISTED:
                return self._nearest_of(question, limit, wanted)
            return self._widening(question, limit, len(wanted), lambda found: np.isin(found, wanted), lambda: wanted)

    def contents(self) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
        """See SearchIndex."""
        numbers, vectors = [np.empty(0, np.int64)], [np.empty((0, self._seen.dimension), np.float16)]
        with _damage_named():
            for rows in self._collection.rows(self._seen.expression, NUMBER, VECTOR):
                numbers.append(np.array([row[NUMBER] for row in rows], np.int64))
                vectors.append(np.array([row[VECTOR] for row in rows], np.float16))
        all_numbers = np.concatenate(numbers)
        order = np.argsort(all_numbers, kind="stable")
        order = order[~np.isin(all_numbers[order], self._hidden)]
        return all_numbers[order], np.concatenate(vectors)[order]

    def _are_seen(self, found: NDArray[np.int64]) -> NDArray[np.bool_]:
        return ~np.isin(found, self._hidden)

    def _numbers(self) -> NDArray[np.int64]:
        """The numbers of all passages."""
        numbers = np.array(sorted(self._collection.numbers(self._seen.expression)), np.int64)
        return numbers[self._are_seen(numbers)]

    def _widening(
        self,
        question: Vectors,
        limit: int,
        count: int,
        are_wanted: Callable[[NDArray[np.int64]], NDArray[np.bool_]],
        wanted: Callable[[], NDArray[np.int64]],
    ) -> Hits:
        """The nearest of `count` passages that are wanted: of so many of the nearest that enough of them are.

        Where these are more than Milvus gives at once, the nearest of just those whose numbers `wanted` gives.
        """
        if not limit:
            return []
        held = self._seen.count + len(self._hidden)
        asked = limit if count == held else 2 * limit * held // count
        while True:
            hits = self._nearest(question, min(asked, MOST), self._seen.expression)
            kept_or_not = are_wanted(np.array([number for number, _ in hits], np.int64)).tolist()
            kept = [hit for hit, is_wanted in zip(hits, kept_or_not, strict=True) if is_wanted]
            if len(kept) >= limit or len(hits) < min(asked, MOST):
                return kept[:limit]
            if asked >= MOST:
                return self._nearest_of(question, limit, wanted())
            asked *= _WIDER

    def _nearest_of(self, question: Vectors, limit: int, wanted: NDArray[np.int64]) -> Hits:
        """The nearest of just these."""
        hits = Hits()
        for part in parts_of(wanted.tolist()):
            hits += self._nearest(question, min(limit, len(part)), f"{NUMBER} in {part}")
        return sorted(hits, key=_rank)[:limit]

    def _nearest(self, question: Vectors, limit: int, expression: str) -> Hits:
        return sorted(self._collection.search(question[0], limit, expression, self._seen.timestamp), key=_rank)


class MilvusStore:
    """See SearchIndexStore. Where Milvus cannot be reached, each function raises MilvusError."""

    def __init__(self, address: Address) -> None:
        """Connects to nothing before something is asked of it."""
        self._address = address
        self._connected: MilvusConnection | None = None

    def open_index(self, folder: Path) -> MilvusIndex:
        """See SearchIndexStore."""
        if problems := self.problems(folder):
            raise OSError(problems[0])
        seen = _read(folder)
        return MilvusIndex(self._collection(seen.collection), seen)

    def problems(self, folder: Path) -> list[str]:
        """See SearchIndexStore: whether the collection has as many passages as were written, not what they hold."""
        try:
            seen = _read(folder)
            collection = self._collection(seen.collection)
            collection.load()
            there = collection.count(seen.expression, seen.timestamp)
            there -= collection.count_of(seen.hidden, seen.timestamp)
        except OSError as error:
            return [str(error)]
        except LostCollectionError as error:
            return [f"the collection {seen.collection} is not in {self._address}: {one_line(error)}"]
        if there != seen.count:
            return [f"the collection {seen.collection} in {self._address} has {there} of {seen.count} passages"]
        return []

    def write(self, folder: Path, dimension: int, source: VectorSource) -> None:
        """See SearchIndexStore; a new collection takes the place of the one that is there."""
        folder.mkdir(parents=True, exist_ok=True)
        numbers = source.numbers()
        seen = Seen(f"quotebot_{uuid4().hex}", dimension, is_exact=self._is_exact(len(numbers)))
        _keep(folder, seen)  # first, so that whoever takes the folder away knows what to drop
        collection = self._collection(seen.collection)
        with _absence_told():
            collection.make(dimension, seen.is_exact)
            collection.put(source.passages(numbers))
            last, timestamp = max(numbers, default=-1), collection.settle()
        _keep(folder, msgspec.structs.replace(seen, last=last, count=len(numbers), timestamp=timestamp))

    def update(
        self, folder: Path, dimension: int, gone: Sequence[int], new: Sequence[int], source: VectorSource
    ) -> None:
        """See SearchIndexStore; where most of a collection is gone, or it has become large, a new one is written."""
        seen = _read(folder)
        collection, hidden = self._collection(seen.collection), set(seen.hidden)
        with _absence_told():
            left = collection.numbers(f"{NUMBER} > {seen.last}")  # by a writer that died
            collection.delete([*left, *seen.gone_before])
            gone = sorted({number for number in gone if number <= seen.last} - hidden)
            taken = collection.count_of(gone, 0)
            collection.put(source.passages(new))
            timestamp = collection.settle()
        updated = Seen(
            seen.collection,
            dimension,
            max([seen.last, *new]),
            seen.count - taken + len(new),
            tuple(gone),
            seen.gone,
            timestamp,
            seen.is_exact,
        )
        if len(updated.hidden) > updated.count or (seen.is_exact and not self._is_exact(updated.count)):
            self.write(folder, dimension, source)
        else:
            _keep(folder, updated)

    def remove(self, folder: Path, kept: Iterable[Path]) -> None:
        """See SearchIndexStore."""
        name = _collection_of(folder)
        if name and name not in map(_collection_of, kept):
            self._collection(name).drop()

    def _is_exact(self, count: int) -> bool:
        """Whether a search of so many passages compares all: always with Lite."""
        return not self._address.uri or count < _LARGE

    def _collection(self, name: str) -> MilvusCollection:
        self._connected = self._connected or connection_to(self._address)
        return MilvusCollection(self._connected, name)


def _rank(hit: tuple[int, float]) -> tuple[float, int]:
    return -hit[1], hit[0]


def _read(folder: Path) -> Seen:
    try:
        return msgspec.json.decode((folder / _SEEN).read_bytes(), type=Seen)
    except msgspec.MsgspecError as error:
        raise OSError(f"{folder / _SEEN} is damaged: {one_line(error)}") from None


def _collection_of(folder: Path) -> str | None:
    """The collection that a snapshot sees, if it is of Milvus."""
    try:
        return _read(folder).collection
    except OSError:
        return None


def _keep(folder: Path, seen: Seen) -> None:
    unfinished = (folder / _SEEN).with_suffix(".tmp")
    unfinished.write_bytes(msgspec.json.encode(seen))
    unfinished.replace(folder / _SEEN)


@contextmanager
def _damage_named() -> Iterator[None]:
    try:
        yield
    except LostCollectionError as error:
        raise DamagedIndexError("vectors", error) from error


@contextmanager
def _absence_told() -> Iterator[None]:
    try:
        yield
    except LostCollectionError as error:
        raise OSError(one_line(error)) from error
