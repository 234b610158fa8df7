"""The derived parts of an index, FAISS and Tantivy: a folder for each generation, published by one commit of SQLite.

A generation is written whole beside the last one, its unchanged files linked; then the transaction that changes the
library notes its number and its manifest's hash. Before that commit nobody looks at the folder, after it it is there.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from threading import Lock
from weakref import WeakValueDictionary

import msgspec

from index.files import disk
from index.files.checksums import FileChecksum
from index.storage import faiss_index, tantivy_index
from index.storage.faiss_index import FaissIndex
from index.storage.library import Library
from index.storage.tantivy_index import TantivyIndex

_MANIFEST = "manifest.json"
_VECTORS, _WORDS = "vectors", "words"


@dataclass(frozen=True, slots=True, weakref_slot=True)
class SearchIndexes:
    """The two retrievers of one generation; its stamp tells it from any other, also of the same number."""

    stamp: "SnapshotId"
    vectors: FaissIndex
    words: TantivyIndex


SnapshotId = tuple[int, str | None]
"""A generation's number and its manifest's hash."""


class Snapshots:
    """The folder in which the generations of a library stand."""

    def __init__(self, folder: Path, library: Library) -> None:
        self.folder = folder
        self._library = library

    def open(self) -> SearchIndexes | None:
        """The retrievers of the library's present state; None where they are missing or not what was published.

        Raises DiskError where they are what was published, and yet cannot be opened.
        """
        folder = self._current()
        if folder is None or self._damage(folder, FileChecksum.matches_ends):
            return None
        try:
            return SearchIndexes(self.stamp(), FaissIndex.open(folder / _VECTORS), TantivyIndex.open(folder / _WORDS))
        except (OSError, RuntimeError, ValueError) as error:  # FAISS and Tantivy have none of their own
            with disk.named(folder):
                if self.verify():  # removed meanwhile, by who has published two more
                    return None
                if isinstance(error, OSError):
                    raise
                raise OSError(" ".join(str(error).split())) from error

    def number(self) -> int:
        """The generation of the library's present state; 0 before the first."""
        return int(self._library.facts.get("generation") or 0)

    def stamp(self) -> SnapshotId:
        """Tells one generation from any other."""
        return self.number(), self._library.facts.get("manifest")

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
        self._library.facts.note(generation=str(number), manifest=hashlib.sha256(manifest).hexdigest())

    def tidy(self) -> None:
        """Removes the folders of generations that nobody opens any more: all but this one and the one before.

        Within a transaction nobody knows yet that there is a new one, so none is removed.
        """
        if self._library.in_transaction():
            return
        for folder in self.folder.glob("[0-9]*"):
            if not self.number() - 1 <= int(folder.name) <= self.number():
                shutil.rmtree(folder, ignore_errors=True)

    def verify(self) -> list[str]:
        """Reads every file of the present generation and tells which are not what was published."""
        folder = self._current()
        return ["there are no derived parts yet"] if folder is None else self._damage(folder, FileChecksum.matches)

    def _write(self, folder: Path, dimension: int, gone: Sequence[int], new: Sequence[int]) -> bytes:
        """Writes a generation to a folder and has the disk keep it; gives its manifest."""
        current = self._current()
        if current is not None and not self._damage(current, FileChecksum.matches):
            _link(current, folder)
            numbers = self._library.passages.numbers
            faiss_index.update(folder / _VECTORS, dimension, gone, new, numbers, self._vectors, self._sentences)
            tantivy_index.update(folder / _WORDS, gone, self._texts(new))
        else:
            current = None
            faiss_index.write(
                folder / _VECTORS, dimension, self._library.passages.numbers(), self._vectors, self._sentences
            )
            tantivy_index.write(folder / _WORDS, self._texts())
        manifest = msgspec.json.encode(_inventory(folder, current), order="sorted")
        (folder / _MANIFEST).write_bytes(manifest)
        subfolders = folder / _VECTORS, folder / _WORDS, folder, folder.parent, folder.parent.parent
        disk.flush((*_files(folder), folder / _MANIFEST, *subfolders))
        return manifest

    def _vectors(self, numbers: Sequence[int]) -> faiss_index.Numbered:
        return ((stored.number, stored.vectors[0]) for stored in self._library.passages.get(numbers))

    def _sentences(self, numbers: Sequence[int]) -> faiss_index.Numbered:
        """The vector of a sentence in the middle of each passage."""
        return (
            (stored.number, stored.vectors[len(stored.vectors) // 2]) for stored in self._library.passages.get(numbers)
        )

    def _texts(self, numbers: Sequence[int] | None = None) -> Iterator[tantivy_index.LexicalDocument]:
        for article, stored in self._library.with_articles(numbers):
            source, span = article.source, stored.passage.span
            title, names = f"{source.title} {stored.heading}", f"{source.publisher or ''} {source.author or ''}"
            yield tantivy_index.LexicalDocument(
                stored.number, article.language, title, article.text[span.start : span.end], names
            )

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:08}"

    def _current(self) -> Path | None:
        return self._path(self.number()) if self.number() else None

    def _manifest(self, folder: Path) -> dict[str, FileChecksum] | None:
        try:
            content = (folder / _MANIFEST).read_bytes()
        except OSError:
            return None
        if hashlib.sha256(content).hexdigest() != self._library.facts.get("manifest"):
            return None
        try:
            return msgspec.json.decode(content, type=dict[str, FileChecksum])
        except msgspec.DecodeError:  # an older version noted less
            return None

    def _damage(self, folder: Path, matches: Callable[[FileChecksum, Path], bool]) -> list[str]:
        """Which parts of a generation are not what was published, or are of another version."""
        manifest = self._manifest(folder)
        if manifest is None:
            return [f"{folder / _MANIFEST} is missing or damaged"]
        damaged = [folder / name for name, seal in manifest.items() if not matches(seal, folder / name)]
        if not damaged and not tantivy_index.is_current(folder / _WORDS):
            return [f"{folder} was made by another version of quotebot"]
        return [f"{file} is missing or damaged" for file in damaged]


class OpenSearchIndexes:
    """The generations that are open, so that all who read one share its memory. Any thread may ask."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._parts = WeakValueDictionary[tuple[Path, SnapshotId], SearchIndexes]()

    def of(self, snapshots: Snapshots) -> SearchIndexes | None:
        """The retrievers of a library's present state, opened unless somebody has them; see Snapshots.open."""
        key = snapshots.folder, snapshots.stamp()
        with self._lock:
            parts = self._parts.get(key) or snapshots.open()
            if parts is not None:
                self._parts[key] = parts
            return parts


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


def _inventory(folder: Path, before: Path | None) -> dict[str, FileChecksum]:
    """Size and hash of each file; those linked from the generation before are not read again."""
    known: dict[str, FileChecksum] = {}
    if before is not None:
        known = msgspec.json.decode((before / _MANIFEST).read_bytes(), type=dict[str, FileChecksum])
    return {
        name: known[name]
        if before is not None and name in known and (before / name).samefile(file)
        else FileChecksum.of(file)
        for file in _files(folder)
        for name in (str(file.relative_to(folder)),)
    }
