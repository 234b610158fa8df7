"""The pages of a PDF as pdfium reads them: what is written and drawn on each, and what cannot be read."""

import ctypes
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from index.ingest.readers.base import UnreadableError, too_large
from index.ingest.readers.pdf.letters import read_letters
from index.ingest.readers.pdf.rules import Rules, read_rules
from index.ingest.readers.pdf.segments import PageText, page_text

_PAGES = 5000
_CHARACTERS = 200_000  # of a page
_BYTES = 200_000_000  # of a file, pictures and all
_UNKNOWN = 0.5  # share of letters that the file does not tell, from which a page is one that cannot be read
_FEW = 20  # letters that may stand beside the picture of a page
_SCAN = 0.4  # of a page, that such a picture takes up at least
_TITLES = 5000
_OCR = "run OCR on it, for example with ocrmypdf"


class Page(NamedTuple):
    """A page by its label; `reason` is why nothing of it is read, if so."""

    label: str
    text: PageText
    rules: Rules
    reason: str = ""


class Pages(NamedTuple):
    """What a file consists of, the titles of its outline, and what it says of itself."""

    pages: tuple[Page, ...]
    titles: tuple[str, ...]
    metadata: Mapping[str, str]


def read_pages(path: Path, max_bytes: int) -> Pages:
    """Reads a file whose text may have so many bytes. Raises UnreadableError."""
    if path.stat().st_size > _BYTES:
        raise UnreadableError(f"is larger than {_BYTES / 1e6:g} MB; split it, or save it with smaller pictures")
    with closing(_opened(path)) as document:
        count = len(document)
        if count > _PAGES:
            raise UnreadableError(f"has {count} pages, more than {_PAGES}; split it")
        if document.get_formtype() != pdfium.FORMTYPE_NONE:
            document.init_forms()
        pages, left = list[Page](), max_bytes
        for index in range(count):
            page = _read(document, index)
            left -= sum(len(one.text.encode()) for one in page.text.segments)
            if left < 0:
                raise UnreadableError(too_large(max_bytes))
            pages.append(page)
        titles = (entry.get_title() for entry, _ in zip(document.get_toc(), range(_TITLES), strict=False))
        return Pages(tuple(pages), tuple(titles), document.get_metadata_dict())


def _opened(path: Path) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path.read_bytes())  # by its path it would resolve that
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            reason = "can be opened with a password only; save it without one, for example with qpdf --decrypt"
        else:
            reason = "is damaged, or no PDF; save or print it as PDF anew"
        raise UnreadableError(reason) from None


def _read(document: pypdfium2.PdfDocument, index: int) -> Page:
    label = document.get_page_label(index) or str(index + 1)
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return Page(label, PageText(), Rules(), "is damaged; save or print the file as PDF anew")
    with closing(page):
        if document.formenv is not None:
            pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)  # what was filled in becomes text
            page.close()
            page = document[index]
        letters = read_letters(page, _CHARACTERS)
        if letters is None:
            return Page(
                label, PageText(), Rules(), f"has more than {_CHARACTERS:,} characters; print it anew, on more pages"
            )
        count, frame = len(letters.main), letters.frame
        if count and letters.unknown > _UNKNOWN:
            return Page(label, PageText(), Rules(), f"does not tell which letters its text is of; {_OCR}")
        if count < _FEW and _pictured(page) > _SCAN * frame.width * frame.height:
            return Page(label, PageText(), Rules(), f"is a picture without text (a scan); {_OCR}")
        rules = read_rules(page, frame.place)
        return Page(label, page_text(letters, rules), rules)


def _pictured(page: pypdfium2.PdfPage) -> float:
    """How much of a page its largest picture takes up, in square points."""
    pictures = page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,))
    return max(map(_area, pictures), default=0.0)


def _area(drawn: object) -> float:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top):
        return 0.0
    return float((right.value - left.value) * (top.value - bottom.value))
