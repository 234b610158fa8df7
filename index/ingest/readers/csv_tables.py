"""CSV and TSV: a row an article where a column holds texts, or else one article, which is a table."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from index.ingest.readers.article_tables import TableFile
from index.ingest.readers.base import (
    EmptyError,
    Problem,
    ProblemKind,
    ReaderOptions,
    UnreadableError,
    WithheldError,
    too_large,
)
from index.ingest.readers.decoding import read_text
from index.ingest.readers.document import Document, TextBlock, make_article
from index.ingest.readers.field_names import FieldNames
from index.records import Article, BlockKind

_DELIMITERS = "\t;|,"  # those that stand in prose last
_LOOKED_AT = 100  # rows by which it is told what a file is
_SAMPLE = 200_000  # characters in which these are looked for
_MOST_CELLS = 250_000
_END = "\0"  # a row behind the last, which no text has
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # as Excel has it told
_NUMBER = re.compile(r"[\s\d.,:/%€$£+-]*")
_SENTENCE = re.compile(r"\w[.!?。！？…][\"'”’»)\]]*(?:[\s<]|\Z)")
_WORDS = 6  # of what is prose without a full stop


class _Row(NamedTuple):
    line: int  # at which it ends
    cells: list[str]


def convert(path: Path, name: str, options: ReaderOptions) -> Iterable[Article | Problem]:
    """See Converter."""
    text = read_text(path)
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + len(_END)))  # all of it is in memory
    try:
        yield from _articles(text, TableFile(path, name, options))
    except csv.Error as error:
        raise UnreadableError(f"is no table in CSV: {error}; save it anew") from None


def _articles(text: str, file: TableFile) -> Iterator[Article | Problem]:
    rows = _rows(text)
    looked_at = list(islice(rows, _LOOKED_AT))
    if not looked_at:
        raise EmptyError("is empty: none of its cells says anything")
    above, looked_at = _parted(looked_at)
    header, *first = looked_at
    every = chain(first, rows)
    names = file.names({name: index for index, name in enumerate(header.cells, 1)})
    if not _are_articles(header.cells, names, first):
        yield _table(file, above, header, every)
        return
    if note := names.note(file.fields):
        yield Problem(str(file.path), note, kind=ProblemKind.NOTE)
    for row in every:
        yield _row_article(file, header.cells, names, row)


def _row_article(file: TableFile, header: Sequence[str], names: FieldNames, row: _Row) -> Article | Problem:
    table = {name: cell.strip() for name, cell in zip(header, row.cells, strict=False) if name}
    if not table.get(names.text):
        return Problem(str(file.path), file.no_text(table, names), row.line, ProblemKind.NOTE)
    try:
        return file.article(table, names)
    except WithheldError as withheld:
        return Problem(str(file.path), str(withheld), row.line, ProblemKind.WITHHELD)
    except UnreadableError as error:
        return Problem(str(file.path), str(error), row.line)


def _rows(text: str) -> Iterator[_Row]:
    """The rows that say something. Raises UnreadableError where a quote takes all that follows into a cell."""
    told = _SEPARATOR.match(text)
    if told:
        text = text[told.end() :]
    lines = chain(StringIO(text, newline=""), [_END])
    reader, line = csv.reader(lines, delimiter=told[1] if told else _delimiter(text)), int(bool(told))
    for cells in reader:
        if cells == [_END]:
            return
        if cells and cells[-1].endswith(_END):
            line += 1 + sum(cell.count("\n") for cell in cells[:-1])
            reason = (
                f'has a quote in line {line:,} that is never closed; close it, or write it twice ("") where it is text'
            )
            raise UnreadableError(reason)
        line = reader.line_num + bool(told)
        if any(cell.strip() for cell in cells):
            yield _Row(line, cells)


def _delimiter(text: str) -> str:
    """What parts the cells: that by which most rows have as many as the first that has several.

    csv.Sniffer searches with patterns that take forever on some files, and may take a letter for it.
    """

    def share(delimiter: str) -> float:
        counts = [len(row) for row in islice(csv.reader(StringIO(sample, newline=""), delimiter=delimiter), _LOOKED_AT)]
        counts = [count for count in counts if count]
        width = next((count for count in counts if count > 1), 0)
        return counts.count(width) / len(counts) if width else 0

    sample = text[:_SAMPLE]
    return max(_DELIMITERS, key=share)


def _parted(rows: list[_Row]) -> tuple[list[str], list[_Row]]:
    """What stands above a table, in a cell a row, and the table."""
    filled = [sum(bool(cell.strip()) for cell in row.cells) for row in rows]
    start = next((index for index, count in enumerate(filled) if count > 1), 0)
    return [" ".join(" ".join(row.cells).split()) for row in rows[:start]], rows[start:]


def _are_articles(header: Sequence[str], names: FieldNames, rows: Sequence[_Row]) -> bool:
    """Whether each row is an article: a column of texts tells all that it says, or answers questions."""
    if not names.text or not names.is_sure:
        return False
    column = header.index(names.text)
    texts = [row.cells[column] for row in rows if len(row.cells) > column and row.cells[column].strip()]
    prose = sum(bool(_SENTENCE.search(text)) or len(text.split()) >= _WORDS for text in texts)
    return bool(texts) and (bool(names.question) or prose * 2 >= len(texts))


def _table(file: TableFile, above: Sequence[str], header: _Row, rows: Iterable[_Row]) -> Article:
    title, *paragraphs = above or [""]
    blocks = [TextBlock("paragraph", text) for text in paragraphs]
    cells = size = 0
    for row in chain([header], rows):
        kind: BlockKind = "header" if row is header and _names_columns(header.cells) else "row"
        text = "\t".join(" ".join(cell.split()) for cell in row.cells).rstrip("\t")
        cells, size = cells + len(row.cells), size + len(text.encode(errors="replace"))
        if cells > _MOST_CELLS:
            raise UnreadableError(f"is a table of more than {_MOST_CELLS:,} cells; split it, or leave columns out")
        if size > file.options.max_bytes:
            raise UnreadableError(too_large(file.options.max_bytes))
        blocks.append(TextBlock(kind, text, group=1))
    return make_article(Document(tuple(blocks), title), str(file.path), file.name, file.path.stem)


def _names_columns(cells: Sequence[str]) -> bool:
    """Whether the first row is the names of the columns: words, each another."""
    said = [cell.strip() for cell in cells if cell.strip()]
    return len(set(said)) == len(said) and not any(_NUMBER.fullmatch(cell) for cell in said)
