"""PDF: what its pages say, in the order in which they are read, each with the label of its page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from index.ingest.readers.base import Problem, ReaderOptions, UnreadableError
from index.ingest.readers.document import Document, make_article
from index.ingest.readers.pdf.blocks import text_blocks
from index.ingest.readers.pdf.columns import gutters, regions
from index.ingest.readers.pdf.hyphens import Vocabulary, packaged_words
from index.ingest.readers.pdf.margins import once_each, without_margins
from index.ingest.readers.pdf.metadata import fields_of
from index.ingest.readers.pdf.pages import Pages, read_pages
from index.ingest.readers.pdf.paragraphs import Draft, Styles, drafts, goes_on, split_notes, title_of
from index.ingest.readers.pdf.segments import Segment, with_marks
from index.ingest.readers.pdf.tables import Part, with_tables
from index.records import Article


def convert(path: Path, name: str, options: ReaderOptions) -> Iterable[Article | Problem]:
    """See Converter."""
    file = read_pages(path, options.max_bytes)
    unread = [page for page in file.pages if page.reason]
    if unread and all(page.reason or not page.text.segments for page in file.pages):
        raise UnreadableError(unread[0].reason)
    yield from (Problem(str(path), f"page {page.label} {page.reason}") for page in unread)
    laid_out = _laid_out(file)
    styles = Styles((one for page in file.pages for one in page.text.segments), file.titles)
    blocks = _blocks(file, laid_out, styles)
    fields = fields_of(file.metadata, path)
    words = Vocabulary((one.text for regions in laid_out for one in _segments(regions)), packaged_words())
    text = text_blocks(blocks, [page.label for page in file.pages], words)
    document = Document(tuple(text), fields.get("title") or title_of(blocks, styles), fields)
    yield make_article(document, str(path), name, path.stem)


def _laid_out(file: Pages) -> list[list[list[Part]]]:
    """The lines of each page, by the parts of it that are read one after the other."""
    told = frozenset(filter(None, file.metadata.values()))
    shown = without_margins([page.text for page in file.pages], [page.label for page in file.pages], told)
    parts = [
        with_tables(with_marks(segments, page.rules.dots), page.rules)
        for page, segments in zip(file.pages, shown, strict=True)
    ]
    known = gutters(parts)
    return [list(regions(one, known)) for one in parts]


def _segments(regions: Iterable[Iterable[Part]]) -> Iterator[Segment]:
    return (one for region in regions for one in region if isinstance(one, Segment))


def _blocks(file: Pages, laid_out: Sequence[Sequence[Sequence[Part]]], styles: Styles) -> list[Draft]:
    """The blocks of all pages; what goes on over columns and pages is one, and footnotes stand behind it."""
    blocks, asides = list[Draft](), once_each([page.text.aside for page in file.pages])
    for index, page_regions in enumerate(laid_out):
        parted = [split_notes(list(drafts(region, styles, index)), styles) for region in page_regions]
        shown = [draft for some, _ in parted for draft in some]
        for draft in shown:
            before = _unfinished(blocks) if draft.kind == "paragraph" else None
            if before is not None and goes_on(before, draft):
                before.take(draft)
            else:
                blocks.append(draft)
        blocks += [note for _, notes in parted for note in notes]
        blocks += [replace(draft, is_aside=True) for draft in drafts(asides[index], styles, index)]
    return blocks


def _unfinished(blocks: Sequence[Draft]) -> Draft | None:
    """The last block of the text, behind which tables, footnotes and what stands aside may have come."""
    texts = (one for one in reversed(blocks) if one.lines and one.kind != "footnote" and not one.is_aside)
    return next(texts, None)
