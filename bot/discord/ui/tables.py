"""Tables as Discord can show them, which knows none: aligned in a code block, or a line for each cell."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from bot.discord.ui.markdown import styled

_WIDEST = 56  # columns of a code block that Discord does not wrap
_GAP = "  "
_RULE = "─"
_WIDE_BLANK = "\u3000"


def is_wide(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows are wider than what Discord shows on one line; letters of East Asia count as two columns."""
    widths = [narrow + 2 * wide for narrow, wide in _letters(rows)]
    return sum(widths) + len(_GAP) * (len(widths) - 1) > _WIDEST


def aligned(rows: Sequence[Sequence[str]], has_header: bool) -> str:
    """Rows below each other, one a line, their cells aligned and a header underlined.

    Letters of East Asia come from another font, in which they are not quite as wide as two others: so all cells of a
    column have as many of them, blanks as wide as they are where it has fewer.
    """
    letters = _letters(rows)
    lines = [_GAP.join(map(_padded, row, letters)) for row in rows]
    if has_header and len(rows) > 1:
        lines.insert(1, _GAP.join(_padded(_RULE * narrow, (narrow, wide)) for narrow, wide in letters))
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


def _letters(rows: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """How many columns of narrow letters each column of a table has room for, and how many wide ones."""
    counts = [[_count(cell) for cell in row] for row in rows]
    columns = [[row[column] for row in counts if column < len(row)] for column in range(max(map(len, rows)))]
    return [(max(narrow for narrow, _ in column), max(wide for _, wide in column)) for column in columns]


def _count(cell: str) -> tuple[int, int]:
    wide = sum(cell_len(letter) == 2 for letter in cell)
    return cell_len(cell) - 2 * wide, wide


def _padded(cell: str, letters: tuple[int, int]) -> str:
    narrow, wide = _count(cell)
    return cell + _WIDE_BLANK * (letters[1] - wide) + " " * (letters[0] - narrow)
