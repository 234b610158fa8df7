"""Where the parts of an index stand in its folder, and the lock that lets one process at a time write them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from index.errors import QuotebotError
from index.files import disk

_OTHERS = 0o077  # the rights of all but the owner


class BusyError(QuotebotError):
    """Another process is writing the index."""


@dataclass(frozen=True, slots=True)
class Backends:
    """What keeps the parts of an index that need not stand in its folder."""

    articles: str = field(default="", repr=False)
    """The URL of the PostgreSQL in which articles stand; empty where they stand in a SQLite file."""
    vectors: Literal["faiss", "milvus"] = "faiss"
    milvus_uri: str = ""
    """Where Milvus is; empty of Milvus Lite, whose file stands in the folder."""
    milvus_token: str = field(default="", repr=False)

    @property
    def is_of_one_process(self) -> bool:
        """Whether one process alone may have an index open, as with Milvus Lite."""
        return self.vectors == "milvus" and not self.milvus_uri


_OF_THIS_MACHINE = Backends()


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The folder of an index, and what keeps what is not in it."""

    folder: Path
    backends: Backends = _OF_THIS_MACHINE

    def at(self, folder: Path) -> "DataFolder":
        """Another folder, of an index that the same backends keep."""
        return replace(self, folder=folder)

    @property
    def library(self) -> Path:
        """The file of the truth: that SQLite has it in, or that tells in which schema PostgreSQL has it."""
        return self.library_schema if self.backends.articles else self.library_file

    @property
    def library_file(self) -> Path:
        """The SQLite file of the truth, where that is in one."""
        return self.folder / "library.db"

    @property
    def library_schema(self) -> Path:
        """The file that tells in which schema PostgreSQL has the truth, where that is there."""
        return self.folder / "library.schema"

    @property
    def spare_schema(self) -> Path:
        """The file that tells of a schema that holds no truth yet, or none any more."""
        return self.folder / "library.schema.spare"

    @property
    def snapshots(self) -> Path:
        """The folder of what is derived from it."""
        return self.folder / "generations"

    @property
    def web(self) -> Path:
        """The folder of what was read from addresses: the articles of each in a folder of its own."""
        return self.folder / "web"

    @property
    def pages(self) -> Path:
        """The SQLite file of what is known of addresses from one look to the next, which can be made anew."""
        return self.folder / "web.db"

    @property
    def encoder(self) -> Path:
        """The folder of compiled encoders, for where the user's cache cannot be written to."""
        return self.folder / "encoder"

    @property
    def state(self) -> Path:
        """The SQLite file of what the Discord bot keeps of its own."""
        return self.folder / "discord.db"

    def collections(self) -> list["DataFolder"]:
        """The folders of all indexes: this one's, and those of servers."""
        own = sorted(file.parent for file in self.folder.glob(f"servers/*/*/{self.library.name}"))
        return [*([self] if self.library.exists() else []), *map(self.at, own)]

    def make(self) -> None:
        """Makes the folder, for its owner alone, where there is none. Raises QuotebotError where that cannot be."""
        if self.folder.is_dir():
            return
        folder = self.folder.absolute()
        missing = [path for path in (folder, *folder.parents) if not path.exists()]
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            disk.flush(path.parent for path in missing)
        except OSError as error:
            raise QuotebotError(f"cannot make the folder {self.folder}: {error.strerror}; check --data-dir") from None

    def exposed(self) -> Path | None:
        """Something in the folder that others than its owner may read; None where nothing is."""
        if not self.folder.stat().st_mode & _OTHERS:
            return None
        inside = (path for path in sorted(self.folder.iterdir()) if not path.is_symlink())  # a link has no rights
        return next((path for path in inside if path.stat().st_mode & _OTHERS), None)

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Holds the right to run the Discord bot, or to put another file in place of its own. Raises BusyError."""
        from filelock import FileLock, Timeout

        self.make()
        try:
            with FileLock(self.folder / "bot.lock", timeout=0):
                yield
        except Timeout:
            raise BusyError(f"another bot runs on {self.folder}; stop it, or use another --data-dir") from None

    @contextmanager
    def fetching(self) -> Iterator[None]:
        """Holds the right to look at addresses. Raises BusyError."""
        from filelock import FileLock, Timeout

        self.make()
        try:
            with FileLock(self.folder / "web.lock", timeout=0):
                yield
        except Timeout:
            raise BusyError(
                f"another process looks at the addresses of {self.folder}; wait until it has ended, then try again"
            ) from None

    @contextmanager
    def lock(self, patience: float = 0) -> Iterator[None]:
        """Holds the right to write, waiting at most `patience` seconds for it; a thread may hold it more than once.

        Raises BusyError; and DiskError where the folder cannot be written, now or meanwhile.
        """
        from filelock import FileLock, Timeout  # takes 25 ms, and a question needs no lock

        self.make()
        with disk.named(self.folder):
            # One lock for all of a thread, so that who holds it may call what takes it too.
            lock = FileLock(self.folder / "lock", is_singleton=True)
            try:
                lock.acquire(timeout=patience)
            except Timeout:
                raise BusyError(
                    f"another process is writing {self.folder}; wait until it has ended, then try again"
                ) from None
            try:
                yield
            finally:
                lock.release()
