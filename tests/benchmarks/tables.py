"""Tables in Markdown."""

from collections.abc import Iterable, Sequence

_NONE = "–"
Cell = str | float | int | None


def table(heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A heading and rows as a table; numbers that are not whole have three digits, and what is not known a dash."""
    lines = [heading, ["---"] * len(heading), *([_cell(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cell(value: Cell) -> str:
    if value is None:
        return _NONE
    return f"{value:.3f}" if isinstance(value, float) else str(value)
