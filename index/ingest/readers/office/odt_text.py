"""The text of a paragraph of OpenDocument, without what is hidden or made by a field."""

import re

from index.ingest.readers.elements import Element, local_name
from index.ingest.readers.office.notes import Notes
from index.ingest.readers.office.odf import CONTENT, DRAW, OFFICE, TEXT, XLINK, OdfStyles, attribute, count_of
from index.ingest.readers.office.package import Package
from index.ingest.readers.office.text_line import TextLine

_SPACE = re.compile(r"[ \t\r\n]+")
_NOT_READ = frozenset(
    {
        *(f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{TEXT}hidden-text", f"{TEXT}hidden-paragraph"),
        *(f"{TEXT}page-number", f"{TEXT}page-count", f"{TEXT}page-continuation", f"{TEXT}placeholder"),
        *(f"{TEXT}ruby-text", f"{TEXT}script", f"{TEXT}tracked-changes"),
    }
)
_MOST_SPACES = 1000


class OdtText:
    """Reads paragraphs, and remembers the notes that are marked in them."""

    def __init__(self, package: Package, styles: OdfStyles, notes: Notes) -> None:
        self._package = package
        self._styles = styles
        self._notes = notes
        self.bodies: dict[str, Element] = {}
        """The notes that were marked, by their labels."""
        self._line = TextLine()
        self._drawn: list[Element] = []

    def read(self, paragraph: Element, line: TextLine) -> list[Element]:
        """Goes on with the line of a paragraph; gives what is drawn there, with whatever text stands in it."""
        self._line, self._drawn = line, []
        look = self._styles.look("paragraph", attribute(paragraph, f"{TEXT}style-name"))
        hidden = paragraph.find(f"{TEXT}hidden-paragraph")
        if not look.is_hidden and (hidden is None or attribute(hidden, f"{TEXT}is-hidden") != "true"):
            self._inline(paragraph, look.is_bold, look.has_code_font)
        return self._drawn

    def _inline(self, parent: Element, is_bold: bool, is_code: bool) -> None:
        self._say(parent.text, is_bold, is_code)
        for element in parent:
            self._element(element, is_bold, is_code)
            self._say(element.tail, is_bold, is_code)

    def _element(self, element: Element, is_bold: bool, is_code: bool) -> None:
        tag = element.tag
        if tag == f"{TEXT}span":
            look = self._styles.look("text", attribute(element, f"{TEXT}style-name"))
            if not look.is_hidden:
                self._inline(element, is_bold or look.is_bold, is_code or look.is_code or look.has_code_font)
        elif tag == f"{TEXT}s":
            self._line.add(" " * min(count_of(element, f"{TEXT}c"), _MOST_SPACES))
        elif tag == f"{TEXT}tab":
            self._line.add("\t")
        elif tag == f"{TEXT}line-break":
            self._line.add("\n")
        elif tag == f"{TEXT}note":
            self._note(element)
        elif str(tag).startswith(DRAW):
            formula = self._formula(element)
            self._line.add(formula)
            self._drawn += [] if formula else [element]
        elif tag not in _NOT_READ:
            self._inline(element, is_bold, is_code)

    def _say(self, text: str | None, is_bold: bool, is_code: bool) -> None:
        if text:
            said = _SPACE.sub(" ", text)
            self._line.add(said if self._line.text else said.lstrip(" "), is_bold, is_code)

    def _note(self, note: Element) -> None:
        is_endnote = attribute(note, f"{TEXT}note-class") == "endnote"
        label = self._notes.label(is_endnote, str(len(self.bodies)))
        self._line.mark(label)
        if (body := note.find(f"{TEXT}note-body")) is not None:
            self.bodies[label] = body

    def _formula(self, frame: Element) -> str:
        """What a formula says, as its author typed it or, where that is not kept, in a row."""
        drawn = frame.find(f"{DRAW}object")
        if drawn is None:
            return ""
        place = attribute(drawn, f"{XLINK}href").removeprefix("./").rstrip("/")
        name = f"{place}/{CONTENT}"
        root = drawn[0] if len(drawn) else self._package.xml(name) if name in self._package else None
        if root is None or local_name(root) != "math":
            return ""
        typed = next((one.text or "" for one in root.iter() if local_name(one) == "annotation"), "")
        return " ".join((typed or "".join(map(str, root.itertext()))).split())
