"""What was read of a repository: kept beside its articles, so that only what changes is fetched and read again."""

import os
from pathlib import Path

import msgspec

from index.ingest.readers.base import Problem, ProblemKind

_NAME = ".repository.json"  # hidden, so that it is no article


class ReadDocument(msgspec.Struct, frozen=True):
    """A document as it was read: the hash of its file, its articles with their sizes, and what was wrong with it.

    `articles` are by the names of the files that store them, with the size of each in bytes.
    """

    blob: str
    articles: dict[str, int] = {}
    problems: tuple[Problem, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether it says the same at any time."""
        return all(problem.kind != ProblemKind.WITHHELD for problem in self.problems)

    def is_whole(self, folder: Path) -> bool:
        """Whether all of its articles are there."""
        return all(_size(folder / name) == size for name, size in self.articles.items())


class Manifest(msgspec.Struct, frozen=True):
    """The documents of a repository by their paths, at a commit, which is empty where not all were read.

    `made_by` and `settings` tell of what else articles are made: how they are read, and the settings of sites.
    """

    commit: str = ""
    made_by: str = ""
    settings: str = ""
    documents: dict[str, ReadDocument] = {}
    problems: tuple[Problem, ...] = ()

    def files(self) -> set[str]:
        """The names of the files of all articles."""
        return {name for document in self.documents.values() for name in document.articles}

    def is_whole(self, folder: Path) -> bool:
        """Whether all that was read is there, and would be read the same now."""
        return all(document.is_settled and document.is_whole(folder) for document in self.documents.values())

    def all_problems(self) -> tuple[Problem, ...]:
        """What is wrong with the repository and with its documents."""
        return (*self.problems, *(problem for document in self.documents.values() for problem in document.problems))


def read_manifest(folder: Path) -> Manifest:
    """The manifest in a folder; an empty one where there is none, or it is damaged, so that all is read again."""
    try:
        return msgspec.json.decode((folder / _NAME).read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError):
        return Manifest()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Puts a manifest in place of the one before, all at once. Raises OSError."""
    replace_file(folder / _NAME, msgspec.json.encode(manifest))


def replace_file(file: Path, data: bytes) -> None:
    """Gives a file other content, all at once. Raises OSError."""
    aside = file.with_name(f".{file.name}.new")
    aside.write_bytes(data)
    os.replace(aside, file)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return -1
