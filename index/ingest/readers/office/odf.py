"""What OpenDocument files share: how their elements are called, what they say of themselves, and their styles."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.ingest.readers.base import UnreadableError
from index.ingest.readers.elements import Element, local_name
from index.ingest.readers.office.ooxml import given
from index.ingest.readers.office.package import Package
from index.ingest.readers.office.style_names import CODE, CODE_FONT, HEADING, LEFT_OUT, TITLE

_BASE = "urn:oasis:names:tc:opendocument:xmlns:"
DRAW, OFFICE, STYLE, TABLE, TEXT, FO = (
    f"{{{_BASE}{name}:1.0}}" for name in ("drawing", "office", "style", "table", "text", "xsl-fo-compatible")
)
XLINK = "{http://www.w3.org/1999/xlink}"
CONTENT = "content.xml"

_MANIFEST, _STYLES, _META = "META-INF/manifest.xml", "styles.xml", "meta.xml"
_FIELDS = {
    "title": "title",
    "initial-creator": "author",
    "creator": "creator",
    "creation-date": "created",
    "date": "modified",
    "language": "language",
}
_MOST_BASES = 20
_EVERYBODY = "Standard"  # the style that all others are based on


class Look(NamedTuple):
    """What is known of the paragraphs or characters of a style."""

    heading: int = 0  # its level, if it is one
    is_title: bool = False
    is_left_out: bool = False
    is_code: bool = False  # by its name
    is_bold: bool = False
    is_hidden: bool = False
    has_code_font: bool = False


class OdfStyles:
    """The styles of a document, by their names."""

    def __init__(self, roots: tuple[Element, ...]) -> None:
        """Takes the roots that hold them, of which the first counts."""
        self.roots = roots
        self._styles: dict[tuple[str, str], Element] = {}
        for root in reversed(roots):
            for style in root.iter(f"{STYLE}style"):
                self._styles[attribute(style, f"{STYLE}family"), attribute(style, f"{STYLE}name")] = style
        self._looks: dict[tuple[str, str], Look] = {}

    def look(self, family: str, name: str) -> Look:
        """How what is of a style is read, of the family "paragraph" or "text"."""
        if (family, name) not in self._looks:
            self._looks[family, name] = self._read(family, name)
        return self._looks[family, name]

    def _read(self, family: str, name: str) -> Look:
        chain = list(self._chain(family, name))
        names = [_shown_name(style) for style in chain] or [name.replace("_20_", " ")]
        properties = [part for style in chain for part in style.findall(f"{STYLE}text-properties")]
        fonts = (
            attribute(part, font)
            for style in chain
            if attribute(style, f"{STYLE}name") != _EVERYBODY
            for part in style.findall(f"{STYLE}text-properties")
            for font in (f"{STYLE}font-name", f"{FO}font-family")
        )
        weight = _first(properties, f"{FO}font-weight")
        return Look(
            heading=next((int(match[1]) for one in names if (match := HEADING.fullmatch(one))), 0),
            is_title=any(TITLE.fullmatch(one) for one in names[:2]),
            is_left_out=any(LEFT_OUT.fullmatch(one) for one in names),
            is_code=any(CODE.fullmatch(one) for one in names),
            is_bold=weight == "bold" or (weight.isdigit() and int(weight) >= 600),
            is_hidden=_first(properties, f"{TEXT}display") == "none",
            has_code_font=any(CODE_FONT.search(font) for font in fonts),
        )

    def _chain(self, family: str, name: str) -> Iterator[Element]:
        for _ in range(_MOST_BASES):
            style = self._styles.get((family, name))
            if style is None:
                return
            yield style
            name = attribute(style, f"{STYLE}parent-style-name")


def require_open(package: Package) -> None:
    """Raises UnreadableError where a document is protected by a password."""
    if _MANIFEST in package and any(local_name(one) == "encryption-data" for one in package.xml(_MANIFEST).iter()):
        raise UnreadableError("is protected by a password; save it without one")


def read_styles(package: Package, content: Element) -> OdfStyles:
    """The styles of a document, its own and those that its program gave it."""
    return OdfStyles((content, package.xml(_STYLES)) if _STYLES in package else (content,))


def meta_fields(package: Package) -> dict[str, str]:
    """What a document says of itself, without what its program alone says."""
    if _META not in package:
        return {}
    said = {_FIELDS.get(local_name(element), ""): given(element.text) for element in package.xml(_META).iter()}
    return {name: text for name, text in said.items() if name and text}


def attribute(element: Element, name: str) -> str:
    """An attribute, empty where there is none."""
    return str(element.get(name) or "")


def count_of(element: Element, name: str, otherwise: int = 1) -> int:
    """An attribute that is a number from 1 on, or something else where it is none."""
    text = attribute(element, name)
    return max(1, int(text)) if re.fullmatch(r"[0-9]{1,9}", text) else otherwise


def _first(properties: list[Element], name: str) -> str:
    return next((found for part in properties if (found := attribute(part, name))), "")


def _shown_name(style: Element) -> str:
    return attribute(style, f"{STYLE}display-name") or attribute(style, f"{STYLE}name").replace("_20_", " ")
