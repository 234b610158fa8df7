"""The documents of a repository as articles, each kept in a file of a folder that is a source."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path, PurePosixPath

from index.fetching.repository_manifest import ReadDocument, replace_file
from index.ingest.readers.base import File, Problem, ProblemKind, ReaderOptions, UnreadableError, WithheldError
from index.ingest.readers.conversion import Conversions
from index.ingest.readers.files import LINES, STORED, list_articles, read_article
from index.ingest.readers.site.sites import Sites, fields_of, placed
from index.ingest.readers.stored_article import encode_article
from index.ingest.repository_address import RepositoryAddress
from index.records import Article

_NAME = 60  # characters of a document's name that the file of its article has
_NO_NAME = re.compile(r"[^\w.-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Changed:
    """The names of the files of articles that were written, by whether there was such a file before."""

    added: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Documents:
    """Reads documents of a repository at a commit, and keeps their articles in `folder`.

    `scratch` is a folder in which a document stands while it is read.
    """

    address: RepositoryAddress
    commit: str
    sites: Sites
    folder: Path
    scratch: Path
    conversions: Conversions
    options: ReaderOptions
    changed: Changed = field(default_factory=Changed)

    def read(self, path: str, blob: str, data: bytes) -> ReadDocument:
        """Reads a document by its path, and keeps its articles. Raises OSError."""
        file = self.scratch / path
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        except OSError as error:
            if len(max(path.split("/"), key=len).encode()) < 256 and len(path) < 3000:
                raise
            return ReadDocument(blob, problems=(self.problem(path, f"has a name that is too long: {error.strerror}"),))
        try:
            return self._kept(path, blob, list(self._articles(path, file)))
        finally:
            file.unlink()

    def problem(
        self, path: str, reason: str, kind: ProblemKind = ProblemKind.UNREADABLE, line: int | None = None
    ) -> Problem:
        """What is wrong with a document."""
        return Problem(self.address.document_id(path), reason, line, kind)

    def _articles(self, path: str, file: Path) -> Iterator[Article | Problem]:
        """The articles of a document that stands in a file, and what of it is none."""
        references = list(list_articles(File(file, self.scratch, path, path), self.options, self.conversions))
        is_one = len(references) == 1 and file.suffix.lower() not in LINES
        for reference in references:
            if isinstance(reference, Problem):
                yield self.problem(path, reference.reason, reference.kind, reference.line)
                continue
            try:
                article = read_article(reference, self.conversions)
            except WithheldError as withheld:
                yield self.problem(path, str(withheld), ProblemKind.WITHHELD)
            except UnreadableError as error:
                yield self.problem(path, str(error))
            else:
                yield self._placed(path, article, is_one)

    def _placed(self, path: str, article: Article, is_one: bool) -> Article:
        key = self.address.document_id(path)
        named = key if is_one else f"{key}#{article.source.id}"
        told = self.sites.told(path, fields_of(article))
        article = replace(article, source=replace(article.source, id=named, path=None))
        return placed(article, told, self.address.file_address(self.commit, path))

    def _kept(self, path: str, blob: str, read: list[Article | Problem]) -> ReadDocument:
        articles = dict[str, int]()
        for number, article in enumerate(one for one in read if isinstance(one, Article)):
            name, data = _file_name(path, number), encode_article(article)
            articles[name] = len(data)
            self._put(name, data)
        return ReadDocument(blob, articles, tuple(one for one in read if isinstance(one, Problem)))

    def _put(self, name: str, data: bytes) -> None:
        """Keeps an article, unless it is there as it is: the file of one that has not changed stays untouched."""
        file = self.folder / name
        try:
            if file.read_bytes() == data:
                return
            self.changed.changed.add(name)
        except FileNotFoundError:
            self.changed.added.add(name)
        replace_file(file, data)


def _file_name(path: str, number: int) -> str:
    """The name of the file of an article: that of its document, and what no other has."""
    key = blake2b(f"{path}\0{number}".encode(), digest_size=12).hexdigest()
    return f"{_NO_NAME.sub('-', PurePosixPath(path).stem)[:_NAME].strip('.-')}-{key}{STORED}"
