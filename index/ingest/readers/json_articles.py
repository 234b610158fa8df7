"""JSON of articles: a list of them, an object with such a list, one article, a line each; and exports of programs."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from index.ingest.readers.article_tables import TableFile, shown_value
from index.ingest.readers.base import Problem, ProblemKind, ReaderOptions, UnreadableError, WithheldError
from index.ingest.readers.decoding import read_text
from index.ingest.readers.exports.discord import discord_articles
from index.ingest.readers.exports.help_center import help_center_articles
from index.ingest.readers.exports.slack import slack_day
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
    text = read_text(file.path)
    try:
        content = from_json(text.encode(), object)
    except msgspec.DecodeError as error:
        raise UnreadableError(f"is no JSON ({error}); mend it there, or export it anew") from None
    for articles in _EXPORTS:
        if (exported := articles(content, file)) is not None:
            yield from exported
            return
    tables = list(enumerate(_tables(content, file), 1))
    if any(file.names(table).text for _, table in tables):
        yield from _of_tables(file, tables)
    else:
        yield Problem(str(file.path), _no_articles(tables, file), kind=ProblemKind.EMPTY)


def _no_articles(tables: Sequence[tuple[int, Mapping[str, Any]]], file: TableFile) -> str:
    """Why there is no article among these."""
    if not tables:
        return "holds no articles; write each as an object with its fields, and all of them in a list"
    _, first = tables[0]
    return f"holds no articles; object 1: {file.no_text(first, file.names(first))}"


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
                raise UnreadableError(f"is no article ({shown_value(table)}); write an object, with its fields")
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
                    yield number, Problem(str(path), f"is no article ({error}); write an object in one line", number)
