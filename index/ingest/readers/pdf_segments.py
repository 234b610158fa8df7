"""The text of a PDF's page as stretches of characters that stand on one line without a wide gap."""

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol, TypeVar

import pypdfium2
import pypdfium2.raw as pdfium

_WIDE_GAP = 1.0  # in letter heights, as all below: what parts two stretches of one line
_WIDE_SPACE = 4.0  # the same where a space is written there, which the program may have stretched
_NO_SPACE = 0.25  # the same where none is, on a page where spaces are written
_WRITES_SPACES = 0.05  # share of letters behind a space that is written, from which the page is such a one
_WORD_GAP = 0.1  # what parts two stretches of a line that are two words
_SPACE = 0.15  # what parts two letters without a space between them that are of two words
_SAME_LINE = 0.25  # by how much letters of one line may stand higher or lower
_SAME_ROW = 0.4  # by how much stretches of one row may stand higher or lower
_BULLET = 3.0  # how far behind a bullet its line begins at most
_RAISED = 0.15  # by how much the mark of a footnote stands higher at least
_SMALLER = 0.9  # what share of the size of its line such a mark has at most
_BACK = 0.5  # by how much a letter may stand before the end of the one before it
_BOLD = 600  # weight from which a font is bold
_FIXED_PITCH = 1  # flag of a font
_QUARTER = math.pi / 2
_SLACK = 0.05  # radians by which a line may be off the straight
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_HYPHENS = ("\x02", "\ufffe")  # as pdfium gives those at the ends of lines
_LIGATURES = ("ﬀ", "ﬆ")  # the first and the last
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


class Style(NamedTuple):
    """What the characters of a text object have in common; `angle` is in radians, against the clock."""

    size: float
    angle: float
    bold: bool
    fixed: bool
    visible: bool


class Character(NamedTuple):
    """A character that leaves ink, in the coordinates of the page; a space may be written before it."""

    text: str
    x: float  # where it begins on its baseline
    y: float
    box: tuple[float, float, float, float]
    style: Style
    spaced: bool


class Frame(NamedTuple):
    """How the coordinates of a page become those of its text as it is read, turned by so many quarters."""

    left: float
    bottom: float
    right: float
    top: float
    quarter: int

    @property
    def width(self) -> float:
        """How wide the page is as it is read."""
        return self.top - self.bottom if self.quarter % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.right - self.left if self.quarter % 2 else self.top - self.bottom

    def shows(self, one: Segment) -> bool:
        """Whether any of a stretch is on the page."""
        return one.left < self.width and one.right > 0 and 0 < one.baseline < self.height + one.size

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a point is from the top left."""
        match self.quarter:
            case 0:
                return x - self.left, self.top - y
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case _:
                return self.top - y, self.right - x


class PageText(NamedTuple):
    """The text of a page, in the order in which it is written, and how the page is read.

    `aside` is what stands upright where the rest lies, or the other way round; `unknown` the share of letters that the
    file does not tell.
    """

    segments: tuple[Segment, ...] = ()
    aside: tuple[Segment, ...] = ()
    frame: Frame = Frame(0, 0, 0, 0, 0)
    unknown: float = 0.0


def read_segments(page: pypdfium2.PdfPage, most: int) -> PageText | None:
    """The text of a page, without what is written across it; None where that is more than so many characters."""
    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > most:
            return None
        letters = list(_characters(text, count))
        unknown = sum(pdfium.FPDFText_HasUnicodeMapError(text, index) == 1 for index in range(count))
    finally:
        text.close()
    turned: dict[int, list[Character]] = {0: []} if not letters else {}
    for letter in letters:
        quarter = round(letter.style.angle / _QUARTER)
        if abs(math.remainder(letter.style.angle - quarter * _QUARTER, math.tau)) < _SLACK:
            turned.setdefault(quarter % 4, []).append(letter)
    main, *others = sorted(turned or {0: []}, key=lambda quarter: -len(turned.get(quarter, ())))
    frame = Frame(*page.get_bbox(), main)
    aside = (one for quarter in others for one in _segments(turned[quarter], frame._replace(quarter=quarter)))
    shown = tuple(one for one in _segments(turned.get(main, []), frame) if frame.shows(one))
    return PageText(shown, tuple(aside), frame, unknown / max(len(letters), 1))


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


def with_bullets(segments: Sequence[Segment], dots: Iterable[tuple[float, float]]) -> list[Segment]:
    """What stands on a page, with a bullet where a dot is drawn in front of a line."""
    bulleted = list(segments)
    for x, y in dots:
        for index, one in enumerate(bulleted):
            if 0 < one.left - x < _BULLET * one.size and one.top < y < one.baseline + _SAME_LINE * one.size:
                if not one.text.startswith("•"):
                    bulleted[index] = one._replace(text=f"• {one.text}", left=x)
                break
    return bulleted


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


def _characters(text: pypdfium2.PdfTextPage, count: int) -> Iterator[Character]:
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    last, style, spaced = None, None, False
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        char = _spelt(chr(code)) if code <= 0x10FFFF else "\ufffd"
        if char.isspace() or code in (0, 0x200B, 0xFEFF):
            spaced = spaced or pdfium.FPDFText_IsGenerated(text, index) == 0
            continue
        if not char.isprintable() and char != "\u00ad" and not "\ue000" <= char <= "\uf8ff":
            continue
        written = pdfium.FPDFText_GetTextObject(text, index)
        handle = ctypes.cast(written, ctypes.c_void_p).value if written else None
        if style is None or handle != last:
            last, style = handle, _style(text, index, written)
        if not style.visible:
            continue
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(text, index, box)
        yield Character(char, x.value, y.value, (box.left, box.bottom, box.right, box.top), style, spaced)
        spaced = False


def _spelt(char: str) -> str:
    """A character as people write it."""
    if _LIGATURES[0] <= char <= _LIGATURES[1]:
        return unicodedata.normalize("NFKC", char)
    return "-" if char in _HYPHENS else char


def _style(text: pypdfium2.PdfTextPage, index: int, written: object) -> Style:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    size = pdfium.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
    angle = math.atan2(matrix.b, matrix.a)
    if not written:
        return Style(size, angle, False, False, True)
    font = pdfium.FPDFTextObj_GetFont(written)
    name = _font_name(font).casefold()
    bold = any(word in name for word in ("bold", "black", "heavy")) or pdfium.FPDFFont_GetWeight(font) >= _BOLD
    fixed = any(word in name for word in ("mono", "courier", "consol", "menlo", "cmtt"))
    fixed = fixed or bool(max(pdfium.FPDFFont_GetFlags(font), 0) & _FIXED_PITCH)
    return Style(max(size, 1.0), angle, bold, fixed, _is_visible(written))


def _font_name(font: object) -> str:
    buffer = ctypes.create_string_buffer(200)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    return buffer.value.decode("utf-8", "replace")


def _is_visible(written: object) -> bool:
    """Whether a text object is not written in the colour of the paper; what a scan has below it counts as visible."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if pdfium.FPDFTextObj_GetTextRenderMode(written) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
        return True
    if not pdfium.FPDFPageObj_GetFillColor(written, red, green, blue, alpha):
        return True
    return alpha.value > 0


