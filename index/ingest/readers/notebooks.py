"""Jupyter notebooks: text in Markdown, and code; what running it gave is not read.

The format's own library, nbformat, comes with a checker of schemas and Jupyter's settings; what is read of a notebook
are five fields, whose types msgspec checks.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from index.ingest.readers.base import ReaderOptions, UnreadableError
from index.ingest.readers.decoding import decode
from index.ingest.readers.document import Document, TextBlock, make_article, text_blocks
from index.ingest.readers.markup.markdown import read_markdown
from index.json_decoding import from_json
from index.records import Article

_OLDEST = 4  # version of the format, of 2014
_HIDDEN = frozenset({"remove-cell", "remove_cell", "hide-cell", "hide_cell"})  # tags of Jupyter Book and nbconvert
_HIDDEN_CODE = _HIDDEN | {"remove-input", "remove_input", "hide-input", "hide_input"}


class _Hidden(msgspec.Struct, frozen=True):
    source_hidden: bool = False


class _CellMetadata(msgspec.Struct, frozen=True):
    tags: list[str] = []
    jupyter: _Hidden = _Hidden()


class _Cell(msgspec.Struct, frozen=True):
    cell_type: str
    source: str | list[str] = ""
    metadata: _CellMetadata = _CellMetadata()

    @property
    def text(self) -> str:
        return self.source if isinstance(self.source, str) else "".join(self.source)


class _Language(msgspec.Struct, frozen=True):
    name: str = ""
    language: str = ""


class _Metadata(msgspec.Struct, frozen=True):
    language_info: _Language = _Language()
    kernelspec: _Language = _Language()
    title: str = ""
    authors: list[dict[str, Any]] = []


class _Notebook(msgspec.Struct, frozen=True):
    nbformat: int
    cells: list[_Cell] = []
    metadata: _Metadata = _Metadata()


def convert(path: Path, name: str, options: ReaderOptions) -> Iterable[Article]:
    """See Converter."""
    try:
        notebook = from_json(decode(path.read_bytes()).encode(), _Notebook)
    except msgspec.DecodeError as error:
        raise UnreadableError(f"is no notebook: {error}") from None
    if notebook.nbformat < _OLDEST:
        raise UnreadableError(f"is a notebook of the old format {notebook.nbformat}; open and save it in Jupyter")
    metadata = notebook.metadata
    fields = {"author": metadata.authors} if metadata.authors else {}
    document = Document(tuple(_blocks(notebook)), metadata.title, fields)
    yield make_article(document, str(path), name, path.stem)


def _blocks(notebook: _Notebook) -> Iterator[TextBlock]:
    metadata, groups = notebook.metadata, 0
    language = metadata.language_info.name or metadata.kernelspec.language
    for number, cell in enumerate(notebook.cells, 1):
        tags = cell.metadata.tags
        if cell.cell_type == "markdown" and _HIDDEN.isdisjoint(tags):
            blocks = text_blocks(read_markdown(cell.text), groups, f"{number}.")
            groups = max((groups, *(block.group for block in blocks)))
            yield from blocks
        elif cell.cell_type == "code" and not cell.metadata.jupyter.source_hidden and _HIDDEN_CODE.isdisjoint(tags):
            yield TextBlock("code", cell.text.strip("\n"), info=language)
