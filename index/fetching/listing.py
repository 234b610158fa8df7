"""What is known of each source: how many articles it has, when it was looked at, and what went wrong."""

from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path

from index.fetching.page_store import SourceState, states_of
from index.files.data_folder import DataFolder
from index.ingest.readers.base import Problem
from index.ingest.sources import Sources, mirror_folder
from index.storage.library import Library


@dataclass(frozen=True, slots=True)
class ListedSource:
    """A source: its path or address, as what it is read, and how many articles of it are indexed.

    Of an address, when it was looked at last and is looked at next, in seconds since 1970, None before the first look;
    the looks in turn that failed; and what the last one could not take in.
    """

    name: str
    kind: str
    articles: int
    looked_at: float | None = None
    next_at: float | None = None
    failures: int = 0
    problems: tuple[Problem, ...] = ()


def list_sources(data_folder: DataFolder, sources: Sources) -> list[ListedSource]:
    """What is known of the sources of an index, paths first."""
    paths = _indexed(data_folder)
    listed = [ListedSource(str(path), _kind(path), _below(path, paths)) for path in sources.paths]
    states = states_of(data_folder)
    for address in sources.addresses:
        articles = _below(mirror_folder(data_folder, address), paths)
        state = states.get(address.key)
        kind = "repository" if address.repository is not None else (state or SourceState()).kind
        if state is None:
            listed.append(ListedSource(address.url, kind, articles))
            continue
        told = state.looked_at, state.next_at, state.failures, state.problems
        listed.append(ListedSource(address.url, kind, articles, *told))
    return listed


def _kind(path: Path) -> str:
    return "folder" if path.is_dir() else "file" if path.exists() else "missing"


def _indexed(data_folder: DataFolder) -> list[str]:
    """The path of each article in the index, in order."""
    if not data_folder.library.exists():
        return []
    with Library.open(data_folder) as library:
        return sorted(source.path or "" for _, source in library.articles.sources())


def _below(path: Path, paths: list[str]) -> int:
    """How many of the paths, in order, are this one, or below it."""
    return _count(paths, str(path), f"{path}\0") + _count(paths, f"{path}/", f"{path}0")


def _count(paths: list[str], first: str, behind: str) -> int:
    return bisect_left(paths, behind) - bisect_left(paths, first)
