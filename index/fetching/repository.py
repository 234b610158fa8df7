"""A visit to a repository: what is new or changed in it becomes articles in a folder, and what is gone leaves it.

listing -> settings of sites -> documents that have changed -> articles -> manifest
Nothing is kept of the repository itself: each visit fetches the names of its files, and of these what has changed.
"""

import asyncio
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from index.fetching.git import Check, Git, RepositoryError, RepositoryLimits
from index.fetching.repository_articles import Documents
from index.fetching.repository_documents import Listing, listing_of
from index.fetching.repository_manifest import Manifest, ReadDocument, read_manifest, write_manifest
from index.files import disk
from index.ingest.readers.base import Problem, ProblemKind, ReaderOptions, UnreadableError
from index.ingest.readers.conversion import Conversions
from index.ingest.readers.files import STORED
from index.ingest.readers.site.discovery import reader_of_settings, site_folder
from index.ingest.readers.site.settings import Site, SiteSettings
from index.ingest.readers.site.sites import Sites
from index.ingest.repository_address import RepositoryAddress

_FORMAT = "1"  # raise it where the articles of repositories must be made anew
_AT_ONCE = 16_000_000  # bytes of documents that are in memory at a time
_LARGEST = 200_000_000  # bytes of a document
_LARGEST_SETTINGS = 1_000_000  # bytes of a file of settings, and of the target of a link
_LIMITS = RepositoryLimits()
_SCRATCH = ".visit-"  # begins the name of the folder of what a visit needs


@dataclass(frozen=True, slots=True)
class RepositoryVisit:
    """What became of the articles of a repository, in articles, and what of it is none."""

    added: int
    changed: int
    removed: int
    unchanged: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Visit:
    """What one visit works with."""

    git: Git
    address: RepositoryAddress
    folder: Path
    scratch: Path
    conversions: Conversions
    options: ReaderOptions

    @property
    def made_by(self) -> str:
        """Tells what articles are made by beside the repository."""
        return _hash(_FORMAT, str(self.options), str(self.address))