def _segments(letters: Sequence[Character], frame: Frame) -> Iterator[Segment]:
    writes_spaces = sum(letter.spaced for letter in letters) >= _WRITES_SPACES * len(letters)
    unwritten = _NO_SPACE if writes_spaces else _WIDE_GAP
    current: Segment | None = None
    for letter in letters:
        one = _placed(letter, frame)
        if current is not None and (joined := _joined(current, one, letter, _WIDE_SPACE if letter.spaced else unwritten)):
            current = joined
            continue
        if current is not None:
            yield current
        current = one
    if current is not None:
        yield current


def _placed(letter: Character, frame: Frame) -> Segment:
    left, bottom, right, top = letter.box
    corners = frame.place(left, bottom), frame.place(right, top)
    xs = sorted(x for x, _ in corners)
    _, baseline = frame.place(letter.x, letter.y)
    style = letter.style
    return Segment(letter.text, xs[0], xs[1], baseline, style.size, style.bold, style.fixed)


def _joined(before: Segment, letter: Segment, character: Character, wide: float) -> Segment | None:
    """A stretch with the next letter, where that goes on with it; a gap that is `wide` parts them."""
    size = max(before.size, letter.size)
    gap, rise = letter.left - before.right, before.baseline - letter.baseline
    right = max(before.right, letter.right)
    if not -_BACK * size < gap < wide * size or abs(rise) > size:
        return None
    space = " " if character.spaced or gap > _SPACE * size else ""
    if rise > _RAISED * size and letter.size < _SMALLER * before.size:
        return before._replace(text=before.text + letter.text.translate(_SUPERSCRIPTS), right=right)
    if rise < -_RAISED * size and before.size < _SMALLER * letter.size and _MARK.fullmatch(before.text):
        return letter._replace(text=f"{before.text.translate(_SUPERSCRIPTS)} {letter.text}", left=before.left)
    if abs(rise) > _SAME_LINE * size:
        return None
    bold, fixed = before.bold and letter.bold, before.fixed and letter.fixed
    return before._replace(text=before.text + space + letter.text, right=right, bold=bold, fixed=fixed)
