"""Front matter: what stands before an article's text and tells of it, in YAML, TOML, JSON or lines of "Name: value".

What is broken never costs the article: its plain lines are read one by one, the rest is passed over, and a warning says
what to write.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from index.ingest.readers.fields import VISIBILITY, Fields, Table, Visibility, read_fields

_LONGEST_PARSED = 10_000  # characters; of what is longer only plain lines are read, for YAML may grow
_LONGEST = 200_000
_OPENING = re.compile(r"\s*(?P<mark>---|\+\+\+|;;;)[ \t]*(?P<language>[a-z]*)[ \t]*(?:\r\n|\r|\n)")
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_ENTRY = re.compile(
    r"[\"']?(?P<name>[^\W\d][\w.-]*(?: [\w.-]+){0,2})[\"']?[ \t]*(?P<mark>[:=])(?:[ \t]+(?P<value>\S.*)|[ \t]*)"
)
_TABLE_LINE = re.compile(r"[ \t]+\S.*|[-#}\])].*|\[{1,2}[\w. -]+\]{1,2}|\s*")
_KNOWN_FIRST = re.compile(r"(?:title|author|authors|date|id|layout|slug|tags|draft|description)\b", re.IGNORECASE)
_HEADER = re.compile(r"(?P<name>[A-Za-z][\w -]{0,30}):[ \t]+(?P<value>\S.*)")
_PANDOC = re.compile(r"%[ \t]+(.+)")
_JSON_OPENING = re.compile(r"\s*\{\s*\"[\w@$ -]+\"\s*:")
_NO_PLAIN = re.compile(r"[\[{](?![^\]}]*[\]}]\s*\S)|[|>][+-]?\d?\s*$")  # no text, or it goes on in other lines
_FORMATS = {"---": "yaml", "+++": "toml", ";;;": "json"}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What front matter says of an article, and where the text begins; without any the text begins at 0."""

    said: Table
    visibility: Visibility
    body: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """Front matter as it stands: its format, its content and where that begins, and where the text begins."""

    format: str
    content: str
    start: int
    body: int
    is_closed: bool = True


class _BrokenError(Exception):
    """Content that is not of its format; `line` counts from 0 in the content."""

    def __init__(self, line: int | None) -> None:
        super().__init__()
        self.line = line


def read_front_matter(text: str) -> FrontMatter:
    """Reads what stands before a text: a block of YAML between `---`, TOML between `+++` or JSON in braces.

    Also lines of "Title: value" as Pelican has them, and the `%` lines of Pandoc.
    """
    block = _fenced(text) or _braced(text)
    if block is not None:
        table, warnings = _table(block, text)
        if table is not None:
            return _front_matter(read_fields(table), block.body, warnings)
    table, body = _headers(text)
    return _front_matter(read_fields(table), body, ())


def read_fields_as_written(text: str) -> Table:
    """All that front matter says, by the names that it has there; empty where there is none."""
    block = _fenced(text) or _braced(text)
    table = None if block is None else _table(block, text)[0]
    return table or {}


def _front_matter(fields: Fields, body: int, warnings: tuple[str, ...]) -> FrontMatter:
    return FrontMatter(fields.said, fields.visibility, body, (*warnings, *fields.warnings))


def _fenced(text: str) -> _Block | None:
    """A block between two lines of marks; of one that is not closed, what stands above the first empty line."""
    opening = _OPENING.match(text)
    if opening is None:
        return None
    mark, start = opening["mark"], opening.end()
    language = opening["language"] or _FORMATS[mark]
    for line in _lines(text, start, min(len(text), start + _LONGEST)):
        if line[1].rstrip() in ({mark, "..."} if mark == "---" else {mark}):
            return _Block(language, text[start : line.start()], start, line.end())
    end = next((line.start() for line in _lines(text, start, len(text)) if not line[1].strip()), len(text))
    content = text[start:end]
    entries = [match for line in content.splitlines() if (match := _ENTRY.fullmatch(line))]
    if len(entries) > 1 and _KNOWN_FIRST.match(entries[0]["name"]) and _is_table(content):
        return _Block(language, content, start, end, is_closed=False)
    return None


def _braced(text: str) -> _Block | None:
    """A JSON object at the beginning; of one that is broken, all up to a line that closes it."""
    if not _JSON_OPENING.match(text):
        return None
    start = text.index("{")
    try:
        _, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        closing = next((line for line in _lines(text, start, len(text)) if line[1].rstrip() == "}"), None)
        return closing and _Block("json", text[start : closing.end(1)], start, closing.end())
    behind = _LINE.match(text, end)
    if behind is None or behind[1].strip():
        return None
    return _Block("json", text[start:end], start, behind.end())


