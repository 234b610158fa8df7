"""What a library makes of PDFs, as a process of its environment: python pdf_texts.py LIBRARY FILE ...

Prints, as JSON, for each file its text and the seconds it took. It imports nothing of Quotebot's.
"""

import json
import sys
from collections.abc import Callable, Mapping
from time import perf_counter


def _pypdf(path: str) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def _pypdfium2(path: str) -> str:
    from pypdfium2 import PdfDocument

    return "\n".join(page.get_textpage().get_text_range() for page in PdfDocument(path))


def _pdfminer(path: str) -> str:
    from pdfminer.high_level import extract_text

    return str(extract_text(path))


def _pdfplumber(path: str) -> str:
    import pdfplumber

    with pdfplumber.open(path) as file:
        return "\n".join(page.extract_text() for page in file.pages)


def _pdf_oxide(path: str) -> str:
    from pdf_oxide import PdfDocument

    document = PdfDocument(path)
    return "\n".join(document.extract_text(index) for index in range(document.page_count()))


_LIBRARIES: Mapping[str, Callable[[str], str]] = {
    "pypdf": _pypdf,
    "pypdfium2": _pypdfium2,
    "pdfminer.six": _pdfminer,
    "pdfplumber": _pdfplumber,
    "pdf_oxide": _pdf_oxide,
}


def main(library: str, files: list[str]) -> None:
    """Reads all files twice, and tells the second time."""
    read, texts = _LIBRARIES[library], []
    for file in files:
        read(file)
        started = perf_counter()
        text = read(file)
        texts.append([text, perf_counter() - started])
    print(json.dumps(texts))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
