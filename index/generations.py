"""The derived parts of an index, FAISS and Tantivy: a folder for each generation, published by one commit of SQLite.

A generation is written whole beside the last one, its unchanged files linked; then the transaction that changes the
library notes its number and its manifest's hash. Before that commit nobody looks at the folder, after it it is there.
"""

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import msgspec

from index import disk, vectors, words
from index.library import Library
from index.vectors import VectorIndex
from index.words import WordIndex

_MANIFEST = "manifest.json"
_VECTORS, _WORDS = "vectors", "words"


class _File(msgspec.Struct, frozen=True):
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Parts:
    """The two retrievers of one generation."""

    generation: int
    vectors: VectorIndex
    words: WordIndex


class Generations:
    """The folder in which the generations of a library stand."""

    def __init__(self, folder: Path, library: Library) -> None:
        self._folder = folder
        self._library = library

    def open(self) -> Parts | None:
        """The retrievers of the library's present state; None where they are missing or not what was published.

        Raises DiskError where they are what was published, and yet cannot be opened.
        """
        folder = self._current()
        if folder is None or not self._is_complete(folder):
            return None
        try:
            return Parts(self.number(), VectorIndex.open(folder / _VECTORS), WordIndex.open(folder / _WORDS))
        except (OSError, RuntimeError, ValueError) as error:  # FAISS and Tantivy have none of their own
            with disk.named(folder):
                if not self._is_complete(folder) or self.verify():  # removed meanwhile, by who has published two more
                    return None
                if isinstance(error, OSError):
                    raise
                raise OSError(" ".join(str(error).split())) from error

    def number(self) -> int:
        """The generation of the library's present state; 0 before the first."""
        return int(self._library.fact("generation") or 0)

    def advance(self, dimension: int, gone: Sequence[int], new: Sequence[int]) -> None:
        """Writes the next generation, less the passages that are gone and with the new ones.

        Called within the transaction that changes them in the library, whose commit makes it the present one.
        Where the present one is missing or damaged, the next is written from the library alone.
        """
        number = self.number() + 1
        folder = self._path(number)
        shutil.rmtree(folder, ignore_errors=True)
        try:
            manifest = self._write(folder, dimension, gone, new)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)  # the disk may be full of it
            raise
        self._library.note(generation=str(number), manifest=hashlib.sha256(manifest).hexdigest())

    def tidy(self) -> None:
        """Removes the folders of generations that nobody opens any more: all but this one and the one before.

        Within a transaction nobody knows yet that there is a new one, so none is removed.
        """
        if self._library.in_transaction():
            return
        for folder in self._folder.glob("[0-9]*"):
            if not self.number() - 1 <= int(folder.name) <= self.number():
                shutil.rmtree(folder, ignore_errors=True)

    def verify(self) -> list[str]:
        """Reads every file of the present generation and tells which are not what was published."""
        folder = self._current()
        manifest = folder and self._manifest(folder)
        if not folder or not manifest:
            return ["the manifest of the derived parts is missing or damaged"]
        found = _inventory(folder, None)
        return [f"{folder / name} is missing or damaged" for name in manifest if manifest[name] != found.get(name)]

    def _write(self, folder: Path, dimension: int, gone: Sequence[int], new: Sequence[int]) -> bytes:
        """Writes a generation to a folder and has the disk keep it; gives its manifest."""
        current = self._current()
        if current is not None and self._is_complete(current):
            _link(current, folder)
            vectors.update(folder / _VECTORS, dimension, gone, self._vectors(new), self._vectors)
            words.update(folder / _WORDS, gone, self._texts(new))
        else:
            current = None
            vectors.write(folder / _VECTORS, dimension, self._vectors())
            words.write(folder / _WORDS, self._texts())
        manifest = msgspec.json.encode(_inventory(folder, current), order="sorted")
        (folder / _MANIFEST).write_bytes(manifest)
        subfolders = folder / _VECTORS, folder / _WORDS, folder, folder.parent, folder.parent.parent
        disk.flush((*_files(folder), folder / _MANIFEST, *subfolders))
        return manifest

    def _vectors(self, numbers: Sequence[int] | None = None) -> vectors.Numbered:
        return ((stored.number, stored.vectors[0]) for stored in self._library.passages(numbers))

    def _texts(self, numbers: Sequence[int] | None = None) -> words.Texts:
        for article, stored in self._library.with_articles(numbers):
            span = stored.passage.span
            title = f"{article.source.title} {stored.passage.heading}"
            yield stored.number, article.language, title, article.text[span.start : span.end]

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:08}"

    def _current(self) -> Path | None:
        return self._path(self.number()) if self.number() else None

    def _manifest(self, folder: Path) -> dict[str, _File] | None:
        try:
            content = (folder / _MANIFEST).read_bytes()
        except OSError:
            return None
        if hashlib.sha256(content).hexdigest() != self._library.fact("manifest"):
            return None
        return msgspec.json.decode(content, type=dict[str, _File])

    def _is_complete(self, folder: Path) -> bool:
        """Whether the manifest is the committed one and its files are of this version and have their sizes.

        Hashes are for `verify`.
        """
        manifest = self._manifest(folder)
        try:
            return (
                manifest is not None
                and all((folder / name).stat().st_size == file.size for name, file in manifest.items())
                and words.is_current(folder / _WORDS)
            )
        except OSError:
            return False


def _files(folder: Path) -> Iterator[Path]:
    """The files of a generation that make it up, Tantivy's locks and the manifest aside."""
    for file in sorted(chain((folder / _VECTORS).iterdir(), (folder / _WORDS).iterdir())):
        if file.suffix != ".lock":
            yield file


def _link(current: Path, folder: Path) -> None:
    """Makes a generation of the same files; the few that Tantivy rewrites are copied, all others are never changed."""
    for part in (_VECTORS, _WORDS):
        (folder / part).mkdir(parents=True)
    for file in _files(current):
        target = folder / file.relative_to(current)
        if file.suffix == ".json":
            shutil.copyfile(file, target)
        else:
            disk.link(file, target)


def _inventory(folder: Path, before: Path | None) -> dict[str, _File]:
    """Size and hash of each file; those linked from the generation before are not read again."""
    known: dict[str, _File] = {}
    if before is not None:
        known = msgspec.json.decode((before / _MANIFEST).read_bytes(), type=dict[str, _File])
    return {
        name: known[name]
        if before is not None and name in known and (before / name).samefile(file)
        else _File(file.stat().st_size, _sha256(file))
        for file in _files(folder)
        for name in (str(file.relative_to(folder)),)
    }


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
