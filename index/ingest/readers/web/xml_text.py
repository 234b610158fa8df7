"""XML of the web, mended as far as it can be: people write it by hand, and programs by joining strings."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from html.entities import html5
from io import BytesIO

from lxml import etree

from index.ingest.readers.base import UnreadableError
from index.ingest.readers.decoding import decode_as
from index.ingest.readers.elements import Element

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?\bencoding\s*=\s*["']\s*([\w.:-]+)""", re.IGNORECASE)
_BEGINNING = 1024  # bytes in which the encoding is declared
_SEVEN_BITS = re.compile(r"iso-2022-|hz-", re.IGNORECASE)  # encodings whose text is ASCII, taken for itself
_FEW = 20  # times as many characters that are right make those that are not a matter of a few
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_OWN_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_MENDED = re.compile(
    r"(?P<kept><!\[CDATA\[.*?(?:\]\]>|\Z))|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)"
    r"|(?P<declared><!DOCTYPE(?:[^>\[\"']|\"[^\"]*\"|'[^']*')*(?P<subset>\[)?>?)"
    r"|(?P<less><(?![A-Za-z_/!]))"
    r"|&(?:(?P<entity>#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,31});)?",
    re.DOTALL | re.IGNORECASE,
)


def mend_xml(text: str) -> str:
    """The characters of XML, without declarations and comments, and with what is no XML in it made such.

    Raises UnreadableError where it declares entities, which may hide anything.
    """
    return _MENDED.sub(_mended, _NO_XML.sub("", text))


def elements(text: str) -> Iterator[tuple[str, Element]]:
    """The beginning and the end of each element; neither entities nor other files are read, nor the network."""
    options = {"recover": True, "resolve_entities": False, "load_dtd": False, "no_network": True}
    source = BytesIO(text.encode())
    yield from etree.iterparse(source, events=("start", "end"), remove_comments=True, remove_pis=True, **options)


def parse_xml(text: str, url: str) -> Element | None:
    """The root of XML that stands at an address; None where there is none. See `elements`."""
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
    )
    root: Element | None = etree.fromstring(text.encode(), parser, base_url=url)
    return root


def decode_xml(data: bytes, charset: str = "") -> str:
    """The characters of XML or JSON: by its byte order mark, as UTF-8 where it is that, else as is told of it.

    `charset` is what the server tells, which counts more than what the XML declares. Raises UnreadableError where it is
    no text.
    """
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    if data.startswith((b"<\x00", b"\x00<")):
        return data.decode("utf-16-le" if data.startswith(b"<") else "utf-16-be", errors="replace")
    found = _DECLARED.search(data[:_BEGINNING])
    named = [name for name in (charset, found[1].decode() if found else "") if name]
    data = data.removeprefix(BOM_UTF8).replace(b"\x00", b"")
    if not any(_SEVEN_BITS.match(name) for name in named):
        text = data.decode("utf-8", errors="replace")
        wrong = text.count("\ufffd")
        if not wrong or _FEW * wrong < sum(char > "\x7f" for char in text):
            return text
    for name in named:
        if name.lower() not in ("utf-8", "utf8"):
            return decode_as(name, data)
    return decode_as("utf-8", data)


def _mended(match: re.Match[str]) -> str:
    if match["subset"]:
        raise UnreadableError("declares entities, which may hide anything; take its <!DOCTYPE ...> out")
    if match["kept"]:
        return match["kept"] if match["kept"].endswith("]]>") else f"{match['kept']}]]>"
    if match["less"]:
        return "&lt;"
    if not match[0].startswith("&"):
        return ""  # a declaration, comment or instruction
    entity = match["entity"] or ""
    if entity in _OWN_ENTITIES:
        return match[0]
    if entity.startswith("#"):
        number = int(entity[2:], 16) if entity[1] in "xX" else int(entity[1:])
        return match[0] if number < 0x110000 and not _NO_XML.match(chr(number)) else ""
    return html5.get(f"{entity};") or f"&amp;{match[0][1:]}"
