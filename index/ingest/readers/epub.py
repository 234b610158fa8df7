"""Books (EPUB): what their chapters say, in order, with the pages of the printed book where they are told."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from index.ingest.readers.base import Problem, ReaderOptions, UnreadableError
from index.ingest.readers.decoding import decode
from index.ingest.readers.document import Document, PlacedAt, TextBlock, make_article
from index.ingest.readers.elements import Element, local_name
from index.ingest.readers.html.blocks import html_blocks
from index.ingest.readers.html.parsing import attribute, parse_html
from index.ingest.readers.office.package import Package, require_plain
from index.records import Article, Locator

_CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html"})
# Only fonts are made unreadable by these, for others to copy.
_FONTS = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
_FIELDS = {"creator": "author", "date": "date", "language": "language", "publisher": "publisher"}
_LEFT_OUT = frozenset(
    {
        "cover",
        "toc",
        "landmarks",
        "page-list",
        "copyright-page",
        "titlepage",
        "title-page",
        "halftitlepage",
        "loi",
        "lot",
    }
)
_PAGE_BREAKS = frozenset({"pagebreak", "doc-pagebreak"})
# Characters that stand for none, around the label of a page where that begins.
_MARK_START, _MARK_END = "\ufdd0", "\ufdd1"
_MARK = re.compile(f"{_MARK_START}([^{_MARK_END}]*){_MARK_END}")


@dataclass(frozen=True, slots=True)
class _Book:
    """What a book says of itself, and the names of its chapters in the order in which they are read."""

    title: str
    fields: dict[str, str]
    chapters: tuple[str, ...]


def convert(path: Path, name: str, options: ReaderOptions) -> Iterable[Article | Problem]:
    """See Converter."""
    blocks, groups = list[TextBlock](), count(1)
    with Package.open(path) as package:
        book = _read_book(package)
        _require_open(package, book)
        for chapter in book.chapters:
            if chapter in package:
                blocks += _chapter(package.read(chapter), chapter, groups)
            else:
                yield Problem(str(path), f"{chapter}: is named by the book, but not in it; save it anew")
    document = Document(tuple(_placed(blocks)), book.title, book.fields)
    yield make_article(document, str(path), name, path.stem)


def _read_book(package: Package) -> _Book:
    root = next(one for one in package.xml(_CONTAINER).iter() if local_name(one) == "rootfile")
    name = attribute(root, "full-path")
    fields, items, spine, left_out = dict[str, str](), dict[str, Element](), list[Element](), set[str]()
    for element in package.xml(name).iter():
        match local_name(element):
            case "item":
                items[attribute(element, "id")] = element
            case "itemref":
                spine.append(element)
            case "reference" if attribute(element, "type") in _LEFT_OUT:
                left_out.add(_target(name, attribute(element, "href")))
            case field:
                text = " ".join((element.text or "").split())
                if field in ("title", *_FIELDS) and text:
                    known = fields.get(field)
                    fields[field] = f"{known}, {text}" if known and field == "creator" else known or text
    # What is not in the line of reading, such as notes, stands behind it.
    spine.sort(key=lambda one: attribute(one, "linear") == "no")
    named = [items[one] for itemref in spine if (one := attribute(itemref, "idref")) in items]
    chapters = dict.fromkeys(
        _target(name, attribute(item, "href"))
        for item in named
        if attribute(item, "media-type") in _PAGES and "nav" not in attribute(item, "properties").split()
    )
    said = {_FIELDS[field]: text for field, text in fields.items() if field in _FIELDS}
    return _Book(fields.get("title", ""), said, tuple(one for one in chapters if one not in left_out))


def _require_open(package: Package, book: _Book) -> None:
    """Raises UnreadableError where chapters are encrypted."""
    if _ENCRYPTION not in package:
        return
    for data in package.xml(_ENCRYPTION):
        algorithms = {attribute(one, "Algorithm") for one in data.iter() if local_name(one) == "EncryptionMethod"}
        targets = {unquote(attribute(one, "URI")) for one in data.iter() if local_name(one) == "CipherReference"}
        if not algorithms & _FONTS and targets & set(book.chapters):
            raise UnreadableError("is protected against copying (DRM); add a copy without that")


def _chapter(data: bytes, name: str, groups: Iterator[int]) -> Iterable[TextBlock]:
    """What a chapter says; none where it is the cover, a table of contents or the like."""
    require_plain(data)
    root = parse_html(decode(data))
    body = next(root.iter("body"), root)
    parts = [body, *body] if len(body) == 1 else [body]
    if any(_kinds(part) & _LEFT_OUT for part in parts):
        return ()
    for element in [one for one in body.iter() if one is not body and _kinds(one) & _PAGE_BREAKS]:
        _mark_page(element)
    for link in body.iter("a"):
        target = attribute(link, "href")
        if target and not target.startswith("#") and ":" not in target:
            link.set("href", _target(name, target, with_place=True))
    return html_blocks(root, name, groups)


def _mark_page(element: Element) -> None:
    """Has the label of a page stand where that begins, in place of what is there."""
    label = attribute(element, "title") or attribute(element, "aria-label") or "".join(map(str, element.itertext()))
    words = " ".join(label.split()).removeprefix("Page ").removeprefix("page ")
    for child in list(element):
        element.remove(child)
    element.text = f"{_MARK_START}{words.strip('. ')}{_MARK_END}" if words else ""


def _placed(blocks: Iterable[TextBlock]) -> Iterator[TextBlock]:
    """The blocks with the pages that begin in them; a page that begins between two does so with the second."""
    begun = list[PlacedAt]()
    for block in blocks:
        text, places, end = "", begun, 0
        notes = block.notes
        for mark in _MARK.finditer(block.text):
            text += block.text[end : mark.start()]
            end = mark.end()
            places = [*places, PlacedAt(len(text), Locator("page", mark[1]))]
            taken = len(mark[0])
            notes = tuple(
                note._replace(offset=note.offset - taken) if note.offset > len(text) else note for note in notes
            )
        text += block.text[end:]
        begun = [] if text.strip() else [PlacedAt(0, place.locator) for place in places]
        if text.strip() or block.kind == "heading":
            yield replace(block, text=text, places=(*block.places, *places), notes=notes)


def _kinds(element: Element) -> set[str]:
    """What an element says that it is."""
    return {*attribute(element, "epub:type").split(), *attribute(element, "role").split()}


def _target(base: str, href: str, with_place: bool = False) -> str:
    """The name of the part that a part links to, with or without the place in it."""
    name, mark, place = href.partition("#")
    return normpath(join(dirname(base), unquote(name))) + (mark + place if with_place else "")
