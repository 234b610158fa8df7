"""What a file was when it was written, so that damage to it can be told later."""

import hashlib
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Self

import msgspec
from xxhash import xxh3_128

_END = 1 << 20  # bytes of a file's beginning and of its end: what most formats say of themselves, and of most files all


class FileChecksum(msgspec.Struct, frozen=True):
    """The size and hash of a file; `ends` is the hash of its beginning and end alone, which is quick to compare.

    XXH3, since a checksum tells damage, not who wrote, and is compared with gigabytes (https://xxhash.com).
    """

    size: int
    whole: str
    ends: str

    @classmethod
    def of(cls, path: Path) -> Self:
        """The checksum of a file as it is now."""
        return cls(path.stat().st_size, _whole(path), _ends(path))

    def matches_ends(self, path: Path) -> bool:
        """Whether a file has this size, beginning and end; of a small one that is all of it."""
        try:
            return path.stat().st_size == self.size and _ends(path) == self.ends
        except OSError:
            return False

    def matches(self, path: Path) -> bool:
        """Whether every byte of a file is as it was."""
        try:
            return _whole(path) == self.whole
        except OSError:
            return False

    def matches_mapped(self, path: Path) -> bool:
        """The same, by one call that needs no interpreter: read in pieces, a file waits for it with each.

        The process ends where the file is cut short meanwhile, so this is for those that are mapped afterwards too.
        """
        try:
            with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as mapped:
                return xxh3_128(mapped).hexdigest() == self.whole
        except (OSError, ValueError):  # an empty file cannot be mapped
            return False


class SealedFile(FileChecksum, frozen=True):
    """A file's checksum, and by what the file system tells that nobody has written to it since.

    `modified` is when it was written last, in nanoseconds. The time of the last change tells nothing: a link more or
    less changes that too.
    """

    inode: int = 0
    modified: int = 0

    @classmethod
    def of(cls, path: Path) -> Self:
        """The seal of a file as it is now."""
        before = path.stat()
        return cls(before.st_size, _whole(path), _ends(path), before.st_ino, before.st_mtime_ns)

    def renewed(self, path: Path) -> Self:
        """The seal of a file that was untouched just now, or all of which matched: an older version noted less."""
        now = path.stat()
        return msgspec.structs.replace(self, inode=now.st_ino, modified=now.st_mtime_ns)

    def is_untouched(self, path: Path) -> bool:
        """Whether a file has this beginning and end, and nobody has written to it; else whether every byte matches.

        What the disk itself made of the middle of a large file is not seen; `matches` sees it.
        """
        try:
            now = path.stat()
        except OSError:
            return False
        if (now.st_size, now.st_ino, now.st_mtime_ns) == (self.size, self.inode, self.modified):
            return self.matches_ends(path)
        return self.matches(path)


def sha256_of(path: Path) -> str:
    """The SHA-256 of all that a file holds, in hexadecimal. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _whole(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, xxh3_128).hexdigest()


def _ends(path: Path) -> str:
    ends = xxh3_128()
    with path.open("rb") as file:
        ends.update(file.read(_END))
        file.seek(max(path.stat().st_size - _END, file.tell()))
        ends.update(file.read())
    return ends.hexdigest()
