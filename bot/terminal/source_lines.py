"""What is told of sources, and of what changes in them: for people, and as JSON."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.terminal.outcome import problem_lines, problem_payloads
from bot.terminal.plain import one_line
from bot.terminal.watching import Change
from index.fetching.listing import ListedSource

_NONE = "–"
_FIRST = 3  # of what could not be taken in of a source, where not all is told


def render_sources(listed: Sequence[ListedSource], verbose: bool) -> RenderableType:
    """Show sources in a table, and below it what of them could not be taken in."""
    if not listed:
        return Text("No sources. Add some with: quotebot sync PATH")
    table = Table(box=SIMPLE_HEAD)
    for heading in ("Source", "Kind", "Last look", "Next look"):
        table.add_column(heading, overflow="fold")
    for heading in ("Failures", "Articles"):
        table.add_column(heading, justify="right")
    for source in listed:
        looks = (_local(source.looked_at), _local(source.next_at))
        cells = (one_line(source.name), source.kind, *looks, str(source.failures), str(source.articles))
        table.add_row(*map(Text, cells))
    problems = [Text(one_line(line)) for source in listed for line in _problems(source, verbose)]
    return Group(table, *problems)


def source_payload(source: ListedSource) -> dict[str, Any]:
    """Give the form of a source, every key always there."""
    return {
        "source": source.name.encode(errors="replace").decode(),
        "kind": source.kind,
        "articles": source.articles,
        "looked_at": _iso(source.looked_at),
        "next_at": _iso(source.next_at),
        "failures": source.failures,
        "problems": problem_payloads(source.problems),
    }


def change_line(change: Change, verbose: bool) -> str:
    """Tell what has changed in a line, and in lines below it what could not be taken in."""
    counts = f"{change.added} added, {change.changed} changed, {change.removed} removed"
    head = f"{change.time.astimezone():%Y-%m-%d %H:%M:%S} {one_line(change.source)}: {counts}"
    return "\n".join((head, *(f"  {one_line(line)}" for line in problem_lines(change.problems, verbose))))


def change_payload(change: Change) -> dict[str, Any]:
    """Give the form of what has changed."""
    return {
        "time": change.time.isoformat(timespec="seconds"),
        "source": change.source.encode(errors="replace").decode(),
        "added": change.added,
        "changed": change.changed,
        "removed": change.removed,
        "problems": problem_payloads(change.problems),
    }


def _problems(source: ListedSource, verbose: bool) -> list[str]:
    lines = problem_lines(source.problems, verbose)
    if verbose or len(lines) <= _FIRST:
        return lines
    return [*lines[:_FIRST], f"Note: and more of {source.name}; --verbose names all"]


def _local(at: float | None) -> str:
    return _NONE if at is None else f"{datetime.fromtimestamp(at).astimezone():%Y-%m-%d %H:%M}"


def _iso(at: float | None) -> str | None:
    return None if at is None else datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")
