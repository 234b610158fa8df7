"""How far an upload is, told by the thread that takes it in to whoever shows it."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.ingest.progress import Progress


@dataclass(frozen=True, slots=True)
class UploadState:
    """How many files were read, and how many passages are embedded and about how many are left.

    Of an address, how many `pages` were looked at.
    """

    files: int = 0
    of_files: int = 0
    embedded: int = 0
    left: int = 0
    pages: int = 0


class UploadProgress:
    """What is known of an upload; any thread may look."""

    def __init__(self) -> None:
        self.state = UploadState()
        self._before = self._embedded = 0  # passages: of the slices that have ended, and of this one

    def expect_files(self, count: int) -> None:
        """Sets how many files there are."""
        self.state = replace(self.state, files=0, of_files=count)

    def count_file(self) -> None:
        """Counts a file as read."""
        self.state = replace(self.state, files=self.state.files + 1)

    def count_pages(self, pages: int) -> None:
        """Sets how many pages were looked at."""
        self.state = replace(self.state, pages=pages)

    def on_sync(self, progress: "Progress") -> None:
        """Takes how far a sync is; where it counts anew, it is another slice."""
        if progress.passages < self._embedded:
            self._before += self._embedded
        self._embedded = progress.passages
        known = progress.passages + progress.waiting
        # What is still to be read has as many passages for its bytes as what was read.
        unread = known * (progress.of_bytes - progress.bytes) // progress.bytes if progress.bytes else 0
        self.state = replace(self.state, embedded=self._before + self._embedded, left=progress.waiting + unread)
