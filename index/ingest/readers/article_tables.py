"""Articles that are tables of fields, as JSON and CSV have them: their text as it stands, as HTML or as Markdown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec

from config import FieldSettings
from index.ingest.readers.base import (
    ArticleReference,
    ReaderOptions,
    UnreadableError,
    require_shown,
    source_of,
    too_large,
)
from index.ingest.readers.decoding import require_text
from index.ingest.readers.document import Document, TextBlock, make_article, text_blocks
from index.ingest.readers.field_names import FieldNames, as_told, field_key, find_names, quoted
from index.ingest.readers.fields import Fields, read_fields
from index.ingest.readers.html.blocks import html_blocks
from index.ingest.readers.marked_up import first_heading, first_words
from index.ingest.readers.markup.markdown import read_markdown
from index.ingest.readers.titles import plain_title, shown_title
from index.records import Article

_PARTS = ("rendered", "html", "markdown", "text", "value", "plain", "raw")  # of a text that is a table itself
_FORMATS = ("format", "content_type", "body_format", "text_format", "mime_type", "content_format")
_HTML = re.compile(r"\A\s*<[a-z!]|</(?:p|div|ul|ol|li|h[1-6]|table|tr|blockquote|pre)>|<br\s*/?>", re.IGNORECASE)
_AS_IT_STANDS = frozenset({"text", "content_text", "plain_text", "body_text", "text_plain"})
_LONGEST = 60  # characters of a value that are told
_BLANK_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file of articles that are tables, the name it goes by, and how it is read."""

    path: Path
    name: str
    options: ReaderOptions

    @property
    def fields(self) -> FieldSettings:
        """The names of fields that the settings give."""
        return self.options.fields

    def names(self, table: Mapping[str, Any]) -> FieldNames:
        """What the fields of a table are called, those aside that say nothing."""
        return find_names((name for name, value in table.items() if value not in (None, "", [], {})), self.fields)

    def article(self, table: Mapping[str, Any], names: FieldNames) -> Article:
        """The article of a table whose fields go by these names. Raises UnreadableError and WithheldError."""
        kind, text = _text_of(table, names)
        if not text.strip():
            raise UnreadableError(self.no_text(table, names))
        if len(text.encode(errors="replace")) > self.options.max_bytes:
            raise UnreadableError(too_large(self.options.max_bytes))
        text = require_text(text.encode(errors="replace").decode())
        told = {**as_told(table, self.fields), "title": "", "id": None}
        fields = read_fields({**told, "title": _part(table.get(names.title))[1], "id": _id_of(table.get(names.id))})
        title = fields.said.get("title", "")
        key = fields.said.get("id") or f"{self.name}/{_digest(title, text)}"
        if kind == "html" or names.question:
            document = Document(_blocks(kind, text, title if names.question else ""), title, {**told, "id": key})
            return make_article(document, str(self.path), self.name, "")
        return self._as_it_stands(kind, text, fields, key)

    def no_text(self, table: Mapping[str, Any], names: FieldNames) -> str:
        """Why a table whose fields go by these names is no article, and what to do."""
        name = names.text or find_names(table, self.fields).text
        if not name:
            return (
                "has no field with a text (text, content, body ...); name yours as library.fields.text in the settings"
            )
        value = _part(table.get(name))[1]
        if value in (None, [], {}) or (isinstance(value, str) and not value.strip()):
            return f"its {quoted(name)} is empty; write a text there, or take it out"
        return f"its {quoted(name)} is no text ({shown_value(value)}); write it in quotes"

    def _as_it_stands(self, kind: str, text: str, fields: Fields, key: str) -> Article:
        require_shown(fields.visibility)
        reading = read_markdown(text) if kind == "markdown" else None
        given = plain_title(fields.said.get("title", ""))
        heading, words = (first_heading(reading), first_words(reading)) if reading else ("", text)
        title, reference = (
            shown_title(given, heading, words, ""),
            ArticleReference(str(self.path), self.name, 0, 0, b""),
        )
        source = source_of(key, title, fields.said, reference)
        expires_at = fields.visibility.expires_at
        return Article(source, text, reading=reading, expires_at=expires_at, warnings=fields.warnings)


def shown_value(value: object) -> str:
    """A value of JSON as it is told: as it is written there, and not endless."""
    written = msgspec.json.encode(value).decode()
    return written if len(written) <= _LONGEST else f"{written[:_LONGEST]}…"


def paragraphs(text: str) -> tuple[TextBlock, ...]:
    """The paragraphs of a text without markup, as blank lines part them."""
    return tuple(TextBlock("paragraph", part.strip()) for part in _BLANK_LINES.split(text) if part.strip())


def _blocks(kind: str, text: str, question: str) -> tuple[TextBlock, ...]:
    if kind == "html":
        blocks = html_blocks(text)
    elif kind == "markdown":
        blocks = text_blocks(read_markdown(text))
    else:
        blocks = paragraphs(text)
    return (TextBlock("heading", question, 1), *blocks) if question else blocks


def _text_of(table: Mapping[str, Any], names: FieldNames) -> tuple[str, str]:
    """Of what kind the text of an article is, "html", "markdown" or "text", and that text; empty where it is none."""
    value, name = table.get(names.text), field_key(names.text)
    part, value = _part(value)
    name = f"{name}_{part}" if part else name
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = "\n\n".join(value)
    if not isinstance(value, str):
        return "text", ""
    said = " ".join(str(table[key]) for key in table if field_key(key) in _FORMATS).casefold()
    if "html" in (*name.split("_"), *re.split(r"\W+", said)):
        return "html", value
    if {"markdown", "md"}.intersection((*name.split("_"), *re.split(r"\W+", said))):
        return "markdown", value
    return "html" if name not in _AS_IT_STANDS and _HTML.search(value) else "text", value


def _part(value: object) -> tuple[str, object]:
    """Of a text that is a table itself the name of what stands for it, else empty, and that."""
    if not isinstance(value, Mapping):
        return "", value
    part = next((part for part in _PARTS if isinstance(value.get(part), str)), "")
    return part, value.get(part)


def _id_of(value: object) -> object:
    """An id as people write it; MongoDB has it in a table."""
    return value.get("$oid") if isinstance(value, Mapping) else value


def _digest(title: str, text: str) -> str:
    """What stands for the id of an article that has none: another once it says something else."""
    return blake2b(f"{title}\0{text}".encode(), digest_size=8).hexdigest()
