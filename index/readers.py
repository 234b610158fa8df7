"""From files to articles: which files there are, what has changed in them, and what each says.

Text is kept exactly as decoded. Listing only hashes; a draft is read in full once its hash is new.
"""

import codecs
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any

import charset_normalizer
import msgspec
import yaml

from index.errors import QuotebotError
from index.records import Article, Source

SUFFIXES = frozenset({".txt", ".md", ".markdown", ".jsonl"})
_MARKDOWN = frozenset({".md", ".markdown"})
_FORMAT = b"1"  # part of every hash: raise it when articles must be read or split anew
_TITLE_CHARACTERS = 300  # a longer first line is a paragraph, not a title
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FIELDS = ("id", "title", "publisher", "author", "published_at", "date", "url")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_FIRST_HEADING = re.compile(r"\s*#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\r?\n|\Z)")


@dataclass(frozen=True, slots=True)
class Draft:
    """Where an article stands: `length` bytes of a file from `offset` on, and the hash of what makes it up."""

    path: str
    name: str
    offset: int
    length: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Problem:
    """A file, or a line of one, that could not be read, and why."""

    path: str
    reason: str
    line: int | None = None

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}, line {self.line}"
        return f"{place}: {self.reason}"


class UnreadableError(QuotebotError):
    """An article that cannot be read; the message is the reason."""


class _Line(msgspec.Struct):
    """A line of a .jsonl file; other fields it may have are passed over."""

    id: str | int
    title: str
    text: str
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published_at: str | None = None


def list_drafts(sources: Iterable[Path], max_bytes: int) -> Iterator[Draft | Problem]:
    """Lists the articles of files and folders (hidden files aside) in a fixed order, reading each file once.

    A file is named by its stem or, where two files share one, by its path below the source.
    """
    files: dict[Path, Path] = {}
    for source in sources:
        for file in _files(source):
            files.setdefault(file, source)
    stems = Counter(file.stem for file in files)
    for file, source in files.items():
        if not file.exists():
            yield Problem(str(file), "does not exist")
        elif _leads_out(file, source):
            yield Problem(str(file), "is a link that leads out of its folder; name what it leads to as a source")
        elif file.suffix.lower() not in SUFFIXES:
            yield Problem(str(file), f"not a format that is read ({', '.join(sorted(SUFFIXES))})")
        elif file.suffix.lower() == ".jsonl":
            yield from _lines(file, max_bytes)
        else:
            below = file.relative_to(source) if file != source else Path(file.parent.name, file.name)
            name = file.stem if stems[file.stem] == 1 else below.with_suffix("").as_posix()
            yield _file(file, name, max_bytes)


def read_article(draft: Draft) -> Article:
    """Reads the article that a draft points to. Raises UnreadableError, with the reason, where it cannot."""
    path = Path(draft.path)
    try:
        with path.open("rb") as file:
            file.seek(draft.offset)
            data = file.read(draft.length)
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}") from None
    if path.suffix.lower() == ".jsonl":
        return _from_line(data, draft)
    text = decode(data)
    if not text.strip():
        raise UnreadableError("is empty")
    return _from_markdown(text, draft) if path.suffix.lower() in _MARKDOWN else _from_text(text, draft)


