"""The text of a paragraph of Word, run by run, without what is deleted, hidden or made by a field."""

import re
from dataclasses import dataclass

from index.ingest.readers.elements import Element
from index.ingest.readers.office.docx_formulas import formula
from index.ingest.readers.office.docx_styles import DocxStyles, is_code_font
from index.ingest.readers.office.notes import Notes
from index.ingest.readers.office.ooxml import MC, M, W, alternative, child, is_on, value
from index.ingest.readers.office.text_line import TextLine

DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
"""What was deleted, or moved to elsewhere, while changes were tracked."""
_GENERATED = frozenset({"TOC", "PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "INDEX", "TOA", "RD", "XE", "TC", "TA"})
_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
}
_SURROGATES, _PRIVATE = 0xD800, 0xE000  # from the second on a character is a picture of a font
_NOTES = frozenset({f"{W}footnoteReference", f"{W}endnoteReference"})
_DRAWN = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_FORMULAS = frozenset({f"{M}oMath", f"{M}oMathPara"})


@dataclass
class _Field:
    instruction: str = ""
    has_result: bool = False

    @property
    def is_read(self) -> bool:
        """Whether what comes next is its result, and written by the author."""
        return self.has_result and (self.instruction.split() or [""])[0].upper() not in _GENERATED


class DocxText:
    """Reads paragraphs one after another: fields may go on from one to the next."""

    def __init__(self, styles: DocxStyles, notes: Notes) -> None:
        self._styles = styles
        self._notes = notes
        self._fields: list[_Field] = []
        self._boxes: list[Element] = []
        self._line = TextLine()
        self._style = ""

    def read(self, paragraph: Element, line: TextLine, style: str) -> list[Element]:
        """Goes on with the line of a paragraph, of a style; gives the text boxes that are anchored in it."""
        self._line, self._boxes, self._style = line, [], style
        self._inline(paragraph)
        return self._boxes

    def end_fields(self) -> None:
        """Ends fields that nothing else has ended, which would hide all that follows."""
        self._fields.clear()

    def _inline(self, parent: Element) -> None:
        for element in parent:
            if element.tag == f"{W}r":
                self._run(element)
            elif element.tag == f"{W}fldSimple":
                if _Field(value(element, f"{W}instr"), has_result=True).is_read:
                    self._inline(element)
            elif element.tag == f"{W}sdt":
                if not is_on(child(element, f"{W}sdtPr", f"{W}showingPlcHdr")):
                    self._inline(element)
            elif element.tag in _FORMULAS:
                self._say(formula(element).strip(), None)
            elif element.tag == f"{MC}AlternateContent":
                self._inline(alternative(element))
            elif element.tag not in DELETED:
                self._inline(element)  # a link, an insertion, a smart tag

    def _run(self, run: Element) -> None:
        properties = run.find(f"{W}rPr")
        if self._is_hidden(properties):
            return
        for element in run:
            self._part(element, properties)

    def _part(self, element: Element, properties: Element | None) -> None:
        tag = element.tag
        if tag in (f"{W}fldChar", f"{W}instrText"):
            self._field(element)
        elif tag in _NOTES and self._is_read:
            self._line.mark(self._notes.label(tag == f"{W}endnoteReference", value(element, f"{W}id")))
        elif tag in _DRAWN:
            self._boxes += _outermost(element, f"{W}txbxContent")
        elif tag == f"{MC}AlternateContent":
            for part in alternative(element):
                self._part(part, properties)
        elif tag == f"{W}ruby":
            for base in element.findall(f"{W}rubyBase"):
                self._inline(base)
        else:
            self._say(_characters(element), properties)

    def _say(self, text: str, properties: Element | None) -> None:
        if text and self._is_read:
            self._line.add(text, self._is_bold(properties), self._is_code(properties))

    def _field(self, element: Element) -> None:
        kind = value(element, f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].has_result = True
        elif self._fields and kind == "end":
            self._fields.pop()
        elif self._fields:
            self._fields[-1].instruction += element.text or ""

    @property
    def _is_read(self) -> bool:
        return all(one.is_read for one in self._fields)

    def _is_hidden(self, properties: Element | None) -> bool:
        return self._has(properties, "vanish")

    def _is_bold(self, properties: Element | None) -> bool:
        return self._has(properties, "b")

    def _is_code(self, properties: Element | None) -> bool:
        style = value(child(properties, f"{W}rStyle"))
        return is_code_font(properties) or bool(style and self._styles.is_code_font(style))

    def _has(self, properties: Element | None, name: str) -> bool:
        if (own := child(properties, f"{W}{name}")) is not None:
            return is_on(own)
        style = value(child(properties, f"{W}rStyle"))
        return bool(style and self._styles.has(style, name)) or self._styles.has(self._style, name)


def _characters(element: Element) -> str:
    """What a part of a run says."""
    if element.tag == f"{W}t":
        return element.text or ""
    if element.tag == f"{W}br":
        return "\n" if value(element, f"{W}type") in ("", "textWrapping") else " "
    if element.tag == f"{W}sym":
        code = value(element, f"{W}char")
        character = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else _PRIVATE
        return chr(character) if character < _SURROGATES else ""
    return _CHARACTERS.get(str(element.tag), "")


def _outermost(parent: Element, name: str) -> list[Element]:
    """The elements of a name below another that stand in none of that name, each of what is there in two ways once."""
    found = list[Element]()
    left = [parent]
    while left:
        element = left.pop()
        if element.tag == name:
            found.append(element)
        else:
            inner = alternative(element) if element.tag == f"{MC}AlternateContent" else element
            left += reversed(list(inner))
    return found
