"""Formats of which a file is one article."""

from collections.abc import Callable, Iterator
from pathlib import Path

from index.ingest.readers.base import ArticleReference, EmptyError, Problem, ProblemKind, digest_of, too_large
from index.ingest.readers.decoding import decode
from index.records import Article


class WholeFileReader:
    """A reader of text files, each of which is an article."""

    def __init__(self, parse: Callable[[str, ArticleReference], Article]) -> None:
        """Takes what makes an article of a file's text; it may raise UnreadableError."""
        self._parse = parse

    def references(self, path: Path, name: str, max_bytes: int) -> Iterator[ArticleReference | Problem]:
        """See Reader."""
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
        if len(data) > max_bytes:
            yield Problem(str(path), too_large(max_bytes))
        elif not data.strip():
            yield Problem(str(path), "is empty", kind=ProblemKind.EMPTY)
        else:
            yield ArticleReference(str(path), name, 0, len(data), self.digest(name, data))

    def digest(self, name: str, data: bytes) -> bytes:
        """See Reader."""
        return digest_of(name, data)

    def article(self, data: bytes, reference: ArticleReference) -> Article:
        """See Reader."""
        text = decode(data)
        if not text.strip():
            raise EmptyError("is empty")
        return self._parse(text, reference)
