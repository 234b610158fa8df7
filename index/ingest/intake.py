"""Which articles of the changes are taken in: those that can be read and whose id no other has."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from index.ingest.changes import Changes
from index.ingest.readers.base import ArticleReference, Problem, UnreadableError
from index.ingest.readers.files import read_article
from index.records import Article


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a sync did, in articles, and what it could not read."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()
    is_complete: bool = True
    """Whether nothing of the sources is left to the next sync."""


class Intake:
    """Reads the articles of one sync, and tells which of those before are gone."""

    def __init__(self, changes: Changes) -> None:
        self.references = changes.references
        self.removed = 0
        self._changes = changes
        self._problems = list(changes.problems)
        self._unread = {Path(problem.path) for problem in changes.problems}
        self._claimed = dict(changes.unchanged)  # for each id the path of the article that has it
        self._taken = set[str]()

    def read(self, reference: ArticleReference) -> Article | None:
        """Reads an article, unless it cannot be read or another has its id, which is then a problem."""
        try:
            article = read_article(reference)
        except UnreadableError as error:
            self.add_problem(reference, str(error))
            self._unread.add(Path(reference.path))
            return None
        key = article.source.id
        if key in self._claimed:
            other = self._claimed[key]
            name = other if other.isprintable() else repr(other)
            self.add_problem(reference, f"has the id {key!r} of an article in {name}; give it another")
            return None
        self._claimed[key] = reference.path
        self._taken.add(key)
        return article

    def add_problem(self, reference: ArticleReference, reason: str) -> None:
        """Notes what is wrong with an article."""
        line = int(reference.name) if reference.path.lower().endswith(".jsonl") else None
        self._problems.append(Problem(reference.path, reason, line))

    def gone(self) -> list[str]:
        """The ids of the articles that are no longer in the sources, once all were read."""
        known = self._changes.known.items()
        return [key for (path, _), key in known if key not in self._claimed and not self._is_unread(Path(path))]

    def signatures(self) -> dict[str, str]:
        """The signatures of the files of which all was taken in, by their paths."""
        with_problems = {problem.path for problem in self._problems}
        return {path: signature for path, signature in self._changes.signatures.items() if path not in with_problems}

    def outcome(self, left: Collection[str] = (), is_complete: bool = True) -> Outcome:
        """What became of the changes, where those of these ids are left to the next sync."""
        taken = self._taken.difference(left)
        changed = len(taken.intersection(self._changes.known.values()))
        return Outcome(
            len(taken) - changed,
            changed,
            self.removed,
            len(self._changes.unchanged),
            tuple(self._problems),
            is_complete,
        )

    def _is_unread(self, path: Path) -> bool:
        """Whether what a file says now is not known; a file that was removed from its folder says nothing any more."""
        return any(
            above.exists() or not above.parent.exists() for above in (path, *path.parents) if above in self._unread
        )
