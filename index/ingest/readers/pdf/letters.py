"""The letters of a PDF's page, as pdfium finds them: where each stands, how large it is and of which kind."""

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

_BOLD = 600  # weight from which a font is bold
_FIXED_PITCH = 1  # flag of a font
_QUARTER = math.pi / 2
_SAMPLED = 7  # of so many letters one is asked whether the file tells which it is
_SLACK = 0.05  # radians by which a line may be off the straight
_HYPHENS = ("\x02", "\ufffe")  # as pdfium gives those at the ends of lines
_LIGATURES = ("ﬀ", "ﬆ")  # the first and the last


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


class Letters(NamedTuple):
    """The letters of a page that stand as most do, and those that are turned by a quarter or more, each with its frame.

    `unknown` is the share of letters that the file does not tell.
    """

    main: tuple[Character, ...]
    frame: Frame
    aside: tuple[tuple[tuple[Character, ...], Frame], ...]
    unknown: float


def read_letters(page: pypdfium2.PdfPage, most: int) -> Letters | None:
    """The letters of a page, without what is written across it; None where there are more than so many characters."""
    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > most:
            return None
        letters = list(_characters(text, count))
        some = range(0, count, _SAMPLED)
        unknown = sum(pdfium.FPDFText_HasUnicodeMapError(text.raw, index) == 1 for index in some)
    finally:
        text.close()
    turned: dict[int, list[Character]] = {}
    for letter in letters:
        quarter = round(letter.style.angle / _QUARTER)
        if abs(math.remainder(letter.style.angle - quarter * _QUARTER, math.tau)) < _SLACK:
            turned.setdefault(quarter % 4, []).append(letter)
    left, bottom, right, top = page.get_bbox()
    quarters = sorted(turned, key=lambda quarter: -len(turned[quarter]))
    main, *frames = [Frame(left, bottom, right, top, quarter) for quarter in quarters or [0]]
    aside = tuple((tuple(turned[frame.quarter]), frame) for frame in frames)
    return Letters(tuple(turned.get(main.quarter, ())), main, aside, unknown / max(len(some), 1))


def _characters(page: pypdfium2.PdfTextPage, count: int) -> Iterator[Character]:
    text, fonts = page.raw, dict[int, tuple[bool, bool]]()
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    last, style, spaced = 0, None, False
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        char = _spelt(chr(code)) if code <= 0x10FFFF else "\ufffd"
        if char.isspace() or code in (0, 0x200B, 0xFEFF):
            spaced = spaced or pdfium.FPDFText_IsGenerated(text, index) == 0
            continue
        if not char.isprintable() and char != "\u00ad" and not "\ue000" <= char <= "\uf8ff":
            continue
        written = pdfium.FPDFText_GetTextObject(text, index)
        address = _address(written)
        if style is None or address != last:
            last, style = address, _style(text, index, written, fonts)
        if not style.visible:
            continue
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(text, index, box)
        yield Character(char, x.value, y.value, (box.left, box.bottom, box.right, box.top), style, spaced)
        spaced = False


def _address(pointer: Any) -> int:
    return ctypes.addressof(pointer.contents) if pointer else 0


def _spelt(char: str) -> str:
    """A character as people write it."""
    if _LIGATURES[0] <= char <= _LIGATURES[1]:
        return unicodedata.normalize("NFKC", char)
    return "-" if char in _HYPHENS else char


def _style(text: object, index: int, written: object, fonts: dict[int, tuple[bool, bool]]) -> Style:
    """How a text object is written; `fonts` keeps which are bold, and of fixed pitch."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    size = max(pdfium.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d), 1.0)
    angle = math.atan2(matrix.b, matrix.a)
    if not written:
        return Style(size, angle, False, False, True)
    font = pdfium.FPDFTextObj_GetFont(written)
    address = _address(font)
    if address not in fonts:
        fonts[address] = _look(font)
    return Style(size, angle, *fonts[address], _is_visible(written))


def _look(font: object) -> tuple[bool, bool]:
    """Whether a font is bold, and of fixed pitch."""
    name = _font_name(font).casefold()
    bold = any(word in name for word in ("bold", "black", "heavy")) or pdfium.FPDFFont_GetWeight(font) >= _BOLD
    fixed = any(word in name for word in ("mono", "courier", "consol", "menlo", "cmtt"))
    return bold, fixed or bool(max(pdfium.FPDFFont_GetFlags(font), 0) & _FIXED_PITCH)


def _font_name(font: object) -> str:
    buffer = ctypes.create_string_buffer(200)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    return buffer.value.decode("utf-8", "replace")


def _is_visible(written: object) -> bool:
    """Whether a text object is not written in clear ink; the text that OCR puts below a picture is visible."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if pdfium.FPDFTextObj_GetTextRenderMode(written) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
        return True
    if not pdfium.FPDFPageObj_GetFillColor(written, red, green, blue, alpha):
        return True
    return alpha.value > 0
