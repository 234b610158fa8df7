"""Where the parts of an index stand in its folder, and the lock that lets one process at a time write them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.errors import QuotebotError


class BusyError(QuotebotError):
    """Another process is writing the index."""


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of an index."""

    folder: Path

    @property
    def library(self) -> Path:
        """The SQLite file, the truth."""
        return self.folder / "library.db"

    @property
    def generations(self) -> Path:
        """The folder of what is derived from it."""
        return self.folder / "generations"

    @property
    def encoder(self) -> Path:
        """The folder of the compiled encoder."""
        return self.folder / "encoder"

    @property
    def state(self) -> Path:
        """The SQLite file of what the Discord bot keeps of its own."""
        return self.folder / "discord.db"

    def collections(self) -> list["Home"]:
        """The folders of all indexes: this one's, and those of servers."""
        own = sorted(file.parent for file in self.folder.glob("servers/*/*/library.db"))
        return [*([self] if self.library.exists() else []), *map(Home, own)]

    def make(self) -> None:
        """Makes the folder, for its owner alone, where there is none. Raises QuotebotError where that cannot be."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise QuotebotError(f"cannot make the folder {self.folder}: {error.strerror}; check --data-dir") from None

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
    def lock(self, patience: float = 0) -> Iterator[None]:
        """Holds the right to write, waiting at most `patience` seconds for it; a thread may hold it more than once.

        Raises BusyError.
        """
        from filelock import FileLock, Timeout  # takes 25 ms, and a question needs no lock

        self.make()
        try:
            # One lock for all of a thread, so that who holds it may call what takes it too.
            with FileLock(self.folder / "lock", is_singleton=True).acquire(timeout=patience):
                yield
        except Timeout:
            raise BusyError(
                f"another process is writing {self.folder}; wait until it has ended, then try again"
            ) from None
        except PermissionError:
            raise QuotebotError(
                f"no right to write to {self.folder}; check its owner or choose another --data-dir"
            ) from None
