"""The text of a PDF's page as stretches of characters that stand on one line without a wide gap."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol, TypeVar

from index.ingest.readers.pdf.letters import Character, Frame, Letters
from index.ingest.readers.pdf.rules import Rules

_WIDE_GAP = 1.0  # in letter heights, as all below: what parts two stretches of one line
_WIDE_SPACE = 4.0  # the same where a space is written there, which the program may have stretched
_NO_SPACE = 0.18  # the same where none is, on a page where spaces are written
_WRITES_SPACES = 0.05  # share of letters behind a space that is written, from which the page is such a one
_WORD_GAP = 0.1  # what parts two stretches of a line that are two words
_SPACE = 0.15  # what parts two letters without a space between them that are of two words
_SAME_LINE = 0.25  # by how much letters of one line may stand higher or lower
_SAME_ROW = 0.4  # by how much stretches of one row may stand higher or lower
_BULLET = 3.0  # how far behind a bullet its line begins at most
_RAISED = 0.15  # by how much the mark of a footnote stands higher at least
_SMALLER = 0.9  # what share of the size of its line such a mark has at most
_OVERLAP = 0.5  # points by which a letter may reach over a line that is drawn
_BACK = 0.5  # by how much a letter may stand before the end of the one before it
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LIST_MARK = re.compile(r"[•◦▪▫‣⁃●○■□◆◇►▶➢✓✔❖·\uf0b7\uf0a7\uf0d8\uf076\uf0fc]|\(?(?:\d{1,2}|[a-z])[.)]")
_MARK = re.compile(r"\d{1,3}|[*†‡§]{1,3}")


class Segment(NamedTuple):
    """A stretch of characters, in points from the top left of the page as it is read; `size` is that of its letters."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool = False
    fixed: bool = False

    @property
    def top(self) -> float:
        """Where its letters begin."""
        return self.baseline - 0.8 * self.size

    @property
    def bottom(self) -> float:
        """Where its letters end."""
        return self.baseline + 0.2 * self.size


class _OnLine(Protocol):
    """What stands on a line."""

    @property
    def left(self) -> float: ...
    @property
    def baseline(self) -> float: ...
    @property
    def size(self) -> float: ...


Placed = TypeVar("Placed", bound=_OnLine)


class PageText(NamedTuple):
    """The text of a page, in the order in which it is written, and how the page is read.

    `aside` is what stands upright where the rest lies, or the other way round; `unknown` the share of letters that the
    file does not tell.
    """

    segments: tuple[Segment, ...] = ()
    aside: tuple[Segment, ...] = ()
    frame: Frame = Frame(0, 0, 0, 0, 0)
    unknown: float = 0.0


def page_text(letters: Letters, rules: Rules) -> PageText:
    """The text of a page, each letter in the stretch that it belongs to; lines that are drawn part those."""
    frame = letters.frame
    shown = tuple(one for one in _segments(letters.main, frame, rules) if _is_shown(one, frame))
    aside = (one for some, turned in letters.aside for one in _segments(some, turned, Rules()))
    return PageText(shown, tuple(aside), frame, letters.unknown)


def rows_of(segments: Iterable[Placed]) -> list[list[Placed]]:
    """What stands on a page by the lines on which it does, from the top, each from the left."""
    rows: list[list[Placed]] = []
    for one in sorted(segments, key=lambda one: one.baseline):
        last = rows[-1][0] if rows else None
        if last is not None and one.baseline - last.baseline < _SAME_ROW * min(one.size, last.size):
            rows[-1].append(one)
        else:
            rows.append([one])
    return [sorted(row, key=lambda one: one.left) for row in rows]


def with_marks(segments: Iterable[Segment], dots: Iterable[tuple[float, float]]) -> list[Segment]:
    """What stands on a page, each line with the mark of a list that is written or drawn as a dot in front of it."""
    marked = list[Segment]()
    for row in rows_of(segments):
        while row:
            one = row.pop(0)
            if row and _LIST_MARK.fullmatch(one.text) and row[0].left - one.right < _BULLET * one.size:
                one = _after_mark(one, row.pop(0))
            marked.append(one)
    for x, y in dots:
        for index, one in enumerate(marked):
            if 0 < one.left - x < _BULLET * one.size and one.top < y < one.baseline + _SAME_LINE * one.size:
                if not one.text.startswith("•"):
                    marked[index] = one._replace(text=f"• {one.text}", left=x)
                break
    return marked