def decode(data: bytes) -> str:
    """Decodes a file: by its byte order mark (left out), else UTF-8, else what charset-normalizer finds.

    Raises UnreadableError for binary data and for an encoding that is not recognized.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return _checked(data[len(mark) :].decode(encoding))
            except UnicodeDecodeError:
                raise UnreadableError(f"begins as {encoding.upper()} but is not") from None
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError:
        if b"\x00" in data:
            raise UnreadableError("is binary, not text") from None
    matches = charset_normalizer.from_bytes(data)
    best = matches.best()
    if best is None:
        raise UnreadableError("its encoding is not recognized; save it as UTF-8")
    # Of encodings that fit as well as the best, it may name a rare one; Windows-1252 is by far the most common.
    western = any("cp1252" in match.could_be_from_charset for match in matches if match.chaos <= best.chaos)
    return _checked(data.decode("cp1252" if western else best.encoding))


def _checked(text: str) -> str:
    controls = len(_CONTROL.findall(text))
    if "\x00" in text or controls * 100 > len(text):
        raise UnreadableError("is binary, not text")
    return text


def _files(source: Path) -> Iterator[Path]:
    if not source.is_dir():
        yield source
        return
    for folder, folders, names in os.walk(source):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))


def _leads_out(file: Path, source: Path) -> bool:
    """Whether a file of a folder is a link to elsewhere: who may write to the folder may not read all that we may."""
    return file != source and not file.resolve().is_relative_to(source.resolve())


def _file(path: Path, name: str, max_bytes: int) -> Draft | Problem:
    try:
        size = path.stat().st_size
        if size > max_bytes:
            return Problem(str(path), _too_large(max_bytes))
        data = path.read_bytes()
    except OSError as error:
        return Problem(str(path), f"cannot be read: {error.strerror}")
    if not data.strip():
        return Problem(str(path), "is empty")
    return Draft(str(path), name, 0, len(data), _digest(name.encode(), data))


def _lines(path: Path, max_bytes: int) -> Iterator[Draft | Problem]:
    try:
        with path.open("rb") as file:
            offset, number, found = 0, 0, False
            while line := file.readline(max_bytes + 2):
                number, length = number + 1, len(line)
                if len(line.rstrip(b"\r\n")) > max_bytes:
                    found = True
                    while line and not line.endswith(b"\n"):
                        line = file.readline(max_bytes)
                        length += len(line)
                    yield Problem(str(path), _too_large(max_bytes), number)
                elif line.strip():
                    yield Draft(str(path), str(number), offset, length, _digest(b"", line.strip()))
                    found = True
                offset += length
            if not found:
                yield Problem(str(path), "is empty")
    except OSError as error:
        yield Problem(str(path), f"cannot be read: {error.strerror}")


def _digest(name: bytes, data: bytes) -> bytes:
    return blake2b(data, digest_size=16, key=_FORMAT + blake2b(name, digest_size=16).digest()).digest()


def _too_large(max_bytes: int) -> str:
    return f"is larger than {max_bytes / 1e6:g} MB (library.max_megabytes in the settings)"


def _from_line(data: bytes, draft: Draft) -> Article:
    try:
        line = msgspec.json.decode(data.removeprefix(codecs.BOM_UTF8), type=_Line)
        line.text.encode(), line.title.encode()
    except (msgspec.DecodeError, UnicodeError) as error:
        raise UnreadableError(f"is not an article: {error}") from None
    if not line.text.strip() or not str(line.id).strip():
        raise UnreadableError("its text or its id is empty")
    source = Source(
        str(line.id),
        " ".join(line.title.split()),
        line.publisher,
        line.author,
        line.published_at,
        line.url,
        draft.path,
    )
    return Article(source, _checked(line.text))


def _from_text(text: str, draft: Draft) -> Article:
    start = len(text) - len(text.lstrip())
    first = re.compile(r"[^\r\n]*[\r\n]*").match(text, start)
    title = text[start : first.end() if first else start].strip()
    if len(title) > _TITLE_CHARACTERS or not text[first.end() if first else start :].strip():
        return Article(Source(draft.name, Path(draft.path).stem, path=draft.path), text)
    return Article(Source(draft.name, title, path=draft.path), text, body=first.end() if first else start)


def _from_markdown(text: str, draft: Draft) -> Article:
    fields: dict[str, str] = {}
    body = 0
    if front := _FRONT_MATTER.match(text):
        body = front.end()
        fields = _front_matter(front[1])
    heading = _FIRST_HEADING.match(text, body)
    title = fields.get("title") or (heading[1].strip() if heading else "") or Path(draft.path).stem
    source = Source(
        fields.get("id") or draft.name,
        title,
        fields.get("publisher"),
        fields.get("author"),
        fields.get("published_at") or fields.get("date"),
        fields.get("url"),
        draft.path,
    )
    return Article(source, text, body=heading.end() if heading else body, markdown=True)


def _front_matter(text: str) -> dict[str, str]:
    """The fields that are used, as text; YAML may hold anything, also what takes its reader apart."""
    try:
        found: Any = yaml.safe_load(text)
        fields = {str(key).lower(): found[key] for key in found} if isinstance(found, dict) else {}
        plain = {key: _plain(fields[key]) for key in _FIELDS if fields.get(key) is not None}
        "".join(plain.values()).encode()
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UnreadableError(f"its front matter cannot be used: {' '.join(str(error).split())[:200]}") from None
    return plain


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(part) for part in value if not isinstance(part, list | dict))
    if isinstance(value, dict):
        raise ValueError("a field is a table, not text")
    return value.isoformat() if isinstance(value, date) else str(value)