async def visit_repository(
    address: RepositoryAddress,
    folder: Path,
    check: Check,
    conversions: Conversions,
    options: ReaderOptions,
    limits: RepositoryLimits = _LIMITS,
) -> RepositoryVisit:
    """Brings the articles in a folder up to date with a repository.

    `check` tells which addresses may be connected to. Where the repository cannot be read its articles stay as they
    were: raises RepositoryError then, and whatever `check` raises. Raises DiskError.
    """
    addresses = await check(address.host, address.port)
    with disk.named(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in folder.glob(f"{_SCRATCH}*"):  # by a visit that was ended
            shutil.rmtree(left, ignore_errors=True)
        with TemporaryDirectory(prefix=_SCRATCH, dir=folder, ignore_cleanup_errors=True) as scratch:
            objects = Path(scratch, "objects")
            objects.mkdir()
            git = Git(objects, address, addresses, limits)
            await git.begin()
            visit = _Visit(git, address, folder, Path(scratch, "files"), conversions, options)
            return await _visited(visit, read_manifest(folder))


async def _visited(visit: _Visit, before: Manifest) -> RepositoryVisit:
    had = {file.name for file in visit.folder.glob(f"*{STORED}")}
    is_current = before.commit != "" and before.made_by == visit.made_by and before.is_whole(visit.folder)
    if is_current and await visit.git.newest() == before.commit:
        return RepositoryVisit(0, 0, 0, len(had), before.all_problems())
    commit = await visit.git.fetch_trees()
    listing = listing_of(await visit.git.entries(commit), visit.address.subdirectory)
    if not listing.documents and not listing.links:
        where = f" in {visit.address.subdirectory}" if visit.address.subdirectory else ""
        raise RepositoryError(f"{visit.address}: has no documents{where} of a format that is read")
    small = await _small(visit.git, [*listing.settings.values(), *listing.links.values()])
    documents = listing.linked(small)
    sites, problems = await asyncio.to_thread(_sites, visit, listing, small, documents)
    settings = _hash(*(f"{path}\0{blob}" for path, blob in sorted(listing.settings.items())))
    known = _unchanged(before, documents, visit, settings)
    reader = Documents(visit.address, commit, sites, visit.folder, visit.scratch, visit.conversions, visit.options)
    after = await _read(visit, reader, documents, Manifest("", visit.made_by, settings, known, problems))
    after = msgspec.structs.replace(after, commit=commit)
    await asyncio.to_thread(_settle, visit.folder, after)
    added, changed, now = reader.changed.added, reader.changed.changed, after.files()
    unchanged = len(now - added - changed)
    return RepositoryVisit(len(added), len(changed), len(had - now), unchanged, after.all_problems())


def _unchanged(before: Manifest, documents: Mapping[str, str], visit: _Visit, settings: str) -> dict[str, ReadDocument]:
    """The documents that need not be read again."""
    if (before.made_by, before.settings) != (visit.made_by, settings):
        return {}
    return {
        path: document
        for path, document in before.documents.items()
        if documents.get(path) == document.blob and document.is_settled and document.is_whole(visit.folder)
    }


async def _small(git: Git, blobs: Sequence[str]) -> dict[str, bytes]:
    """What files of settings and links hold, those aside that are too large to be some."""
    await git.fetch_blobs(blobs)
    sizes = await git.sizes(blobs)
    return await git.contents([blob for blob, size in sizes.items() if (size or 0) <= _LARGEST_SETTINGS])


def _sites(
    visit: _Visit, listing: Listing, contents: Mapping[str, bytes], documents: Mapping[str, str]
) -> tuple[Sites, tuple[Problem, ...]]:
    """The sites that the repository has the settings of, and why those of others are not read."""
    sites, problems = list[tuple[str, SiteSettings]](), list[Problem]()
    for path, blob in listing.settings.items():
        file = visit.scratch / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(contents.get(blob, b""))
    for path in filter(reader_of_settings, listing.settings):
        try:
            site = visit.conversions.extract("site.extraction", visit.scratch / path, {}, visit.options, Site)
            sites.append((site_folder(path), site.settings))
        except UnreadableError as error:
            where, reason = visit.address.document_id(path), f"the settings of its site are not read: {error}"
            problems.append(Problem(where, reason, kind=ProblemKind.NOTE))
    return Sites(sites, documents), tuple(problems)


async def _read(visit: _Visit, reader: Documents, documents: Mapping[str, str], before: Manifest) -> Manifest:
    """Reads the documents that a manifest lacks yet, a few at a time, and gives one that has them."""
    missing = {path: blob for path, blob in documents.items() if path not in before.documents}
    await visit.git.fetch_blobs(list(missing.values()))
    sizes = await visit.git.sizes(list(missing.values()))
    read = dict(before.documents)
    for some in _parts(missing, sizes):
        # What is read now is no longer as a manifest of before has it; and one that is broken off goes on from here.
        await asyncio.to_thread(write_manifest, visit.folder, msgspec.structs.replace(before, documents=read))
        large = {path for path, blob in some.items() if (sizes[blob] or 0) > _LARGEST}
        contents = await visit.git.contents([blob for path, blob in some.items() if path not in large])
        for path, blob in some.items():
            if path in large:
                reason = f"is larger than {_LARGEST / 1e6:g} MB; split it"
                read[path] = ReadDocument(blob, problems=(reader.problem(path, reason),))
            else:
                read[path] = await asyncio.to_thread(reader.read, path, blob, contents[blob])
    return msgspec.structs.replace(before, documents=read)


def _parts(documents: Mapping[str, str], sizes: Mapping[str, int | None]) -> Iterator[dict[str, str]]:
    """Documents in parts that are not too large to be in memory."""
    part, length = dict[str, str](), 0
    for path, blob in documents.items():
        size = sizes[blob] or 0
        if part and length + size > _AT_ONCE:
            yield part
            part, length = {}, 0
        part[path] = blob
        length += size
    if part:
        yield part


def _settle(folder: Path, after: Manifest) -> None:
    """Takes the articles out of the folder that are of no document any more, and writes the manifest."""
    kept = after.files()
    for file in folder.glob(f"*{STORED}"):
        if file.name not in kept:
            file.unlink()
    write_manifest(folder, after)


def _hash(*parts: str) -> str:
    return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()
