"""The ids that articles go by: those that their files give, told apart by path where several give one."""

from collections.abc import Collection, Iterator, Mapping
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from index.ingest.changes import Known
from index.ingest.readers.base import File


class _Claim(NamedTuple):
    """The id that an article goes by; one is settled once its file was read, or is known to be as it was."""

    id: str
    settled: bool


class Ids:
    """Which articles give which id. The ids they go by in the end depend on what files there are, and on no order."""

    def __init__(self, known: Known, unchanged: Known, files: Mapping[str, File]) -> None:
        """`known` are all articles of the library, and `files` those of the sources by their paths."""
        self._files = files
        self._claims = dict[str, dict[str, _Claim]]()  # for each id that is given, by the paths of the files
        self._used = dict[str, str]()  # for each id that is gone by the path
        for key, article in known.items():
            self._claims.setdefault(article.given, {})[key[0]] = _Claim(article.id, key in unchanged)
            self._used[article.id] = key[0]

    def claim(self, given: str, path: str) -> str | None:
        """The id for an article that was read, for now; None where another of the same file has given it."""
        claims = self._claims.setdefault(given, {})
        before = claims.get(path)
        if before is not None and before.settled:
            return None
        if before is None and (moved := next((old for old in claims if self._has_moved(old, path)), None)):
            before = claims.pop(moved)
            self._used[before.id] = path
        candidates = [before.id] if before else [given] if not claims else []
        key = next(
            one for one in chain(candidates, self._apart(given, path)) if self._used.setdefault(one, path) == path
        )
        claims[path] = _Claim(key, True)
        return key

    def settled(self) -> set[str]:
        """The ids of the articles that are in the sources."""
        return {claim.id for claims in self._claims.values() for claim in claims.values() if claim.settled}

    def renamed(self, gone: Collection[str]) -> dict[str, tuple[str, str]]:
        """For the ids of articles that are to go by another from now on that one, and the one that is given.

        `gone` are the ids of articles that are no more.
        """
        alone, several = dict[str, str](), list[tuple[str, list[tuple[str, str]]]]()
        for given, claims in self._claims.items():
            members = [(path, claim.id) for path, claim in claims.items() if claim.settled or claim.id not in gone]
            if len(members) == 1:  # as nearly all
                alone[given] = members[0][1]
            else:
                several.append((given, sorted(members)))
        wanted = dict[str, tuple[str, str]]()  # by the id that is wanted the one that is, and the one that is given
        for given, those in sorted(several, key=lambda entry: len(entry[1])):
            for path, key in those:
                free = (one for one in self._apart(given, path) if one not in wanted and one not in alone)
                wanted[next(free)] = key, given
        renamed = {key: (given, given) for given, key in alone.items() if key != given}
        return renamed | {key: (new, given) for new, (key, given) in wanted.items() if key != new}

    def _has_moved(self, old: str, path: str) -> bool:
        """Whether a file that is no longer there may be another one now: one of the same source."""
        return old not in self._files and Path(old).is_relative_to(self._files[path].source)

    def _apart(self, given: str, path: str) -> Iterator[str]:
        """Ids for one of several articles that give the same, of which the first that is free is to be taken."""
        place = self._files[path].place if path in self._files else path
        yield place if place == given or place.endswith(f"/{given}") else f"{place}#{given}"
        yield f"{path}#{given}"
        yield from (f"{path}#{given}#{number}" for number in count(2))
