"""The paragraphs of a shape of PowerPoint: what each says, and the bullet or number in front of it."""

import re
from collections.abc import Iterator, Sequence

from index.ingest.readers.document import TextBlock
from index.ingest.readers.elements import Element, local_name
from index.ingest.readers.markup.numerals import NumeralStyle, numeral
from index.ingest.readers.office.docx_formulas import formula
from index.ingest.readers.office.ooxml import A, M, child, number, value
from index.ingest.readers.office.style_names import CODE_FONT
from index.ingest.readers.office.text_line import TextLine

_FORM = re.compile(r"(arabic|alphaLc|alphaUc|romanLc|romanUc)(Period|ParenR|ParenBoth|Plain)")
_STYLES: dict[str, NumeralStyle] = {
    "arabic": "arabic",
    "alphaLc": "loweralpha",
    "alphaUc": "upperalpha",
    "romanLc": "lowerroman",
    "romanUc": "upperroman",
}
_AROUND = {"Period": "{}.", "ParenR": "{})", "ParenBoth": "({})", "Plain": "{}"}
_BULLETS = ("buNone", "buChar", "buAutoNum", "buBlip")
_BULLET = "-"


def text_blocks(body: Element, lists: Sequence[Element], group: int) -> Iterator[TextBlock]:
    """The blocks of the text of a shape; `lists` are what says how its levels look, of which the first counts."""
    counts = _Counts()
    for paragraph in body.findall(f"{A}p"):
        line = read_line(paragraph)
        if not line.text.strip():
            continue
        properties = paragraph.find(f"{A}pPr")
        level = number(properties, 0, "lvl")
        mark = counts.mark(_bullet(properties, lists, level), level)
        said = line.text.replace("\t", " ")
        if line.is_code:
            yield TextBlock("code", line.text)
        elif mark:
            yield TextBlock("item", said, level + 1, group, mark)
        else:
            yield TextBlock("paragraph", said)


class _Counts:
    """Counts the items of a shape, in its order."""

    def __init__(self) -> None:
        self._counted: dict[int, tuple[str, int]] = {}  # by its level in which form, and how far

    def mark(self, bullet: Element | None, level: int) -> str:
        """What stands in front of the next paragraph; empty where nothing does."""
        form, before = value(bullet, "type"), self._counted.get(level)
        self._counted = {one: counted for one, counted in self._counted.items() if one < level}
        if bullet is None or local_name(bullet) == "buNone":
            return ""
        if local_name(bullet) != "buAutoNum":
            return _BULLET
        goes_on = before is not None and before[0] == form
        count = before[1] + 1 if before is not None and goes_on else number(bullet, 1, "startAt")
        self._counted[level] = form, count
        match = _FORM.fullmatch(form)
        return _AROUND[match[2]].format(numeral(count, _STYLES[match[1]])) if match else f"{count}."


def _bullet(properties: Element | None, lists: Sequence[Element], level: int) -> Element | None:
    """What says which bullet a paragraph of a level has, if anything does."""
    looks = (properties, *(one.find(f"{A}lvl{level + 1}pPr") for one in lists))
    found = (child(look, f"{A}{name}") for look in looks for name in _BULLETS)
    return next((one for one in found if one is not None), None)


def read_line(paragraph: Element) -> TextLine:
    """What a paragraph says, without the numbers and dates that fields make."""
    line = TextLine()
    for element in paragraph.iter(f"{A}r", f"{A}br", f"{A}fld", f"{M}oMath"):
        if element.tag == f"{A}r":
            look = element.find(f"{A}rPr")
            font = value(child(look, f"{A}latin"), "typeface")
            text = child(element, f"{A}t")
            is_bold = value(look, "b") in ("1", "true")
            line.add("" if text is None else text.text or "", is_bold, bool(CODE_FONT.search(font)))
        elif element.tag == f"{A}br":
            line.add("\n")
        elif element.tag == f"{M}oMath":
            line.add(formula(element).strip())
    return line
