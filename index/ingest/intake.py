"""Which articles of the changes are taken in, which are taken out, and by which ids they go."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from index.ingest.changes import Changes
from index.ingest.ids import Ids
from index.ingest.readers.base import (
    ArticleReference,
    Problem,
    ProblemKind,
    UnreadableError,
    WithheldError,
    warnings_of,
)
from index.ingest.readers.conversion import Conversions
from index.ingest.readers.files import LINES, article_of, read_bytes
from index.ingest.removal import Removal
from index.ingest.workers import Tools
from index.records import Article


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a sync did, in articles, and what it did not take in."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()
    is_complete: bool = True
    """Whether nothing of the sources is left to the next sync."""

    @property
    def has_losses(self) -> bool:
        """Whether articles are lacking that should be there."""
        return any(problem.kind.is_loss for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Unread:
    """An article that is to be read: its bytes, or why there are none."""

    reference: ArticleReference
    data: bytes | UnreadableError

    @property
    def weight(self) -> int:
        """How much of it there is to read, in bytes."""
        return self.reference.length


Read = Article | UnreadableError
"""An article, or why it cannot be read."""


def read(tools: Tools, unread: Unread) -> Read:
    """Reads an article, wherever that is done, which takes no tools."""
    if isinstance(unread.data, UnreadableError):
        return unread.data
    try:
        return article_of(unread.data, unread.reference)
    except UnreadableError as error:
        return error


class Intake:
    """Reads the articles of one sync, and tells which of those before are gone."""

    def __init__(self, changes: Changes, removal: Removal, conversions: Conversions) -> None:
        self.references = changes.references
        self.removed = 0
        self._changes = changes
        self._removal = removal
        self._conversions = conversions
        self._ids = Ids(changes.known, changes.unchanged, changes.files)
        self._taken = set[str]()
        known = {path for path, _ in changes.known}
        self._problems = [
            replace(problem, kind=ProblemKind.UNREADABLE, reason=f"{problem.reason}; its article stays as it was")
            if problem.kind == ProblemKind.EMPTY and problem.path in known and not removal.prune
            else problem
            for problem in changes.problems
            if not (removal.prune and problem.kind == ProblemKind.SOURCE)
        ]
        for (path, _), article in changes.unchanged.items():
            self._problems += (Problem(path, warning, kind=ProblemKind.FIELD) for warning in article.warnings)
        self._unread = {Path(one.path) for one in self._problems if one.kind == ProblemKind.UNREADABLE}

    def unread(self, reference: ArticleReference) -> Unread:
        """The bytes of an article, which are to be read then and taken, in the order of the references."""
        try:
            return Unread(reference, read_bytes(reference, self._conversions))
        except UnreadableError as error:
            return Unread(reference, error)

    def take(self, reference: ArticleReference, read: Read) -> Article | None:
        """Takes what was read, unless it cannot be or its file has another of its id, which is then a problem."""
        match read:
            case WithheldError():
                self.add_problem(reference, str(read), ProblemKind.WITHHELD)
                return None
            case UnreadableError():
                self.add_problem(reference, str(read))
                self._unread.add(Path(reference.path))
                return None
        article = self._changes.placed(read, reference)
        source = article.source
        key = self._ids.claim(source.id, reference.path)
        if key is None:
            name = reference.path if reference.path.isprintable() else repr(reference.path)
            self.add_problem(reference, f"has the id {source.id!r} of an article in {name}; give it another")
            return None
        self._taken.add(key)
        warnings = warnings_of(article)
        for warning in warnings:
            self.add_problem(reference, warning, ProblemKind.FIELD)
        given_id = None if key == source.id else source.id
        return replace(article, source=replace(source, id=key), given_id=given_id, warnings=warnings)

    def add_problem(self, reference: ArticleReference, reason: str, kind: ProblemKind = ProblemKind.UNREADABLE) -> None:
        """Notes what is wrong with an article."""
        is_line = reference.path.lower().endswith(LINES) and not reference.is_converted
        line = int(reference.name) if is_line else None
        self._problems.append(Problem(reference.path, reason, line, kind))

    def gone(self) -> list[str]:
        """The ids of the articles that are no longer in the sources, once all were read."""
        settled = self._ids.settled()
        paths = {
            article.id: path
            for (path, _), article in self._changes.known.items()
            if article.id not in settled and not self._is_unread(Path(path))
        }
        known = {path for path, _ in self._changes.known}
        for problem, lost in self._removal.withheld(self._changes.sources, known, paths.values()):
            self._problems = [one for one in self._problems if (one.path, one.kind) != (problem.path, problem.kind)]
            self._problems.append(problem)
            paths = {key: path for key, path in paths.items() if path not in lost}
        return list(paths)

    def renamed(self, gone: Collection[str]) -> dict[str, tuple[str, str]]:
        """For the ids of articles that are to go by another, once what is gone is taken out, that and the given one."""
        return self._ids.renamed(gone)

    def signatures(self) -> dict[str, str]:
        """The signatures of the files of which all was taken in, by their paths."""
        of_all = ProblemKind.FIELD, ProblemKind.NOTE
        not_all = {problem.path for problem in self._problems if problem.kind not in of_all}
        return {path: signature for path, signature in self._changes.signatures.items() if path not in not_all}

    def outcome(self, left: Collection[str] = (), is_complete: bool = True) -> Outcome:
        """What became of the changes, where those of these ids are left to the next sync."""
        taken = self._taken.difference(left)
        changed = len(taken.intersection(article.id for article in self._changes.known.values()))
        return Outcome(
            len(taken) - changed,
            changed,
            self.removed,
            len(self._changes.unchanged),
            (*self._problems, *self._changes.sites.problems),
            is_complete,
        )

    def _is_unread(self, path: Path) -> bool:
        """Whether what a file says now is not known; a file that was removed from its folder says nothing any more."""
        return any(
            above.exists() or not above.parent.exists() for above in (path, *path.parents) if above in self._unread
        )
