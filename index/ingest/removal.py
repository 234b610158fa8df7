"""What may be taken out because its file is gone: not all of a source, which may only not be there just now."""

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import QuotebotError
from index.ingest.readers.base import Problem, ProblemKind


class GoneSourceError(QuotebotError):
    """A source that is gone or empty, of which nothing would be left."""


@dataclass(frozen=True, slots=True)
class Removal:
    """When articles whose files are gone are taken out: while less than `max_share` of a source's files are.

    With `prune` always; and those of the files in `deleted` are gone on purpose, as are all that are gone of a folder
    in `mirrors`: whoever took them away had looked whether they are only not there just now, and that look went well.
    """

    max_share: float = 0.5
    prune: bool = False
    deleted: Collection[str] = field(default_factory=frozenset)
    mirrors: Collection[Path] = ()

    def require_present(self, sources: Sequence[Path], known: Iterable[str]) -> None:
        """Raises GoneSourceError where so many of these files are gone that nothing may be taken out."""
        known = list(known)
        for problem, _ in self.withheld(sources, known, known):
            raise GoneSourceError(f"{problem}; or forget it with quotebot sync --forget {problem.path}")

    def withheld(
        self, sources: Sequence[Path], known: Iterable[str], gone: Iterable[str]
    ) -> Iterator[tuple[Problem, set[str]]]:
        """The sources of which nothing may be taken out, each with those of its files that are gone.

        `known` are the files of which there are articles, `gone` those of which articles would be taken out.
        """
        missing = {path for path in gone if path not in self.deleted and not os.path.lexists(path)}
        if self.prune or not missing:
            return
        known = list(known)
        kept = [source for source in sources if source not in self.mirrors or not source.exists()]
        for source in map(str, kept):
            of_source = {path for path in known if path == source or path.startswith(f"{source}{os.sep}")}
            lost = missing & of_source
            if lost and (len(lost) == len(of_source) or len(lost) >= self.max_share * len(of_source)):
                state = "is gone or empty" if len(lost) == len(of_source) else "has lost many of its files"
                advice = "put them back, or take them out with quotebot sync --prune"
                reason = f"{state}; the articles of {len(lost)} files stay as they were: {advice}"
                yield Problem(source, reason, kind=ProblemKind.SOURCE), lost
