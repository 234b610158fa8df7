"""Markdown: what front matter in YAML says of the article, and a first heading as its title."""

import re
from pathlib import Path
from typing import Any

import yaml

from index.ingest.readers.base import TITLE_CHARACTERS, ArticleReference, UnreadableError, source_of
from index.ingest.readers.markup.markdown import read_markdown
from index.ingest.readers.whole_file import WholeFileReader
from index.records import Article, Reading

_FRONT_MATTER_CHARACTERS = 10_000  # what is longer is text between two rules
_FIELDS = ("id", "title", "publisher", "author", "published_at", "date", "url")
_NO_VALUE = frozenset({"~", "null", "Null", "NULL"})  # of YAML
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)


def _parse(text: str, reference: ArticleReference) -> Article:
    fields: dict[str, str] = {}
    body = 0
    front = _FRONT_MATTER.match(text)
    if front and front.end() <= _FRONT_MATTER_CHARACTERS:
        body = front.end()
        fields = _front_matter(front[1])
    path = Path(reference.path)
    reading = read_markdown(text, body, path.suffix.lower() == ".mdx")
    title = fields.get("title") or _first_heading(reading) or path.stem
    fields["published_at"] = fields.get("published_at") or fields.get("date") or ""
    source = source_of(fields.get("id") or reference.name, title, fields, reference)
    return Article(source, text, reading=reading)


def _first_heading(reading: Reading) -> str:
    """The heading that an article begins with, if it does and is no paragraph by its length."""
    for block in reading.blocks[:1]:
        if (block.kind, block.level) == ("heading", 1) and block.span.end - block.span.start <= TITLE_CHARACTERS:
            return reading.plain[slice(*block.span)]
    return ""


def _front_matter(text: str) -> dict[str, str]:
    """The fields that are used, as they are written; YAML may hold anything, also what takes its reader apart."""
    try:
        content: Any = yaml.load(text, yaml.BaseLoader)  # noqa: S506  it makes nothing but text, lists and tables
        written = {str(key).lower(): content[key] for key in content} if isinstance(content, dict) else {}
        fields = {key: _field(written[key]) for key in _FIELDS if key in written}
        "".join(fields.values()).encode()
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UnreadableError(f"its front matter cannot be used: {' '.join(str(error).split())[:200]}") from None
    return fields


def _field(value: str | list[Any] | dict[Any, Any]) -> str:
    if isinstance(value, dict):
        raise ValueError("a field is a table, not text")
    if isinstance(value, list):
        return ", ".join(_field(part) for part in value if isinstance(part, str))
    return "" if value in _NO_VALUE else value


READER = WholeFileReader(_parse)
