"""What the pages are written with."""

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Several things in a sentence: "a, b and c"."""
    return f" {last} ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
