"""Excerpts as rich renderables: prose with what answers in bold, lists, code and tables."""

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.service.excerpts import Part, bold_in, cells, mark_of, parts
from bot.terminal.plain import one_line, visible
from index.records import Block, Excerpt, Span

_STEP_IN = 2  # for each level of a list
_TAB = 4
_THEME = "ansi_dark"  # which takes the colours of the terminal


def excerpt_parts(excerpt: Excerpt, style: str = "", emphasis: str = "bold") -> list[RenderableType]:
    """Show an excerpt part by part, and how many items of its list are not shown."""
    marks = [mark_of(excerpt, block) for block in excerpt.blocks if block.level <= 1]
    kind = "step" if any(mark and mark.number is not None for mark in marks) else "item"
    shown: list[RenderableType] = []
    if excerpt.before:
        shown.append(_note(f"… {_count(excerpt.before, kind)} before"))
    for part in parts(excerpt):
        if part.apart and shown:
            shown.append(Text())
        shown += _render(excerpt, part, style, emphasis)
    if excerpt.after:
        shown.append(_note(f"… {_count(excerpt.after, f'more {kind}')}"))
    return shown


def prose(excerpt: Excerpt, span: Span, style: str = "", emphasis: str = "bold") -> Text:
    """A stretch of an excerpt without what a terminal would obey, and what answers in it emphasized."""
    said = excerpt.text[slice(*span)]
    text = Text(style=style)
    done = 0
    for start, end in bold_in(excerpt, span):
        text.append(visible(said[done:start]))
        text.append(visible(said[max(start, done) : end]), style=emphasis)
        done = max(done, end)
    return text.append(visible(said[done:]))


def _render(excerpt: Excerpt, part: Part, style: str, emphasis: str) -> Iterator[RenderableType]:
    block = part.first
    if part.is_table:
        yield _table(excerpt, part, style)
    elif block.kind == "code":
        from rich.syntax import Syntax  # with the languages that it knows, which takes 30 ms

        code = visible(excerpt.text[slice(*block.span)].expandtabs(_TAB))
        language = (block.info.split() or ["text"])[0]
        yield Padding(Syntax(code, language, theme=_THEME, background_color="default", word_wrap=True), (0, 0, 0, 4))
    elif block.kind == "item":
        yield _item(excerpt, block, style, emphasis)
    else:
        yield prose(excerpt, block.span, style, emphasis)


def _item(excerpt: Excerpt, block: Block, style: str, emphasis: str) -> RenderableType:
    """An item whose lines all stand behind its mark."""
    mark = mark_of(excerpt, block)
    length = mark.length if mark else 0
    start = block.span.start + length
    indent = _STEP_IN * max(block.level - 1 if block.info.strip() else block.level, 0)
    grid = Table.grid()
    grid.add_row(
        Text(" " * indent + excerpt.text[block.span.start : start], style=style),
        prose(excerpt, Span(start, block.span.end), style, emphasis),
    )
    return grid


def _table(excerpt: Excerpt, part: Part, style: str) -> RenderableType:
    rows = [[Text(one_line(cell)) for cell in cells(excerpt, block)] for block in part.blocks]
    has_header = part.first.kind == "header"
    plain = style or "none"  # rich has bold headers else
    table = Table(box=SIMPLE_HEAD, show_header=has_header, show_edge=False, pad_edge=False, header_style=plain)
    headers = rows.pop(0) if has_header else []
    for column in range(max(map(len, (headers, *rows)))):
        table.add_column(headers[column] if column < len(headers) else "", overflow="fold", style=plain)
    for row in rows:
        table.add_row(*row)
    return table


def _count(count: int, kind: str) -> str:
    return f"one {kind}" if count == 1 else f"{count} {kind}s"


def _note(text: str) -> Text:
    return Text(text, style="dim")
