"""What is known of the addresses of sources from one visit to the next: a SQLite file, which visits can make anew."""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from index.fetching.looks import KnownPage
from index.files.data_folder import DataFolder
from index.ingest.readers.base import Problem
from index.ingest.source_address import SourceAddress
from index.ingest.sources import mirror_folder
from index.storage.database import DamagedError, NewerVersionError
from index.storage.sqlite_database import SqliteDatabase

_T = TypeVar("_T")

_VERSION = 1
_SCHEMA = """
CREATE TABLE source (address TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE page (
    source TEXT NOT NULL, address TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY (source, address)
) WITHOUT ROWID;
"""


Kind = Literal["page", "site", "feed", "repository"]
"""As what a source is read."""


class SourceState(msgspec.Struct, frozen=True):
    """How the last look at a source went, and when the next one is due, in seconds since 1970.

    `failures` are the looks in turn, up to the last, at which nothing could be read at the address itself.
    """

    kind: Kind = "page"
    looked_at: float = 0.0
    next_at: float = 0.0
    articles: int = 0
    problems: tuple[Problem, ...] = ()
    failures: int = 0


class PageStore(SqliteDatabase):
    """What is known of sources, by the keys of their addresses, and of the addresses of each."""

    def __init__(self, path: Path) -> None:
        """Opens the file, made new where there is none. Raises DatabaseError."""
        super().__init__(path)
        self._pages, self._states = msgspec.msgpack.Decoder(KnownPage), msgspec.msgpack.Decoder(SourceState)
        self._encoder = msgspec.msgpack.Encoder()
        try:
            if self._version() > _VERSION:
                # Restoring a backup would not put it back.
                raise NewerVersionError(
                    f"{path} was written by a newer version of quotebot; install that one, "
                    "or move the file away, which the next look at the addresses makes anew"
                )
            for pragma in ("journal_mode = WAL", "synchronous = FULL"):
                self.execute(f"PRAGMA {pragma}")
            with self.writing():
                if not self._version():  # another process may have been faster
                    for statement in filter(str.strip, _SCHEMA.split(";")):
                        self.execute(statement)
                    self.execute(f"PRAGMA user_version = {_VERSION}")
        except BaseException:
            self.close()
            raise

    def pages(self, source: str) -> dict[str, KnownPage]:
        """What is known of the addresses of a source."""
        rows = self.rows("SELECT address, data FROM page WHERE source = ? ORDER BY address", source)
        return {address: self._decoded(self._pages, data) for address, data in rows}

    def replace(self, source: str, pages: Iterable[KnownPage], state: SourceState) -> None:
        """Notes what is known of the addresses of a source from now on, and how the look at it went."""
        rows = [(source, page.address, self._encoder.encode(page)) for page in pages]
        with self.writing():
            self.execute("DELETE FROM page WHERE source = ?", source)
            self.execute_many("INSERT INTO page VALUES (?, ?, ?)", rows)
            self.note(source, state)

    def add(self, source: str, pages: Iterable[KnownPage]) -> None:
        """Notes what is known of further addresses of a source."""
        rows = [(source, page.address, self._encoder.encode(page)) for page in pages]
        with self.writing():
            self.execute_many("INSERT OR REPLACE INTO page VALUES (?, ?, ?)", rows)

    def note(self, source: str, state: SourceState) -> None:
        """Notes how the last look at a source went."""
        self.execute("INSERT OR REPLACE INTO source VALUES (?, ?)", source, self._encoder.encode(state))

    def states(self) -> dict[str, SourceState]:
        """How the last look at each source went."""
        rows = self.rows("SELECT address, data FROM source ORDER BY address")
        return {address: self._decoded(self._states, data) for address, data in rows}

    def forget(self, sources: Iterable[str]) -> None:
        """Forgets sources."""
        gone = [(source,) for source in sources]
        with self.writing():
            self.execute_many("DELETE FROM page WHERE source = ?", gone)
            self.execute_many("DELETE FROM source WHERE address = ?", gone)

    def _version(self) -> int:
        return int(self.execute("PRAGMA user_version").fetchone()[0])

    def _decoded(self, decoder: msgspec.msgpack.Decoder[_T], data: bytes) -> _T:
        try:
            return decoder.decode(data)
        except msgspec.DecodeError as error:
            raise self.damaged(str(error)) from None


def states_of(data_folder: DataFolder) -> dict[str, SourceState]:
    """How the last look at each source of an index went, by the keys of their addresses. Raises DatabaseError."""
    if not data_folder.pages.exists():
        return {}
    with open_pages(data_folder.pages) as store:
        return store.states()


def settled_mirrors(data_folder: DataFolder, addresses: Iterable[SourceAddress]) -> list[Path]:
    """The folders of those addresses at which the last look went well: what is gone of these is gone on purpose.

    Of an address that cannot be read just now nothing may have been read yet, such as after a backup was restored.
    Raises DatabaseError.
    """
    states = states_of(data_folder)
    settled = (one for one in addresses if (state := states.get(one.key)) and not state.failures)
    return [mirror_folder(data_folder, address) for address in settled]


def open_pages(path: Path) -> PageStore:
    """Opens the file; where it is damaged it is set aside and made anew. Raises DatabaseError where that cannot be."""
    try:
        return PageStore(path)
    except DamagedError:
        for end in ("-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
        path.replace(path.with_name(f"{path.name}.damaged"))
        return PageStore(path)
