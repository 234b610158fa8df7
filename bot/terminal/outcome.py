"""What a sync did, as JSON, and what it did not take in, for people: the worst first, and what is alike together."""

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from index.ingest.intake import Outcome
from index.ingest.readers.base import Problem, ProblemKind

_MAX_LINES = 5  # for problems of one kind
_MAX_NAMED = 3  # files of one reason
_MAX_FORMATS = 8
_REST = {
    ProblemKind.SOURCE: "sources that are gone",
    ProblemKind.UNREADABLE: "that could not be read",
    ProblemKind.FIELD: "of which something could not be used",
    ProblemKind.NOTE: "of which something is to be known",
    ProblemKind.WITHHELD: "that are not to be shown",
    ProblemKind.EMPTY: "without anything to quote",
    ProblemKind.IGNORED: "that are left out",
}


def sync_payload(outcome: Outcome) -> dict[str, Any]:
    """Give the form of what a sync did, in articles, and of what it did not take in, the worst first."""
    return {
        "added": outcome.added,
        "changed": outcome.changed,
        "removed": outcome.removed,
        "unchanged": outcome.unchanged,
        "problems": problem_payloads(outcome.problems),
    }


def problem_payloads(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Give the form of what was not taken in, the worst first."""
    kinds = list(ProblemKind)
    return [
        {
            "path": problem.path.encode(errors="replace").decode(),
            "line": problem.line,
            "kind": problem.kind.value,
            "reason": problem.reason,
        }
        for problem in sorted(problems, key=lambda problem: kinds.index(problem.kind))
    ]


def problem_lines(problems: Sequence[Problem], verbose: bool) -> list[str]:
    """One line for each reason with its files, the worst kind first; with `verbose` one for each problem."""
    lines = list[str]()
    for kind in ProblemKind:
        of_kind = [problem for problem in problems if problem.kind == kind]
        if not of_kind:
            continue
        if verbose:
            lines += [f"{_label(kind)}: {problem}" for problem in of_kind]
        elif kind == ProblemKind.FORMAT:
            lines.append(f"{_label(kind)}: {_formats(of_kind)}")
        else:
            lines += _grouped(kind, of_kind)
    return lines


def _label(kind: ProblemKind) -> str:
    return "Warning" if kind in (ProblemKind.SOURCE, ProblemKind.UNREADABLE, ProblemKind.FIELD) else "Note"


def _grouped(kind: ProblemKind, problems: Sequence[Problem]) -> list[str]:
    reasons = Counter(problem.reason for problem in problems).most_common()
    lines = list[str]()
    for reason, count in reasons[:_MAX_LINES]:
        alike = [problem for problem in problems if problem.reason == reason]
        if count == 1:
            lines.append(f"{_label(kind)}: {alike[0]}")
        else:
            named = ", ".join(problem.where for problem in alike[:_MAX_NAMED])
            more = f" and {count - _MAX_NAMED} more" if count > _MAX_NAMED else ""
            lines.append(f"{_label(kind)}: {count} times: {reason}: {named}{more}")
    if left := sum(count for _, count in reasons[_MAX_LINES:]):
        lines.append(f"{_label(kind)}: and {left} more {_REST[kind]}; --verbose names all")
    return lines


def _formats(problems: Sequence[Problem]) -> str:
    """How many files of which ending are of no format that is read."""
    endings = Counter(os.path.splitext(problem.path)[1].lower() or "without an ending" for problem in problems)
    named = ", ".join(f"{count} {ending}" for ending, count in endings.most_common(_MAX_FORMATS))
    more = f" and {len(endings) - _MAX_FORMATS} other endings" if len(endings) > _MAX_FORMATS else ""
    files = "1 file is" if len(problems) == 1 else f"{len(problems)} files are"
    return f"{files} {problems[0].reason}: {named}{more}"
