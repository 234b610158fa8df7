"""Documents that are no text files, as what they say: blocks in order, of which their reading and article are made."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Self

from index.ingest.readers.base import ArticleReference, EmptyError, require_shown, source_of
from index.ingest.readers.fields import read_fields
from index.ingest.readers.marked_up import first_heading, first_words
from index.ingest.readers.markup.builder import ReadingBuilder
from index.ingest.readers.page_pieces import sound_pieces
from index.ingest.readers.titles import plain_title, shown_title
from index.records import HIDDEN, Article, BlockKind, Locator, PagePiece, PageText, Piece, Place, Reading

_BETWEEN = re.compile(r"[\t\n]")  # cells of a row, and lines that the author broke
_TERM = ":"  # the mark of a term and what it means, which is not shown


class PlacedAt(NamedTuple):
    """From which character of a block on its document is at another place."""

    offset: int
    locator: Locator


class NoteMark(NamedTuple):
    """Behind which character of a block the mark of a footnote stands, and the footnote's label."""

    offset: int
    label: str


class OnPage(NamedTuple):
    """Where a stretch of a block stands in the text of its page; see index.records.PagePiece."""

    offset: int
    start: int
    length: int

    def cut(self, offset: int) -> Self:
        """The same in a block of which the beginning is cut off."""
        off = max(offset - self.offset, 0)
        start = self.start + off if self.start != HIDDEN else HIDDEN
        return self._replace(offset=self.offset + off - offset, start=start, length=self.length - off)


@dataclass(frozen=True, slots=True)
class TextBlock:
    r"""A block of a document: what it says, without markup; see index.records.Block for the others.

    Cells of a row are parted by "\t", lines that its author broke by "\n"; other white space is folded but in code. The
    text of an item begins behind its mark, which is `info`; that of a term and what it means is ":", which is not
    shown. The text of a footnote is a block of kind "footnote" whose `info` is its label.
    """

    kind: BlockKind
    text: str
    level: int = 0
    group: int = 0
    info: str = ""
    places: tuple[PlacedAt, ...] = ()
    notes: tuple[NoteMark, ...] = ()
    page: tuple[OnPage, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was read; `fields` are what it says of itself, as front matter does: see `read_fields`.

    `name` tells it from others of its file, empty where it is the only one. `page` is the text of a page of the web:
    see index.records.PageText.
    """

    blocks: tuple[TextBlock, ...]
    title: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    name: str = ""
    page: str = ""


def read_blocks(blocks: Iterable[TextBlock], page: str = "") -> Reading:
    """The reading of blocks, which is a text of its own: all of it is as it stands there."""
    every = tuple(blocks)
    text = "\n".join(block.text for block in every)
    builder, places, pieces, start = ReadingBuilder(text), list[Place](), list[PagePiece](), 0
    for block in every:
        builder.begin(block.kind, block.level, block.group, block.info)
        if block.kind == "item" and block.info not in ("", _TERM):
            builder.put(f"{block.info} ", start, start)
        for written in _write(builder, block, text, start):
            if isinstance(written, Place):
                places.append(written)
            else:
                pieces.append(written)
        start += len(block.text) + 1
    reading = builder.reading()
    told = (place for place in places if place.start < len(reading.plain))
    return replace(
        reading,
        pieces=(Piece(0, 0, len(reading.plain)),),
        places=tuple(_each_once(told)),
        page=PageText(page, sound_pieces(reading.plain, page, pieces)) if page else None,
    )


def text_blocks(reading: Reading, group: int = 0, page: str = "") -> tuple[TextBlock, ...]:
    """The blocks of a reading, to go into a document with others; it goes before `read_blocks` as that goes back.

    The numbers of its lists and tables follow `group`, and the labels of its footnotes `page`.
    """
    footnotes = [block for block in reading.blocks if block.kind == "footnote"]
    blocks = list[TextBlock]()
    for block in reading.blocks:
        text, start = reading.plain[slice(*block.span)], block.span.start
        if block.kind == "item" and block.info and text.startswith(f"{block.info} "):
            text, start = text[len(block.info) + 1 :], start + len(block.info) + 1
        notes = tuple(
            NoteMark(max(note.anchor - start, 0), f"{page}{note.info}")
            for note in footnotes
            if block.kind != "footnote" and block.span.start <= note.anchor <= block.span.end
        )
        info = f"{page}{block.info}" if block.kind == "footnote" else block.info
        numbered = block.group + group if block.group else 0
        blocks.append(TextBlock(block.kind, text, block.level, numbered, info, notes=notes))
    return tuple(blocks)


def make_article(document: Document, path: str, name: str, stem: str) -> Article:
    """The article of a document in a file that goes by a name; `stem` stands for its title where it has none.

    Raises EmptyError where it says nothing, UnreadableError and WithheldError.
    """
    reading = read_blocks(document.blocks, document.page)
    if not reading.plain.strip():
        raise EmptyError("holds no text; what pictures or scripts show must be written out to be read")
    fields = read_fields(document.fields)
    require_shown(fields.visibility)
    given = plain_title(document.title) or fields.said.get("title", "")
    title = shown_title(given, first_heading(reading), first_words(reading), stem)
    key = fields.said.get("id") or (f"{name}/{document.name}" if document.name else name)
    source = source_of(key, title, fields.said, ArticleReference(path, name, 0, 0, b""))
    expires_at = fields.visibility.expires_at
    return Article(source, reading.plain, reading=reading, expires_at=expires_at, warnings=fields.warnings)


def _write(builder: ReadingBuilder, block: TextBlock, text: str, start: int) -> Iterator[Place | PagePiece]:
    """Writes what a block says, and gives the places that it begins, and where it stands on its page."""
    cuts = {0, len(block.text), *(at.offset for at in block.places), *(note.offset for note in block.notes)}
    if block.kind != "code":
        cuts.update(offset for match in _BETWEEN.finditer(block.text) for offset in match.span())
    ordered, on_page = sorted(cuts), deque(block.page)
    for offset, end in zip(ordered, [*ordered[1:], len(block.text)], strict=True):
        for note in block.notes:
            if note.offset == offset:
                builder.anchor(note.label, builder.position)
        for at in block.places:
            if at.offset == offset:
                yield Place(builder.position, at.locator)
        while on_page and on_page[0].offset < end:
            seen = on_page.popleft()
            if seen.offset + seen.length > end:
                on_page.appendleft(seen.cut(end)._replace(offset=end))
            length = min(seen.length, end - seen.offset)
            yield PagePiece(builder.position + seen.offset - offset, seen.start, length)
        between = block.text[offset:end]
        if block.kind != "code" and _BETWEEN.fullmatch(between):
            builder.put(between, start + offset, start + end)
        else:
            builder.copy(start + offset, start + end)


def _each_once(places: Iterable[Place]) -> list[Place]:
    """The places in order, without those of which nothing is said and those that go on."""
    each = list[Place]()
    for place in places:
        while each and each[-1].start >= place.start:
            each.pop()
        if not each or each[-1].locator != place.locator:
            each.append(place)
    return each
