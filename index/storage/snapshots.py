"""Snapshots of the search indexes, of vectors and of words: a folder for each, published by one commit of SQLite.

A snapshot is written whole beside the last one, its unchanged files linked; then the transaction that changes the
library notes its number and its manifest's hash. Before that commit nobody looks at the folder, after it it is there.
On disk a snapshot is called a generation.

Each file is sealed when it is written: its checksum goes into the manifest, and stays the same in all later snapshots
that it is linked into, so damage to it is never sealed as intact. To write the next snapshot, a large file that nobody
has written to since is taken for whole if its ends are; every byte is read of what is not linked on, of which the next
one may have been made. A byte that the disk turned in the middle of a file is found by `verify`, which reads all.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import Self
from weakref import WeakValueDictionary

import msgspec

from index.errors import QuotebotError
from index.files import disk
from index.files.checksums import SealedFile
from index.files.data_folder import DataFolder
from index.storage import faiss_index, tantivy_index
from index.storage.library import Library
from index.storage.protocols import (
    LexicalDocument,
    LexicalIndex,
    LexicalIndexStore,
    Numbered,
    SearchIndex,
    SearchIndexStore,
    VectorSource,
)

_FAISS: SearchIndexStore = faiss_index
_WORDS: LexicalIndexStore = tantivy_index
_MANIFEST, _VECTORS_FOLDER, _WORDS_FOLDER = "manifest.json", "vectors", "words"


SnapshotId = tuple[int, str | None]
"""A snapshot's number and its manifest's hash, which tells it from any other of that number."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class SearchIndexes:
    """Both indexes of one snapshot."""

    id: SnapshotId
    vectors: SearchIndex
    words: LexicalIndex


