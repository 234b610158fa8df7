"""What stands in a zip file: its members, unpacked within bounds and into memory alone."""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PosixPath
from typing import IO, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from index.ingest.readers.base import UnreadableError

_MOST_MEMBERS = 20_000
_MOST_BYTES = 500_000_000  # that are unpacked of a file, archives in it included
_MOST_RATIO = 200  # of what is unpacked to what is packed; text has 3 to 20
_SMALL = 5_000_000  # bytes, up to which any ratio is harmless
_UTF_8 = 0x800  # in the flags of a member: how its name is encoded
_ENCRYPTED = 0x1


class Allowance:
    """What may still be unpacked of a file."""

    def __init__(self) -> None:
        self._members = _MOST_MEMBERS
        self._bytes = _MOST_BYTES

    def list(self, members: int) -> None:
        """Counts members of an archive. Raises UnreadableError where there are too many."""
        self._members -= members
        if self._members < 0:
            raise UnreadableError(f"holds more than {_MOST_MEMBERS:,} files; pack them in several archives")

    def unpack(self, member: ZipInfo) -> None:
        """Counts the bytes of a member, before it is unpacked. Raises UnreadableError where that may not be."""
        if member.flag_bits & _ENCRYPTED:
            raise UnreadableError("is protected by a password; pack it without one")
        if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise UnreadableError("is packed in a way that is not read; pack it as a usual zip file")
        if member.file_size > max(_SMALL, member.compress_size * _MOST_RATIO):
            ratio = member.file_size // max(member.compress_size, 1)
            raise UnreadableError(
                f"would become {ratio:,} times as large when unpacked, as no document does; leave it out"
            )
        if member.file_size > self._bytes:
            raise UnreadableError(f"would have {_MOST_BYTES / 1e6:g} MB and more unpacked; pack it in parts")
        self._bytes -= member.file_size


class Member(NamedTuple):
    """A file in an archive, by its path there, which leads nowhere else."""

    path: str
    info: ZipInfo


class Members:
    """The files in an archive, without folders and what is hidden."""

    def __init__(self, file: IO[bytes], allowance: Allowance) -> None:
        """Takes the opened archive. Raises UnreadableError where it is none, or holds too many files."""
        try:
            self._zip = ZipFile(file)
        except (BadZipFile, NotImplementedError, ValueError):
            raise UnreadableError("is no zip file, or is damaged or cut off; copy it or pack it anew") from None
        infos = self._zip.infolist()
        allowance.list(len(infos))
        self._allowance = allowance
        listed = (Member(_path(info), info) for info in infos if not info.is_dir())
        self.all = tuple(member for member in listed if member.path and not _is_hidden(member.path))

    def read(self, member: Member) -> bytes:
        """What a file holds. Raises UnreadableError where that is too much, or damaged."""
        self._allowance.unpack(member.info)
        try:
            with self._zip.open(member.info) as file:
                return file.read(member.info.file_size)  # which unpacks no more than that, whatever follows
        except (BadZipFile, EOFError, ValueError, NotImplementedError, OSError):
            raise UnreadableError("is damaged within the archive; copy that or pack it anew") from None


@contextmanager
def in_memory(path: str, data: bytes) -> Iterator[Path]:
    """A path by which what opens files reads these bytes, and which else is the given one."""
    descriptor = os.memfd_create("member")
    try:
        _write(descriptor, data)
        member = _MemberPath(path)
        member.descriptor = descriptor
        yield member
    finally:
        os.close(descriptor)


class _MemberPath(PosixPath):
    """A path that is opened where the bytes of a member stand."""

    descriptor = -1

    def __fspath__(self) -> str:
        return f"/proc/self/fd/{self.descriptor}" if self.descriptor >= 0 else str(self)


def _write(descriptor: int, data: bytes) -> None:
    """Writes into memory, which counts as a file; this process may write none but for that moment."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _path(info: ZipInfo) -> str:
    """The path of a member below the archive, in the letters that it was written in."""
    name = info.filename
    if not info.flag_bits & _UTF_8:
        with suppress(UnicodeError):  # many programs write UTF-8 without saying so
            name = name.encode("cp437").decode("utf-8")
    parts = name.encode(errors="replace").decode().replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in ("", ".", ".."))


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in path.split("/"))
