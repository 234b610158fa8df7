"""Which files, folders and addresses a library is read from, and as what their files were read last."""

from collections.abc import Iterable

from index.storage.database import Database, require_intact
from index.storage.schema import update_checksums


class Sources:
    """The files, folders and addresses that an index is to read, and the signatures of the files that were read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def names(self) -> list[str]:
        """What the index is to read, by path or address. Raises DamagedError where one is not what was stored."""
        names = list[str]()
        for name, checksum in self._database.rows("SELECT path, checksum FROM source ORDER BY path"):
            require_intact(self._database, f"the source {name}", checksum, name)
            names.append(name)
        return names

    def add(self, names: Iterable[str]) -> None:
        """Adds to what is read."""
        for name in names:
            self._database.execute("INSERT INTO source (path) VALUES (?) ON CONFLICT DO NOTHING", name)
            update_checksums(self._database, "source", ("checksum",), "path = ?", name)

    def forget(self, name: str) -> bool:
        """Forgets what is read; tells whether it was known."""
        return self._database.execute("DELETE FROM source WHERE path = ?", name).rowcount > 0

    def signatures(self) -> dict[str, str]:
        """The files all of whose articles are here, by their paths, with their signatures."""
        return dict(self._database.all_rows("SELECT path, stamp FROM file"))

    def note_signatures(self, signatures: dict[str, str]) -> None:
        """Notes of which files all articles are here, those of no others."""
        before = self.signatures()
        if before == signatures:
            return
        with self._database.writing():
            gone = ((path,) for path in before.keys() - signatures.keys())
            self._database.execute_many("DELETE FROM file WHERE path = ?", gone)
            anew = "ON CONFLICT (path) DO UPDATE SET stamp = excluded.stamp"
            changed = signatures.items() - before.items()
            self._database.execute_many(f"INSERT INTO file VALUES (?, ?) {anew}", changed)
