"""The sites that folders of documents are of: their settings stand in the folder, or above it in its repository."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from index.ingest.readers.base import File, Problem, ProblemKind, ReaderOptions, UnreadableError
from index.ingest.readers.conversion import Conversions
from index.ingest.readers.files import STORED
from index.ingest.readers.folders import folders_to_root
from index.ingest.readers.site.discovery import (
    files_beside,
    is_own_file,
    may_be_settings,
    settings_among,
    settings_near,
    site_folder,
)
from index.ingest.readers.site.settings import Site, SiteSettings
from index.ingest.readers.site.sites import Sites, Told, fields_of, placed
from index.records import Article

_LONGEST = 1_000_000  # bytes of a file of settings that count


@dataclass(frozen=True, slots=True)
class _Folder:
    """A source: the root of its repository, or itself; the settings and documents that it has, by paths from there."""

    root: Path
    settings: Sequence[str]
    documents: Sequence[str]
    digest: bytes


class FolderSites:
    """The sites of the folders that are sources. Settings are read once there is an article that they tell of."""

    def __init__(self, files: Iterable[File], options: ReaderOptions, conversions: Conversions) -> None:
        """Takes the files of all sources."""
        self._options, self._conversions = options, conversions
        self.problems = list[Problem]()
        by_source = defaultdict[Path, list[Path]](list)
        for file in files:
            if file.path.suffix != STORED:  # which says all of itself
                by_source[file.source].append(file.path)
        self._folders: Mapping[Path, _Folder] = {source: _folder(source, paths) for source, paths in by_source.items()}
        self._sites = dict[Path, Sites]()

    def digest(self, file: File) -> bytes:
        """The hash of the settings that may tell of a file; empty where there are none."""
        return self._folders[file.source].digest if file.path.suffix != STORED else b""

    def placed(self, article: Article, file: File, file_address: str) -> Article:
        """An article of a file, with what the settings of its site say of it, where it says less itself.

        Where neither gives its address, it has that of its file, unless this is empty.
        """
        if not self.digest(file):
            return placed(article, Told(), file_address)
        folder = self._folders[file.source]
        if file.source not in self._sites:
            self._sites[file.source] = Sites(self._read(folder), folder.documents)
        told = self._sites[file.source].told(file.path.relative_to(folder.root).as_posix(), fields_of(article))
        return placed(article, told, file_address)

    def _read(self, folder: _Folder) -> Iterable[tuple[str, SiteSettings]]:
        for path in folder.settings:
            file = folder.root / path
            try:
                site = self._conversions.extract("site.extraction", file, {}, self._options, Site)
            except UnreadableError as error:
                reason = f"the settings of its site are not read: {error}"
                self.problems.append(Problem(str(file), reason, kind=ProblemKind.NOTE))
            else:
                yield site_folder(path), site.settings


def _folder(source: Path, paths: Sequence[Path]) -> _Folder:
    inner = source if source.is_dir() else source.parent
    folders = folders_to_root(inner) or [inner]
    root = folders[-1]
    near = {file for folder in folders for file in settings_near(folder)}
    named = {path for path in paths if may_be_settings(path.name)}
    settings = settings_among(file.relative_to(root).as_posix() for file in near | named if is_own_file(file))
    if not settings:
        return _Folder(root, (), (), b"")
    documents = [path.relative_to(root).as_posix() for path in paths]
    return _Folder(root, settings, documents, _digest(root, settings))


def _digest(root: Path, settings: Sequence[str]) -> bytes:
    """The hash of all that the settings of sites say, and of where they stand."""
    digest = blake2b(digest_size=16)
    for path in settings:
        for file in (root / path, *files_beside(root / path)):
            try:
                with file.open("rb") as opened:
                    data = opened.read(_LONGEST)
            except OSError:
                data = b""
            digest.update(f"{file}\0{len(data)}\0".encode(errors="surrogateescape") + data)
    return digest.digest()
