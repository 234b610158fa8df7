"""The collections on disk: the shared one, and in servers/ those of each server with the files they were given.

What reads and takes in files is imported by the first change: the formats' libraries take 13 MB, and a bot that only
answers never needs them.
"""

import os
import re
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from filecmp import cmp
from functools import partial
from hashlib import blake2b
from itertools import chain, count
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bot.service.access import SHARED, CollectionScope, parse_scope
from config import FieldSettings
from index.files import disk
from index.files.data_folder import DataFolder
from index.models.encoder import Encoder
from index.records import Article, Source
from index.storage.library import Library
from index.storage.recovery import OtherModelError

if TYPE_CHECKING:
    from index.ingest.readers.base import ArticleReference, Problem, ReaderOptions
    from index.ingest.readers.conversion import Conversions

_ARTICLES, _SCRATCH = "articles", "scratch"
_FIELDS = FieldSettings()
MAX_ARTICLES = 5000
"""The most that one file may have; each becomes a file."""


Namesakes = Literal["ask", "replace", "keep"]
"""What becomes of files that have the name of a new one: that is to be asked, or they are replaced, or they stay."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something was not taken in: a message's key and its values."""

    key: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a file: the articles that were added, and what was refused of it or could not be used.

    Where it is first to be asked whether others may be replaced these are named, and nothing was added.
    """

    articles: tuple[Source, ...]
    refused: tuple[Refusal, ...]
    replaces: tuple[Source, ...] = ()
    is_complete: bool = True
    """Whether nothing is left to `Collections.sync`."""


@dataclass(frozen=True, slots=True)
class _Incoming:
    """An article that was read, in a file that waits to be taken in under a name which is safe."""

    file: Path
    name: str
    article: Article


class Collections:
    """All collections below a data folder."""

    def __init__(
        self, data_folder: DataFolder, max_bytes: int, server_bytes: int, fields: FieldSettings = _FIELDS
    ) -> None:
        """`max_bytes` is the most an article may have, `server_bytes` the most all files of a server may.

        `fields` names those of articles in JSON and CSV.
        """
        self._data_folder = data_folder
        self.max_bytes = max_bytes
        self.server_bytes = server_bytes
        self._fields = fields

    def data_folder(self, name: str) -> DataFolder:
        """Where a collection stands. The name is one of `CollectionScope.name`, or the shared one's."""
        scope = parse_scope(name)
        if scope is None and name != SHARED:
            raise ValueError(f"not the name of a collection: {name!r}")
        return self._data_folder if scope is None else DataFolder(self._data_folder.folder / "servers" / scope.name)

    def existing(self, guild: int | None) -> list[str]:
        """The collections that there are for a server: the shared one, and its own."""
        own = [] if guild is None else self.of_server(guild)
        return [name for name in (SHARED, *own) if self.data_folder(name).library.exists()]

    def of_server(self, guild: int) -> list[str]:
        """The collections that a server has of its own."""
        folder = self._data_folder.folder / "servers" / str(int(guild))
        names = sorted(f"{guild}/{entry.name}" for entry in folder.iterdir()) if folder.is_dir() else []
        return [name for name in names if parse_scope(name) and self.data_folder(name).library.exists()]

    def used(self, guild: int) -> int:
        """The bytes of all files that a server gave."""
        folder = self._data_folder.folder / "servers" / str(int(guild))
        return sum(file.stat().st_size for file in folder.glob(f"*/{_ARTICLES}/*"))

    def add(
        self,
        scope: CollectionScope,
        filename: str,
        data: bytes,
        encoder: Encoder,
        seconds: float = inf,
        namesakes: Namesakes = "ask",
    ) -> Added:
        """Takes in a file's articles; those that came in another file of its name, or line of its id, are namesakes.

        What cannot be searched yet after so many seconds is left to `sync`; a failure until then leaves all as it was.
        Raises BusyError.
        """
        from index.ingest.readers.base import ReaderOptions
        from index.ingest.readers.conversion import Conversions
        from index.ingest.readers.files import SUFFIXES

        if Path(filename).suffix.lower() not in SUFFIXES:
            formats = ", ".join(sorted(SUFFIXES))
            return Added((), (Refusal("library-format", {"name": filename, "formats": formats}),))
        data_folder = self.data_folder(scope.name)
        data_folder.make()
        folder = self._folder(data_folder)
        with (
            data_folder.lock(),
            _scratch(data_folder) as scratch,
            Library(data_folder.library) as library,
            Conversions() as conversions,
        ):
            references = _references(scratch, filename, data, ReaderOptions(self.max_bytes, self._fields), conversions)
            if len(references) > MAX_ARTICLES:
                many = {"name": filename, "count": str(len(references)), "limit": str(MAX_ARTICLES)}
                return Added((), (Refusal("library-too-many", many),))
            taken, refused = _taken(_read(scratch, filename, references, conversions))
            replaced = {one.name for one in taken if _differs(folder / one.name, one.file)}
            if namesakes == "ask" and (others := _of_files(library, replaced)):
                return Added((), tuple(refused), others)
            if namesakes == "keep":
                taken = [replace(one, name=_free_name(folder, one)) for one in taken]
            if full := self._full(scope.guild, filename, folder, taken):
                return Added((), (*refused, full))
            complete = True
            if taken:
                with _replaced(folder, {one.name: one.file for one in taken}, scratch):
                    complete = self.sync(scope.name, encoder, seconds)
        return Added(tuple(one.article.source for one in taken), tuple(refused), is_complete=complete)

    def remove(self, name: str, key: str, encoder: Encoder) -> Source | None:
        """Removes a server's article by its id and gives what it was, None where there is none.

        A failure leaves all as it was. Raises BusyError.
        """
        data_folder = self.data_folder(name)
        if name == SHARED or not data_folder.library.exists():
            return None
        with Library(data_folder.library) as library:
            number = library.articles.number_of(key)
            source = None if number is None else library.articles.get(number).source
        if source is None:
            return None
        # A path from the library, but never one outside of the files that were given.
        folder = self._folder(data_folder)
        gone = folder / Path(source.path or "-").name
        with data_folder.lock(), _scratch(data_folder) as scratch, _replaced(folder, {gone.name: None}, scratch):
            self._sync(name, encoder, inf, {str(gone)})
        return source

    def sync(self, name: str, encoder: Encoder, seconds: float = inf) -> bool:
        """Brings a server's collection nearer to the files it was given, and tells whether it is up to date with them.

        It stops soon after so many seconds, in which something is always done, unless the model has changed. Raises
        BusyError.
        """
        return self._sync(name, encoder, seconds)

    def _sync(self, name: str, encoder: Encoder, seconds: float, deleted: Collection[str] = ()) -> bool:
        from index.ingest.removal import Removal
        from index.ingest.sync import sync

        removal = Removal(deleted=deleted)
        data_folder = self.data_folder(name)
        folders = [self._folder(data_folder)]
        again = partial(
            sync, data_folder, encoder, folders, self.max_bytes, lambda _: None, removal=removal, fields=self._fields
        )
        try:
            outcome = again(seconds=seconds)
        except OtherModelError:
            outcome = again(rebuild=True)  # its files are at hand
        return outcome.is_complete

    def _folder(self, data_folder: DataFolder) -> Path:
        folder = data_folder.folder / _ARTICLES
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    def _full(self, guild: int, filename: str, folder: Path, taken: Iterable[_Incoming]) -> Refusal | None:
        """The refusal of files that a server has no room for, beside those they do not replace."""
        after = self.used(guild)
        for incoming in taken:
            old = folder / incoming.name
            after += incoming.file.stat().st_size - (old.stat().st_size if old.exists() else 0)
        if after <= self.server_bytes:
            return None
        limit = megabytes(self.server_bytes)
        return Refusal("library-full", {"name": filename, "size": megabytes(after), "limit": limit})


