"""Clones of repositories that folders of documents stand in: where their hosts show the files that are as committed.

Who can write to a source can write to its `.git`: git is asked by commands that run nothing of what stands there, in a
process within bounds, and whose remote may be told is made sure of first.
"""

import hashlib
import os
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG
from tempfile import TemporaryFile
from time import monotonic

from index.files.git import git_command, git_environment, listed_files
from index.ingest.readers.base import File
from index.ingest.readers.files import STORED
from index.ingest.readers.folders import folders_to_root
from index.ingest.repository_address import RepositoryAddress, parse_remote
from index.ingest.sources import SEEDS

_SECONDS = 10.0  # for all that git is asked of a repository
_MEGABYTES = 50  # of what it says: half a million files
_LINK = 10_000  # bytes of a file that names a folder
_HASHES = {40: "sha1", 64: "sha256"}  # by the digits that the hash of a file has in a repository


class _NoCloneError(Exception):
    """A folder of which git tells nothing, or nothing that leads to a host."""


@dataclass(frozen=True, slots=True)
class _Clone:
    """A repository on a host, at a commit that this has; `blobs` are the hashes of its files by where they stand."""

    root: Path
    address: RepositoryAddress
    commit: str
    digest: bytes
    blobs: Mapping[str, str]

    def file_address(self, file: File) -> str:
        return self.address.file_address(self.commit, file.path.relative_to(self.root).as_posix())


class Clones:
    """The clones that the files of sources stand in, each read once."""

    def __init__(self, files: Iterable[File]) -> None:
        """Takes the files of all sources."""
        by_root = defaultdict[Path, list[Path]](list)
        for source in dict.fromkeys(file.source for file in files if not _is_stored(file)):
            if source == SEEDS:  # which are of no repository of the person's
                continue
            if folders := folders_to_root(source if source.is_dir() else source.parent):
                by_root[folders[-1]].append(source)
        self._clones = dict[Path, _Clone]()
        for root, sources in by_root.items():
            with suppress(_NoCloneError):
                self._clones |= dict.fromkeys(sources, _read(root, sources))
        self._addresses = dict[Path, str]()

    def signature(self, file: File) -> str:
        """What is another once a file that stays as it is may have another digest; empty where it has none."""
        clone, blob = self._committed(file)
        return f" {clone.digest.hex()}:{blob}" if clone else ""

    def digest(self, file: File) -> bytes:
        """The hash of the repository that a file is as committed in, by reading it; empty where it is in none.

        It says nothing of the commit, so that no file is read again because others have changed.
        """
        clone, blob = self._committed(file)
        if clone is None or not _is_blob(file.path, blob):
            return b""
        self._addresses[file.path] = clone.file_address(file)
        return clone.digest

    def address(self, file: File) -> str:
        """Where its host shows a file that was found to be as committed; empty for others."""
        return self._addresses.get(file.path, "")

    def _committed(self, file: File) -> tuple[_Clone | None, str]:
        """The clone that has a file, and the hash of what it has there."""
        clone = self._clones.get(file.source)
        blob = clone.blobs.get(str(file.path)) if clone else None
        return (clone, blob) if blob and not _is_stored(file) else (None, "")


def _read(root: Path, sources: Sequence[Path]) -> _Clone:
    """The clone at a root, with its files below some sources. Raises _NoCloneError."""
    repository = _Repository(root, monotonic() + _SECONDS)
    address = parse_remote(repository.remote_address)
    if address is None:
        raise _NoCloneError
    commit = repository.published()
    below = [] if root in sources else [source.relative_to(root).as_posix() for source in sources]
    listing = repository.said("ls-tree", "-r", "-z", "--full-tree", commit, "--", *below)
    blobs = {os.path.join(root, one.path): one.blob for one in listed_files(listing) if not one.is_link}
    return _Clone(root, address, commit, blake2b(str(address).encode(), digest_size=8).digest(), blobs)