def _after_mark(mark: Segment, line: Segment) -> Segment:
    return line._replace(text=f"{mark.text} {line.text}", left=mark.left)


def merged(segments: Iterable[Segment]) -> Segment:
    """Stretches of one line as one, with the spaces that their gaps stand for."""
    ordered = sorted(segments, key=lambda one: one.left)
    text = ordered[0].text
    for before, after in pairwise(ordered):
        gap = after.left - before.right
        fixed = before.fixed and after.fixed
        spaces = max(1, round(gap / (0.6 * after.size))) if fixed else int(gap > _WORD_GAP * after.size)
        text += " " * spaces + after.text
    main = max(ordered, key=lambda one: len(one.text))
    bold, fixed = (all(flags) for flags in zip(*((one.bold, one.fixed) for one in ordered), strict=True))
    right = max(one.right for one in ordered)
    return Segment(text, ordered[0].left, right, main.baseline, main.size, bold, fixed)


def _is_shown(one: Segment, frame: Frame) -> bool:
    """Whether any of a stretch is on the page."""
    return one.left < frame.width and one.right > 0 and 0 < one.baseline < frame.height + one.size


def _segments(letters: Sequence[Character], frame: Frame, rules: Rules) -> Iterator[Segment]:
    writes_spaces = sum(letter.spaced for letter in letters) >= _WRITES_SPACES * len(letters)
    unwritten = _NO_SPACE if writes_spaces else _WIDE_GAP
    standing = [rule.at for rule in rules.standing]
    current: Segment | None = None
    for letter in letters:
        one, wide = _placed(letter, frame), _WIDE_SPACE if letter.spaced else unwritten
        joined = _joined(current, one, letter.spaced, wide) if current is not None else None
        if current is not None and joined is not None and standing and _is_between(rules, standing, current, one):
            joined = None
        if current is not None and joined is None:
            yield current
        current = joined or one
    if current is not None:
        yield current


def _is_between(rules: Rules, standing: Sequence[float], before: Segment, letter: Segment) -> bool:
    """Whether a line is drawn between a stretch and a letter."""
    near = range(bisect(standing, before.right - _OVERLAP), bisect(standing, letter.left + _OVERLAP))
    return any(rules.standing[index].start < letter.baseline < rules.standing[index].end for index in near)


def _placed(letter: Character, frame: Frame) -> Segment:
    left, bottom, right, top = letter.box
    corners = frame.place(left, bottom), frame.place(right, top)
    xs = sorted(x for x, _ in corners)
    _, baseline = frame.place(letter.x, letter.y)
    style = letter.style
    return Segment(letter.text, xs[0], xs[1], baseline, style.size, style.bold, style.fixed)


def _joined(before: Segment, letter: Segment, spaced: bool, wide: float) -> Segment | None:
    """A stretch with the next letter, where that goes on with it; a gap that is `wide` parts them."""
    size = max(before.size, letter.size)
    gap, rise = letter.left - before.right, before.baseline - letter.baseline
    right = max(before.right, letter.right)
    if not -_BACK * size < gap < max(wide, _WIDE_GAP) * size or abs(rise) > size:
        return None
    if rise < -_RAISED * size and before.size < _SMALLER * letter.size and _MARK.fullmatch(before.text):
        return letter._replace(text=f"{before.text.translate(_SUPERSCRIPTS)} {letter.text}", left=before.left)
    if gap > wide * size:
        return None
    if rise > _RAISED * size and letter.size < _SMALLER * before.size:
        return before._replace(text=before.text + letter.text.translate(_SUPERSCRIPTS), right=right)
    if abs(rise) > _SAME_LINE * size:
        return None
    space = " " if spaced or gap > _SPACE * size else ""
    bold, fixed = before.bold and letter.bold, before.fixed and letter.fixed
    return before._replace(text=before.text + space + letter.text, right=right, bold=bold, fixed=fixed)