class Snapshots:
    """The folder in which the snapshots of a library's search indexes stand."""

    def __init__(self, folder: Path, library: Library, vectors: SearchIndexStore = _FAISS) -> None:
        self.folder = folder
        self._library = library
        self._vectors = vectors

    @classmethod
    def of(cls, data_folder: DataFolder, library: Library) -> Self:
        """Those of the library of a data folder, whose vectors its backend keeps."""
        return cls(data_folder.snapshots, library, _vector_store(data_folder))

    def open(self) -> SearchIndexes | None:
        """The search indexes of the library's present state; None where they are missing or not what was published.

        Raises DiskError where they are what was published, and yet cannot be opened.
        """
        folder = self._current()
        if folder is None:
            return None
        with disk.named(folder):
            try:
                if self._damage(folder, SealedFile.matches_ends):
                    return None
                vectors = self._vectors.open_index(folder / _VECTORS_FOLDER)
                words = _WORDS.open_index(folder / _WORDS_FOLDER)
            except OSError:
                if self.verify():  # removed meanwhile, by who has published two more
                    return None
                raise
        return SearchIndexes(self.id(), vectors, words)

    def number(self) -> int:
        """The snapshot of the library's present state; 0 before the first."""
        return int(self._library.facts.get("generation") or 0)

    def id(self) -> SnapshotId:
        """Tells the snapshot of the library's present state from any other."""
        facts = self._library.facts.get_many(("generation", "manifest"))
        return int(facts.get("generation") or 0), facts.get("manifest")

    def published(self) -> float | None:
        """When the snapshot of the library's present state was written, in Unix seconds; None where it is missing."""
        try:
            return (self._path(self.number()) / _MANIFEST).stat().st_mtime
        except OSError:
            return None

    def advance(self, dimension: int, gone: Sequence[int], new: Sequence[int], anew: bool = False) -> None:
        """Writes the next snapshot, less the passages that are gone and with the new ones.

        Called within the transaction that changes them in the library, whose commit makes it the present one.
        Where the present one is missing or damaged, the next is written from the library alone, and with `anew` always.
        """
        number = self.number() + 1
        folder = self._path(number)
        self._remove(folder)
        try:
            manifest = self._write(folder, dimension, gone, new, anew)
        except BaseException:
            with suppress(QuotebotError):  # of it, the first says more; the next try removes what is left
                self._remove(folder)  # the disk may be full of it
            raise
        self._library.facts.note(generation=str(number), manifest=hashlib.sha256(manifest).hexdigest())

    def tidy(self) -> None:
        """Removes the folders of snapshots that nobody opens any more: all but this one and the one before.

        Within a transaction nobody knows yet that there is a new one, so none is removed.
        """
        if self._library.in_transaction():
            return
        for folder in self.folder.glob("[0-9]*"):
            if not self.number() - 1 <= int(folder.name) <= self.number():
                with suppress(QuotebotError):  # what keeps the vectors is away: next time
                    self._remove(folder)

    def verify(self) -> list[str]:
        """Reads every file of the present snapshot and tells which are not what was published."""
        folder = self._current()
        if folder is None:
            return ["there are no derived parts yet"]
        return self._damage(folder, SealedFile.matches) or self._vectors.problems(folder / _VECTORS_FOLDER)

    def is_current(self) -> bool:
        """Whether there is a snapshot, and it holds the words that texts have now; one of others is read meanwhile."""
        folder = self._current()
        return folder is not None and _WORDS.is_current(folder / _WORDS_FOLDER)

    def _write(self, folder: Path, dimension: int, gone: Sequence[int], new: Sequence[int], anew: bool) -> bytes:
        """Writes a snapshot to a folder and has the disk keep it; gives its manifest."""
        vectors, words = folder / _VECTORS_FOLDER, folder / _WORDS_FOLDER
        source = VectorSource(self._library.passages.numbers, self._passage_vectors, self._sentence_vectors)
        sealed = None if anew else self._update(folder, dimension, gone, new, source)
        if sealed is None:
            self._remove(folder)
            self._vectors.write(vectors, dimension, source)
            _WORDS.write(words, self._documents())
            sealed = {}
        files = {str(file.relative_to(folder)): file for file in _files(folder)}
        seals = {name: sealed.get(name) or SealedFile.of(file) for name, file in files.items()}
        manifest = msgspec.json.encode(seals, order="sorted")
        (folder / _MANIFEST).write_bytes(manifest)
        disk.flush((*_files(folder), folder / _MANIFEST, vectors, words, folder, folder.parent, folder.parent.parent))
        return manifest

    def _update(
        self, folder: Path, dimension: int, gone: Sequence[int], new: Sequence[int], source: VectorSource
    ) -> dict[str, SealedFile] | None:
        """Writes a snapshot as the present one with its changes; gives the seals of the files that it has of that.

        None where there is no present one, or a file of it that is not linked on is damaged.
        """
        current = self._current()
        if current is None or self._damage(current, SealedFile.is_untouched):
            return None
        vectors, words = folder / _VECTORS_FOLDER, folder / _WORDS_FOLDER
        _link(current, folder)
        try:
            self._vectors.update(vectors, dimension, gone, new, source)
            if _WORDS.is_current(words):
                _WORDS.update(words, gone, self._documents(new))
            else:
                _WORDS.write(words, self._documents())
        except Exception:
            if self.verify():  # by damage that has not been seen before
                return None
            raise
        seals = self._manifest(current) or {}
        linked = {
            name: seal.renewed(folder / name) for name, seal in seals.items() if _is_same(current / name, folder / name)
        }
        is_whole = all(seal.matches(current / name) for name, seal in seals.items() if name not in linked)
        return linked if is_whole else None

    def _passage_vectors(self, numbers: Sequence[int]) -> Numbered:
        return ((stored.number, stored.vectors[0]) for stored in self._library.passages.get(numbers))

    def _sentence_vectors(self, numbers: Sequence[int]) -> Numbered:
        return (
            (stored.number, stored.vectors[len(stored.vectors) // 2]) for stored in self._library.passages.get(numbers)
        )

    def _documents(self, numbers: Sequence[int] | None = None) -> Iterator[LexicalDocument]:
        for article, stored in self._library.with_articles(numbers):
            source, span = article.source, stored.passage.span
            title, names = f"{source.title} {stored.heading}", f"{source.publisher or ''} {source.author or ''}"
            yield LexicalDocument(stored.number, article.language, title, article.plain[span.start : span.end], names)

    def _remove(self, folder: Path) -> None:
        """Removes the folder of a snapshot, with what its vectors have elsewhere."""
        others = (other / _VECTORS_FOLDER for other in self.folder.glob("[0-9]*") if other != folder)
        self._vectors.remove(folder / _VECTORS_FOLDER, others)
        shutil.rmtree(folder, ignore_errors=True)

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:08}"

    def _current(self) -> Path | None:
        return self._path(self.number()) if self.number() else None

    def _manifest(self, folder: Path) -> dict[str, SealedFile] | None:
        try:
            content = (folder / _MANIFEST).read_bytes()
        except OSError:
            return None
        if hashlib.sha256(content).hexdigest() != self._library.facts.get("manifest"):
            return None
        try:
            return msgspec.json.decode(content, type=dict[str, SealedFile])
        except msgspec.DecodeError:  # an older version noted less
            return None

    def _damage(self, folder: Path, matches: Callable[[SealedFile, Path], bool]) -> list[str]:
        """Which files of a snapshot are not what was published, or that it is of another version."""
        manifest = self._manifest(folder)
        if manifest is None:
            return [f"{folder / _MANIFEST} is missing or damaged"]
        damaged = [folder / name for name, checksum in manifest.items() if not matches(checksum, folder / name)]
        if not damaged and not _WORDS.is_readable(folder / _WORDS_FOLDER):
            return [f"{folder} was made by another version of quotebot"]
        return [f"{file} is missing or damaged" for file in damaged]


class OpenSearchIndexes:
    """The snapshots that are open, so that all who read one share its memory. Any thread may ask."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._open = WeakValueDictionary[tuple[Path, SnapshotId], SearchIndexes]()

    def of(self, snapshots: Snapshots) -> SearchIndexes | None:
        """The search indexes of a library's present state, opened unless somebody has them; see Snapshots.open."""
        key = snapshots.folder, snapshots.id()
        with self._lock:
            indexes = self._open.get(key) or snapshots.open()
            if indexes is not None:
                self._open[key] = indexes
            return indexes


def _vector_store(data_folder: DataFolder) -> SearchIndexStore:
    """What keeps the vectors of a data folder."""
    if data_folder.backends.vectors == "faiss":
        return _FAISS
    from index.storage.milvus_connection import Address
    from index.storage.milvus_index import MilvusStore

    return MilvusStore(Address.of(data_folder))


def _files(folder: Path) -> Iterator[Path]:
    """The files of a snapshot that make it up, Tantivy's locks and the manifest aside."""
    for file in sorted(chain((folder / _VECTORS_FOLDER).iterdir(), (folder / _WORDS_FOLDER).iterdir())):
        if file.suffix != ".lock":
            yield file


def _link(current: Path, folder: Path) -> None:
    """Makes a snapshot of the same files; the few that are changed in place are copied, see SearchIndexStore."""
    for name in (_VECTORS_FOLDER, _WORDS_FOLDER):
        (folder / name).mkdir(parents=True)
    for file in _files(current):
        target = folder / file.relative_to(current)
        if file.suffix == ".json":
            shutil.copyfile(file, target)
        else:
            disk.link(file, target)


def _is_same(file: Path, other: Path) -> bool:
    """Whether two names are of one file."""
    return other.exists() and file.samefile(other)
