"""What a library makes of pages, as a process of its environment: python rivals.py LIBRARY FILE ...

Prints, as JSON, what it reads of each file, as measure.Reading has it. It imports nothing of Quotebot's.
"""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

_LINES = ("p", "div", "li", "td", "th", "tr", "pre", "br", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "blockquote")


def _trafilatura(data: bytes) -> dict[str, str | None]:
    from trafilatura import bare_extraction

    read = bare_extraction(data, with_metadata=True, include_tables=True)
    if read is None:
        return {}
    told = {"title": read.title, "date": read.date, "author": read.author, "site": read.sitename, "url": read.url}
    return {"plain": read.text or "", **told}


def _readability(data: bytes) -> dict[str, str | None]:
    from lxml import html
    from readability import Document

    read = Document(data)
    root = html.fromstring(read.summary() or "<p></p>")
    for element in root.iter(*_LINES):
        element.tail = "\n" + (element.tail or "")
        element.text = "\n" + (element.text or "")
    author = read.author()
    return {
        "plain": "".join(map(str, root.itertext())),
        "title": read.short_title(),
        "author": None if author == "[no-author]" else author,
    }


_LIBRARIES: Mapping[str, Callable[[bytes], dict[str, str | None]]] = {
    "trafilatura": _trafilatura,
    "readability-lxml": _readability,
}


def main(library: str, files: list[str]) -> None:
    """Reads all files."""
    print(json.dumps([_LIBRARIES[library](Path(file).read_bytes()) for file in files]))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
