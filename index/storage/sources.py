"""Which files and folders a library is read from, and as what their files were read last."""

from collections.abc import Iterable
from pathlib import Path

from index.storage.database import Database
from index.storage.schema import update_checksums


class Sources:
    """The files and folders that an index is to read, and the signatures of the files that were read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def paths(self) -> list[Path]:
        """The files and folders that the index is to read. Raises DamagedError where one is not what was stored."""
        paths = list[Path]()
        for path, checksum in self._database.rows("SELECT path, checksum FROM source ORDER BY path"):
            self._database.require_intact(f"the source {path}", checksum, path)
            paths.append(Path(path))
        return paths

    def add(self, paths: Iterable[Path]) -> None:
        """Adds files and folders to what is read."""
        for path in map(str, paths):
            self._database.execute("INSERT OR IGNORE INTO source (path) VALUES (?)", path)
            update_checksums(self._database, "source", ("checksum",), "path = ?", path)

    def forget(self, path: Path) -> bool:
        """Forgets a file or folder; tells whether it was known."""
        return self._database.execute("DELETE FROM source WHERE path = ?", str(path)).rowcount > 0

    def signatures(self) -> dict[str, str]:
        """The files all of whose articles are here, by their paths, with their signatures."""
        return dict(self._database.rows("SELECT path, stamp FROM file"))

    def note_signatures(self, signatures: dict[str, str]) -> None:
        """Notes of which files all articles are here, those of no others."""
        before = self.signatures()
        if before == signatures:
            return
        with self._database.writing():
            gone = ((path,) for path in before.keys() - signatures.keys())
            self._database.execute_many("DELETE FROM file WHERE path = ?", gone)
            self._database.execute_many(
                "INSERT OR REPLACE INTO file VALUES (?, ?)", (signatures.items() - before.items())
            )
