"""JSON of articles: a list of them, an object with such a list, one article, a line each; and exports of programs."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from index.ingest.readers.article_tables import TableFile, no_text
from index.ingest.readers.base import Problem, ProblemKind, ReaderOptions, UnreadableError, WithheldError
from index.ingest.readers.decoding import decode
from index.ingest.readers.discord_export import discord_articles
from index.ingest.readers.field_names import FieldNames
from index.ingest.readers.help_center import help_center_articles
from index.ingest.readers.slack_export import slack_day
from index.json_decoding import from_json
from index.records import Article

_LISTS = (
    *("articles", "items", "data", "posts", "results", "documents", "docs", "entries", "pages", "records", "rows"),
    *("faqs", "faq", "questions", "stories", "news", "content"),
)
_DEEPEST = 2  # lists of articles in objects in objects
# Each gives the articles of what its program has written, and None of what it has not.
_EXPORTS: tuple[Callable[[object, TableFile], Iterable[Article | Problem] | None], ...] = (
    discord_articles,
    slack_day,
    help_center_articles,
)


def convert(path: Path, name: str, options: ReaderOptions) -> Iterable[Article | Problem]:
    """See Converter."""
    file = TableFile(path, name, options)
    if path.suffix.lower() == ".json":
        return _of_document(file)
    return _of_tables(file, _lines(path))


def _of_document(file: TableFile) -> Iterator[Article | Problem]:
    text = decode(file.path.read_bytes())
    if not text.strip():
        yield Problem(str(file.path), "is empty", kind=ProblemKind.EMPTY)
        return
    try:
        content = from_json(text.encode(), object)
    except msgspec.DecodeError as error:
        raise UnreadableError(f"is no JSON: {error}") from None
    for articles in _EXPORTS:
        if (exported := articles(content, file)) is not None:
            yield from exported
            return
    tables = list(enumerate(_tables(content, file), 1))
    if any(file.names(table).text for _, table in tables):
        yield from _of_tables(file, tables)
    else:
        reason = f"holds no articles: nothing in it {no_text(FieldNames())}"
        yield Problem(str(file.path), reason, kind=ProblemKind.EMPTY)


def _tables(content: object, file: TableFile, depth: int = 0) -> list[Mapping[str, Any]]:
    """The tables that may be articles."""
    if isinstance(content, list):
        return [one for one in content if isinstance(one, dict)]
    if not isinstance(content, dict):
        return []
    names = file.names(content)
    if names.text and names.is_sure and isinstance(content[names.text], str):
        return [content]
    if depth < _DEEPEST:
        for name in _LISTS:
            if found := _tables(content.get(name), file, depth + 1):
                return found
    return [content] if names.text and names.is_sure else []


def _of_tables(file: TableFile, tables: Iterable[tuple[int, object]]) -> Iterator[Article | Problem]:
    """The articles of tables with their numbers, and once by which names they are read."""
    path, is_told = str(file.path), False
    has_lines = file.path.suffix.lower() != ".json"
    for number, table in tables:
        line, place = (number, "") if has_lines else (None, f"article {number}: ")
        if isinstance(table, Problem):
            yield table
            continue
        try:
            if not isinstance(table, dict):
                raise UnreadableError("is no article; write an object, with its fields")
            names = file.names(table)
            article = file.article(table, names)
        except WithheldError as withheld:
            yield Problem(path, f"{place}{withheld}", line, ProblemKind.WITHHELD)
        except UnreadableError as error:
            yield Problem(path, f"{place}{error}", line)
        else:
            if not is_told and (note := names.note(file.fields)):
                yield Problem(path, note, kind=ProblemKind.NOTE)
            is_told = True
            yield article


def _lines(path: Path) -> Iterator[tuple[int, object]]:
    """What each line says, by its number; a Problem where it says nothing."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                try:
                    yield number, from_json(line.removeprefix(b"\xef\xbb\xbf"), object)
                except msgspec.DecodeError as error:
                    yield number, Problem(str(path), f"is not an article: {error}", number)