def _lines(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    while start < end and (line := _LINE.match(text, start, end)):
        yield line
        start = line.end()


def _table(block: _Block, text: str) -> tuple[Table | None, tuple[str, ...]]:
    """The fields of a block, and what was wrong with it; None where it is no front matter but text."""
    if len(block.content) > _LONGEST_PARSED:
        return (_plain_entries(block) if _is_table(block.content) else None), ()
    warnings = () if block.is_closed else (f"its front matter is not closed; write {_mark(block)} on a line below it",)
    try:
        content = _PARSERS.get(block.format, _parse_nothing)(block.content)
    except (_BrokenError, ValueError, RecursionError) as error:
        if block.format == "yaml" and not _is_table(block.content):
            return None, ()
        broken = error.line if isinstance(error, _BrokenError) else None
        return _plain_entries(block), (*warnings, _advice(block, text, broken))
    if isinstance(content, str):
        return None, ()
    return (_flattened(content) if isinstance(content, dict) else {}), warnings


def _is_table(content: str) -> bool:
    """Whether most lines look like entries of a table and not like sentences."""
    lines = [line for line in content.splitlines() if line.strip()]
    entries = sum(bool(_ENTRY.fullmatch(line)) for line in lines)
    return entries > 0 and 2 * sum(bool(_ENTRY.fullmatch(line) or _TABLE_LINE.fullmatch(line)) for line in lines) > len(
        lines
    )


def _flattened(content: dict[Any, Any]) -> Table:
    """A table with what Hugo and Zola have below `params` and `extra`, where it says no other itself."""
    nested = (content.get(name) for name in ("params", "extra"))
    return {name: value for table in (*nested, content) if isinstance(table, dict) for name, value in table.items()}


# They make nothing but text, lists and tables; the one in C, where PyYAML was built with it, takes a tenth of the time.
_YAML_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _parse_yaml(content: str) -> Any:
    try:
        return yaml.load(content, _YAML_LOADER)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        raise _BrokenError(error.problem_mark.line if error.problem_mark else None) from None
    except yaml.YAMLError:
        raise _BrokenError(None) from None


def _parse_toml(content: str) -> Any:
    try:
        return tomllib.loads(content.replace("\r\n", "\n").replace("\r", "\n"))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise _BrokenError(int(line[1]) - 1 if line else None) from None


def _parse_json(content: str) -> Any:
    written = content.strip()
    try:
        return json.loads(written if written.startswith("{") else f"{{{written}}}")
    except json.JSONDecodeError as error:
        raise _BrokenError(error.lineno - 1) from None


def _parse_nothing(_: str) -> Any:
    raise _BrokenError(None)


_PARSERS: dict[str, Callable[[str], Any]] = {
    "yaml": _parse_yaml,
    "yml": _parse_yaml,
    "toml": _parse_toml,
    "json": _parse_json,
}


def _plain_entries(block: _Block) -> dict[str, Any]:
    """The entries of a broken block, each read by itself: as what it is, else as text where it stands in one line."""
    entries = dict[str, Any]()
    for chunk in _chunks(block):
        try:
            parsed = _PARSERS.get(block.format, _parse_nothing)("\n".join(chunk))
        except (_BrokenError, ValueError, RecursionError):
            parsed = dict(_texts(chunk))
        if isinstance(parsed, dict):
            entries = parsed | entries
    return entries


def _chunks(block: _Block) -> Iterator[list[str]]:
    """The lines of a block, each with those below it that belong to it; of JSON each line by itself."""
    chunk = list[str]()
    for line in filter(str.strip, block.content.splitlines()):
        if block.format == "json":
            yield [line.strip("{} \t").rstrip(",")]
        elif line[0] in " \t-]}":
            chunk.append(line)
        else:
            yield chunk
            chunk = [line]
    yield chunk


def _texts(chunk: list[str]) -> Iterator[tuple[str, str]]:
    """What a line says as plain text; of the lines that belong to it only what hides an article."""
    for number, line in enumerate(chunk):
        entry = _ENTRY.fullmatch(line.strip())
        if entry is None or not entry["value"] or _NO_PLAIN.match(entry["value"]):
            continue
        if number == 0 or entry["name"].casefold() in VISIBILITY:
            yield entry["name"], _unquoted(entry["value"])


def _unquoted(value: str) -> str:
    value = value.rstrip(" \t,")
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return re.sub(r"\s+#.*", "", value)


def _advice(block: _Block, text: str, broken: int | None) -> str:
    """What is wrong with a block, and what to write instead."""
    name = {"yml": "YAML"}.get(block.format, block.format.upper())
    if block.format not in _PARSERS:
        return f"its front matter is {name}, which is not read; write it as YAML"
    lines = block.content.splitlines()
    first = text.count("\n", 0, block.start) + 1
    for number, line in enumerate(lines):
        entry = _ENTRY.fullmatch(line)
        if entry and entry["value"] and _is_broken(block.format, line):
            quoted = json.dumps(_unquoted(entry["value"]), ensure_ascii=False)
            mark = {"yaml": ":", "yml": ":", "toml": " ="}.get(block.format, ":")
            return f"its front matter is no {name} (line {first + number}); write {entry['name']}{mark} {quoted}"
    where = "" if broken is None else f" (line {first + min(broken, max(0, len(lines) - 1))})"
    return f"its front matter is no {name}{where}; write each entry as {_EXAMPLES[name]}"


_EXAMPLES = {"YAML": 'title: "Sale: 50% off"', "TOML": 'title = "Sale: 50% off"', "JSON": '"title": "Sale: 50% off",'}


def _is_broken(language: str, line: str) -> bool:
    """Whether one line alone is not of its format."""
    if language == "json":
        return False
    try:
        _PARSERS[language](line)
    except (_BrokenError, ValueError, RecursionError):
        return True
    return False


def _mark(block: _Block) -> str:
    return next((mark for mark, language in _FORMATS.items() if language == block.format), "---")


def _headers(text: str) -> tuple[Table, int]:
    """Lines of "Title: value" or `% title` at the very beginning, up to an empty line."""
    entries, body = dict[str, str](), 0
    for line in _lines(text, 0, len(text)):
        if not line[1].strip():
            break
        pandoc, header = _PANDOC.fullmatch(line[1]), _HEADER.fullmatch(line[1])
        if pandoc and len(entries) < 3:
            entries[("title", "author", "date")[len(entries)]] = pandoc[1]
        elif header:
            entries[header["name"]] = header["value"]
        else:
            return {}, 0
        body = line.end()
    is_header = next(iter(entries), "").casefold() == "title" and (len(entries) > 1 or body < len(text))
    return (entries, body) if is_header else ({}, 0)
