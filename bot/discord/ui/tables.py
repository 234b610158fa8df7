"""Tables as Discord can show them, which knows none: aligned in a code block, or a line for each cell."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from bot.discord.ui.markdown import styled

_WIDEST = 56  # columns of a code block that Discord does not wrap
_GAP = "  "
_RULE = "─"


def is_wide(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows are wider than what Discord shows on one line; letters of East Asia count as two columns."""
    widths = _widths(rows)
    return sum(widths) + len(_GAP) * (len(widths) - 1) > _WIDEST


def aligned(rows: Sequence[Sequence[str]], has_header: bool) -> str:
    """Rows below each other, one a line, their cells aligned and a header underlined."""
    widths = _widths(rows)
    lines = [_GAP.join(_padded(cell, width) for cell, width in zip(row, widths, strict=False)) for row in rows]
    if has_header and len(rows) > 1:
        lines.insert(1, _GAP.join(_RULE * width for width in widths))
    return "\n".join(line.rstrip() for line in lines)


def labelled(rows: Sequence[Sequence[str]], has_header: bool) -> str:
    """Rows in markdown, a blank line between them: a line for each cell with the name of its column."""
    if not has_header or len(rows) == 1:
        return "\n".join(styled(" · ".join(filter(None, row))) for row in rows)
    names, *rest = rows
    return "\n\n".join("\n".join(map(styled, _named(names, row))) for row in rest)


def _named(names: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    for place, cell in enumerate(row):
        name = names[place].rstrip(":") if place < len(names) else ""
        if cell:
            yield f"{name}: {cell}" if name else cell


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    columns = max(map(len, rows))
    return [max(cell_len(row[column]) for row in rows if column < len(row)) for column in range(columns)]


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - cell_len(cell))
