"""The blocks of an excerpt as Discord's markdown: prose and lists in block quotes, code and tables in code blocks."""

import re
from collections.abc import Container
from dataclasses import dataclass, field

from bot.discord.ui.markdown import in_quote, rendered, styled
from bot.discord.ui.tables import aligned, is_wide, labelled
from bot.service.excerpts import Part, bold_in, cells, mark_of, parts
from index.records import Article, Block, Excerpt, Span

_LANGUAGE = re.compile(r"[A-Za-z0-9_+\-.#]+")
_FENCE = "```"
_NO_FENCE = re.compile("`(?=``)")
_ZERO_WIDTH = "\u200b"


def markdown_of(excerpt: Excerpt, wide: Container[int] | None = None) -> str:
    """Write an excerpt for Discord; `wide` are the groups of the tables that do not fit, where more of them is known.

    A code block ends the block quote, so that no client copies the marks of the quote with it.
    """
    written: list[str] = []
    quote, places = "", _Places()
    before: Block | None = None
    for part in parts(excerpt):
        if code := _code_block(excerpt, part, wide):
            written += filter(None, (in_quote(quote), code))
            quote = ""
            places.end()
        else:
            gap = _gap(before, part, places)
            text = _text(excerpt, part, places)
            quote += gap + text if quote else text
        before = part.first
    return "\n".join(filter(None, (*written, in_quote(quote))))


def wide_tables(article: Article) -> frozenset[int]:
    """The groups of an article's tables that are too wide for a code block."""
    if article.reading is None:
        return frozenset()
    whole = Excerpt(article.plain, article.reading.blocks)
    return frozenset(
        part.first.group
        for part in parts(whole)
        if part.is_table and is_wide([cells(whole, block) for block in part.blocks])
    )


@dataclass(slots=True)
class _Place:
    """Where the last item of a level stands: the blanks before its mark, the length of that, and its number."""

    indent: int
    width: int
    number: int | None


@dataclass(slots=True)
class _Places:
    """The last item of each level of the list that Discord is in."""

    levels: dict[int, _Place] = field(default_factory=dict)
    group: int = 0

    def end(self) -> None:
        self.levels.clear()

    def enter(self, group: int) -> None:
        if group != self.group:
            self.end()
        self.group = group

    def content(self, level: int) -> int:
        """The blanks before what an item of a level says behind its mark."""
        place = self.levels.get(level)
        return place.indent + place.width if place else 0

    def indent(self, level: int) -> int:
        """The blanks before the mark of an item of a level: it stands below what the item around it says."""
        return self.content(max((outer for outer in self.levels if outer < level), default=0))

    def is_around(self, level: int) -> bool:
        """Whether an item of a level is around all of this list, of which only what is within another is shown."""
        return bool(self.levels) and level < min(self.levels)

    def leave(self, level: int) -> None:
        """Forgets the items of a level and of those within."""
        for inner in [inner for inner in self.levels if inner >= level]:
            del self.levels[inner]

    def take(self, level: int, place: _Place) -> bool:
        """Whether Discord shows an item with its number, since it counts on from the first by itself."""
        before = self.levels.get(level)
        self.leave(level)
        if before and place.number != (None if before.number is None else before.number + 1):
            return False
        self.levels[level] = place
        return True


def _gap(before: Block | None, part: Part, places: _Places) -> str:
    """What stands between two parts of a block quote: lists and headings keep their distance by themselves."""
    block, kind_before = part.first, before.kind if before else "paragraph"
    if block.kind == "item" and places.is_around(block.level):
        return "\n\n"  # else Discord has both in one list
    begins_list = block.kind == "item" and kind_before != "item"
    return "\n\n" if part.apart and not begins_list and "heading" not in (kind_before, block.kind) else "\n"


def _text(excerpt: Excerpt, part: Part, places: _Places) -> str:
    block = part.first
    if block.kind == "item":
        places.enter(block.group)
        return _item(excerpt, block, places)
    places.end()
    if part.is_table:
        return labelled([cells(excerpt, row) for row in part.blocks], block.kind == "header")
    if block.kind == "heading":
        return _heading(excerpt.text[slice(*block.span)], block.level)
    return _styled(excerpt, block.span)


def _heading(text: str, level: int) -> str:
    title = styled(" ".join(text.split()))
    # Discord takes the marks at the end of a heading for the heading's.
    return f"{'#' * min(level + 1, 3)} {title}{_ZERO_WIDTH * title.endswith('#')}"


def _item(excerpt: Excerpt, block: Block, places: _Places) -> str:
    level, mark = max(block.level, 1), mark_of(excerpt, block)
    if not block.info.strip():
        return _hanging(_styled(excerpt, block.span), places.content(level))
    indent = places.indent(level)
    if mark is not None:
        written = "- " if mark.number is None else f"{mark.number}. "
        said = _styled(excerpt, Span(block.span.start + mark.length, block.span.end))
        if said and places.take(level, _Place(indent, len(written), mark.number)):
            return " " * indent + written + _hanging(said, indent + len(written)).lstrip(" ")
    places.leave(level)
    start = block.span.start + (mark.length if mark else 0)
    bold = [Span(max(one.start, start - block.span.start), one.end) for one in bold_in(excerpt, block.span)]
    return _hanging(styled(excerpt.text[slice(*block.span)], bold), indent)


def _hanging(text: str, indent: int) -> str:
    return "\n".join(" " * indent + line for line in text.split("\n"))


def _styled(excerpt: Excerpt, span: Span) -> str:
    return styled(excerpt.text[slice(*span)], bold_in(excerpt, span))


def _code_block(excerpt: Excerpt, part: Part, wide: Container[int] | None) -> str:
    """A code block of what is one in Discord; empty for all else."""
    block = part.first
    if block.kind == "code":
        return _fenced(excerpt.text[slice(*block.span)], block.info)
    if not part.is_table:
        return ""
    rows = [cells(excerpt, row) for row in part.blocks]
    if is_wide(rows) if wide is None else part.blocks[-1].group in wide:
        return ""
    return _fenced(aligned(rows, block.kind == "header"))


def _fenced(code: str, info: str = "") -> str:
    language = (info.split() or [""])[0]
    name = language if _LANGUAGE.fullmatch(language) else ""
    # Discord has no longer fences, and no backslash works in code.
    text = _NO_FENCE.sub("`" + _ZERO_WIDTH, rendered(code))
    lines = text.rstrip().split("\n")
    while lines and not lines[0].strip():
        del lines[0]
    return "\n".join((_FENCE + name, *lines, _FENCE)) if lines else ""