def megabytes(size: int) -> str:
    """A number of bytes in megabytes, with one decimal."""
    return f"{size / 1e6:.1f}"


@contextmanager
def _scratch(data_folder: DataFolder) -> Iterator[Path]:
    """An empty folder for the time being; what an interruption left in it is removed."""
    folder = data_folder.folder / _SCRATCH
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _replaced(folder: Path, files: Mapping[str, Path | None], scratch: Path) -> Iterator[None]:
    """Puts files under names in a folder, None for none; those of before, where what follows fails.

    They are on the disk for good: an index would drop the article of a file that a power cut takes away.
    """
    aside = scratch / "before"
    aside.mkdir()
    before = {name for name in files if (folder / name).exists()}
    disk.flush(filter(None, files.values()))
    for name in before:
        disk.link(folder / name, aside / name)
    try:
        for name, file in files.items():
            if file:
                os.replace(file, folder / name)
            else:
                (folder / name).unlink(missing_ok=True)
        disk.flush([folder])
        yield
    except BaseException:
        for name in files:
            if name in before:
                os.replace(aside / name, folder / name)
            else:
                (folder / name).unlink(missing_ok=True)
        raise


def _references(
    scratch: Path, filename: str, data: bytes, options: "ReaderOptions", conversions: "Conversions"
) -> list["ArticleReference | Problem"]:
    """What stands in a file: its articles, and what is none."""
    from index.ingest.readers.files import list_references

    whole = scratch / _safe_name(Path(filename).stem, Path(filename).suffix.lower())
    whole.write_bytes(data)
    return list(list_references([whole], options, conversions))


