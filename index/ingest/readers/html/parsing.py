"""From the characters of a page to its elements, as a browser has them but for what is nested without end."""

import re

from lxml import etree

from index.ingest.readers.base import UnreadableError
from index.ingest.readers.elements import Element

_XHTML = re.compile(r"\s*<\?xml\b|[^>]*\bxmlns\s*=\s*[\"']http://www\.w3\.org/1999/xhtml", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]*\?>")
_EMPTY = re.compile(r"<([A-Za-z][\w:.-]*)((?:\s[^<>]*?)?)/>")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # noqa: SIM905
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_CONDITION = re.compile(r"<!\[(?:if\b[^\]>]{0,200}|endif)\]>")  # of Word's
_UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")
_OF_HEAD = frozenset("base basefont bgsound link meta noscript object script style template title".split())  # noqa: SIM905
_CLASS = re.compile(r"\S+")


def parse_html(markup: str) -> Element:
    """The root of a page or of a part of one, where it is empty one without text.

    Raises UnreadableError where it is nested too deeply.
    """
    markup = markup.replace("\r\n", "\n").replace("\r", "\n")
    markup = _CONDITION.sub("", _DECLARATION.sub("", _as_html(_UNSTORABLE.sub("", markup))))
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    root = etree.fromstring(f"{markup}<p>", parser)
    if any("depth" in error.message for error in parser.error_log.filter_from_fatals()):
        raise UnreadableError("is nested too deeply to be read; save it anew with less around its text")
    _move_to_body(root)
    return root


def attribute(element: Element, name: str) -> str:
    """An attribute of an element, empty where it has none."""
    return str(element.get(name) or "")


def classes(element: Element) -> frozenset[str]:
    """The classes of an element, in lower case."""
    return frozenset(_CLASS.findall(attribute(element, "class").lower()))


def said(element: Element) -> str:
    """All that stands in an element, in one line."""
    return " ".join("".join(map(str, element.itertext())).split())


def _move_to_body(root: Element) -> None:
    """Moves what the parser left in the head of a page whose body is not marked: elements that it does not know."""
    head, body = root.find("head"), root.find("body")
    if head is None or body is None:
        return
    left = next((child for child in head if child.tag not in _OF_HEAD), None)
    moved = [] if left is None else [left, *left.itersiblings()]
    if moved:
        moved[-1].tail = (moved[-1].tail or "") + (body.text or "")
        body.text = None
        body[:0] = moved


def _as_html(markup: str) -> str:
    """XHTML as HTML: there what is closed at once stays open, and CDATA is none."""
    if not _XHTML.match(markup[:2000]):
        return markup
    markup = _CDATA.sub(lambda match: match[1].replace("&", "&amp;").replace("<", "&lt;"), markup)
    return _EMPTY.sub(
        lambda match: match[0] if match[1].lower() in _VOID else f"<{match[1]}{match[2]}></{match[1]}>", markup
    )
