"""From files to articles: which files there are, what has changed in them, and what each says.

Text is kept exactly as decoded. A file whose stamp is known is not read again; of others, listing only hashes, and a
draft is read in full once its hash is new.
"""

import codecs
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG
from time import time_ns
from typing import Any

import charset_normalizer
import msgspec
import yaml

from index.errors import QuotebotError
from index.json_decoding import from_json
from index.records import Article, Source

SUFFIXES = frozenset({".txt", ".md", ".markdown", ".jsonl"})
_MARKDOWN = frozenset({".md", ".markdown"})
_FORMAT = b"1"  # part of every hash: raise it when articles must be read or split anew
_SETTLED = 2_000_000_000  # nanoseconds: what changed more recently may change again without its times telling
_TITLE_CHARACTERS = 300  # a longer first line or heading is a paragraph, not a title
_FIELD_CHARACTERS = 1000  # of a publisher, an author or a date
_ID_CHARACTERS = 1000
_URL_CHARACTERS = 2000
_FRONT_MATTER_CHARACTERS = 10_000  # what is longer is text between two rules
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FIELDS = ("id", "title", "publisher", "author", "published_at", "date", "url")
_NO_VALUE = frozenset({"~", "null", "Null", "NULL"})  # of YAML
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_FIRST_LINE = re.compile(r"\s*([^\r\n]*)[\r\n]*")
_FIRST_HEADING = re.compile(r"\s*#[ \t]+([^\r\n]*)(?:\r?\n|\r|\Z)")


