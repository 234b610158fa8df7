"""The passages of a library: where they stand in their articles, and their vectors."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from index.models.small_vectors import unit_vectors
from index.records import Passage
from index.storage.database import Database, require_intact
from index.storage.former import FormerEmbeddings
from index.storage.rows import Embedding, StoredPassage
from index.storage.schema import update_checksums

_STORED = (
    "SELECT p.checksum, p.number, p.article, p.heading, p.sentences, p.embedding, e.checksum, e.data "
    "FROM passage AS p LEFT JOIN embedding AS e ON e.hash = p.embedding "
)


class Passages:
    """Passages by their numbers. What is read of them is what was stored, or DamagedError is raised."""

    def __init__(self, database: Database, former: FormerEmbeddings) -> None:
        self._database = database
        self._former = former

    def all(self) -> Iterator[StoredPassage]:
        """All passages, in the order of their numbers."""
        yield from self._intact(self._database.all_rows(_STORED + "ORDER BY p.number"))

    def get(self, numbers: Iterable[int]) -> Iterator[StoredPassage]:
        """The passages of these numbers that exist, in the order of their numbers."""
        query = _STORED + "WHERE p.number IN ({}) ORDER BY p.number"
        yield from self._intact(self._database.rows_in(query, sorted(numbers)))

    def numbers(self) -> list[int]:
        """The numbers of all passages, in order."""
        return [number for (number,) in self._database.all_rows("SELECT number FROM passage ORDER BY number")]

    def of_article(self, number: int) -> list[int]:
        """The numbers of the passages of an article, by its number, in order."""
        rows = self._database.rows("SELECT number FROM passage WHERE article = ? ORDER BY number", number)
        return [number for (number,) in rows]

    def of_articles(self, numbers: Iterable[int]) -> Iterator[int]:
        """The numbers of the passages of articles, by their numbers, in any order."""
        rows = self._database.rows_in("SELECT number FROM passage WHERE article IN ({})", numbers)
        return (number for (number,) in rows)

    def put(self, article: int, passages: Iterable[tuple[Passage, bytes]]) -> list[int]:
        """Stores the passages of an article, each with the hash of its embedding; gives their numbers."""
        new = [
            self._database.execute(
                "INSERT INTO passage (article, heading, sentences, embedding) VALUES (?, ?, ?, ?) RETURNING number",
                article,
                passage.heading,
                np.array(passage.sentences, np.int32).tobytes(),
                embedding,
            ).fetchone()[0]
            for passage, embedding in passages
        ]
        update_checksums(self._database, "passage", ("checksum",), "article = ?", article)
        return new

    def _intact(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[StoredPassage]:
        for checksum, number, article, heading, sentences, embedding, data_checksum, data in rows:
            require_intact(
                self._database, f"passage {number}", checksum, number, article, heading, sentences, embedding
            )
            spans = np.frombuffer(sentences, np.int32).reshape(-1, 2)
            if data is not None:
                require_intact(self._database, f"the embedding of passage {number}", data_checksum, embedding, data)
                vectors = Embedding.from_bytes(data, len(spans)).vectors
            elif former := self._former.get([embedding]):
                vectors = former[embedding].vectors
            else:
                continue
            yield StoredPassage(number, article, heading, spans, embedding, unit_vectors(vectors))
