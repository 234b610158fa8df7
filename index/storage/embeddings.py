"""What was embedded, by the hash of its texts, and the codec by which tokens are kept."""

from collections.abc import Iterable, Mapping

from index.models.token_vectors import TokenCodec
from index.storage.database import Database, checksum, require_intact
from index.storage.rows import Embedding
from index.storage.schema import update_checksums

_TABLES = ("embedding", "former")


class Embeddings:
    """Embeddings by the hash of what was embedded; `loose` notes those that perhaps no passage uses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def stored(self, hashes: Iterable[bytes]) -> set[bytes]:
        """Which of these embeddings are there, also as a version before kept them."""
        hashes = list(hashes)
        queries = [f"SELECT hash FROM {table} WHERE hash IN ({{}})" for table in _TABLES]
        return {key for query in queries for (key,) in self._database.rows_in(query, hashes)}

    def put(self, embeddings: Mapping[bytes, Embedding]) -> None:
        """Stores embeddings by the hash of what was embedded."""
        self.keep(embeddings)
        self._database.execute_many(
            "INSERT INTO loose VALUES (?) ON CONFLICT DO NOTHING", [(key,) for key in embeddings]
        )

    def keep(self, embeddings: Mapping[bytes, Embedding]) -> None:
        """Stores embeddings of which it is noted whether passages use them."""
        data = ((key, one.to_bytes()) for key, one in embeddings.items())
        rows = ((key, checksum(key, each), each) for key, each in data)
        anew = "ON CONFLICT (hash) DO UPDATE SET checksum = excluded.checksum, data = excluded.data"
        self._database.execute_many(f"INSERT INTO embedding VALUES (?, ?, ?) {anew}", rows)

    def loosen(self, article: int) -> None:
        """Notes that an article is about to leave its embeddings."""
        query = "INSERT INTO loose SELECT embedding FROM passage WHERE article = ? ON CONFLICT DO NOTHING"
        self._database.execute(query, article)

    def prune(self) -> None:
        """Drops the embeddings that no passage uses: those put for one or left by one that is gone by now."""
        with self._database.writing():
            for table in _TABLES:
                used = f"SELECT 1 FROM passage WHERE embedding = {table}.hash"
                self._database.execute(
                    f"DELETE FROM {table} WHERE hash IN (SELECT hash FROM loose) AND NOT EXISTS ({used})"
                )
            self._database.execute("DELETE FROM loose")

    def codec(self) -> TokenCodec | None:
        """How the vectors of tokens are kept in this library, once that is settled."""
        for value, stored in self._database.rows("SELECT value, checksum FROM codec"):
            require_intact(self._database, "the codec of tokens", stored, value)
            return TokenCodec.from_bytes(value)
        return None

    def put_codec(self, codec: TokenCodec) -> None:
        """Settles how the vectors of tokens are kept."""
        self._database.execute("INSERT INTO codec (value) VALUES (?)", codec.to_bytes())
        update_checksums(self._database, "codec", ("checksum",), "TRUE")
