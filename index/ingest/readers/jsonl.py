"""JSON lines: an article a line."""

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from index.ingest.readers.base import (
    ArticleReference,
    Problem,
    ProblemKind,
    ReaderOptions,
    UnreadableError,
    digest_of,
    require_shown,
    source_of,
    too_large,
)
from index.ingest.readers.decoding import require_text
from index.ingest.readers.field_names import find_names
from index.ingest.readers.fields import read_fields
from index.ingest.readers.titles import plain_title, shown_title
from index.json_decoding import from_json
from index.records import Article


class _Line(msgspec.Struct):
    """What a line of a .jsonl file must have; what else it says is read as front matter is."""

    id: str | int
    text: str
    title: str | None = None


class JsonLinesReader:
    """A reader of files whose lines are articles, each named by its number."""

    def references(self, path: Path, name: str, max_bytes: int) -> Iterator[ArticleReference | Problem]:
        """See Reader."""
        with path.open("rb") as file:
            offset, number, empty = 0, 0, True
            while line := file.readline(max_bytes + 2):
                number, length = number + 1, len(line)
                if len(line.rstrip(b"\r\n")) > max_bytes:
                    empty = False
                    while line and not line.endswith(b"\n"):
                        line = file.readline(max_bytes)
                        length += len(line)
                    yield Problem(str(path), too_large(max_bytes), number)
                elif line.strip():
                    empty = False
                    yield ArticleReference(str(path), str(number), offset, length, self.digest(str(number), line))
                offset += length
            if empty:
                yield Problem(str(path), "is empty", kind=ProblemKind.EMPTY)

    def digest(self, name: str, data: bytes) -> bytes:
        """The hash of what a line says, wherever it stands."""
        return digest_of("", data.strip())

    def article(self, data: bytes, reference: ArticleReference) -> Article:
        """See Reader."""
        try:
            content = from_json(data.removeprefix(codecs.BOM_UTF8), dict[str, Any])
            line = msgspec.convert(content, _Line)
        except msgspec.DecodeError as error:
            raise UnreadableError(f"is not an article: {error}") from None
        if not line.text.strip() or not str(line.id).strip():
            raise UnreadableError("its text or its id is empty")
        fields = read_fields(content)
        require_shown(fields.visibility)
        title = shown_title(plain_title(line.title or ""), "", line.text, "")
        source = source_of(str(line.id), title, fields.said, reference)
        expires_at = fields.visibility.expires_at
        return Article(source, require_text(line.text), expires_at=expires_at, warnings=fields.warnings)


def has_other_names(path: Path, options: ReaderOptions) -> bool:
    """Whether articles go by other names than ours, by the first line that is an object, and so must be converted.

    Raises OSError.
    """
    with path.open("rb") as file:
        while line := file.readline(options.max_bytes + 2):
            try:
                content = from_json(line.removeprefix(codecs.BOM_UTF8), dict[str, Any])
            except msgspec.DecodeError:
                continue
            names = find_names(content, options.fields)
            return bool(names.text) and (names.text != "text" or names.id != "id" or names.title not in ("title", ""))
    return False


READER = JsonLinesReader()
