"""Which files of a repository are documents, and what they tell of sites: from its listing alone."""

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from index.files.git import Entry
from index.ingest.readers.files import SUFFIXES
from index.ingest.readers.folders import FOREIGN
from index.ingest.readers.site.discovery import is_beside, settings_among, site_folder


@dataclass(frozen=True, slots=True)
class Listing:
    """What of a repository is of interest: hashes of documents and of files of settings by their paths.

    `links` are documents that are links, and `others` the hashes of all other files.
    """

    documents: Mapping[str, str]
    settings: Mapping[str, str]
    links: Mapping[str, str]
    files: Mapping[str, str]

    def linked(self, targets: Mapping[str, bytes]) -> dict[str, str]:
        """The documents with those that links lead to which are none of them themselves."""
        documents = dict(self.documents)
        for path, blob in self.links.items():
            target = targets.get(blob, b"").decode(errors="replace")
            place = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            if place in self.files and place not in self.documents:
                documents[path] = self.files[place]
        return documents


def listing_of(entries: Sequence[Entry], subdirectory: str) -> Listing:
    """What of the files of a repository is read: documents below a folder, and the settings of sites anywhere."""
    files = {entry.path: entry.blob for entry in entries if not entry.is_link}
    named = [entry for entry in entries if _is_document(entry.path, subdirectory)]
    settings = settings_among(files)
    folders = {site_folder(path) for path in settings}
    beside = [path for path in files if is_beside(path) and (_above(path, folders) or "/" not in path)]
    return Listing(
        {entry.path: entry.blob for entry in named if not entry.is_link},
        {path: files[path] for path in (*settings, *beside)},
        {entry.path: entry.blob for entry in named if entry.is_link},
        files,
    )


def _above(path: str, folders: Iterable[str]) -> bool:
    """Whether a file stands in one of these folders, or in one above or below."""
    own = posixpath.dirname(path)
    return any(f"{folder}/".startswith(f"{own}/") or f"{own}/".startswith(f"{folder}/") for folder in folders)


def _is_document(path: str, subdirectory: str) -> bool:
    if subdirectory and path != subdirectory and not path.startswith(f"{subdirectory}/"):
        return False
    place = PurePosixPath(path[len(subdirectory) :].lstrip("/") or path)
    is_own = not any(part.startswith((".", "~$")) or part in FOREIGN for part in place.parts)
    return is_own and place.suffix.lower() in SUFFIXES
