"""Embeddings as versions before kept them: read as they would be kept now, until a sync has kept them so."""

from collections.abc import Iterable
from contextlib import suppress

import numpy as np
from numpy.typing import NDArray

from index.models.encoder import unit_rows
from index.models.small_vectors import small_vectors
from index.models.token_vectors import ReducedVectors, TokenCodec, padded, parted
from index.storage.database import DamagedError, Database, require_intact
from index.storage.embeddings import Embeddings
from index.storage.rows import Embedding

_SAMPLE = 128  # embeddings whose tokens a codec is fitted to
_READ = "SELECT hash, vectors_checksum, tokens_checksum, bounds, vectors, tokens FROM former WHERE hash IN ({})"


class FormerEmbeddings:
    """Vectors in half precision, and the principal components of tokens in bytes, by the hash of what was embedded."""

    def __init__(self, database: Database, embeddings: Embeddings) -> None:
        self._database = database
        self._embeddings = embeddings

    def count(self) -> int:
        """How many there are."""
        return int(self._database.execute("SELECT COUNT(*) FROM former").fetchone()[0])

    def settle_codec(self) -> None:
        """Settles how tokens are kept in a library that has some of a version before: by the components they have.

        Damage, by which it may stay unsettled, is told by who reads what is damaged: the rest is read as before.
        """
        rows = list[tuple[bytes, bytes, bytes, bytes]]()
        for key in self._first(_SAMPLE):
            with suppress(DamagedError):
                rows += self._intact([key])
        if not rows or self._embeddings.codec() is not None:
            return
        with suppress(DamagedError):
            mean, basis = self._projection(_dimension(rows[0]))
            reduced = _reduced([tokens for *_, tokens in rows], basis.shape[1])
            self._embeddings.put_codec(TokenCodec.fit_centroids(mean, basis, reduced))

    def get(self, hashes: Iterable[bytes]) -> dict[bytes, Embedding]:
        """Those of these that are here, as they would be kept now.

        Raises DamagedError where they are not what was stored.
        """
        rows, codec = self._intact(hashes), self._embeddings.codec()
        if not rows:
            return {}
        _, basis = self._projection(_dimension(rows[0]))
        if codec is None:
            raise self._database.damaged("it has lost the codec of its tokens")
        keys, bounds, vectors, tokens = zip(*rows, strict=True)
        kept, sentences = basis.shape[1], [len(each) // 4 for each in bounds]
        halves = np.frombuffer(b"".join(vectors), np.float16).reshape(sum(sentences) + len(rows), -1)
        small = parted(small_vectors(halves.astype(np.float32)), [1 + count for count in sentences])
        codes = parted(codec.encode(padded(_reduced(tokens, kept))), [len(each) // kept for each in tokens])
        within = [np.frombuffer(each, np.int16).reshape(-1, 2) for each in bounds]
        return dict(zip(keys, map(Embedding, small, within, codes), strict=True))

    def convert(self, limit: int) -> int:
        """Keeps so many of them as they are kept now, in one commit; gives how many these were."""
        with self._database.writing():
            hashes = self._first(limit)
            self._embeddings.keep(self.get(hashes))
            self._database.execute_many("DELETE FROM former WHERE hash = ?", ((key,) for key in hashes))
            self._database.execute("DELETE FROM projection WHERE NOT EXISTS (SELECT 1 FROM former)")
        return len(hashes)

    def _first(self, limit: int) -> list[bytes]:
        query = "SELECT hash FROM former ORDER BY hash LIMIT ?"  # in no order of their texts
        return [key for (key,) in self._database.rows(query, limit)]

    def _intact(self, hashes: Iterable[bytes]) -> list[tuple[bytes, bytes, bytes, bytes]]:
        """Hash, bounds, vectors and tokens of each that is here."""
        rows = list(self._database.rows_in(_READ, hashes))
        for key, vectors_checksum, tokens_checksum, bounds, vectors, tokens in rows:
            what = f"the embedding {key.hex()}"
            require_intact(self._database, what, vectors_checksum, key, vectors)
            require_intact(self._database, what, tokens_checksum, key, tokens, bounds)
        return [(key, bounds, vectors, tokens) for key, _, _, bounds, vectors, tokens in rows]

    def _projection(self, dimension: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The mean of the vectors of tokens, and the basis of their components: (dimension,), (dimension, kept)."""
        for value, stored in self._database.rows("SELECT value, checksum FROM projection"):
            require_intact(self._database, "the projection", stored, value)
            rows = np.frombuffer(value, np.float32).reshape(-1, dimension)
            return rows[0], rows[1:].T
        raise self._database.damaged("it has lost the projection of its tokens")


def _dimension(row: tuple[bytes, bytes, bytes, bytes]) -> int:
    _, bounds, vectors, _ = row
    return len(vectors) // 2 // (1 + len(bounds) // 4)


def _reduced(tokens: Iterable[bytes], kept: int) -> ReducedVectors:
    """The components of tokens as they were kept: int8, shape (tokens, kept), rows of length 127."""
    return unit_rows(np.frombuffer(b"".join(tokens), np.int8).reshape(-1, kept).astype(np.float32))
