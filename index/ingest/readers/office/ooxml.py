"""What the documents of Office share: how their elements are called, and what they say of themselves."""

import re

from index.ingest.readers.elements import Element, local_name
from index.ingest.readers.office.package import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_CORE = "docProps/core.xml"
_FIELDS = {"title": "title", "creator": "author", "created": "created", "modified": "modified", "language": "language"}
# What programs write for a title or an author that nobody gave.
_NAMELESS = re.compile(
    r"(?:microsoft )?(?:(?:word|powerpoint)[ -]*)?(?:document|dokument|presentation|präsentation)[ \d]*|"
    r"(?:présentation|presentación|apresentação|presentazione)(?: (?:do |de |di )?powerpoint)?[ \d]*|"
    r"microsoft (?:word|powerpoint) - .*|(?:slide|folie|diapositive) ?1|"
    r"python-(?:docx|pptx)|steve canny|apache poi|(?:microsoft office|windows|office)[ -]?(?:user|benutzer)|"
    r"user|admin|administrator|unknown|author|owner",
    re.IGNORECASE,
)


def core_fields(package: Package) -> dict[str, str]:
    """What a document says of itself, without what its program alone says."""
    if _CORE not in package:
        return {}
    said = {_FIELDS.get(local_name(element), ""): given(element.text) for element in package.xml(_CORE)}
    return {name: text for name, text in said.items() if name and text}


def given(text: str | None) -> str:
    """A title or an author in one line; empty where a program made it up."""
    line = " ".join((text or "").split())
    return "" if _NAMELESS.fullmatch(line) else line


def child(element: Element | None, *names: str) -> Element | None:
    """The first child of the first such name, its first child of the next, and so on."""
    for name in names:
        element = None if element is None else element.find(name)
    return element


def value(element: Element | None, name: str = f"{W}val") -> str:
    """An attribute, empty where there is none."""
    return "" if element is None else str(element.get(name) or "")


def is_on(element: Element | None) -> bool:
    """Whether a property that is there or not is there, and not to say no."""
    return element is not None and value(element) not in ("0", "false", "off")


def number(element: Element | None, otherwise: int, name: str = f"{W}val") -> int:
    """An attribute as a whole number."""
    text = value(element, name)
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else otherwise


def alternative(element: Element) -> Element:
    """Of what is there in two ways, for newer programs and for older ones, the first."""
    return next((one for one in element if local_name(one) in ("Choice", "Fallback")), element)