@dataclass(frozen=True, slots=True)
class File:
    """A file of a source; what is in it goes by `name` where it says no id."""

    path: Path
    source: Path
    name: str

    def stamp(self, max_bytes: int) -> str | None:
        """What is another once the file has changed, or what is read of it; None where that cannot be told."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        if time_ns() - max(found.st_ctime_ns, found.st_mtime_ns) < _SETTLED:
            return None
        # The time of the last change of the inode is not set by whoever sets that of the content back.
        times = found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
        return " ".join(map(str, (*times, max_bytes, _FORMAT.decode(), self.name)))


@dataclass(frozen=True, slots=True)
class ArticleReference:
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


def list_references(sources: Iterable[Path], max_bytes: int) -> Iterator[ArticleReference | Problem]:
    """Lists the articles of files and folders as `list_files` does the files, reading each once."""
    for file in list_files(sources):
        if isinstance(file, Problem):
            yield file
        else:
            yield from list_articles(file, max_bytes)


def list_files(sources: Iterable[Path]) -> Iterator[File | Problem]:
    """Lists the files of sources, which are files and folders (hidden files aside), in a fixed order.

    A file is named by its stem or, where two files share one, by its path below the source.
    """
    files: dict[Path, Path] = {}
    for source in sources:
        for file in _files(source):
            if isinstance(file, Problem):
                yield file
            else:
                files.setdefault(file, source)
    stems = Counter(file.stem for file in files)
    for file, source in files.items():
        below = file.relative_to(source) if file != source else Path(file.parent.name, file.name)
        yield File(file, source, file.stem if stems[file.stem] == 1 else below.with_suffix("").as_posix())


def list_articles(file: File, max_bytes: int) -> Iterator[ArticleReference | Problem]:
    """Lists the articles of a file, reading it once."""
    try:
        yield from _drafts(file, max_bytes)
    except FileNotFoundError:
        yield Problem(str(file.path), "does not exist")
    except OSError as error:
        yield _unread(file.path, error)


def read_article(draft: ArticleReference) -> Article:
    """Reads the article that a draft points to. Raises UnreadableError, with the reason, where it cannot."""
    try:
        with Path(draft.path).open("rb") as file:
            file.seek(draft.offset)
            data = file.read(draft.length)
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}") from None
    if _digest(draft.path, draft.name, data) != draft.digest:
        raise UnreadableError("changed while it was read; sync again")
    return parse(data, draft)


def parse(data: bytes, draft: ArticleReference) -> Article:
    """Reads an article from the bytes that a draft points to. Raises UnreadableError as `read_article` does."""
    path = Path(draft.path)
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


def is_utf8(name: str) -> bool:
    """Whether a name, as the file system has it, can be kept and shown."""
    return name == name.encode(errors="ignore").decode()


def _checked(text: str) -> str:
    controls = len(_CONTROL.findall(text))
    if "\x00" in text or controls * 100 > len(text):
        raise UnreadableError("is binary, not text")
    return text


def _files(source: Path) -> Iterator[Path | Problem]:
    """The files of a folder that are not hidden, and the folders that cannot be read; or the source itself."""
    if not os.path.isdir(source):  # unlike Path.is_dir it takes any name
        yield source
        return
    unread = list[OSError]()
    for folder, folders, names in os.walk(source, onerror=unread.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))
    yield from (_unread(error.filename, error) for error in unread)


def _drafts(file: File, max_bytes: int) -> Iterator[ArticleReference | Problem]:
    """The articles of a file. Raises OSError."""
    path = file.path
    regular = S_ISREG(path.stat().st_mode)
    if _leads_out(path, file.source):
        yield Problem(str(path), "is a link that leads out of its folder; name what it leads to as a source")
    elif path.suffix.lower() not in SUFFIXES:
        yield Problem(str(path), f"not a format that is read ({', '.join(sorted(SUFFIXES))})")
    elif not regular:  # a pipe or a device may never end
        yield Problem(str(path), "is not a file")
    elif not is_utf8(str(path)):
        yield Problem(str(path), "its name is not UTF-8; rename it")
    elif path.suffix.lower() == ".jsonl":
        yield from _lines(path, max_bytes)
    else:
        yield _file(path, file.name, max_bytes)


def _unread(path: str | Path, error: OSError) -> Problem:
    return Problem(str(path), f"cannot be read: {error.strerror}")


def _leads_out(file: Path, source: Path) -> bool:
    """Whether a file of a folder is a link to elsewhere: who may write to the folder may not read all that we may."""
    return file != source and not file.resolve().is_relative_to(source.resolve())


def _file(path: Path, name: str, max_bytes: int) -> ArticleReference | Problem:
    with path.open("rb") as file:
        data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        return Problem(str(path), _too_large(max_bytes))
    if not data.strip():
        return Problem(str(path), "is empty")
    return ArticleReference(str(path), name, 0, len(data), _digest(str(path), name, data))


def _lines(path: Path, max_bytes: int) -> Iterator[ArticleReference | Problem]:
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
                name = str(number)
                yield ArticleReference(str(path), name, offset, length, _digest(str(path), name, line))
                found = True
            offset += length
        if not found:
            yield Problem(str(path), "is empty")


def _digest(path: str, name: str, data: bytes) -> bytes:
    """The hash of what makes up an article: of a line what it says, wherever it stands, else the name and all bytes."""
    if path.lower().endswith(".jsonl"):
        name, data = "", data.strip()
    key = _FORMAT + blake2b(name.encode(), digest_size=16).digest()
    return blake2b(data, digest_size=16, key=key).digest()


def _too_large(max_bytes: int) -> str:
    return f"is larger than {max_bytes / 1e6:g} MB (library.max_megabytes in the settings)"


def _from_line(data: bytes, draft: ArticleReference) -> Article:
    try:
        line = from_json(data.removeprefix(codecs.BOM_UTF8), _Line)
    except msgspec.DecodeError as error:
        raise UnreadableError(f"is not an article: {error}") from None
    if not line.text.strip() or not str(line.id).strip():
        raise UnreadableError("its text or its id is empty")
    fields = {name: getattr(line, name) for name in ("publisher", "author", "published_at", "url")}
    return Article(_source(str(line.id), line.title, fields, draft), _checked(line.text))


def _from_text(text: str, draft: ArticleReference) -> Article:
    first = _FIRST_LINE.match(text)
    title, body = (first[1].strip(), first.end()) if first else ("", 0)
    if len(title) > _TITLE_CHARACTERS or not text[body:].strip():
        return Article(_source(draft.name, Path(draft.path).stem, {}, draft), text)
    return Article(_source(draft.name, title, {}, draft), text, body)


def _from_markdown(text: str, draft: ArticleReference) -> Article:
    fields: dict[str, str] = {}
    body, title = 0, ""
    front = _FRONT_MATTER.match(text)
    if front and front.end() <= _FRONT_MATTER_CHARACTERS:
        body = front.end()
        fields = _front_matter(front[1])
    heading = _FIRST_HEADING.match(text, body)
    if heading and len(heading[1]) <= _TITLE_CHARACTERS:
        body, title = heading.end(), heading[1].rstrip().rstrip("#").strip()
    title = fields.get("title") or title or Path(draft.path).stem
    fields["published_at"] = fields.get("published_at") or fields.get("date") or ""
    return Article(_source(fields.get("id") or draft.name, title, fields, draft), text, body, markdown=True)


def _source(key: str, title: str, fields: Mapping[str, str | None], draft: ArticleReference) -> Source:
    """What is said of an article, each field in one line and of bounded length."""
    if len(key) > _ID_CHARACTERS:
        raise UnreadableError(f"its id is longer than {_ID_CHARACTERS} characters")
    publisher, author, published_at = (
        _shortened(fields.get(name) or "", _FIELD_CHARACTERS) or None
        for name in ("publisher", "author", "published_at")
    )
    url = fields.get("url")
    if url and len(url) > _URL_CHARACTERS:
        url = None  # no address that leads anywhere
    return Source(key, _shortened(title, _TITLE_CHARACTERS), publisher, author, published_at, url, draft.path)


def _shortened(text: str, limit: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def _front_matter(text: str) -> dict[str, str]:
    """The fields that are used, as they are written; YAML may hold anything, also what takes its reader apart."""
    try:
        found: Any = yaml.load(text, yaml.BaseLoader)  # noqa: S506  it makes nothing but text, lists and tables
        fields = {str(key).lower(): found[key] for key in found} if isinstance(found, dict) else {}
        plain = {key: _plain(fields[key]) for key in _FIELDS if key in fields}
        "".join(plain.values()).encode()
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UnreadableError(f"its front matter cannot be used: {' '.join(str(error).split())[:200]}") from None
    return plain


def _plain(value: str | list[Any] | dict[Any, Any]) -> str:
    if isinstance(value, dict):
        raise ValueError("a field is a table, not text")
    if isinstance(value, list):
        return ", ".join(_plain(part) for part in value if isinstance(part, str))
    return "" if value in _NO_VALUE else value
