"""What was embedded, by the hash of its texts, and how the vectors of tokens are made small."""

from collections.abc import Iterable

from index.storage.database import Database, checksum
from index.storage.rows import Embedding
from index.storage.schema import update_checksums


class Embeddings:
    """Embeddings by the hash of what was embedded; `loose` notes those that perhaps no passage uses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def stored(self, hashes: Iterable[bytes]) -> set[bytes]:
        """Which of these embeddings are there."""
        return {row[0] for row in self._database.rows_in("SELECT hash FROM embedding WHERE hash IN ({})", hashes)}

    def put(self, embeddings: Iterable[tuple[bytes, Embedding]]) -> None:
        """Stores embeddings by the hash of what was embedded."""
        for key, one in embeddings:
            vectors, tokens, bounds = one.vectors.tobytes(), one.tokens.tobytes(), one.bounds.tobytes()
            checksums = checksum(key, vectors), checksum(key, tokens, bounds)
            row = key, *checksums, bounds, vectors, tokens
            self._database.execute("INSERT OR REPLACE INTO embedding VALUES (?, ?, ?, ?, ?, ?)", *row)
            self._database.execute("INSERT OR IGNORE INTO loose VALUES (?)", key)

    def loosen(self, article: int) -> None:
        """Notes that an article is about to leave its embeddings."""
        query = "INSERT OR IGNORE INTO loose SELECT embedding FROM passage WHERE article = ?"
        self._database.execute(query, article)

    def prune(self) -> None:
        """Drops the embeddings that no passage uses: those put for one or left by one that is gone by now."""
        with self._database.writing():
            used = "SELECT 1 FROM passage WHERE embedding = embedding.hash"
            self._database.execute(f"DELETE FROM embedding WHERE hash IN loose AND NOT EXISTS ({used})")
            self._database.execute("DELETE FROM loose")

    def projection(self) -> bytes | None:
        """How the vectors of tokens are made small in this library, once that is settled."""
        for value, stored in self._database.rows("SELECT value, checksum FROM projection"):
            self._database.require_intact("the projection", stored, value)
            return bytes(value)
        return None

    def put_projection(self, value: bytes) -> None:
        """Settles how the vectors of tokens are made small."""
        self._database.execute("INSERT INTO projection (value) VALUES (?)", value)
        update_checksums(self._database, "projection", ("checksum",), "TRUE")