class _Repository:
    """A repository as git tells of it until some moment; all it does raises _NoCloneError."""

    def __init__(self, root: Path, end: float) -> None:
        """Makes sure that what stands at a root is the repository's own, and not the name of somebody's other one."""
        self._end, self._folder = end, _git_folder(root)
        is_worktree = self._folder.parent.name == "worktrees"
        file = (self._folder.parent.parent if is_worktree else self._folder) / "config"
        if file.is_symlink() or not file.is_file():
            raise _NoCloneError
        # By its file git reads no others that it includes.
        told = self.said("config", "--file", str(file), "--null", "--list").decode(errors="replace")
        self._settings = dict[str, str]()
        for key, _, value in (line.partition("\n") for line in told.split("\0")):
            self._settings.setdefault(key, value)  # of a remote the first address counts
        if self._folder != root / ".git" and not is_worktree:
            work_tree = self._settings.get("core.worktree", "")
            if (self._folder / work_tree).resolve() != root.resolve():
                raise _NoCloneError
        remotes = [key[7:-4] for key in self._settings if key.startswith("remote.") and key.endswith(".url")]
        if "origin" not in remotes and len(remotes) != 1:
            raise _NoCloneError
        self._remote = "origin" if "origin" in remotes else remotes[0]

    @property
    def remote_address(self) -> str:
        """As git has it."""
        return self._settings[f"remote.{self._remote}.url"]

    def published(self) -> str:
        """The commit of the work tree, or where that is not pushed the newest before it that is."""
        head, *tips = self._lines("rev-parse", "HEAD", f"--remotes={self._remote}")
        if head in tips:
            return head
        if not tips:
            raise _NoCloneError
        lines = self._lines("rev-list", "--boundary", "HEAD", "--not", f"--remotes={self._remote}")
        pushed = [line[1:] for line in lines if line.startswith("-")]
        if lines and not pushed:
            raise _NoCloneError
        return pushed[0] if pushed else head

    def _lines(self, *arguments: str) -> list[str]:
        return self.said(*arguments).decode(errors="replace").splitlines()

    def said(self, *arguments: str) -> bytes:
        """What git says."""
        with TemporaryFile() as said:
            try:
                subprocess.run(  # noqa: S603
                    git_command(arguments, _MEGABYTES),
                    cwd=self._folder,
                    env=git_environment(self._folder),
                    stdin=subprocess.DEVNULL,
                    stdout=said,
                    stderr=subprocess.DEVNULL,
                    timeout=max(self._end - monotonic(), 0.0),
                    check=True,
                )
            except (OSError, ValueError, subprocess.SubprocessError):
                raise _NoCloneError from None
            said.seek(0)
            return said.read()


def _git_folder(root: Path) -> Path:
    """Where git keeps what it knows of a work tree (gitrepository-layout(5)). Raises _NoCloneError.

    A file in its place names a folder, which must name it in turn: who writes to a source may name any.
    """
    named = root / ".git"
    if named.is_dir() and not named.is_symlink() and not (named / "commondir").exists():
        return named
    folder = (root / _first_line(named).removeprefix("gitdir: ")).resolve()
    if folder.parent.name == "worktrees":
        is_own = Path(_first_line(folder / "gitdir")).resolve() == named.resolve()
        if not is_own or (folder / _first_line(folder / "commondir")).resolve() != folder.parent.parent:
            raise _NoCloneError
    return folder


def _first_line(path: Path) -> str:
    """Of a file that is no link, nor a pipe that may never end."""
    if path.is_symlink() or not path.is_file():
        raise _NoCloneError
    try:
        with path.open("rb") as file:
            return os.fsdecode(file.read(_LINK).split(b"\n")[0])
    except OSError:
        raise _NoCloneError from None


def _is_stored(file: File) -> bool:
    """Whether it is an article of elsewhere, which says all of itself."""
    return file.path.name.endswith(STORED)


def _is_blob(path: Path, blob: str) -> bool:
    """Whether a file holds what has this hash in a repository (gitformat-pack(5)): its length and its bytes."""
    try:
        stat = path.lstat()
        if not S_ISREG(stat.st_mode):
            return False
        with path.open("rb") as file:
            digest = hashlib.new(_HASHES[len(blob)], b"blob %d\0" % stat.st_size, usedforsecurity=False)
            while part := file.read(1 << 20):
                digest.update(part)
    except OSError:
        return False
    return digest.hexdigest() == blob