def _read(
    scratch: Path, filename: str, references: Iterable["ArticleReference | Problem"], conversions: "Conversions"
) -> Iterator[_Incoming | Refusal]:
    """The articles of a file, each in a file of its own; or why one of them cannot be read."""
    from index.ingest.readers.base import Problem, UnreadableError
    from index.ingest.readers.files import read_article

    suffix = Path(filename).suffix.lower()
    name = _safe_name(Path(filename).stem, suffix)
    whole = scratch / name
    for reference in references:
        if isinstance(reference, Problem):
            yield Refusal("library-unreadable", {"name": filename, "reason": _with_line(reference)})
            continue
        try:
            article = read_article(reference, conversions)
        except UnreadableError as error:
            problem = Problem(filename, str(error), int(reference.name) if suffix == ".jsonl" else None)
            yield Refusal("library-unreadable", {"name": filename, "reason": _with_line(problem)})
            continue
        if suffix == ".jsonl":
            yield _Incoming(_line(scratch, reference), _safe_name(article.source.id, suffix), article)
        else:
            yield _Incoming(whole, name, article)


def _line(scratch: Path, reference: "ArticleReference") -> Path:
    """One line of a .jsonl file as a file, so that its article can be removed alone."""
    file = scratch / reference.name
    with Path(reference.path).open("rb") as lines:
        lines.seek(reference.offset)
        file.write_bytes(lines.read(reference.length))
    return file


def _taken(read: Iterable[_Incoming | Refusal]) -> tuple[list[_Incoming], list[Refusal]]:
    """The articles of a file that are taken in, each id once; what is refused of it, and what could not be used."""
    from index.ingest.readers.base import warnings_of

    taken, refused = dict[str, _Incoming](), list[Refusal]()
    for one in read:
        if isinstance(one, Refusal):
            refused.append(one)
        elif (source := one.article.source).id in taken:
            refused.append(Refusal("library-name-taken", {"title": source.title, "id": source.id}))
        else:
            taken[source.id] = one
            for warning in warnings_of(one.article):
                refused.append(Refusal("library-warning", {"title": source.title, "reason": warning}))
    return list(taken.values()), refused


def _differs(file: Path, other: Path) -> bool:
    """Whether a file is there and holds something else than another."""
    return file.exists() and not cmp(file, other, shallow=False)


def _of_files(library: Library, names: Collection[str]) -> tuple[Source, ...]:
    """What is said of the articles of files of these names."""
    sources = (source for _, source in library.articles.sources())
    return tuple(source for source in sources if Path(source.path or "").name in names)


def _free_name(folder: Path, incoming: _Incoming) -> str:
    """A name like that of an article's file that no other file has, though one that holds the same."""
    stem, suffix = Path(incoming.name).stem, Path(incoming.name).suffix
    names = chain([incoming.name], (f"{stem}-{number}{suffix}" for number in count(2)))
    return next(name for name in names if not _differs(folder / name, incoming.file))


def _safe_name(name: str, suffix: str) -> str:
    """A file name made from what people wrote: readable, never a path, and different for different names."""
    readable = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "article"
    return f"{readable}-{blake2b(name.encode(errors='replace'), digest_size=4).hexdigest()}{suffix}"


def _with_line(problem: "Problem") -> str:
    return problem.reason if problem.line is None else f"({problem.line}) {problem.reason}"
