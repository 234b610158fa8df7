"""What the lines of a PDF's page are: paragraphs, headings, items of lists, rows of tables, code and footnotes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import quantiles

from index.ingest.readers.pdf.hyphens import joined_lines
from index.ingest.readers.pdf.segments import Segment
from index.ingest.readers.pdf.tables import Part, Table
from index.records import BlockKind

_LARGER = 1.1  # times the size of the text is that of a heading at least
_SMALLER = 0.95  # of it, that of a footnote at most
_HEADING_CHARACTERS = 200
_INDENT = 0.8  # of a letter
_APART = 1.25  # times the distance of lines, after which something else begins
_ROOM = 1.0  # letters more than a word needs, which nobody leaves free within a paragraph
_FULL_STOP = re.compile(r"[.!?:…。！？][\"'”’»)\]⁰-⁹¹²³]*$")
_NO_HEADING = re.compile(r"[.,;]$")
_MARK = re.compile(
    r"(?P<bullet>[•◦▪▫‣⁃●○■□◆◇►▶➢✓✔❖·\uf0b7\uf0a7\uf0d8\uf076\uf0fc])\s*|"
    r"(?P<dash>[-–*o])\s+|"
    r"(?P<number>\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]\s+|\d{1,2}[.)](?=[^\W\d]))"
)
_NOTE = re.compile(r"(?P<label>[⁰¹²³⁴-⁹]+|\d{1,3}(?=\s|[A-ZÄÖÜ])|[*†‡§]{1,3})\s*")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(slots=True)
class Draft:
    """A block that is being put together: its lines, or the cells of its row."""

    kind: BlockKind
    page: int
    lines: list[Segment] = field(default_factory=list)
    mark: str = ""  # of an item or a footnote
    cells: tuple[str, ...] = ()
    is_first: bool = False  # row of a table
    is_aside: bool = False  # goes on with nothing
    further: list[tuple[int, int]] = field(default_factory=list)  # from which line on it is on another page

    @property
    def text(self) -> str:
        """What its last line says."""
        return self.lines[-1].text if self.lines else ""

    def take(self, after: "Draft") -> None:
        """Goes on with the block after it."""
        self.further.append((len(self.lines), after.page))
        self.lines += after.lines


class Styles:
    """Which letters of a document are those of its text, and which those of headings."""

    def __init__(self, lines: Iterable[Segment], titles: Iterable[str]) -> None:
        sizes: dict[float, int] = {}
        every = list(lines)
        for line in every:
            sizes[round(line.size, 1)] = sizes.get(round(line.size, 1), 0) + len(line.text)
        self.body = max(sizes, key=lambda size: sizes[size], default=10.0)
        bold = sum(len(line.text) for line in every if line.bold and round(line.size, 1) == self.body)
        self._bold_body = bold > sizes.get(self.body, 0) / 2
        self._titles = frozenset(map(_folded, titles))

    def is_large(self, line: Segment) -> bool:
        """Whether a line is larger than the text."""
        return line.size >= _LARGER * self.body

    def is_small(self, line: Segment) -> bool:
        """Whether a line is smaller than the text."""
        return line.size <= _SMALLER * self.body

    def is_heading(self, lines: Sequence[Segment]) -> bool:
        """Whether lines of one look are a heading."""
        text = " ".join(line.text for line in lines)
        if len(text) > _HEADING_CHARACTERS or not any(char.isalpha() for char in text) or lines[0].fixed:
            return False
        if self.is_large(lines[0]) or _folded(text) in self._titles:
            return True
        stands_out = lines[0].bold and not self._bold_body and not self.is_small(lines[0])
        return stands_out and len(lines) <= 2 and not _NO_HEADING.search(text)


def _folded(title: str) -> str:
    return "".join(char for char in title.casefold() if char.isalnum())


def drafts(region: Sequence[Part], styles: Styles, page: int) -> Iterator[Draft]:
    """The blocks of lines that are read one after the other."""
    lines = [one for one in region if isinstance(one, Segment)]
    right = max((line.right for line in lines), default=0.0)
    run: list[Segment] = []
    for one in region:
        if isinstance(one, Table):
            yield from _blocks(run, styles, right, page)
            run = []
            for number, cells in enumerate(one.rows):
                kind: BlockKind = "row" if number or not one.has_header else "header"
                yield Draft(kind, page, cells=cells, is_first=not number)
        else:
            run.append(one)
    yield from _blocks(run, styles, right, page)


def _blocks(lines: Sequence[Segment], styles: Styles, right: float, page: int) -> Iterator[Draft]:
    pitch = _pitch(lines)
    current: Draft | None = None
    for line in lines:
        if current is not None and _goes_on(current, line, pitch, right, styles):
            current.lines.append(line)
            continue
        if current is not None:
            yield _settled(current, styles)
        current = _begun(current, line, page)
    if current is not None:
        yield _settled(current, styles)


def _pitch(lines: Sequence[Segment]) -> float:
    """How far lines of one size stand apart, in letters."""
    distances = [
        (after.baseline - before.baseline) / after.size for before, after in pairwise(lines) if _alike(before, after)
    ]
    close = [distance for distance in distances if 0 < distance < 2.5]
    return quantiles(close, n=4)[0] if len(close) > 1 else (*close, 1.2)[0]


def _alike(one: Segment, other: Segment) -> bool:
    return abs(one.size - other.size) < 0.08 * max(one.size, other.size) and one.fixed == other.fixed


def _begun(before: Draft | None, line: Segment, page: int) -> Draft:
    """The block that begins with a line."""
    match = None if line.fixed else _MARK.match(line.text)
    if match is None or match.end() == len(line.text) or not _is_item(before, line, match):
        return Draft("code" if line.fixed else "paragraph", page, [line])
    width = (line.right - line.left) * match.end() / len(line.text)
    text = line._replace(text=line.text[match.end() :], left=line.left + width)
    return Draft("item", page, [text], (match["number"] or "-").strip())


def _is_item(before: Draft | None, line: Segment, match: re.Match[str]) -> bool:
    """Whether what may be the mark of an item is one, rather than the beginning of a line."""
    if match["bullet"] or before is None or before.kind == "item":
        return True
    if match["dash"]:
        return before.kind != "paragraph" or line.left > before.lines[-1].left or _is_full(before)
    return _is_first(match["number"])


def _is_first(number: str) -> bool:
    return number.strip("(). ").lower() in ("0", "1", "a", "i")


def _is_full(draft: Draft) -> bool:
    return bool(_FULL_STOP.search(draft.text))


def _goes_on(current: Draft, line: Segment, pitch: float, right: float, styles: Styles) -> bool:
    last, size = current.lines[-1], line.size
    distance = line.baseline - last.baseline
    if not _alike(last, line) or (last.bold != line.bold and current.kind != "item" and len(current.lines) == 1):
        return False
    if current.kind == "code":
        return distance < 2.5 * size
    if not 0 < distance <= _APART * max(pitch, 1.0) * size:
        return False
    if (match := _MARK.match(line.text)) and (match["bullet"] or _starts_item(current, line, match)):
        return False
    if _has_room(last, line, right) and (
        current.kind == "item" or not (styles.is_large(line) and _is_centred(last, line))
    ):
        return False
    if styles.is_large(line):
        return True
    indent = line.left - last.left
    if current.kind == "item":
        return indent > -_INDENT * size if len(current.lines) > 1 else indent > -2 * _INDENT * size
    if len(current.lines) == 1:
        return indent < _INDENT * size or _is_centred(last, line)
    return abs(indent) < _INDENT * size or _is_centred(last, line)


def _starts_item(current: Draft, line: Segment, match: re.Match[str]) -> bool:
    """Whether a line that may begin with a mark goes on with a list, or begins one."""
    if current.kind == "item":
        return line.left < current.lines[-1].left - 0.3 * line.size
    return _is_full(current) and (match["dash"] is not None or _is_first(match["number"]))


def _is_centred(one: Segment, other: Segment) -> bool:
    return abs((one.left + one.right) - (other.left + other.right)) < 0.5 * one.size


def _has_room(last: Segment, line: Segment, right: float) -> bool:
    """Whether a line ended although the next word had room in it."""
    word = line.text.split(" ", 1)[0]
    width = (line.right - line.left) * (len(word) + 1) / max(len(line.text), 1)
    return last.right + width + _ROOM * line.size < right and not last.text.endswith(("-", "\u00ad"))


def _settled(draft: Draft, styles: Styles) -> Draft:
    """A block that has all its lines, as what it is."""
    if draft.kind == "paragraph" and styles.is_heading(draft.lines):
        draft.kind = "heading"
    return draft


def split_notes(blocks: Sequence[Draft], styles: Styles) -> tuple[list[Draft], list[Draft]]:
    """The blocks of a column, and the footnotes at its foot: small ones, each behind its mark."""
    at = len(blocks)
    while at and blocks[at - 1].kind in ("paragraph", "item") and styles.is_small(blocks[at - 1].lines[0]):
        at -= 1
    while at < len(blocks) and not next(_notes(blocks[at])).mark:
        at += 1
    notes: list[Draft] = []
    for one in (note for block in blocks[at:] for note in _notes(block)):
        if one.mark:
            notes.append(one)
        else:
            notes[-1].lines += one.lines
    return list(blocks[:at]), notes


def _notes(block: Draft) -> Iterator[Draft]:
    """The footnotes of a small block, of which the first has no mark where it goes on with the one before."""
    note: Draft | None = None
    first = block.lines[0]
    marked = first._replace(text=f"{block.mark} {first.text}") if block.mark else first
    for line in [marked, *block.lines[1:]]:
        match = _NOTE.match(line.text)
        label = match["label"].translate(_DIGITS) if match else ""
        if match and (
            note is None or not label.isdigit() or not note.mark.isdigit() or int(label) == int(note.mark) + 1
        ):
            if note is not None:
                yield note
            note = Draft("footnote", block.page, [line._replace(text=line.text[match.end() :])], label)
        elif note is not None:
            note.lines.append(line)
        else:
            note = Draft("footnote", block.page, [line])
    if note is not None:
        yield note


def goes_on(before: Draft, after: Draft) -> bool:
    """Whether a block goes on with the first of the next column or page."""
    if before.kind not in ("paragraph", "item") or after.kind != "paragraph" or _is_full(before):
        return False
    last, first = before.lines[-1], after.lines[0]
    begins_low = first.text[:1].islower() or last.text.endswith(("-", "\u00ad")) or not first.text[:1].isalpha()
    return _alike(last, first) and (begins_low or before.kind == "paragraph")


def title_of(blocks: Iterable[Draft], styles: Styles) -> str:
    """The largest heading of the first page, where it is larger than the text."""
    first = [
        block for block in blocks if block.page == 0 and block.kind == "heading" and styles.is_large(block.lines[0])
    ]
    largest = max(first, key=lambda block: round(block.lines[0].size), default=None)
    return joined_lines(line.text for line in largest.lines) if largest is not None else ""
