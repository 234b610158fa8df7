"""What is noted of a library as a whole, such as the number of its snapshot or the encoder's fingerprint."""

from collections.abc import Iterable

from index.storage.database import Database, require_intact
from index.storage.schema import update_checksums


class Facts:
    """Short texts by their names."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> str | None:
        """What is noted under a name. Raises DamagedError where it is not what was noted."""
        return self.get_many((name,)).get(name)

    def get_many(self, names: Iterable[str]) -> dict[str, str]:
        """What is noted under these names, as far as anything is. Raises DamagedError as `get` does."""
        rows = self._database.rows_in("SELECT name, value, checksum FROM fact WHERE name IN ({})", names)
        facts = dict[str, str]()
        for name, value, checksum in rows:
            require_intact(self._database, f"the {name}", checksum, name, value)
            facts[name] = str(value)
        return facts

    def note(self, **facts: str) -> None:
        """Notes facts under their names."""
        for name, value in facts.items():
            anew = "ON CONFLICT (name) DO UPDATE SET value = excluded.value"
            self._database.execute(f"INSERT INTO fact (name, value) VALUES (?, ?) {anew}", name, value)
            update_checksums(self._database, "fact", ("checksum",), "name = ?", name)
